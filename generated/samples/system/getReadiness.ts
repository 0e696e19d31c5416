import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL });

const readiness = await client.system.getReadiness();
console.log(readiness);
