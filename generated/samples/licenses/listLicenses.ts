import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

for await (const license of client.licenses.listLicensesAll({
  policyId: "pol_4mQ0c7pZ1vK9tR2yB6xD",
})) {
  console.log(license);
}
