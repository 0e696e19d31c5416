"""An operation called with the TypeScript client."""

from __future__ import annotations

import json
from typing import Any

from codegen.naming import camel
from codegen.samples.common import Sample

_WIDTH = 80


def render(sample: Sample) -> str:
    operation = sample.operation
    files = operation.result.encoding == "bytes"
    lines = ['import { writeFile } from "node:fs/promises";', ""] if files else []
    lines += ['import { Stagewire } from "@stagewire/client";', ""]
    key = ", apiKey: process.env.API_KEY" if sample.needs_key else ""
    lines.append(f"const client = new Stagewire({{ baseUrl: process.env.BASE_URL{key} }});")
    for one in operation.path_parameters:
        name = camel(sample.variable(one))
        lines.append(f"const {name} = {json.dumps(sample.path_values[one.name])};")
    return "\n".join([*lines, "", *_call(sample)]) + "\n"


def _call(sample: Sample) -> list[str]:
    operation = sample.operation
    arguments = [camel(sample.variable(one)) for one in operation.path_parameters]
    if sample.body is not None:
        arguments.append(literal(sample.body))
    if sample.query:
        arguments.append(literal({camel(one.name): value for one, value in sample.query}))
    call = f"client.{camel(operation.api)}.{operation.id}"
    passed = ", ".join(arguments)
    if operation.pages:
        item = camel(sample.item_name)
        return [
            f"for await (const {item} of {call}All({passed})) {{",
            f"  console.log({item});",
            "}",
        ]
    name = camel(sample.result_name)
    match operation.result.encoding:
        case "none":
            return [f"await {call}({passed});"]
        case "bytes":
            return [
                f"const {name} = await {call}({passed});",
                f'await writeFile("{sample.file_name}", {name});',
            ]
    return [f"const {name} = await {call}({passed});", f"console.log({name});"]


def literal(value: Any, indent: int = 0, top: bool = True) -> str:
    """JSON as people write it in TypeScript: a body over several lines, what is short on one."""
    pad = "  " * (indent + 1)
    if isinstance(value, dict):
        entries = [f"{_key(key)}: {literal(one, indent + 1, False)}" for key, one in value.items()]
        inline = "{ " + ", ".join(entries) + " }" if entries else "{}"
        fits = len(inline) < (30 if top else _WIDTH - 2 * indent)
        if fits and "\n" not in inline:
            return inline
        return "{\n" + "".join(f"{pad}{one},\n" for one in entries) + "  " * indent + "}"
    if isinstance(value, list):
        items = [literal(one, indent + 1, False) for one in value]
        inline = f"[{', '.join(items)}]"
        if len(inline) < _WIDTH - 20 - 2 * indent and "\n" not in inline:
            return inline
        return "[\n" + "".join(f"{pad}{one},\n" for one in items) + "  " * indent + "]"
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return name if name.isidentifier() else json.dumps(name)
