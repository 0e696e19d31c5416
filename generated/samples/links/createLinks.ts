import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const createdLinks = await client.links.createLinks({
  links: [
    { url: "https://example.com/a" },
    { url: "https://example.com/b", name: "The second" },
  ],
});
console.log(createdLinks);
