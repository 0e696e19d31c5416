import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const keyWithSecret = await client.keys.createKey({
  name: "Newsletter",
  scopes: ["links:write"],
});
console.log(keyWithSecret);
