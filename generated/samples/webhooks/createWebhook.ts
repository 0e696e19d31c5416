import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const webhookWithSecret = await client.webhooks.createWebhook({
  url: "https://your-app.com/webhook",
  secret: "your-webhook-secret",
  events: ["new-message", "user-joined", "*"],
});
console.log(webhookWithSecret);
