// Verifies the cases of standard input with the generated client: the event, or why it is none.
import { readFileSync } from "node:fs";
import { webhooks } from "@stagewire/client";

// With --foreign, headers are of a class that is not the platform's, as some libraries have them.
class ForeignHeaders {
  constructor(headers) {
    this.lines = new Headers(headers);
  }
  get(name) {
    return this.lines.get(name);
  }
}

const foreign = process.argv.includes("--foreign");
const results = [];
for (const { secret, headers, body, tolerance } of JSON.parse(readFileSync(0, "utf8"))) {
  const given = foreign ? new ForeignHeaders(headers) : headers;
  try {
    const event = await webhooks.verify(given, body, secret, tolerance);
    results.push({ type: event.type, known: webhooks.isKnown(event), data: event.data });
  } catch (error) {
    results.push({ error: error.name });
  }
}
console.log(JSON.stringify(results));
