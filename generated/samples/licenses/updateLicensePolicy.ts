import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const policyId = "pol_4mQ0c7pZ1vK9tR2yB6xD";

const licensePolicy = await client.licenses.updateLicensePolicy(policyId, {
  max_devices: 5,
  overage: "allow_1_25x",
});
console.log(licensePolicy);
