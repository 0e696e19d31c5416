import { writeFile } from "node:fs/promises";

import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const linkId = 123;

const linkQr = await client.links.getLinkQr(linkId, { format: "svg" });
await writeFile("link-qr.svg", linkQr);
