import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL });

const health = await client.system.getHealth();
console.log(health);
