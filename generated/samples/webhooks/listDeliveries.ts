import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const webhookId = "webhook_1763631000000_4mQ0c7pZ1vK9";

for await (const delivery of client.webhooks.listDeliveriesAll(webhookId, { event: "webhook.test" })) {
  console.log(delivery);
}
