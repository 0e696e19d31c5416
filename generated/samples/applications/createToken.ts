import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL });

const token = await client.applications.createToken({
  app_id: "my-app-123",
  app_secret: "your-app-secret",
  payload: { user_id: "user-123", name: "John Doe" },
});
console.log(token);
