import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const linkId = 123;

const linkStats = await client.links.getLinkStats(linkId, { from: "2026-11-01" });
console.log(linkStats);
