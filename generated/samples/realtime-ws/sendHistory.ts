import WebSocket from "ws"; // in Node; browsers have one
import { connect } from "@stagewire/client";

const realtime = connect({ url: process.env.WS_URL, token: process.env.TOKEN ?? "", WebSocket });
const room = realtime.room("chat-room-1");
const events = await room.history({ after: 12, limit: 50 });
console.log(events);
realtime.close();
