import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const licensePolicy = await client.licenses.createLicensePolicy({
  name: "Team",
  max_devices: 3,
  duration: 31536000,
  entitlements: ["export", "sync"],
});
console.log(licensePolicy);
