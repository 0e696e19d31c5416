import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

for await (const key of client.keys.listKeysAll({ includeRevoked: false })) {
  console.log(key);
}
