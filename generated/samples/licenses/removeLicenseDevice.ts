import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const deviceId = "dev_Z1vK9tR2yB6xD4mQ0c7p";

await client.licenses.removeLicenseDevice(deviceId);
