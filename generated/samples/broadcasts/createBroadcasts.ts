import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

const broadcastResults = await client.broadcasts.createBroadcasts({
  broadcasts: [
    {
      room: "chat-room-1",
      event: "new-message",
      data: { message: "Hello everyone!" },
    },
    { room: "chat-room-2", event: "closing" },
  ],
});
console.log(broadcastResults);
