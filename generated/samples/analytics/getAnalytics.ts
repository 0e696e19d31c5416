import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const analytics = await client.analytics.getAnalytics({ period: "24h" });
console.log(analytics);
