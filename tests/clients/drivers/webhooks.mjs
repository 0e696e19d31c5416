// Verifies the cases of standard input with the generated client: the event, or why it is none.
import { readFileSync } from "node:fs";
import { webhooks } from "@stagewire/client";

const results = [];
for (const { secret, headers, body, tolerance } of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    const event = await webhooks.verify(headers, body, secret, tolerance);
    results.push({ type: event.type, known: webhooks.isKnown(event), data: event.data });
  } catch (error) {
    results.push({ error: error.name });
  }
}
console.log(JSON.stringify(results));
