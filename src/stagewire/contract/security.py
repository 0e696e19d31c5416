"""Where a request carries its key: Connexion's security handlers, reduced to reading it.

Connexion's `SecurityHandlerFactory` picks a handler by scheme type from `security_map`; its own
ones inspect and await on every request. These are asked once at start and answer a `Scheme`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from connexion.operations import AbstractOperation
from connexion.security import AbstractSecurityHandler, SecurityHandlerFactory

from stagewire.contract.binding import parse_cookies, parse_form
from stagewire.contract.lower import SCHEME_NAME
from stagewire.contract.types import ApiError

Read = Callable[[Mapping[bytes, bytes], bytes], str | None]
"""Headers and query string → the key, or None when none was sent here."""

ANY_KIND = frozenset(("app", "admin"))
ADMIN_ONLY = frozenset(("admin",))
CLIENT_ONLY = frozenset(("client",))
_KINDS = {"adminKey": ADMIN_ONLY, "clientToken": CLIENT_ONLY}


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to send a key. ``kinds`` are the principals it is meant for."""

    name: str
    read: Read
    kinds: frozenset[str]
    query_parameter: str | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One alternative of `security`: a key sent this way, carrying these scopes."""

    scheme: Scheme
    scopes: tuple[str, ...]


class _Bearer(AbstractSecurityHandler):  # type: ignore[misc]
    def get_fn(self, security_scheme: dict[str, Any], required_scopes: list[str]) -> Scheme:
        def read(headers: Mapping[bytes, bytes], query: bytes) -> str | None:
            value = headers.get(b"authorization")
            # RFC 6750 2.1; the scheme's name is case-insensitive (RFC 9110 11.1).
            if value is None or value[:7].lower() != b"bearer ":
                return None
            return value[7:].strip().decode("latin-1") or None

        return _scheme(security_scheme, read)


class _ApiKey(AbstractSecurityHandler):  # type: ignore[misc]
    def get_fn(self, security_scheme: dict[str, Any], required_scopes: list[str]) -> Scheme:
        name: str = security_scheme["name"]
        if security_scheme["in"] == "header":
            header = name.lower().encode()

            def read(headers: Mapping[bytes, bytes], query: bytes) -> str | None:
                value = headers.get(header)
                return None if not value else value.decode("latin-1")

        elif security_scheme["in"] == "query":
            mark = name.encode() + b"="

            def read(headers: Mapping[bytes, bytes], query: bytes) -> str | None:
                if mark not in query:
                    return None
                try:
                    values = parse_form(query, "query").get(name)
                except ApiError:
                    # The parameters say what is wrong with the query; here it holds no key.
                    return None
                return values[0] if values and values[0] else None

        else:

            def read(headers: Mapping[bytes, bytes], query: bytes) -> str | None:
                raw = headers.get(b"cookie")
                return None if raw is None else parse_cookies(raw.decode("latin-1")).get(name)

        return _scheme(security_scheme, read)


def _scheme(security_scheme: dict[str, Any], read: Read) -> Scheme:
    name = security_scheme[SCHEME_NAME]
    kinds = _KINDS.get(name, ANY_KIND)
    in_query = security_scheme.get("in") == "query"
    return Scheme(name, read, kinds, security_scheme["name"] if in_query else None)


SECURITY_MAP: dict[str, type[AbstractSecurityHandler]] = {"bearer": _Bearer, "apiKey": _ApiKey}
"""Given to Connexion: our handlers by scheme type."""


def compile_security(
    operation: AbstractOperation, factory: SecurityHandlerFactory
) -> tuple[tuple[Requirement, ...], bool]:
    """The operation's alternatives, and whether it may be called without any key."""
    alternatives: list[Requirement] = []
    optional = not operation.security
    for requirement in operation.security or ():
        if not requirement:
            optional = True
        for name, scopes in requirement.items():
            scheme = factory.parse_security_scheme(operation.security_schemes[name], scopes)
            alternatives.append(Requirement(scheme, tuple(scopes)))
    return tuple(alternatives), optional
