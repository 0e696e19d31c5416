import WebSocket from "ws"; // in Node; browsers have one
import { connect } from "@stagewire/client";

// Asked for a token whenever the last one ends: ask your own server here.
async function fetchToken(): Promise<string> {
  return process.env.TOKEN ?? "";
}

const realtime = connect({ url: process.env.WS_URL, token: fetchToken, WebSocket });
const welcome = await realtime.ready();
console.log(welcome);
realtime.close();
