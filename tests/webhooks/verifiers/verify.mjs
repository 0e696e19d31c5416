// Verifies the cases of standard input with the `standardwebhooks` library: for each, whether it fits.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const results = JSON.parse(readFileSync(0, "utf8")).map(({ secret, raw, headers, body }) => {
  try {
    new Webhook(secret, raw ? { format: "raw" } : undefined).verify(body, headers);
    return true;
  } catch {
    return false;
  }
});
console.log(JSON.stringify(results));
