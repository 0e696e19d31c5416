import { writeFile } from "node:fs/promises";

import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL });
const code = "K7QF-3M2X";

const pairingQr = await client.presentations.getPairingQr(code);
await writeFile("pairing-qr.svg", pairingQr);
