import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const licenseSigningKeys = await client.licenses.rotateLicenseSigningKey({ keep_previous: 31536000 });
console.log(licenseSigningKeys);
