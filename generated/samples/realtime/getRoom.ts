import { Stagewire } from "@stagewire/client";

const client = new Stagewire({ baseUrl: process.env.BASE_URL, apiKey: process.env.API_KEY });
const roomName = "chat-room-1";

const room = await client.realtime.getRoom(roomName);
console.log(room);
