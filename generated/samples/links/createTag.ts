import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const tag = await client.links.createTag({ name: "spring" });
console.log(tag);
