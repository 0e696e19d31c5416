"""The events that the server sends by itself, as the documents' ``webhooks`` declare them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from stagewire.contract.load import Contract, Document

if TYPE_CHECKING:
    from stagewire_models import webhooks as wire

_SCHEMAS = "#/components/schemas/"


class EventTypes:
    """``platform.of(EventTypes)``; ``app.py`` calls ``adopt`` once."""

    def __init__(self, _platform: Any = None) -> None:
        self.all: tuple[wire.EventType, ...] = ()

    def adopt(self, contract: Contract) -> None:
        found = [one for document in contract.documents for one in _declared(document)]
        self.all = tuple(sorted(found, key=lambda one: one["name"]))


def _declared(document: Document) -> Iterator[wire.EventType]:
    for name, item in document.raw.get("webhooks", {}).items():
        operation = item["post"]
        content = operation["requestBody"]["content"]["application/json"]
        yield {
            "name": name,
            "api": document.name,
            "summary": operation["summary"],
            "description": operation["description"].strip(),
            "schema": standalone(document, content["schema"]),
            "example": content["example"],
        }


def standalone(document: Document, schema: Any) -> dict[str, Any]:
    """The schema with everything it refers to, under ``$defs``."""
    defs: dict[str, Any] = {}

    def rewrite(node: Any) -> Any:
        if isinstance(node, list):
            return [rewrite(item) for item in node]
        if not isinstance(node, dict):
            return node
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(_SCHEMAS):
            name = reference.removeprefix(_SCHEMAS)
            if name not in defs:
                defs[name] = None  # A recursive schema finds itself.
                defs[name] = rewrite(document.follow({"$ref": reference}))
            return {**node, "$ref": f"#/$defs/{name}"}
        return {key: rewrite(value) for key, value in node.items()}

    whole = rewrite(document.follow(schema))
    return {**whole, "$defs": defs} if defs else dict(whole)
