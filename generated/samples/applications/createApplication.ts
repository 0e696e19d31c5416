import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const createdApplication = await client.applications.createApplication({
  app_id: "my-app-123",
  name: "My application",
  allowed_domain: "example.com",
});
console.log(createdApplication);
