import WebSocket from "ws"; // in Node; browsers have one
import { connect } from "@stagewire/client";

const realtime = connect({ url: process.env.WS_URL, token: process.env.TOKEN ?? "", WebSocket });
const room = realtime.room("chat-room-1");
const subscribed = await room.subscribe();
console.log(subscribed);
realtime.close();
