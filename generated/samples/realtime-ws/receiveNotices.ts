import WebSocket from "ws"; // in Node; browsers have one
import { connect } from "@stagewire/client";

const realtime = connect({ url: process.env.WS_URL, token: process.env.TOKEN ?? "", WebSocket });
const room = realtime.room("chat-room-1");
room.on("join", ({ member }) => console.log(member.user_id, "came"));
room.on("leave", ({ member }) => console.log(member.user_id, "left"));
room.on("gap", () => console.log("something was missed"));
await room.subscribe();
for await (const event of room) {
  console.log(event.event, event.data);
}
