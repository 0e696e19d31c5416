import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const licenseName = "lic_9tR2yB6xD4mQ0c7pZ1vK";

const license = await client.licenses.getLicense(licenseName);
console.log(license);
