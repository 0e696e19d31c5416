// The extensions of ARCHITECTURE.md and no others, each where it means something.
const METHODS = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];
const DATA = ["example", "examples", "default", "enum", "const", "value"];

function place(path) {
  if (path.length === 0) return "document";
  if (path.length === 3 && path[0] === "paths" && METHODS.includes(path[2])) return "operation";
  return "elsewhere";
}

export default (document, { document: onDocument, operation: onOperation }) => {
  const allowed = { document: onDocument, operation: onOperation, elsewhere: [] };
  const problems = [];
  const walk = (node, path, named) => {
    if (node === null || typeof node !== "object") return;
    for (const [key, value] of Object.entries(node)) {
      // A property or a header may be called x-anything; examples are data.
      if (!named && DATA.includes(key)) continue;
      if (!named && key.toLowerCase().startsWith("x-")) {
        const where = place(path);
        if (!allowed[where].includes(key))
          problems.push({ message: `${key} is no extension of ${where === "elsewhere" ? "this place" : `the ${where}`}`, path: [...path, key] });
        continue;
      }
      walk(value, [...path, key], !named && ["properties", "headers", "schemas", "patternProperties"].includes(key));
    }
  };
  walk(document, [], false);
  return problems;
};
