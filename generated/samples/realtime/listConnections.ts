import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });

for await (const connection of client.realtime.listConnectionsAll({ room: "chat-room-1" })) {
  console.log(connection);
}
