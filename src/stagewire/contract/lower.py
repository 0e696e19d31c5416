"""OpenAPI 3.1 → 3.0.3: the copy that Connexion reads, for its meta-schema knows 3.0 only.

Validation never runs on this copy (see schemas.py), except in the tests, where stock Connexion
over it is the oracle. What 3.0 cannot say is dropped: the copy then accepts more, never less.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from stagewire.contract.load import METHODS, Document, Json

# Schema keywords of 3.0.3; the rest of JSON Schema 2020-12 is dropped.
_KEYWORDS = frozenset(
    (
        *("title", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"),
        *("maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems"),
        *("maxProperties", "minProperties", "required", "enum", "type", "allOf", "oneOf", "anyOf"),
        *("not", "items", "properties", "additionalProperties", "description", "format", "default"),
        *("nullable", "discriminator", "readOnly", "writeOnly", "example", "externalDocs"),
        *("deprecated", "xml", "$ref"),
    )
)
SCHEME_NAME = "x-scheme-name"
"""Tells Connexion's security handlers which scheme they stand for: it passes the scheme only."""


def lower(document: Document) -> Json:
    """The document as OpenAPI 3.0.3. The input is left as it is."""
    raw = deepcopy(document.raw)
    raw["openapi"] = "3.0.3"
    raw["info"].pop("summary", None)
    raw["info"].get("license", {}).pop("identifier", None)
    for key in ("jsonSchemaDialect", "servers"):
        raw.pop(key, None)
    if "webhooks" in raw:
        raw["x-webhooks"] = raw.pop("webhooks")
    raw.setdefault("paths", {})
    components = raw.get("components", {})
    components.pop("pathItems", None)
    if "schemas" in components:
        components["schemas"] = {name: _schema(s) for name, s in components["schemas"].items()}
    for name, scheme in components.get("securitySchemes", {}).items():
        if scheme.get("type") != "mutualTLS":
            scheme[SCHEME_NAME] = name
    for section in ("parameters", "headers", "requestBodies", "responses"):
        for entry in components.get(section, {}).values():
            _carrier(entry)
    for item in raw["paths"].values():
        for parameter in item.get("parameters", ()):
            _carrier(parameter)
        for method in METHODS:
            if method in item:
                _operation(item[method])
    return raw


def _operation(operation: Json) -> None:
    for parameter in operation.get("parameters", ()):
        _carrier(parameter)
    if "requestBody" in operation:
        _carrier(operation["requestBody"])
    for response in operation.get("responses", {}).values():
        _carrier(response)


def _carrier(node: Json) -> None:
    """Lowers the schemas of a parameter, header, request body or response, in place."""
    if "$ref" in node:
        # 3.1 allows a description beside a reference, 3.0 nothing.
        for key in [key for key in node if key != "$ref"]:
            del node[key]
        return
    if "schema" in node:
        node["schema"] = _schema(node["schema"])
    for media in node.get("content", {}).values():
        if "schema" in media:
            media["schema"] = _schema(media["schema"])
        for encoding in media.get("encoding", {}).values():
            for header in encoding.get("headers", {}).values():
                _carrier(header)
    for header in node.get("headers", {}).values():
        _carrier(header)


def _schema(schema: Any) -> Any:
    if schema is True:
        return {}
    if schema is False:
        return {"not": {}}
    if "$ref" in schema:
        siblings = {k: v for k, v in schema.items() if k not in ("$ref", "description", "summary")}
        reference = {"$ref": schema["$ref"]}
        if not siblings:
            return reference
        return _schema({**siblings, "allOf": [reference, *siblings.get("allOf", ())]})
    made: Json = {key: value for key, value in schema.items() if key in _KEYWORDS}
    for key in list(schema):
        if key.startswith("x-"):
            made[key] = schema[key]
    _types(made, schema)
    if "const" in schema:
        made["enum"] = [schema["const"]]
    if schema.get("examples"):
        made.setdefault("example", schema["examples"][0])
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        _bound(made, schema, bound, exclusive)
    for key in ("allOf", "oneOf", "anyOf"):
        if key in made:
            made[key] = [_schema(part) for part in made[key]]
    _null_branches(made)
    for key in ("not", "items"):
        if key in made:
            made[key] = _schema(made[key])
    if made.get("type") == "array":
        made.setdefault("items", {})
    if "properties" in made:
        made["properties"] = {name: _schema(part) for name, part in made["properties"].items()}
    if isinstance(made.get("additionalProperties"), dict):
        made["additionalProperties"] = _schema(made["additionalProperties"])
    if "patternProperties" in schema:
        made.pop("additionalProperties", None)
    if schema.get("contentEncoding") == "base64":
        made.setdefault("format", "byte")
    elif "contentMediaType" in schema:
        made.setdefault("format", "binary")
    return made


def _types(made: Json, schema: Json) -> None:
    types = schema.get("type")
    if types == "null":
        # 3.0 has no null on its own: nothing but null satisfies this.
        made.pop("type")
        made["nullable"] = True
        made["enum"] = [None]
    if not isinstance(types, list):
        return
    kinds = [kind for kind in types if kind != "null"]
    if "null" in types:
        made["nullable"] = True
    if len(kinds) == 1:
        made["type"] = kinds[0]
    else:
        made.pop("type")
        if kinds:
            made["anyOf"] = [{"type": kind} for kind in kinds]


def _bound(made: Json, schema: Json, bound: str, exclusive: str) -> None:
    limit = schema.get(exclusive)
    if limit is None or isinstance(limit, bool):
        return
    inclusive = schema.get(bound)
    tighter = max if bound == "minimum" else min
    if inclusive is not None and tighter(inclusive, limit) != limit:
        del made[exclusive]
        return
    made[bound] = limit
    made[exclusive] = True


def _null_branches(made: Json) -> None:
    """`anyOf: [X, {type: null}]` is `nullable` in 3.0."""
    for key in ("oneOf", "anyOf"):
        branches = made.get(key)
        if branches and {"nullable": True, "enum": [None]} in branches:
            rest = [b for b in branches if b != {"nullable": True, "enum": [None]}]
            made["nullable"] = True
            made[key] = rest
            if len(rest) == 1 and key in made:
                del made[key]
                made["allOf"] = [*made.get("allOf", ()), *rest]
