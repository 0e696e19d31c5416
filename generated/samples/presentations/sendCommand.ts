import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const presentationId = "pres_7Hq2mX4cZ1vK9tR2yN6w";

const commandDone = await client.presentations.sendCommand(presentationId, { command: { name: "next" } });
console.log(commandDone);
