"""The documents as the reference pages show them: with scopes, limits, keys and samples visible.

Only these copies are changed; `/openapi/<api>.json` serves the contract itself.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from codegen.docs.facts import Facts, in_words
from codegen.docs.samples import Samples
from codegen.docs.schemas import literal
from stagewire.contract.load import METHODS, Contract, Document

_OURS = ("x-rate-limit", "x-idempotency", "x-pagination", "x-error-format")


def reference(
    contract: Contract, document: Document, operations: list[Facts], samples: Samples
) -> bytes:
    """The document for one reference page, as JSON. Its server is the one that serves the page."""
    raw = deepcopy(document.raw)
    raw["servers"] = [{"url": "/"}]
    raw["info"]["description"] += _about(document)
    for key in _OURS:
        raw.pop(key, None)
    for one in operations:
        operation = raw["paths"][one.path][one.method.lower()]
        operation["description"] = f"{one.description}\n\n{facts_list(contract, one)}"
        operation["x-codeSamples"] = [
            {"lang": language.lang, "label": language.label, "source": source}
            for language, source in samples.of(one)
        ]
        for key in _OURS:
            operation.pop(key, None)
    for item in raw["paths"].values():
        for holder in (item, *(item[method] for method in METHODS if method in item)):
            if "parameters" in holder:
                holder["parameters"] = [_plain(document, one) for one in holder["parameters"]]
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode()


def _about(document: Document) -> str:
    return (
        "\n\nSamples use `$BASE_URL` and `$API_KEY`. The guide tells about "
        "[authentication](/docs#authentication), [errors](/docs#errors), "
        "[limits](/docs#limits) and [pagination](/docs#pagination). "
        f"The document itself: [YAML](/openapi/{document.name}.yaml), "
        f"[JSON](/openapi/{document.name}.json)."
    )


def facts_list(contract: Contract, one: Facts) -> str:
    """What holds for the operation, as a Markdown list: it fits where a table would not."""
    rows = [("Scope", _scope(one)), ("Key", _keys(one))]
    rows += [("Limit", in_words(rule, contract.limits.tiers)) for rule in one.limits]
    if one.idempotent:
        rows.append(("Retries", "safe with an [Idempotency-Key](/docs#idempotency)"))
    if one.paged:
        rows.append(("Pages", "by [currentPage and pageSize](/docs#pagination)"))
    rows.append(("Errors", " ".join(f"`{error.status}`" for error in one.errors)))
    return "\n".join(f"- **{name}** {text}" for name, text in rows)


def _scope(one: Facts) -> str:
    if not one.scopes:
        return "none needed"
    needed = " ".join(f"`{scope}`" for scope in one.scopes)
    if not one.granted_by:
        return needed
    return f"{needed}, also granted by {' '.join(f'`{scope}`' for scope in one.granted_by)}"


def _keys(one: Facts) -> str:
    if not one.keys:
        return "none needed"
    return " or ".join(one.keys) + (
        ", or none from the server's own host" if one.key_optional else ""
    )


def _plain(document: Document, parameter: Any) -> Any:
    """The parameter with its schema written out, without the schema's own description, which
    would stand a second time under the parameter's.

    The example of one that may be left out moves into the description: try-it sends what has an
    example, and nobody wants a filter or an Idempotency-Key that they did not ask for."""
    one = dict(document.follow(parameter))
    schema = dict(document.follow(one["schema"]))
    example = one.get("example", schema.get("example"))
    for key in ("description", "example"):
        schema.pop(key, None)
    if not one.get("required") and example is not None:
        one.pop("example", None)
        one["description"] = f"{one['description'].strip()} For example `{literal(example)}`."
    return {**one, "schema": schema}
