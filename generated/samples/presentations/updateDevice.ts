import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const presentationId = "pres_7Hq2mX4cZ1vK9tR2yN6w";
const deviceId = "dev_4mQ0c7pZ1vK9tR2yN6wE";

const device = await client.presentations.updateDevice(presentationId, deviceId, { role: "presenter" });
console.log(device);
