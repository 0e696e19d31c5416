import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

for await (const licensePolicy of client.licenses.listLicensePoliciesAll()) {
  console.log(licensePolicy);
}
