import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const keyId = "key_4mQ0c7pZ1vK9tR2y";

await client.keys.revokeKey(keyId);
