"""An operation as a curl command."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from codegen.samples.common import Sample


def render(sample: Sample) -> str:
    operation = sample.operation
    command = "curl -s"
    if operation.method != "GET":
        command += f" -X {operation.method}"
    address = url(sample)
    if "[" in address:
        # Brackets are ranges to curl, unless it is told that they are not.
        command += " -g"
    lines = [f'{command} "$BASE_URL{address}"']
    if operation.auth:
        lines.append(f'-H "{operation.auth.header}: {operation.auth.prefix}$API_KEY"')
    if operation.method == "GET" and operation.result.encoding == "json":
        lines.append('-H "Accept: application/json"')
    if sample.body is not None:
        text = json.dumps(sample.body, indent=2, ensure_ascii=False).replace("'", "'\\''")
        lines.append('-H "Content-Type: application/json"')
        lines.append(f"-d '{text}'")
    if operation.result.encoding == "bytes":
        lines.append(f"-o {sample.file_name}")
    return " \\\n  ".join(lines) + "\n"


def url(sample: Sample) -> str:
    """Path and query, the brackets of parameter names as people write them."""
    text = sample.operation.path
    for name, value in sample.path_values.items():
        text = text.replace("{" + name + "}", quote(_plain(value), safe=""))
    pairs = [f"{one.name}={quote(_plain(value), safe='')}" for one, value in sample.query]
    return text + ("?" + "&".join(pairs) if pairs else "")


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
