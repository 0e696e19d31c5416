"""A document as Connexion reads it.

Connexion checks a document against OpenAPI 3.0's schema in Python, which took a third of a
server's start. Here the same schema, as Connexion carries it, is compiled and checks every document
at every start in milliseconds; Connexion is then given what is known to be good.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar

import jsonschema_rs
from connexion.spec import OpenAPISpecification

from stagewire.contract.load import ContractError, Document, Json
from stagewire.contract.lower import lower


class _Checked(OpenAPISpecification):  # type: ignore[misc]
    # Everything fits the empty schema.
    openapi_schema: ClassVar[Json] = {}


def specification(document: Document) -> OpenAPISpecification:
    """The lowered document; ContractError when Connexion would refuse it."""
    lowered = lower(document)
    for place, rule in _findings(lowered):
        where = ".".join(map(str, place)) or "document"
        raise ContractError(document.file, where, f"is refused by Connexion: {rule}")
    return _Checked(lowered)


@cache
def _schema() -> jsonschema_rs.Draft4Validator:
    return _compiled(OpenAPISpecification.openapi_schema)


def _compiled(schema: Json) -> jsonschema_rs.Draft4Validator:
    # Connexion asserts no formats either.
    return jsonschema_rs.Draft4Validator(schema, validate_formats=False)


def _findings(lowered: Json) -> Iterator[tuple[list[Any], str]]:
    for error in _schema().iter_errors(lowered):
        yield error.instance_path, error.message.splitlines()[0]
    for place, schema in _with_default(lowered, []):
        if schema["default"] is None and schema.get("nullable"):
            continue
        # References lead into the document's components.
        whole = {**schema, "components": lowered.get("components", {})}
        used = whole if _refers(schema) else schema
        for error in _compiled(used).iter_errors(schema["default"]):
            yield [*place, "default"], error.message.splitlines()[0]


_DATA = frozenset(("default", "enum", "example", "examples"))
_NAMES = frozenset(("properties", "responses", "schemas"))


def _with_default(node: Any, place: list[Any]) -> Iterator[tuple[list[Any], Json]]:
    """Every schema that has a default, with where it stands."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from _with_default(item, [*place, number])
    elif isinstance(node, dict):
        named = bool(place) and place[-1] in _NAMES
        if "default" in node and not named:
            yield place, node
        for key, value in node.items():
            if named or key not in _DATA:
                yield from _with_default(value, [*place, key])


def _refers(node: Any) -> bool:
    if isinstance(node, dict):
        return "$ref" in node or any(map(_refers, node.values()))
    return isinstance(node, list) and any(map(_refers, node))
