import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const room = "chat-room-1";

const roomBroadcast = await client.realtime.broadcastToRoom(room, {
  event: "new-message",
  data: { user_id: "user-123", message: "Hello everyone!" },
});
console.log(roomBroadcast);
