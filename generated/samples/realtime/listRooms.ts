import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

for await (const room of client.realtime.listRoomsAll({ prefix: "chat-" })) {
  console.log(room);
}
