import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const webhookId = "webhook_1763631000000_4mQ0c7pZ1vK9";

const webhook = await client.webhooks.enableWebhook(webhookId);
console.log(webhook);
