import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const eventTypes = await client.webhooks.listEventTypes();
console.log(eventTypes);
