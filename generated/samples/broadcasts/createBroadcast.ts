import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const broadcast = await client.broadcasts.createBroadcast({
  room: "chat-room-1",
  event: "new-message",
  data: { user_id: "user-123", message: "Hello everyone!", timestamp: 1704110400000 },
});
console.log(broadcast);
