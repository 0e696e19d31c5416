"""The documents are OpenAPI 3.1, as openapi-spec-validator sees it: as written and as served."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from stagewire.contract.load import Document, bundle_all, find_openapi, load_contract, read_yaml

CONTRACT = load_contract()
WRITTEN = sorted(path for path in find_openapi().glob("*.yaml") if ".asyncapi" not in path.name)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_as_written(path: Path) -> None:
    validate(read_yaml(path), base_uri=path.as_uri(), cls=OpenAPIV31SpecValidator)


@pytest.mark.parametrize("document", CONTRACT.documents, ids=lambda document: document.name)
def test_bundled(document: Document) -> None:
    validate(document.raw, cls=OpenAPIV31SpecValidator)


def test_all_in_one() -> None:
    whole = bundle_all(CONTRACT.documents, info={"title": "All", "version": "1"}, servers=[])
    validate(whole, cls=OpenAPIV31SpecValidator)


def test_a_wrong_document_is_found() -> None:
    raw: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "No version"}, "paths": {}}
    with pytest.raises(Exception, match="version"):
        validate(raw, cls=OpenAPIV31SpecValidator)
