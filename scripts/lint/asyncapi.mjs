// Lints AsyncAPI documents with the specification's own parser. Errors and warnings refuse; what it
// only recommends (a newer version of AsyncAPI) does not.
import { fromFile, Parser } from "@asyncapi/parser/cjs/index.js";

const WORDS = ["error", "warning"];

for (const path of process.argv.slice(2)) {
  const { diagnostics } = await fromFile(new Parser(), path).parse();
  // What stands under a YAML anchor is found wherever it is used.
  const found = new Set();
  for (const { severity, range, source, code, message } of diagnostics) {
    if (!WORDS[severity]) continue;
    const { line, character } = range.start;
    const place = `${source ?? path}:${line + 1}:${character + 1}`;
    found.add(`${place} ${WORDS[severity]} ${code} ${message}`);
  }
  for (const line of found) console.error(line);
  if (found.size) process.exitCode = 1;
}
