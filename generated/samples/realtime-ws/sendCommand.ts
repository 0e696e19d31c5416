import WebSocket from "ws"; // in Node; browsers have one
import { connect } from "@stagewire/client";

const realtime = connect({ url: process.env.WS_URL, token: process.env.TOKEN ?? "", WebSocket });
const done = await realtime.request("command", {
  presentation: "pres_7Hq2mX4cZ1vK9tR2yN6w",
  command: { name: "next" },
  version: 6,
  key: "a1",
});
console.log(done);
realtime.close();
