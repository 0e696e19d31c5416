"""One operation, compiled once at start: everything a request needs is looked up here, nothing is
worked out again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from connexion.operations import AbstractOperation
from connexion.security import SecurityHandlerFactory

from stagewire.contract.binding import Parameter, Parameters, compile_parameter, snake_case
from stagewire.contract.load import ContractError, Document, ErrorFormat, Json
from stagewire.contract.media import Body, Medium
from stagewire.contract.rates import parse_rule
from stagewire.contract.schemas import Schema, Schemas, escape
from stagewire.contract.security import Requirement, compile_security
from stagewire.contract.types import LimitRule

Handler = Callable[..., Awaitable[Any]]
# These header parameters are ignored (OpenAPI 3.1, 4.8.12.1).
_NO_PARAMETERS = ("accept", "content-type", "authorization")
IDEMPOTENCY_KEY = "idempotency-key"
# Sent by the dispatcher and the edge, not by the handler.
_OWN_HEADERS = frozenset(("x-request-id", "retry-after", "content-type", "idempotency-replayed"))


@dataclass(slots=True)
class Response:
    """One documented status. ``schema`` is None where there is nothing to check. ``as_sent`` turns
    true when the handler answers with values that are no JSON yet (times): then the check is on
    what is sent."""

    status: int
    content_type: tuple[bytes, bytes] | None
    schema: Schema | None
    media_types: frozenset[str]
    required_headers: frozenset[bytes]
    as_sent: bool = False


@dataclass(slots=True)
class Operation:
    """A compiled operation. Limits are the numbers in force; None is the caller's tier.
    ``secret_path``: its path holds a secret (a parameter of the format `password`), which no log
    may have."""

    id: str
    document: Document
    format: ErrorFormat
    handler: Handler
    ip_limits: tuple[tuple[LimitRule, int], ...]
    caller_limits: tuple[tuple[LimitRule, int | None], ...]
    license_limits: tuple[tuple[LimitRule, int], ...]
    failure_limits: tuple[tuple[LimitRule, int], ...]
    alternatives: tuple[Requirement, ...]
    optional: bool
    parameters: Parameters
    body: Body | None
    idempotent: bool
    responses: Mapping[int, Response]
    any_response: Response | None
    success: int
    secret_path: bool


def place_of(path: str, method: str) -> str:
    """How errors name an operation: `paths./api/v1/links.post`."""
    return f"paths.{path}.{method}"


def scaled(limit: int, scale: float) -> int:
    return max(1, int(limit * scale))


def compile_operation(
    operation: AbstractOperation,
    document: Document,
    schemas: Schemas,
    factory: SecurityHandlerFactory,
    limit_scale: float,
) -> Operation:
    """From Connexion's operation (handler, security) and the 3.1 document (all the rest)."""
    path, method = operation.path, operation.method
    item = document.raw["paths"][path]
    raw = item[method]
    pointer = f"/paths/{escape(path)}/{method}"
    alternatives, optional = compile_security(operation, factory)
    ignored = {r.scheme.query_parameter for r in alternatives if r.scheme.query_parameter}
    idempotent = raw.get("x-idempotency") is True
    parameters = [
        compile_parameter(document, schemas, parameter, where)
        for parameter, where in parameters_of(document, path, method)
        if not taken_by_dispatcher(document.follow(parameter), idempotent)
    ]
    responses, any_response = _responses(document, schemas, raw, pointer)
    successes = [status for status in responses if 200 <= status < 300]
    if len(successes) != 1 and not any(300 <= status < 400 for status in responses):
        success = min(successes, default=200)
    else:
        success = successes[0] if successes else min(responses)
    rules = [parse_rule(entry) for entry in raw.get("x-rate-limit", _default_limits(document))]
    return Operation(
        id=raw["operationId"],
        document=document,
        format=document.error_format,
        handler=operation.function,
        ip_limits=_fixed(rules, limit_scale, "ip", "requests"),
        caller_limits=tuple(
            (rule, None if rule.limit is None else scaled(rule.limit, limit_scale))
            for rule in rules
            if rule.per in ("key", "app")
        ),
        license_limits=_fixed(rules, limit_scale, "license", "requests"),
        failure_limits=_fixed(rules, limit_scale, "ip", "failures"),
        alternatives=alternatives,
        optional=optional,
        parameters=Parameters(parameters, frozenset(ignored)),
        body=_body(document, schemas, raw, pointer),
        idempotent=idempotent,
        responses=responses,
        any_response=any_response,
        success=success,
        secret_path=any(
            actual["in"] == "path" and document.follow(actual["schema"]).get("format") == "password"
            for actual in (document.follow(p) for p, _ in parameters_of(document, path, method))
        ),
    )


def _fixed(
    rules: list[LimitRule], scale: float, per: str, counts: str
) -> tuple[tuple[LimitRule, int], ...]:
    """The rules of a kind that is no caller's tier, with the numbers in force."""
    return tuple(
        (rule, scaled(rule.limit, scale))
        for rule in rules
        if rule.per == per and rule.counts == counts and rule.limit is not None
    )


def _default_limits(document: Document) -> list[Any]:
    limits: list[Any] = document.raw.get("x-rate-limit", [])
    return limits


def parameters_of(document: Document, path: str, method: str) -> list[tuple[Json, str]]:
    """The operation's parameters with their pointers; its own ones win over the path's."""
    item = document.raw["paths"][path]
    base = f"/paths/{escape(path)}"
    found: dict[tuple[str, str], tuple[Json, str]] = {}
    for owner, where in ((item, base), (item[method], f"{base}/{method}")):
        for number, parameter in enumerate(owner.get("parameters", ())):
            actual = document.follow(parameter)
            found[actual["name"], actual["in"]] = (parameter, f"{where}/parameters/{number}")
    return list(found.values())


def taken_by_dispatcher(parameter: Json, idempotent: bool) -> bool:
    """Whether a parameter never reaches the handler."""
    if parameter["in"] != "header":
        return False
    name = parameter["name"].lower()
    return name in _NO_PARAMETERS or (idempotent and name == IDEMPOTENCY_KEY)


def handler_name(operation_id: str) -> str:
    return snake_case(operation_id)


# --- request bodies --------------------------------------------------------------------------


def _body(document: Document, schemas: Schemas, raw: Json, pointer: str) -> Body | None:
    if "requestBody" not in raw:
        return None
    node, where = document.locate(raw["requestBody"], pointer + "/requestBody")
    media = {}
    for media_type, content in node["content"].items():
        below = f"{where}/content/{escape(media_type)}/schema"
        media[media_type.lower()] = _medium(document, schemas, media_type.lower(), content, below)
    status = 422 if "422" in raw.get("responses", {}) else 400
    return Body(bool(node.get("required")), media, status)


def _medium(
    document: Document, schemas: Schemas, media_type: str, content: Json, pointer: str
) -> Medium:
    if media_type == "application/json" or media_type.endswith("+json"):
        kind = "json"
    elif media_type == "application/x-www-form-urlencoded":
        kind = "urlencoded"
    elif media_type == "multipart/form-data":
        kind = "multipart"
    else:
        return Medium("raw", None, {}, frozenset())
    schema = schemas.at(pointer, "request") if "schema" in content else None
    if kind == "json" or schema is None:
        return Medium(kind, schema, {}, frozenset())
    node, where = document.locate(content["schema"], pointer)
    fields: dict[str, Parameter] = {}
    files = set()
    for name, part in node.get("properties", {}).items():
        actual = document.follow(part)
        if actual.get("type") == "array":
            actual = document.follow(actual.get("items", {}))
        if actual.get("format") == "binary" or "contentMediaType" in actual:
            files.add(name)
        else:
            parameter = {"name": name, "in": "form", "schema": part, "explode": True}
            fields[name] = compile_parameter(
                document, schemas, parameter, f"{where}/properties/{escape(name)}", field=True
            )
    return Medium(kind, schema, fields, frozenset(files))


# --- responses -------------------------------------------------------------------------------


def _responses(
    document: Document, schemas: Schemas, raw: Json, pointer: str
) -> tuple[dict[int, Response], Response | None]:
    made: dict[int, Response] = {}
    fallback: Response | None = None
    for key, entry in raw.get("responses", {}).items():
        node, where = document.locate(entry, f"{pointer}/responses/{escape(key)}")
        if key == "default":
            fallback = _response(0, document, schemas, node, where)
        elif key.isdigit():
            made[int(key)] = _response(int(key), document, schemas, node, where)
        else:
            raise ContractError(
                document.file, f"{pointer}.responses.{key}", "a status is three digits or default"
            )
    return made, fallback


def _response(
    status: int, document: Document, schemas: Schemas, node: Json, pointer: str
) -> Response:
    content = node.get("content", {})
    content_type: tuple[bytes, bytes] | None = None
    schema: Schema | None = None
    for media_type, medium in content.items():
        if media_type == "application/json" or media_type.endswith("+json"):
            content_type = (b"content-type", media_type.encode())
            if "schema" in medium:
                where = f"{pointer}/content/{escape(media_type)}/schema"
                schema = schemas.at(where, "response")
            break
    required = frozenset(
        name.lower().encode()
        for name, header in node.get("headers", {}).items()
        if document.follow(header).get("required")
        and name.lower() not in _OWN_HEADERS
        and "ratelimit" not in name.lower()
    )
    media_types = frozenset(media_type.partition(";")[0].lower() for media_type in content)
    return Response(status, content_type, schema, media_types, required)
