"""`llms.txt` and `llms-full.txt` (llmstxt.org): the contract as plain Markdown, for agents.

`$BASE_URL` and `$WS_URL` stand for the server's address; pages/docs.py writes the real one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from codegen.docs.facts import Facts
from codegen.docs.portal import Api, environment, guide
from codegen.docs.samples import Samples
from codegen.docs.schemas import constraints, literal, properties, resolved, type_name
from codegen.docs.websocket import Socket
from stagewire.contract.load import Contract, Document

Json = Mapping[str, Any]


def agents(
    contract: Contract, found: list[Api], socket: Socket | None, samples: Samples
) -> dict[str, bytes]:
    """Both texts, by path under `generated/docs/`."""
    made = environment(escape=False)

    def implied(scope: str) -> str:
        others = contract.scopes.expand([scope]) - {scope}
        return f" Implies {', '.join(sorted(others))}." if others else ""

    by_id = {one.id: one for api in found for one in api.operations}
    context = {
        **guide(contract, found),
        "contract": contract,
        "apis": found,
        "socket": socket,
        "samples": samples,
        "implied": implied,
        "needs": _needs,
        "first": samples.curl(by_id["createLink"]),
        "parameter_line": _parameter,
        "body_lines": lambda document, one: list(properties(document, _schema(one), True)),
        "answer_lines": lambda document, schema: list(properties(document, schema, False)),
    }
    return {
        name: _tidy(made.get_template(f"{name}.j2").render(context)).encode()
        for name in ("llms.txt", "llms-full.txt")
    }


def _needs(one: Facts) -> str:
    if not one.keys:
        return "no key"
    return f"scope: {' '.join(one.scopes)}" if one.scopes else "any key"


def _schema(one: Facts) -> Any:
    assert one.body is not None
    return one.body["content"]["application/json"]["schema"]


def _parameter(document: Document, one: Json) -> str:
    marks = [one["in"], type_name(document, one["schema"])]
    marks.append("required" if one.get("required") else "optional")
    marks += constraints(resolved(document, one["schema"]))
    example = one.get("example", resolved(document, one["schema"]).get("example"))
    shown = "" if example is None else f" Example: `{literal(example)}`"
    return f"`{one['name']}` ({', '.join(marks)}): {one['description']}{shown}"


def _tidy(text: str) -> str:
    """At most one empty line in a row, outside of code as well as in it."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
