import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

for await (const presentationSummary of client.presentations.listPresentationsAll({ status: "live" })) {
  console.log(presentationSummary);
}
