import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL });
const appId = "my-app-123";

const licenseKeySet = await client.licenses.getLicenseKeySet(appId, { environment: "production" });
console.log(licenseKeySet);
