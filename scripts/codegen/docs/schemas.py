"""A JSON schema as Markdown lines: one per property, nested ones indented."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from stagewire.contract.load import Document

Json = Mapping[str, Any]

# The two keywords of a range, and what is counted.
_RANGES = (
    ("minimum", "maximum", ""),
    ("minLength", "maxLength", " characters"),
    ("minItems", "maxItems", " items"),
)


def properties(document: Document, schema: Any, request: bool, depth: int = 0) -> Iterator[str]:
    """The properties of an object, or of the objects in an array. ``request`` leaves out what
    only answers carry, and the other way round."""
    schema = _object(document, schema)
    if schema is None or depth > 4:
        return
    required = schema.get("required", ())
    for name, raw in schema.get("properties", {}).items():
        flat = resolved(document, raw)
        if flat.get("readOnly" if request else "writeOnly"):
            continue
        marks = [type_name(document, raw)]
        if request:
            marks.append("required" if name in required else "optional")
        marks += constraints(flat)
        text = f"{'  ' * depth}- `{name}` ({', '.join(marks)})"
        yield f"{text}: {flat['description']}" if flat.get("description") else text
        yield from properties(document, raw, request, depth + 1)


def _object(document: Document, schema: Any) -> Json | None:
    """The object schema a property leads to, through arrays and nullable alternatives."""
    flat = resolved(document, schema)
    for option in flat.get("oneOf", ()):
        if option != {"type": "null"}:
            return _object(document, option)
    if "items" in flat:
        return _object(document, flat["items"])
    return flat if "properties" in flat else None


def resolved(document: Document, schema: Any) -> Json:
    """The schema with what its reference says; words beside the reference win."""
    if not isinstance(schema, dict):
        return {}
    if "$ref" in schema:
        return {**resolved(document, document.follow(schema)), **schema}
    return schema


def type_name(document: Document, schema: Any) -> str:
    """`string`, `array of integer`, `asc` or `desc`, `object or null`."""
    flat = resolved(document, schema)
    if "oneOf" in flat:
        return " or ".join(type_name(document, option) for option in flat["oneOf"])
    if "enum" in flat:
        return " or ".join(
            f"`{str(one).lower() if one is None or isinstance(one, bool) else one}`"
            for one in flat["enum"]
        )
    kinds = flat.get("type", "any")
    names = [kinds] if isinstance(kinds, str) else kinds
    if "format" in flat and "string" in names:
        names = [f"{flat['format']} string" if name == "string" else name for name in names]
    if names == ["array"]:
        return f"array of {type_name(document, flat.get('items', {}))}"
    return " or ".join(names)


def constraints(flat: Json) -> list[str]:
    """Ranges, the pattern and the default, in words."""
    found = []
    for low, high, what in _RANGES:
        if low in flat and high in flat:
            found.append(f"{flat[low]} to {flat[high]}{what}")
        elif low in flat:
            found.append(f"at least {flat[low]}{what}")
        elif high in flat:
            found.append(f"at most {flat[high]}{what}")
    if "pattern" in flat:
        found.append(f"matches `{flat['pattern']}`")
    if "default" in flat:
        found.append(f"default `{literal(flat['default'])}`")
    return found


def literal(value: Any) -> str:
    """A JSON value as people write it: strings without quotes."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
