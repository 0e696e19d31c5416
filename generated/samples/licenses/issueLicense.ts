import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const license = await client.licenses.issueLicense({
  policy_id: "pol_4mQ0c7pZ1vK9tR2yB6xD",
  holder: "anna@example.com",
  metadata: { order: "8714" },
});
console.log(license);
