import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL });
const code = "K7QF-3M2X";

const claimedPairing = await client.presentations.claimPairing(code, { name: "Anna's phone" });
console.log(claimedPairing);
