import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const tagId = 1;

const tag = await client.links.updateTag(tagId, { name: "summer" });
console.log(tag);
