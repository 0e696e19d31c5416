import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const link = await client.links.createLink({
  url: "https://example.com/some/long/url",
  name: "My campaign link",
  utmSource: "newsletter",
  utmCampaign: "spring_sale",
});
console.log(link);
