"""What stops the start: every rule a document must keep, each refusal one line with file, place
and rule. Cheap enough to run at every start; `make check` adds openapi-spec-validator's own run."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
from connexion.exceptions import ResolverError

from stagewire.contract.binding import argument_name, supported
from stagewire.contract.compile import (
    IDEMPOTENCY_KEY,
    parameters_of,
    place_of,
    taken_by_dispatcher,
)
from stagewire.contract.lint_events import check_events
from stagewire.contract.load import (
    ERROR_FORMATS,
    METHODS,
    Contract,
    ContractError,
    Document,
    Json,
)
from stagewire.contract.rates import parse_rule
from stagewire.contract.resolve import HandlerResolver
from stagewire.contract.routes import Routes
from stagewire.contract.types import LimitRule

DOCUMENT_EXTENSIONS = frozenset(("x-error-format", "x-rate-limit"))
OPERATION_EXTENSIONS = frozenset(("x-rate-limit", "x-idempotency", "x-pagination"))
_DATA = frozenset(("example", "examples", "default", "enum", "const"))
_PAGINATION = {"page": ("currentpage", "pagesize"), "cursor": ("cursor",)}
_OPERATION_ID = re.compile(r"[a-z]+(?:[A-Z][A-Za-z0-9]*)*")
_VERBS = """
    accept activate add answer append apply approve archive assign authorize ban block
    broadcast call cancel change check claim clear clone close compare complete confirm
    connect copy count create deactivate decline delete deliver describe detach disable
    disconnect dismiss download enable end estimate exchange expire export extend fetch find
    finish follow force generate get grant import install introspect invite issue join kick
    leave link list lock log login logout lower mark merge migrate mint move mute open parse
    patch pause pay ping play post preview publish purge push put query raise read reboot
    record redeem redeliver refresh regenerate register reinstate reject release remove rename
    render renew reorder replace replay reply report request reserve reset resolve restart restore
    resume
    retry revoke reward rotate run save schedule search seek select send set share show sign
    skip split start stop store stream submit subscribe suspend switch sync test toggle
    track transcode transfer translate trigger unban unblock unlink unlock unmute unpublish
    unregister unsubscribe update upgrade upload use validate verify vote watch withdraw
    write
"""
VERBS = frozenset(_VERBS.split())


def check(contract: Contract, package: str = "stagewire") -> None:
    """Raises ContractError for the first rule that a document breaks.

    ``package`` is where the handlers are found (see resolve.py)."""
    ids: dict[str, str] = {}
    rules: dict[str, tuple[LimitRule, str]] = {
        rule.name: (rule, "limits.yaml") for rule in contract.limits.rules.values()
    }
    routes: Routes[str] = Routes()
    events: dict[str, str] = {}
    for document in contract.documents:
        _structure(document)
        _extensions(document)
        _document_keys(document, contract)
        _limits(document, "document", document.raw.get("x-rate-limit", []), rules, contract)
        check_events(document, events)
        resolver = HandlerResolver(document, package)
        for path, method, operation in document.operations():
            place = place_of(path, method)
            _operation_id(document, place, operation, ids)
            _route(document, place, path, method, routes)
            _security(document, place, operation, contract)
            _limits(document, place, operation.get("x-rate-limit", []), rules, contract)
            _parameters(document, place, path, method)
            _operation_keys(document, place, path, method, operation)
            _handler(document, place, path, method, operation, resolver)


# --- the document ----------------------------------------------------------------------------


@cache
def _meta_schema() -> jsonschema_rs.Validator:
    # openapi-spec-validator carries OpenAPI's published schema; the compiled check takes 1 ms.
    # Only its place is asked for: importing the package takes longer than all the rest.
    found = find_spec("openapi_spec_validator")
    assert found is not None and found.submodule_search_locations is not None
    folder = Path(found.submodule_search_locations[0])
    path = folder / "resources" / "schemas" / "v3.1" / "schema.json"
    return jsonschema_rs.Draft202012Validator(orjson.loads(path.read_bytes()))


def _structure(document: Document) -> None:
    version = document.raw.get("openapi")
    if not isinstance(version, str) or not version.startswith("3.1."):
        raise ContractError(document.file, "openapi", "must be 3.1.x")
    for error in _meta_schema().iter_errors(document.raw):
        place = ".".join(map(str, error.instance_path)) or "document"
        raise ContractError(document.file, place, f"is not OpenAPI 3.1: {error.message}")
    for pointer in _references(document.raw):
        document.follow({"$ref": pointer})
    for schema, place in _schemas(document.raw, ""):
        try:
            jsonschema_rs.meta.validate(schema)
        except jsonschema_rs.ValidationError as error:
            where = ".".join([place, *map(str, error.instance_path)])
            raise ContractError(
                document.file, where, f"is no JSON Schema: {error.message}"
            ) from None


def _schemas(node: Any, place: str) -> Iterator[tuple[Any, str]]:
    """Every outermost schema of a document with its place."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from _schemas(item, f"{place}.{number}")
    elif isinstance(node, dict):
        for key, value in node.items():
            below = f"{place}.{key}".lstrip(".")
            if key == "schema":
                yield value, below
            elif key == "schemas" and place == "components":
                for name, schema in value.items():
                    yield schema, f"{below}.{name}"
            elif key not in _DATA:
                yield from _schemas(value, below)


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for key, value in node.items():
            if key not in _DATA:
                yield from _references(value)
    elif isinstance(node, list):
        for item in node:
            yield from _references(item)


def _extensions(document: Document) -> None:
    def walk(node: Any, place: str, allowed: frozenset[str], named: bool = False) -> None:
        if isinstance(node, list):
            for number, item in enumerate(node):
                walk(item, f"{place}.{number}", frozenset())
        if not isinstance(node, dict):
            return
        for key, value in node.items():
            if not named and key.startswith("x-"):
                if key not in allowed:
                    raise ContractError(
                        document.file, place or "document", f"unknown extension {key}"
                    )
                continue
            if named or key not in _DATA:
                # Header names and properties may start with x- as they like.
                names = not named and key in ("properties", "headers", "examples", "schemas")
                walk(value, f"{place}.{key}".lstrip("."), frozenset(), names)

    operations = document.raw.get("paths", {})
    rest = {key: value for key, value in document.raw.items() if key != "paths"}
    walk(rest, "", DOCUMENT_EXTENSIONS)
    for path, item in operations.items():
        walk({k: v for k, v in item.items() if k not in METHODS}, f"paths.{path}", frozenset())
    for path, method, operation in document.operations():
        walk(operation, place_of(path, method), OPERATION_EXTENSIONS)


def _document_keys(document: Document, contract: Contract) -> None:
    if document.error_format not in ERROR_FORMATS:
        raise ContractError(
            document.file, "x-error-format", f"must be one of {', '.join(ERROR_FORMATS)}"
        )
    if "security" in document.raw:
        _security(document, "security", document.raw, contract)


# --- operations ------------------------------------------------------------------------------


def _operation_id(document: Document, place: str, operation: Json, ids: dict[str, str]) -> None:
    name = operation.get("operationId")
    if name is None:
        raise ContractError(document.file, place, "has no operationId")
    if not _OPERATION_ID.fullmatch(name):
        raise ContractError(document.file, place, f"operationId {name} must be camelCase")
    verb = re.match("[a-z]+", name)
    if verb is None or verb.group() not in VERBS:
        raise ContractError(document.file, place, f"operationId {name} must start with a verb")
    if name in ids:
        raise ContractError(
            document.file, place, f"operationId {name} is already used by {ids[name]}"
        )
    ids[name] = f"{document.file} {place}"


def _route(document: Document, place: str, path: str, method: str, routes: Routes[str]) -> None:
    if not path.startswith("/"):
        raise ContractError(document.file, place, "a path starts with /")
    try:
        route = routes.add(path, method.upper(), place)
    except ValueError as error:
        raise ContractError(document.file, place, str(error)) from None
    declared = {
        document.follow(parameter)["name"]
        for parameter, _ in parameters_of(document, path, method)
        if document.follow(parameter)["in"] == "path"
    }
    if missing := set(route.names) ^ declared:
        raise ContractError(
            document.file,
            place,
            f"path parameter {sorted(missing)[0]} must stand in the path and in its parameters",
        )


def _security(document: Document, place: str, owner: Json, contract: Contract) -> None:
    schemes = document.raw.get("components", {}).get("securitySchemes", {})
    requirements = owner["security"] if "security" in owner else document.raw.get("security", [])
    for requirement in requirements:
        if len(requirement) > 1:
            raise ContractError(
                document.file, place, "a security requirement names one scheme, not several"
            )
        for name, scopes in requirement.items():
            if name not in schemes:
                raise ContractError(document.file, place, f"undeclared security scheme {name}")
            scheme = document.follow(schemes[name])
            if scheme.get("type") != "apiKey" and scheme.get("scheme", "").lower() != "bearer":
                raise ContractError(
                    document.file, place, f"security scheme {name} must be apiKey or http bearer"
                )
            for scope in scopes:
                if scope not in contract.scopes:
                    raise ContractError(document.file, place, f"undeclared scope {scope}")


def _limits(
    document: Document,
    place: str,
    entries: Any,
    rules: dict[str, tuple[LimitRule, str]],
    contract: Contract,
) -> None:
    if not isinstance(entries, list):
        raise ContractError(document.file, place, "x-rate-limit is a list of limits")
    for entry in entries:
        try:
            rule = parse_rule(entry)
        except ValueError as error:
            raise ContractError(document.file, place, f"x-rate-limit: {error}") from None
        if rule.limit is None and "standard" not in contract.limits.tiers:
            raise ContractError(
                document.file,
                place,
                f"x-rate-limit: {rule.name}: limits.yaml declares no tier standard",
            )
        known, where = rules.setdefault(rule.name, (rule, f"{document.file} {place}"))
        if known != rule:
            raise ContractError(
                document.file,
                place,
                f"x-rate-limit: {rule.name} says something else in {where}",
            )


def _parameters(document: Document, place: str, path: str, method: str) -> None:
    taken: dict[str, str] = {}
    for parameter, _ in parameters_of(document, path, method):
        supported(document, parameter, place)
        name = document.follow(parameter)["name"]
        argument = argument_name(name)
        if argument in ("body", "call") or argument in taken:
            other = taken.get(argument, argument)
            raise ContractError(
                document.file, place, f"parameter {name} would be the argument of {other}"
            )
        taken[argument] = name


def _operation_keys(
    document: Document, place: str, path: str, method: str, operation: Json
) -> None:
    names = {
        (actual["in"], actual["name"].lower())
        for actual in (document.follow(p) for p, _ in parameters_of(document, path, method))
    }
    idempotency = operation.get("x-idempotency")
    if idempotency not in (None, True):
        raise ContractError(document.file, place, "x-idempotency is true or absent")
    if idempotency and ("header", IDEMPOTENCY_KEY) not in names:
        raise ContractError(
            document.file, place, "x-idempotency needs the header parameter Idempotency-Key"
        )
    pagination = operation.get("x-pagination")
    if pagination not in (None, "page", "cursor"):
        raise ContractError(document.file, place, "x-pagination is page or cursor")
    needed: tuple[str, ...] = _PAGINATION[pagination] if pagination else ()
    for name in needed:
        if ("query", name) not in names:
            shown = {"currentpage": "currentPage", "pagesize": "pageSize"}.get(name, name)
            raise ContractError(
                document.file, place, f"x-pagination: {pagination} needs the parameter {shown}"
            )
    if not any(status[0] in "23" for status in operation.get("responses", {})):
        raise ContractError(document.file, place, "documents no answer that is a success")


# --- handlers --------------------------------------------------------------------------------


def _handler(
    document: Document,
    place: str,
    path: str,
    method: str,
    operation: Json,
    resolver: HandlerResolver,
) -> None:
    try:
        handler = resolver.find(operation["operationId"])
    except ResolverError as error:
        raise ContractError(document.file, place, str(error)) from None
    name = resolver.path(operation["operationId"])
    if not inspect.iscoroutinefunction(handler):
        raise ContractError(document.file, place, f"{name} must be async def")
    signature = inspect.signature(handler)
    arguments = list(signature.parameters.values())
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    if not arguments or arguments[0].kind not in positional:
        raise ContractError(document.file, place, f"{name} must take call first")
    taken = {}
    for argument in arguments[1:]:
        if argument.kind in (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL):
            raise ContractError(
                document.file, place, f"{name} must name its arguments, not take {argument}"
            )
        taken[argument.name] = argument.default is inspect.Parameter.empty
    for argument_is, optional in _given(document, path, method, operation):
        if argument_is not in taken:
            raise ContractError(document.file, place, f"{name} lacks the argument {argument_is}")
        if taken.pop(argument_is) and optional:
            raise ContractError(
                document.file, place, f"{name} needs a default for the optional {argument_is}"
            )
    if taken:
        extra = next(iter(taken))
        raise ContractError(
            document.file, place, f"{name} has the argument {extra}, which the operation has not"
        )


def _given(
    document: Document, path: str, method: str, operation: Json
) -> Iterator[tuple[str, bool]]:
    """Each argument the dispatcher gives, and whether it is sometimes left out."""
    idempotent = operation.get("x-idempotency") is True
    for parameter, _ in parameters_of(document, path, method):
        actual = document.follow(parameter)
        if not taken_by_dispatcher(actual, idempotent):
            schema = document.follow(actual["schema"])
            always = actual.get("required", False) or "default" in schema
            yield argument_name(actual["name"]), not always
    if "requestBody" in operation:
        body = document.follow(operation["requestBody"])
        yield "body", not body.get("required", False)
