import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const appId = "my-app-123";

const application = await client.applications.updateApplication(appId, {
  allowed_domain: "example.com",
  rate_limit: 60,
  status: true,
});
console.log(application);
