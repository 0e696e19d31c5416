"""What the docs tell about one operation, read from its bundled document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stagewire.contract.load import Contract, Document
from stagewire.contract.rates import parse_rule
from stagewire.contract.types import LimitRule

Json = Mapping[str, Any]


@dataclass(frozen=True)
class ErrorFact:
    status: str
    description: str
    media_type: str
    example: Any


@dataclass(frozen=True)
class Facts:
    """One operation. ``keys`` says how a key may be sent, in Markdown; empty: nobody needs one.
    ``granted_by`` are the scopes that imply the needed one."""

    api: str
    method: str
    path: str
    id: str
    tag: str
    summary: str
    description: str
    raw: Json
    scopes: tuple[str, ...]
    granted_by: tuple[str, ...]
    keys: tuple[str, ...]
    key_optional: bool
    limits: tuple[LimitRule, ...]
    idempotent: bool
    paged: bool
    parameters: tuple[Json, ...]
    body: Json | None
    answers: tuple[tuple[str, Json], ...]
    errors: tuple[ErrorFact, ...]

    @property
    def anchor(self) -> str:
        """Where the reference page shows it; site/reference.js makes the same."""
        return f"/docs/{self.api}#tag/{slug(self.tag)}/{self.id}"


def facts(contract: Contract, document: Document) -> Iterator[Facts]:
    """Every operation of a document, in the document's order."""
    raw = document.raw
    schemes = raw.get("components", {}).get("securitySchemes", {})
    for path, method, operation in document.operations():
        # What the document says holds where the operation says nothing.
        own = {**raw, **operation}
        security: list[dict[str, list[str]]] = own.get("security", [])
        scopes = tuple(
            dict.fromkeys(s for one in security for names in one.values() for s in names)
        )
        names = dict.fromkeys(name for one in security for name in one)
        limits: list[Any] = own.get("x-rate-limit", [])
        shared = raw["paths"][path].get("parameters", [])
        parameters = {
            (one["in"], one["name"]): one
            for one in map(document.follow, [*shared, *operation.get("parameters", [])])
        }
        responses = {
            status: document.follow(answer) for status, answer in operation["responses"].items()
        }
        body = operation.get("requestBody")
        yield Facts(
            api=document.name,
            method=method.upper(),
            path=path,
            id=operation["operationId"],
            tag=operation["tags"][0],
            summary=operation["summary"],
            description=operation["description"].strip(),
            raw=operation,
            scopes=scopes,
            granted_by=tuple(
                name
                for name in contract.scopes.describe
                if name not in scopes and set(scopes) & contract.scopes.expand([name])
            ),
            keys=tuple(how_to_send(document.follow(schemes[name])) for name in names),
            key_optional={} in security,
            limits=tuple(map(parse_rule, limits)) if names or _per_ip(limits) else (),
            idempotent=bool(operation.get("x-idempotency")),
            paged=operation.get("x-pagination") == "page",
            parameters=tuple(parameters.values()),
            body=document.follow(body) if body else None,
            answers=tuple((s, r) for s, r in responses.items() if s.startswith("2")),
            errors=tuple(_error(s, r) for s, r in responses.items() if s[0] in "45"),
        )


def _per_ip(limits: Any) -> bool:
    return any(limit["per"] == "ip" for limit in limits)


def _error(status: str, response: Json) -> ErrorFact:
    contents: dict[str, Json] = response.get("content", {})
    media_type, content = next(iter(contents.items()), ("", {}))
    return ErrorFact(status, response["description"], media_type, content.get("example"))


def how_to_send(scheme: Json) -> str:
    """A security scheme as a caller writes it: `Authorization: Bearer …`."""
    if scheme["type"] == "http":
        return f"`Authorization: {scheme['scheme'].capitalize()} …`"
    if scheme["in"] == "query":
        return f"`?{scheme['name']}=…`"
    return f"`{scheme['name']}: …`"


def slug(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def api_title(document: Document) -> str:
    """`Stagewire Links` → Links."""
    return str(document.raw["info"]["title"]).removeprefix("Stagewire ")


# --- limits in words -------------------------------------------------------------------------

_WINDOWS = {1: "a second", 60: "a minute", 3600: "an hour", 86400: "a day"}
_PER = {"ip": "address", "key": "key", "app": "application", "license": "licence"}


def rate(rule: LimitRule, tiers: Mapping[str, int]) -> str:
    """`100 a minute`, or a number per tier."""
    window = _WINDOWS.get(rule.window, f"in {duration(rule.window)}")
    if rule.limit is not None:
        return f"{rule.limit} {window}"
    return " or ".join(f"{limit} ({tier})" for tier, limit in tiers.items()) + f" {window}"


def per(rule: LimitRule) -> str:
    what = ", requests without a good licence key" if rule.counts == "failures" else ""
    return f"per {_PER[rule.per]}{what}"


def ladder(rule: LimitRule) -> str:
    """How long repeated violations block: `1 min, 5 min, 1 h`; empty where they do not."""
    return ", ".join(map(duration, rule.block))


def duration(seconds: int) -> str:
    for size, name in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size and seconds % size == 0:
            return f"{seconds // size} {name}"
    return f"{seconds} s"


def in_words(rule: LimitRule, tiers: Mapping[str, int]) -> str:
    """The whole rule as one phrase."""
    blocked = f"; repeated violations block for {ladder(rule)}" if rule.block else ""
    return f"{rate(rule, tiers)} {per(rule)}{blocked}"
