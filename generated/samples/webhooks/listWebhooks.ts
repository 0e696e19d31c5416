import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

for await (const webhook of client.webhooks.listWebhooksAll()) {
  console.log(webhook);
}
