"""What Connexion is given unchecked is what it would have taken, judged by Connexion itself."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from connexion.exceptions import InvalidSpecification
from connexion.spec import Specification

from stagewire.contract.load import ContractError, Document, load_contract
from stagewire.contract.lower import lower
from stagewire.contract.specification import specification
from tests.contract.services import DOCUMENTS

Json = dict[str, Any]
ALL = [*load_contract(DOCUMENTS).documents, *load_contract().documents]
PARAMETER: Json = {"name": "size", "in": "query", "schema": {"type": "integer", "default": 3}}
GOOD: Json = {
    "openapi": "3.1.0",
    "info": {"title": "A", "version": "1"},
    "paths": {
        "/a": {
            "post": {
                "parameters": [PARAMETER],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
                    }
                },
                "responses": {"default": {"description": "Whatever."}},
            }
        }
    },
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "properties": {
                    "default": {"type": "string", "default": "as it is"},
                    "colour": {"$ref": "#/components/schemas/Colour", "default": "red"},
                    "gone": {"type": ["string", "null"], "default": None},
                    "day": {"type": "string", "format": "date", "default": "never"},
                },
                "example": {"default": 7},
            },
            "Colour": {"type": "string", "enum": ["red", "blue"]},
        }
    },
}


def document(change: Callable[[Json], object] = lambda _: None) -> Document:
    raw = deepcopy(GOOD)
    change(raw)
    return Document("a", Path("a.yaml"), raw)


def properties(raw: Json) -> Json:
    found: Json = raw["components"]["schemas"]["Thing"]["properties"]
    return found


@pytest.mark.parametrize("given", [*ALL, document()], ids=lambda one: one.path.stem)
def test_connexion_reads_the_same(given: Document) -> None:
    theirs = Specification.load(lower(given))
    ours = specification(given)
    assert ours.raw == theirs.raw
    assert type(ours).operation_cls is type(theirs).operation_cls


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda raw: raw["info"].pop("version"), "info"),
        (lambda raw: raw["paths"]["/a"]["post"].pop("responses"), "paths./a.post"),
        (
            lambda raw: raw["paths"]["/a"]["post"]["parameters"][0].update({"in": "body"}),
            "paths./a",
        ),
        (lambda raw: properties(raw)["colour"].update(default="green"), "components.schemas.Thing"),
        (lambda raw: properties(raw)["default"].update(default=1), "components.schemas.Thing"),
        (lambda raw: properties(raw)["gone"].update(type="string"), "components.schemas.Thing"),
        (
            lambda raw: raw["paths"]["/a"]["post"]["parameters"][0]["schema"].update(default="x"),
            "paths./a.post.parameters.0",
        ),
    ],
)
def test_what_connexion_would_refuse_is_refused(change: Any, place: str) -> None:
    given = document(change)
    with pytest.raises(InvalidSpecification):
        Specification.load(lower(given))
    with pytest.raises(ContractError) as refused:
        specification(given)
    assert str(refused.value).startswith(f"a.yaml: {place}")
    assert "is refused by Connexion: " in str(refused.value)
    assert "\n" not in str(refused.value)
