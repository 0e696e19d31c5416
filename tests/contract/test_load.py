"""Reading and bundling documents."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from stagewire.contract.load import (
    ContractError,
    bundle_all,
    find_openapi,
    load_contract,
    read_yaml,
)
from tests.contract.services import DOCUMENTS

INFO = {"title": "All", "version": "1.0.0"}


def write(folder: Path, **files: str) -> Path:
    """Writes `name.yaml` for each keyword; `common_x` is `common/x.yaml`."""
    (folder / "common").mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / f"{name.replace('common_', 'common/')}.yaml"
        path.write_text(dedent(text))
    return folder


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(references(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(references(item) for item in node))
    return set()


def test_every_reference_of_a_bundled_document_is_its_own() -> None:
    document = load_contract(DOCUMENTS).document("shop")
    found = references(document.raw)
    assert found
    for reference in found:
        document.follow({"$ref": reference})


def test_a_component_brings_what_it_refers_to() -> None:
    schemas = load_contract(DOCUMENTS).document("shop").raw["components"]["schemas"]
    assert schemas["Problem"]["properties"]["errors"]["items"] == {
        "$ref": "#/components/schemas/FieldError"
    }
    assert "FieldError" in schemas


def test_a_recursive_schema_stays_recursive() -> None:
    schemas = load_contract(DOCUMENTS).document("shop").raw["components"]["schemas"]
    items = schemas["Tree"]["properties"]["children"]["items"]
    assert items == {"$ref": "#/components/schemas/Tree"}


def test_the_documents_of_the_platform_are_found_and_load() -> None:
    contract = load_contract()
    assert contract.folder == find_openapi()
    assert {"links", "keys", "applications", "system"} <= {d.name for d in contract.documents}


def test_scopes_expand_through_what_they_imply() -> None:
    scopes = load_contract(DOCUMENTS).scopes
    assert scopes.expand(["items:delete"]) == {"items:delete", "items:write", "items:read"}
    assert "items:delete" in scopes.expand(["admin"])
    assert "nothing" not in scopes


def test_limits_are_read() -> None:
    limits = load_contract(DOCUMENTS).limits
    assert limits.tiers == {"standard": 100, "premium": 1000}
    assert limits.rules["authFailures"].block == (60, 300)
    assert limits.describe == {"authFailures": "failed authentication"}


def test_yaml_is_read_as_openapi_means_it(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("200: yes\nday: 2026-01-31\non: off\ntrue: true\nwhen: 2026-01-31T12:00:00Z\n")
    assert read_yaml(path) == {
        "200": "yes",
        "day": "2026-01-31",
        "on": "off",
        "true": True,
        "when": "2026-01-31T12:00:00Z",
    }


def test_a_merged_mapping_may_be_overridden(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n")
    assert read_yaml(path)["b"] == {"x": 1, "y": 3}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "x.yaml: line 3: the key 'a' stands twice"),
        ("a: {b: 1, b: 2}\n", "x.yaml: line 1: the key 'b' stands twice"),
        ("a: [1\n", "x.yaml: line 2: did not find expected ',' or ']'"),
        ("a: !!python/name:os.system x\n", "x.yaml: line 1: could not determine a constructor"),
    ],
)
def test_bad_yaml_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text)
    with pytest.raises(ContractError) as refused:
        read_yaml(path)
    assert str(refused.value).startswith(message)
    assert "\n" not in str(refused.value)


GET = """
    openapi: 3.1.0
    info: {title: A, version: 1.0.0}
    paths:
      /a:
        get:
          operationId: getA
          responses:
            '200':
              description: A.
              content:
                application/json:
                  schema: {$ref: '%s'}
    """


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        (
            "common/none.yaml#/components/schemas/A",
            "a.yaml: $ref none.yaml: no such file",
        ),
        (
            "common/b.yaml#/components/schemas/Missing",
            "a.yaml: paths./a.get.responses.200.content.application/json.schema: "
            "b.yaml has no components/schemas/Missing",
        ),
        (
            "common/b.yaml#/elsewhere",
            "a.yaml: paths./a.get.responses.200.content.application/json.schema: "
            "$ref common/b.yaml#/elsewhere must be <file>#/components/<section>/<Name>",
        ),
        (
            "https://example.com/b.yaml#/components/schemas/A",
            "a.yaml: paths./a.get.responses.200.content.application/json.schema: $ref "
            "https://example.com/b.yaml#/components/schemas/A must be "
            "<file>#/components/<section>/<Name>",
        ),
    ],
)
def test_a_reference_to_nothing_is_refused(tmp_path: Path, reference: str, message: str) -> None:
    write(tmp_path, a=GET % reference, common_b="components: {schemas: {A: {type: string}}}")
    with pytest.raises(ContractError) as refused:
        load_contract(tmp_path)
    assert str(refused.value) == message


def test_one_name_for_two_things_is_refused(tmp_path: Path) -> None:
    text = GET % "common/b.yaml#/components/schemas/A"
    own = "\n    components: {schemas: {A: {type: integer}}}\n"
    write(tmp_path, a=text + own, common_b="components: {schemas: {A: {type: string}}}")
    with pytest.raises(ContractError, match="the name schemas/A means two things"):
        load_contract(tmp_path)


def test_a_property_may_have_a_keyword_for_its_name(tmp_path: Path) -> None:
    shared = """
        components:
          schemas:
            B: {type: string}
            A:
              type: object
              properties:
                default: {$ref: '#/components/schemas/B'}
                enum: {type: array, items: {$ref: '#/components/schemas/B'}}
              example: {default: {$ref: left alone}}
        """
    write(tmp_path, a=GET % "common/b.yaml#/components/schemas/A", common_b=shared)
    schema = load_contract(tmp_path).document("a").raw["components"]["schemas"]["A"]
    assert schema["properties"]["default"] == {"$ref": "#/components/schemas/B"}
    assert schema["properties"]["enum"]["items"] == {"$ref": "#/components/schemas/B"}
    assert schema["example"] == {"default": {"$ref": "left alone"}}


def test_all_documents_make_one() -> None:
    contract = load_contract(DOCUMENTS)
    whole = bundle_all(contract.documents, info=INFO, servers=[{"url": "/"}])
    assert {"/items", "/envelope/{id}", "/messages"} <= set(whole["paths"])
    put = whole["paths"]["/envelope/{id}"]["put"]
    # What stood once for the document now stands at its operation.
    assert put["x-rate-limit"][0]["name"] == "envelope"
    assert put["x-error-format"] == "success-envelope"
    assert whole["paths"]["/items/{id}"]["get"]["security"][0] == {"bearer": ["items:read"]}
    assert "x-rate-limit" not in contract.document("envelope").raw["paths"]["/envelope/{id}"]["put"]


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("paths: {/a: {get: {operationId: getB, responses: {}}}}", "b.yaml: paths./a.get: stands"),
        (
            "paths: {}\n    components: {schemas: {S: {type: integer}}}",
            "b.yaml: components.schemas.S: another document has something else",
        ),
    ],
)
def test_documents_that_contradict_each_other_make_none(
    tmp_path: Path, second: str, message: str
) -> None:
    head = "\n    openapi: 3.1.0\n    info: {title: A, version: 1.0.0}\n    "
    one = head + (
        "paths: {/a: {get: {operationId: getA, responses: {}}}}\n"
        "    components: {schemas: {S: {type: string}}}"
    )
    write(tmp_path, a=one, b=head + second)
    documents = load_contract(tmp_path).documents
    with pytest.raises(ContractError) as refused:
        bundle_all(documents, info=INFO, servers=[])
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "common_scopes",
            "scopes: {a: {description: A., implies: [b]}}",
            "scopes.yaml: scopes.a: implies the undeclared scope b",
        ),
        (
            "common_limits",
            "tiers: {standard: 0}",
            "limits.yaml: tiers.standard: must be a whole number of at least 1",
        ),
        (
            "common_limits",
            "limits: {x: {name: x, limit: 1, per: ip}}",
            "limits.yaml: limits.x: a limit needs 'window'",
        ),
        (
            "common_limits",
            "limits: {x: {name: x, limit: 1, window: 60, per: ip}}",
            "limits.yaml: limits.x: a limit needs 'description'",
        ),
    ],
)
def test_bad_common_files_are_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    write(tmp_path, a="openapi: 3.1.0", **{name: text})
    with pytest.raises(ContractError) as refused:
        load_contract(tmp_path)
    assert str(refused.value) == message


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="has no documents"):
        load_contract(tmp_path)
