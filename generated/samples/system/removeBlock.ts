import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const removedBlock = await client.system.removeBlock({
  rule: "license-guesses",
  identity: "203.0.113.7",
});
console.log(removedBlock);
