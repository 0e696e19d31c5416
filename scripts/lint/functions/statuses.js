// Every status an operation can answer is documented; what it declares decides which those are.
const METHODS = ["get", "put", "post", "delete", "patch", "head", "options"];

function needed(operation, pathItem, document) {
  const security = operation.security ?? document.security ?? [];
  const authenticated = security.length > 0;
  const limits = operation["x-rate-limit"] ?? document["x-rate-limit"] ?? [];
  const parameters = [...(pathItem.parameters ?? []), ...(operation.parameters ?? [])];
  return [
    ["400", true, "a request can be malformed"],
    ["500", true, "a server can fail"],
    ["401", authenticated, "it has security"],
    ["403", security.some((one) => Object.values(one).some((scopes) => scopes.length)), "it asks for a scope"],
    ["404", parameters.some((one) => one.in === "path"), "its path has parameters"],
    // Failed authentication is limited everywhere, so security alone brings 429.
    ["429", limits.length > 0 || authenticated, "requests are limited"],
    ["413", operation.requestBody, "a body can be too large"],
    ["415", operation.requestBody, "a body can have the wrong media type"],
    ["409", operation["x-idempotency"], "the same Idempotency-Key can be in use"],
  ];
}

export default (document) => {
  const problems = [];
  for (const [path, pathItem] of Object.entries(document.paths ?? {}))
    for (const method of METHODS.filter((one) => pathItem[one])) {
      const operation = pathItem[method];
      for (const [status, applies, why] of needed(operation, pathItem, document))
        if (applies && !operation.responses?.[status])
          problems.push({
            message: `${status} must be documented: ${why}`,
            path: ["paths", path, method, "responses"],
          });
    }
  return problems;
};
