"""A JSON schema for people: one row per property, nested ones below it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from stagewire.contract.load import Document

Json = Mapping[str, Any]

# The two keywords of a range, and what is counted.
_RANGES = (
    ("minimum", "maximum", ""),
    ("minLength", "maxLength", " characters"),
    ("minItems", "maxItems", " items"),
)


class Row(NamedTuple):
    """One property. ``depth`` is 0 for the object's own, ``path`` how a program reaches it
    (`recover.epoch`, `events[].offset`), ``type`` and ``constraints`` are Markdown. ``shape`` is
    the component that it, or each of its items, is an object of; empty: none."""

    path: str
    depth: int
    type: str
    required: bool
    constraints: list[str]
    description: str
    shape: str = ""

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]


def rows(
    document: Document,
    schema: Any,
    request: bool,
    *,
    components: bool = True,
    depth: int = 0,
    above: str = "",
) -> Iterator[Row]:
    """The properties of an object, or of the objects in an array, each followed by its own.
    ``request`` leaves out what only answers carry, and the other way round; without ``components``
    the properties of those are told elsewhere."""
    schema = _object(document, schema)
    if schema is None or depth > 4:
        return
    required = schema.get("required", ())
    for name, raw in schema.get("properties", {}).items():
        flat = resolved(document, raw)
        if flat.get("readOnly" if request else "writeOnly"):
            continue
        path, shape = above + name, component(document, raw)
        yield Row(
            path=path,
            depth=depth,
            type=type_name(document, raw),
            required=name in required,
            constraints=constraints(flat),
            description=_described(document, flat),
            shape=shape,
        )
        if components or not shape:
            below = f"{path}[]." if "items" in flat else f"{path}."
            yield from rows(
                document, raw, request, components=components, depth=depth + 1, above=below
            )


def component(document: Document, schema: Any) -> str:
    """The name of the component object a property leads to, through arrays and nullable
    alternatives; empty when it leads to none."""
    if not isinstance(schema, dict):
        return ""
    if "$ref" in schema:
        target = document.follow({"$ref": schema["$ref"]})
        if target.get("properties"):
            return str(schema["$ref"].rpartition("/")[2])
        return component(document, target)
    options = [one for one in schema.get("oneOf", ()) if one != {"type": "null"}]
    inner = schema.get("items") if "items" in schema else options[0] if len(options) == 1 else None
    return component(document, inner)


def _described(document: Document, flat: Json) -> str:
    """Its own description, or that of the one alternative that is not null."""
    if "description" not in flat:
        options = [one for one in flat.get("oneOf", ()) if one != {"type": "null"}]
        if len(options) == 1:
            return _described(document, resolved(document, options[0]))
    return str(flat.get("description", ""))


def properties(document: Document, schema: Any, request: bool) -> Iterator[str]:
    """The same as a Markdown list."""
    return lines(rows(document, schema, request), request)


def lines(found: Iterable[Row], request: bool) -> Iterator[str]:
    """Rows as a Markdown list. What an answer carries is not marked as required."""
    for row in found:
        marks = [row.type]
        if request:
            marks.append("required" if row.required else "optional")
        indent = "  " * row.depth
        text = f"{indent}- `{row.name}` ({', '.join([*marks, *row.constraints])})"
        # A description of several paragraphs stays within its item.
        described = row.description.strip().replace("\n", f"\n{indent}  ")
        yield f"{text}: {described}" if described else text


def _object(document: Document, schema: Any) -> Json | None:
    """The object schema a property leads to, through arrays and nullable alternatives."""
    flat = resolved(document, schema)
    if "properties" in flat:
        return flat
    for option in flat.get("oneOf", ()):
        if option != {"type": "null"}:
            return _object(document, option)
    return _object(document, flat["items"]) if "items" in flat else None


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
    if "oneOf" in flat and "type" not in flat:
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
