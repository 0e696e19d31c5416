import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const room = "chat-room-1";

const roomHistory = await client.realtime.getRoomHistory(room, { after: 12 });
console.log(roomHistory);
