import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

for await (const license of client.licenses.listLicensesAll({ status: "active" })) {
  console.log(license);
}
