/** The realtime driver in Node: a line in, a line out. */
import { createInterface } from "node:readline";
import WebSocket from "ws";
import { Driver } from "./realtime.js";

const driver = new Driver((message) => console.log(JSON.stringify(message)), WebSocket);
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => driver.take(JSON.parse(line) as Record<string, unknown>));
lines.on("close", () => driver.close());
