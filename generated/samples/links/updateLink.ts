import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const linkId = 123;

const link = await client.links.updateLink(linkId, {
  name: "Renamed link",
  utmCampaign: "summer_sale",
});
console.log(link);
