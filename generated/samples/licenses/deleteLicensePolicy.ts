import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const policyId = "pol_4mQ0c7pZ1vK9tR2yB6xD";

await client.licenses.deleteLicensePolicy(policyId);
