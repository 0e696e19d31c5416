import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const room = "chat-room-1";

for await (const member of client.realtime.listRoomMembersAll(room)) {
  console.log(member);
}
