import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const presentationId = "pres_7Hq2mX4cZ1vK9tR2yN6w";
const pairingId = "pair_4mQ0c7pZ1vK9tR2yN6wE";

const pairingStatus = await client.presentations.getPairing(presentationId, pairingId);
console.log(pairingStatus);
