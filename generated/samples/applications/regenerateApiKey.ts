import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const appId = "my-app-123";

const regeneratedKey = await client.applications.regenerateApiKey(appId);
console.log(regeneratedKey);
