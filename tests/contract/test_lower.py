"""The 3.0.3 copy that Connexion reads."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from connexion.spec import Specification
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from stagewire.contract.load import Document, load_contract
from stagewire.contract.lower import lower
from tests.contract.services import DOCUMENTS

OURS = load_contract(DOCUMENTS).documents
REAL = load_contract().documents
ALL = [*OURS, *REAL]


def schema(given: Any) -> Any:
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "components": {"schemas": {"A": given}},
    }
    return lower(Document("a", Path("a.yaml"), raw))["components"]["schemas"]["A"]


@pytest.mark.parametrize(
    ("given", "lowered"),
    [
        (True, {}),
        (False, {"not": {}}),
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        (
            {"type": ["string", "integer"]},
            {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        ),
        ({"type": "null"}, {"nullable": True, "enum": [None]}),
        ({"const": 3}, {"enum": [3]}),
        ({"type": "string", "examples": ["a", "b"]}, {"type": "string", "example": "a"}),
        ({"exclusiveMinimum": 0}, {"minimum": 0, "exclusiveMinimum": True}),
        ({"exclusiveMaximum": 9}, {"maximum": 9, "exclusiveMaximum": True}),
        ({"exclusiveMinimum": 0, "minimum": 5}, {"minimum": 5}),
        (
            {"exclusiveMinimum": 5, "minimum": 0},
            {"minimum": 5, "exclusiveMinimum": True},
        ),
        (
            {"anyOf": [{"type": "string"}, {"type": "null"}]},
            {"nullable": True, "allOf": [{"type": "string"}]},
        ),
        ({"$ref": "#/x", "description": "A."}, {"$ref": "#/x"}),
        ({"$ref": "#/x", "readOnly": True}, {"readOnly": True, "allOf": [{"$ref": "#/x"}]}),
        ({"type": "array"}, {"type": "array", "items": {}}),
        (
            {"type": "string", "contentEncoding": "base64"},
            {"type": "string", "format": "byte"},
        ),
        (
            {"type": "string", "contentMediaType": "image/png"},
            {"type": "string", "format": "binary"},
        ),
        ({"type": "object", "unevaluatedProperties": False}, {"type": "object"}),
        ({"$defs": {"a": {}}, "if": {}, "then": {}, "$comment": "x"}, {}),
        (
            {
                "properties": {"a": {"type": ["integer", "null"]}},
                "additionalProperties": {"const": 1},
            },
            {
                "properties": {"a": {"type": "integer", "nullable": True}},
                "additionalProperties": {"enum": [1]},
            },
        ),
    ],
)
def test_schemas_are_lowered(given: Any, lowered: Any) -> None:
    assert schema(given) == lowered


@pytest.mark.parametrize("document", ALL, ids=lambda document: document.file)
def test_documents_are_valid_as_what_they_say(document: Document) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(document.raw).iter_errors()] == []


@pytest.mark.parametrize("document", ALL, ids=lambda document: document.file)
def test_lowered_documents_are_valid_and_load(document: Document) -> None:
    lowered = lower(document)
    assert [error.message for error in OpenAPIV30SpecValidator(lowered).iter_errors()] == []
    specification = Specification.load(lowered)
    assert set(specification["paths"]) == set(document.raw["paths"])


@pytest.mark.parametrize("document", ALL, ids=lambda document: document.file)
def test_lowering_leaves_the_document_alone(document: Document) -> None:
    before = deepcopy(document.raw)
    lower(document)
    assert document.raw == before


def test_webhooks_stay_readable() -> None:
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1", "summary": "s", "license": {"name": "x"}},
        "webhooks": {"made": {"post": {}}},
    }
    lowered = lower(Document("a", Path("a.yaml"), raw))
    assert lowered["x-webhooks"] == {"made": {"post": {}}}
    assert "webhooks" not in lowered
    assert lowered["paths"] == {}
