import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const webhookId = "webhook_1763631000000_4mQ0c7pZ1vK9";
const deliveryId = "dlv_0mQ0c7pZ1vK9tR2yN6wE";

const delivery = await client.webhooks.redeliverDelivery(webhookId, deliveryId);
console.log(delivery);
