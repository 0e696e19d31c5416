"""Every rule that stops the start, each with the line it prints."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from stagewire.contract.app import build_app
from stagewire.contract.lint import VERBS, check
from stagewire.contract.load import Contract, ContractError, load_contract
from tests.contract.services import DOCUMENTS, HANDLERS, Answers, Keys, Windows

Json = dict[str, Any]

GOOD: Json = {
    "openapi": "3.1.0",
    "info": {"title": "A", "version": "1.0.0"},
    "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
    "paths": {
        "/a/{id}": {
            "get": {
                "operationId": "getThing",
                "security": [{"bearer": ["items:read"]}],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
                    {"name": "q", "in": "query", "schema": {"type": "string"}},
                ],
                "responses": {"200": {"description": "A."}},
            }
        }
    },
}
PLACE = "a.yaml: paths./a/{id}.get: "


async def get_thing(call: Any, *, id: int, q: str = "") -> None: ...


@pytest.fixture
def handlers() -> Iterator[ModuleType]:
    """The module `lint_handlers.a.handlers`, with the handler that fits GOOD."""
    made = {}
    for name in ("lint_handlers", "lint_handlers.a", "lint_handlers.a.handlers"):
        made[name] = sys.modules[name] = ModuleType(name)
    module = made["lint_handlers.a.handlers"]
    module.get_thing = get_thing  # type: ignore[attr-defined]
    yield module
    for name in made:
        del sys.modules[name]


def contract_of(folder: Path, document: Json, **others: Json) -> Contract:
    common = folder / "common"
    common.mkdir()
    for name in ("scopes.yaml", "limits.yaml"):
        (common / name).write_bytes((DOCUMENTS / "common" / name).read_bytes())
    for name, content in {"a": document, **others}.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, sort_keys=False))
    return load_contract(folder)


def refusal(contract: Contract) -> str:
    with pytest.raises(ContractError) as refused:
        check(contract, "lint_handlers")
    line = str(refused.value)
    assert "\n" not in line
    return line


def test_the_test_documents_are_good() -> None:
    check(load_contract(DOCUMENTS), HANDLERS)


def test_an_event_stands_in_one_document(tmp_path: Path, handlers: ModuleType) -> None:
    document = deepcopy(GOOD)
    set_event()(document)
    check(contract_of(tmp_path, document), "lint_handlers")
    twice = {key: document[key] for key in ("openapi", "info", "components", "webhooks")}
    (tmp_path / "b.yaml").write_text(yaml.safe_dump({**twice, "paths": {}}))
    assert refusal(load_contract(tmp_path)) == (
        "b.yaml: webhooks.thing.made: is an event of a.yaml already"
    )


def test_good_is_good(tmp_path: Path, handlers: ModuleType) -> None:
    check(contract_of(tmp_path, GOOD), "lint_handlers")


def operation(document: Json) -> Json:
    found: Json = document["paths"]["/a/{id}"]["get"]
    return found


def set_operation(**changes: Any) -> Callable[[Json], None]:
    return lambda document: operation(document).update(changes)


def set_document(**changes: Any) -> Callable[[Json], None]:
    return lambda document: document.update(changes)


def set_query(**changes: Any) -> Callable[[Json], None]:
    return lambda document: operation(document)["parameters"][1].update(changes)


def add_parameter(**parameter: Any) -> Callable[[Json], None]:
    return lambda document: operation(document)["parameters"].append(parameter)


EVENT: Json = {
    "id": "evt_1",
    "type": "thing.made",
    "timestamp": "2026-11-20T09:30:00Z",
    "app_id": "my-app-123",
    "environment": "production",
    "data": {},
}


def set_event(
    name: str = "thing.made", *, example: Any = EVENT, type: str = "thing.made", **changes: Any
) -> Callable[[Json], None]:
    """Declares an event that is right but for what is given."""
    schema = {
        "type": "object",
        "required": list(EVENT),
        "properties": {
            "type": {"enum": [type]},
            "timestamp": {"type": "string", "format": "date-time"},
        },
        **changes.pop("schema", {}),
    }
    content = {"schema": schema, "example": example}
    operation = {
        "summary": "Made",
        "description": "A thing was made.",
        "requestBody": {"content": {"application/json": content}},
        **changes,
    }
    return set_document(webhooks={name: {"post": operation}})


RULE = {"name": "a", "limit": 1, "window": 60, "per": "ip"}

REFUSALS: list[tuple[str, Callable[[Json], None], str]] = [
    (
        "unknown extension of an operation",
        set_operation(**{"x-cache": 1}),
        PLACE + "unknown extension x-cache",
    ),
    (
        "unknown extension of the document",
        set_document(**{"x-internal": True}),
        "a.yaml: document: unknown extension x-internal",
    ),
    (
        "extension in the wrong place",
        set_document(**{"x-idempotency": True}),
        "a.yaml: document: unknown extension x-idempotency",
    ),
    (
        "unknown extension of a schema",
        set_query(schema={"type": "string", "x-faker": "name"}),
        "a.yaml: paths./a/{id}.get.parameters.1.schema: unknown extension x-faker",
    ),
    (
        "unknown error format",
        set_document(**{"x-error-format": "html"}),
        "a.yaml: x-error-format: must be one of problem, status-message, success-envelope",
    ),
    (
        "event without a body",
        set_event(requestBody={"content": {}}),
        "a.yaml: webhooks.thing.made: must be a post with a JSON body, its schema and an example",
    ),
    (
        "event without a description",
        set_event(description=""),
        "a.yaml: webhooks.thing.made: has no description",
    ),
    (
        "event under another name",
        set_event(type="thing.done"),
        "a.yaml: webhooks.thing.made: type must be enum [thing.made]",
    ),
    (
        "event that is not whole",
        set_event(schema={"required": ["id"]}),
        "a.yaml: webhooks.thing.made: must require id, type, timestamp, app_id, environment, data",
    ),
    (
        "event whose example does not fit",
        set_event(example={**EVENT, "timestamp": "yesterday"}),
        'a.yaml: webhooks.thing.made: its example does not fit: "yesterday" is not a "date-time"',
    ),
    (
        "not 3.1",
        set_document(openapi="3.0.3"),
        "a.yaml: openapi: must be 3.1.x",
    ),
    (
        "not valid 3.1",
        set_document(info={"title": "A"}),
        'a.yaml: info: is not OpenAPI 3.1: "version" is a required property',
    ),
    (
        "reference to nothing",
        set_query(schema={"$ref": "#/components/schemas/None"}),
        "a.yaml: /components/schemas/None: $ref points at nothing",
    ),
    (
        "schema of an unknown type",
        set_query(schema={"type": "strong"}),
        "a.yaml: paths./a/{id}.get.parameters.1.schema.type: is no JSON Schema: "
        "\"strong\" is not valid under any of the schemas listed in the 'anyOf' keyword",
    ),
    (
        "component that is no schema",
        lambda document: document["components"].update(schemas={"A": {"required": "b"}}),
        'a.yaml: components.schemas.A.required: is no JSON Schema: "b" is not of type "array"',
    ),
    (
        "no operationId",
        lambda document: operation(document).pop("operationId"),
        PLACE + "has no operationId",
    ),
    (
        "operationId with a dot",
        set_operation(operationId="get.thing"),
        PLACE + "operationId get.thing must be camelCase",
    ),
    (
        "operationId without a verb",
        set_operation(operationId="thingOfMine"),
        PLACE + "operationId thingOfMine must start with a verb",
    ),
    (
        "undeclared scope",
        set_operation(security=[{"bearer": ["items:eat"]}]),
        PLACE + "undeclared scope items:eat",
    ),
    (
        "undeclared scope of the document",
        set_document(security=[{"bearer": ["items:eat"]}]),
        "a.yaml: security: undeclared scope items:eat",
    ),
    (
        "undeclared scheme",
        set_operation(security=[{"cookie": []}]),
        PLACE + "undeclared security scheme cookie",
    ),
    (
        "two schemes at once",
        set_operation(security=[{"bearer": [], "bearer2": []}]),
        PLACE + "a security requirement names one scheme, not several",
    ),
    (
        "a scheme nobody reads",
        set_document(
            components={"securitySchemes": {"bearer": {"type": "http", "scheme": "digest"}}}
        ),
        PLACE + "security scheme bearer must be apiKey or http bearer",
    ),
    (
        "limits that are no list",
        set_operation(**{"x-rate-limit": RULE}),
        PLACE + "x-rate-limit is a list of limits",
    ),
    (
        "limit without a window",
        set_operation(**{"x-rate-limit": [{"name": "a", "limit": 1, "per": "ip"}]}),
        PLACE + "x-rate-limit: a limit needs 'window'",
    ),
    (
        "limit with too much",
        set_operation(**{"x-rate-limit": [RULE | {"burst": 3}]}),
        PLACE + "x-rate-limit: a limit has no 'burst'",
    ),
    (
        "limit of zero",
        set_operation(**{"x-rate-limit": [RULE | {"limit": 0}]}),
        PLACE + "x-rate-limit: a: limit is a whole number of at least 1, or tier",
    ),
    (
        "tier per address",
        set_operation(**{"x-rate-limit": [RULE | {"limit": "tier"}]}),
        PLACE + "x-rate-limit: a: a tier belongs to a caller: per is key or app",
    ),
    (
        "tier with another window",
        set_operation(**{"x-rate-limit": [RULE | {"limit": "tier", "window": 10, "per": "key"}]}),
        PLACE + "x-rate-limit: a: a tier counts requests a minute: window is 60",
    ),
    (
        "limit per planet",
        set_operation(**{"x-rate-limit": [RULE | {"per": "planet"}]}),
        PLACE + "x-rate-limit: a: per is ip, key, app or license",
    ),
    (
        "falling ladder",
        set_operation(**{"x-rate-limit": [RULE | {"block": [60, 30]}]}),
        PLACE + "x-rate-limit: a: block is a rising list of seconds",
    ),
    (
        "one limit's name for two limits",
        set_operation(**{"x-rate-limit": [RULE | {"name": "auth-failures"}]}),
        PLACE + "x-rate-limit: auth-failures says something else in limits.yaml",
    ),
    (
        "type array in a parameter",
        set_query(schema={"type": ["string", "null"]}),
        PLACE[:-2] + ".parameters.q: a parameter has one type, not several",
    ),
    (
        "deepObject",
        set_query(style="deepObject", schema={"type": "object"}),
        PLACE[:-2] + ".parameters.q: deepObject is not supported: name the keys",
    ),
    (
        "object in a parameter",
        set_query(schema={"type": "object"}),
        PLACE[:-2] + ".parameters.q: a parameter cannot be of type object",
    ),
    (
        "two parameters for one argument",
        add_parameter(name="q[]", **{"in": "query"}, schema={"type": "string"}),
        PLACE + "parameter q[] would be the argument of q",
    ),
    (
        "parameter called body",
        add_parameter(name="body", **{"in": "query"}, schema={"type": "string"}),
        PLACE + "parameter body would be the argument of body",
    ),
    (
        "path parameter that is not in the path",
        add_parameter(name="x", **{"in": "path"}, required=True, schema={"type": "string"}),
        PLACE + "path parameter x must stand in the path and in its parameters",
    ),
    (
        "x-idempotency without its header",
        set_operation(**{"x-idempotency": True}),
        PLACE + "x-idempotency needs the header parameter Idempotency-Key",
    ),
    (
        "x-idempotency: maybe",
        set_operation(**{"x-idempotency": "maybe"}),
        PLACE + "x-idempotency is true or absent",
    ),
    (
        "x-pagination without its parameters",
        set_operation(**{"x-pagination": "page"}),
        PLACE + "x-pagination: page needs the parameter currentPage",
    ),
    (
        "unknown pagination",
        set_operation(**{"x-pagination": "endless"}),
        PLACE + "x-pagination is page or cursor",
    ),
    (
        "no success",
        set_operation(responses={"400": {"description": "No."}}),
        PLACE + "documents no answer that is a success",
    ),
    (
        "missing handler",
        set_operation(operationId="getNothing"),
        PLACE + "there is no handler lint_handlers.a.handlers.get_nothing",
    ),
    (
        "handler that lacks an argument",
        add_parameter(name="pageSize", **{"in": "query"}, schema={"type": "integer"}),
        PLACE + "lint_handlers.a.handlers.get_thing lacks the argument page_size",
    ),
    (
        "handler that lacks the body",
        set_operation(requestBody={"content": {"application/json": {}}}),
        PLACE + "lint_handlers.a.handlers.get_thing lacks the argument body",
    ),
    (
        "handler with an argument too many",
        lambda document: operation(document)["parameters"].pop(),
        PLACE + "lint_handlers.a.handlers.get_thing has the argument q, which the operation has "
        "not",
    ),
]


@pytest.mark.parametrize(
    ("change", "message"), [case[1:] for case in REFUSALS], ids=[case[0] for case in REFUSALS]
)
def test_a_broken_rule_stops_the_start(
    tmp_path: Path, handlers: ModuleType, change: Callable[[Json], None], message: str
) -> None:
    document = deepcopy(GOOD)
    change(document)
    assert refusal(contract_of(tmp_path, document)) == message


def without_async(call: Any, *, id: int, q: str = "") -> None: ...
async def without_call(*, id: int, q: str = "") -> None: ...
async def without_default(call: Any, *, id: int, q: str) -> None: ...
async def with_everything(call: Any, **everything: Any) -> None: ...


@pytest.mark.parametrize(
    ("handler", "message"),
    [
        (without_async, "must be async def"),
        (without_call, "must take call first"),
        (without_default, "needs a default for the optional q"),
        (with_everything, "must name its arguments, not take **everything: 'Any'"),
    ],
)
def test_a_handler_that_does_not_fit_stops_the_start(
    tmp_path: Path, handlers: ModuleType, handler: Any, message: str
) -> None:
    handlers.get_thing = handler  # type: ignore[attr-defined]
    line = refusal(contract_of(tmp_path, GOOD))
    assert line == f"{PLACE}lint_handlers.a.handlers.get_thing {message}"


def test_a_package_without_handlers_stops_the_start(tmp_path: Path) -> None:
    line = refusal(contract_of(tmp_path, GOOD))
    assert line == f"{PLACE}there is no module lint_handlers.a.handlers"


def test_what_handlers_fail_to_import_is_their_own_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "failing_handlers" / "a"
    package.mkdir(parents=True)
    (package / "handlers.py").write_text("import nothing_of_that_name\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    folder = tmp_path / "documents"
    folder.mkdir()
    with pytest.raises(ModuleNotFoundError, match="nothing_of_that_name"):
        check(contract_of(folder, GOOD), "failing_handlers")


def other(**changes: Any) -> Json:
    document = deepcopy(GOOD)
    document["paths"]["/b/{id}"] = document["paths"].pop("/a/{id}")
    document["paths"]["/b/{id}"]["get"].update(changes)
    return document


def test_one_operation_id_in_two_documents(tmp_path: Path, handlers: ModuleType) -> None:
    assert refusal(contract_of(tmp_path, GOOD, b=other())) == (
        "b.yaml: paths./b/{id}.get: operationId getThing is already used by "
        "a.yaml paths./a/{id}.get"
    )


def test_one_path_and_method_in_two_documents(tmp_path: Path, handlers: ModuleType) -> None:
    document = deepcopy(GOOD)
    document["paths"]["/a/{id}"]["get"]["operationId"] = "readThing"
    assert refusal(contract_of(tmp_path, GOOD, b=document)) == (
        "b.yaml: paths./a/{id}.get: GET is described twice"
    )


def test_one_path_under_two_names(tmp_path: Path, handlers: ModuleType) -> None:
    text = yaml.safe_dump(GOOD).replace("{id}", "{key}").replace("name: id", "name: key")
    document = yaml.safe_load(text)
    document["paths"]["/a/{key}"]["post"] = document["paths"]["/a/{key}"].pop("get")
    document["paths"]["/a/{key}"]["post"]["operationId"] = "postThing"
    assert refusal(contract_of(tmp_path, GOOD, b=document)) == (
        "b.yaml: paths./a/{key}.post: is the same path as /a/{id}"
    )


def test_a_tier_that_nobody_declares(tmp_path: Path, handlers: ModuleType) -> None:
    document = deepcopy(GOOD)
    operation(document)["x-rate-limit"] = [RULE | {"limit": "tier", "per": "key"}]
    contract_of(tmp_path, document)
    (tmp_path / "common" / "limits.yaml").write_text("limits: {}")
    assert refusal(load_contract(tmp_path)) == (
        PLACE + "x-rate-limit: a: limits.yaml declares no tier standard"
    )


def test_one_limit_with_two_meanings(tmp_path: Path, handlers: ModuleType) -> None:
    document = deepcopy(GOOD)
    operation(document)["x-rate-limit"] = [RULE]
    second = other(operationId="readThing", **{"x-rate-limit": [RULE | {"limit": 2}]})
    assert refusal(contract_of(tmp_path, document, b=second)) == (
        "b.yaml: paths./b/{id}.get: x-rate-limit: a says something else in a.yaml paths./a/{id}.get"
    )


def build(contract: Contract) -> None:
    build_app(
        contract,
        platform=None,
        authenticator=Keys(contract),
        limiter=Windows(),
        idempotency=Answers(),
        handlers_package="lint_handlers",
    )


def test_what_connexion_refuses_stops_the_start(tmp_path: Path, handlers: ModuleType) -> None:
    document = deepcopy(GOOD)
    operation(document)["parameters"][1]["schema"] = {"type": "string", "default": 1}
    with pytest.raises(ContractError) as refused:
        build(contract_of(tmp_path, document))
    assert str(refused.value).startswith("a.yaml: paths./a/{id}.get.parameters.1")
    assert "is refused by Connexion" in str(refused.value)


def test_what_is_good_is_built(tmp_path: Path, handlers: ModuleType) -> None:
    build(contract_of(tmp_path, GOOD))


def test_every_verb_is_written_like_one() -> None:
    assert all(verb.isalpha() and verb.islower() for verb in VERBS)
