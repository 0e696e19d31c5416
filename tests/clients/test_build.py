"""What the generators cannot express is refused in one line, with its place in the document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from codegen.build import CodegenError, build
from codegen.ir import Choice, ListOf, MapOf, Nullable, OneOf, Ref, Scalar

PROJECT = '[project]\nname = "stagewire"\nversion = "1.2.3"\n'


def operation(**changes: Any) -> dict[str, Any]:
    made = {
        "operationId": "getThing",
        "summary": "Get a thing",
        "responses": {"200": {"description": "It.", "content": body({"type": "string"})}},
    }
    return made | changes


def body(schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    return {media_type: {"schema": schema}}


def write(root: Path, name: str, schemas: dict[str, Any], get: dict[str, Any]) -> None:
    document = {
        "openapi": "3.1.0",
        "info": {"title": name, "version": "1.0.0"},
        "paths": {f"/{name}": {"get": get}},
        "components": {"schemas": schemas},
    }
    (root / "openapi").mkdir(exist_ok=True)
    (root / "pyproject.toml").write_text(PROJECT)
    (root / "openapi" / f"{name}.yaml").write_text(yaml.safe_dump(document))


def refusal(root: Path) -> str:
    with pytest.raises(CodegenError) as caught:
        build(root)
    return str(caught.value)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, Scalar("string")),
        ({"type": "string", "format": "date-time"}, Scalar("datetime")),
        ({"type": ["integer", "null"]}, Nullable(Scalar("integer"))),
        ({"type": ["integer", "string"]}, OneOf((Scalar("integer"), Scalar("string")))),
        ({"type": "array", "items": {"type": "boolean"}}, ListOf(Scalar("boolean"))),
        ({"type": "object"}, MapOf(Scalar("any"))),
        ({"type": "object", "additionalProperties": {"type": "number"}}, MapOf(Scalar("number"))),
        ({"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}, Nullable(Ref("A"))),
        ({"allOf": [{"$ref": "#/components/schemas/A"}]}, Ref("A")),
        ({"const": "x"}, Choice("Thing", ("x",), True)),
        (
            {"type": ["string", "null"], "enum": ["x", None]},
            Nullable(Choice("Thing", ("x",), True)),
        ),
        ({}, Scalar("any")),
    ],
)
def test_types(tmp_path: Path, schema: dict[str, Any], expected: Any) -> None:
    model = {"type": "object", "properties": {"a": {"type": "string"}}}
    write(tmp_path, "things", {"A": model, "Thing": schema}, operation())
    assert build(tmp_path).schemas["things"]["Thing"] == expected


def test_fields_travel_in_one_direction(tmp_path: Path) -> None:
    thing = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "secret": {"type": "string", "writeOnly": True},
        },
    }
    reference = {"$ref": "#/components/schemas/Thing"}
    answer = {"200": {"description": "It.", "content": body(reference)}}
    write(tmp_path, "things", {"Thing": thing}, operation(responses=answer))
    model = build(tmp_path).models["Thing"]
    assert [one.name for one in model.fields] == ["id"]
    write(tmp_path, "things", {"Thing": thing}, operation(requestBody={"content": body(reference)}))
    model = build(tmp_path).models["Thing"]
    assert [one.name for one in model.fields] == ["secret"]


def test_two_schemas_of_one_name(tmp_path: Path) -> None:
    one = {"type": "object", "properties": {"a": {"type": "string"}}}
    other = {"type": "object", "properties": {"b": {"type": "string"}}}
    write(tmp_path, "first", {"Thing": one}, operation())
    write(tmp_path, "second", {"Thing": other}, operation(operationId="getOther"))
    assert refusal(tmp_path) == (
        "second.yaml: components.schemas.Thing: there is another Thing; give one another name"
    )


def test_a_union_of_objects(tmp_path: Path) -> None:
    model = {"type": "object", "properties": {"a": {"type": "string"}}}
    either = {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}
    write(tmp_path, "things", {"A": model, "B": model, "Either": either}, operation())
    assert refusal(tmp_path) == (
        "things.yaml: components.schemas.Either.oneOf: "
        "a union of anything but single values is not supported"
    )


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"x-pagination": "cursor"}, "x-pagination cursor is not supported yet"),
        ({"x-pagination": "page"}, "x-pagination page needs the parameter currentPage"),
        (
            {"responses": {"200": {"content": body({}) | body({}, "image/png")}}},
            "an answer that may be JSON or something else is not supported",
        ),
        (
            {
                "responses": {
                    "200": {"content": body({"type": "string"})},
                    "201": {"content": body({"type": "integer"})},
                }
            },
            "its 2xx answers differ in type",
        ),
        ({"responses": {"400": {}}}, "has no 2xx answer"),
        (
            {"requestBody": {"content": body({}, "text/csv")}},
            "only application/json bodies are supported",
        ),
        (
            {"parameters": [{"name": "a", "in": "cookie", "schema": {}}]},
            "parameters in cookie are not supported",
        ),
        (
            {"parameters": [{"name": "a", "in": "query", "schema": {"type": "object"}}]},
            "a parameter must be a single value or a list of them",
        ),
    ],
)
def test_operations(tmp_path: Path, changes: dict[str, Any], problem: str) -> None:
    write(tmp_path, "things", {}, operation(**changes))
    said = refusal(tmp_path)
    assert said.startswith("things.yaml: paths./things.get")
    assert said.endswith(": " + problem)
