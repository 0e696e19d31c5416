import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL });

const version = await client.system.getVersion();
console.log(version);
