import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const turnCredentials = await client.webrtc.createTurnCredentials({
  user_id: "user-123",
  ttl: 3600,
});
console.log(turnCredentials);
