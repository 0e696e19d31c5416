import WebSocket from "ws"; // in Node; browsers have one
import { connect } from "@stagewire/client";

const realtime = connect({ url: process.env.WS_URL, token: process.env.TOKEN ?? "", WebSocket });
const room = realtime.room("call-1");
await room.subscribe();
await room.signal("conn_4mQ0c7pZ1vK9tR2y", { sdp: "v=0" });
realtime.close();
