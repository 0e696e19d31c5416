import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const webhookId = "webhook_1763631000000_4mQ0c7pZ1vK9";

const replayed = await client.webhooks.replayDeliveries(webhookId, {
  since: "2026-11-20T00:00:00Z",
  statuses: ["failed", "held"],
});
console.log(replayed);
