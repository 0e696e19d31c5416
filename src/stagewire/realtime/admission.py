"""Whether an application lets a connection in: it is switched on, and the page that opens the
connection is one of its own (`allowed_domain`).

Answers are remembered for 4 s and forgotten at once when the bus tells of a change, as those of
the Authenticator are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select
from sqlmodel import col

from stagewire.access.authenticator import TOPIC
from stagewire.access.tables import Application
from stagewire.storage.hot import Hot

if TYPE_CHECKING:
    from stagewire.platform import Platform

_REMEMBERED = 4.0
_MOST = 10_000
_PORTS = {"http": 80, "https": 443}

_FIND = Hot(
    select(col(Application.status), col(Application.allowed_domain)).where(
        col(Application.app_id) == bindparam("app"), col(Application.deleted_at).is_(None)
    )
)


class Door(NamedTuple):
    """What is known of an application; one that is not there is not ``active``."""

    active: bool
    allowed_domain: str | None

    def admits(self, origin: str | None) -> bool:
        """Browsers name the page's origin (RFC 6454); who names none is no browser, and only the
        token counts."""
        return origin is None or fits_domain(origin, self.allowed_domain)


class Admission:
    """``platform.of(Admission)``."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._known: dict[str, tuple[Door, float]] = {}
        self._changes = 0
        platform.bus.subscribe(TOPIC, self._changed)
        platform.bus.on_gap(self._forget)

    def cached(self, app_id: str) -> Door | None:
        """What is remembered; None: ask ``door``."""
        known = self._known.get(app_id)
        return known[0] if known is not None and self._clock() < known[1] else None

    async def door(self, app_id: str) -> Door:
        known = self.cached(app_id)
        if known is not None:
            return known
        changes = self._changes
        rows = await self._database.fetch(_FIND, app=app_id)
        found = Door(rows[0].status, rows[0].allowed_domain) if rows else Door(False, None)
        if changes == self._changes:
            if len(self._known) >= _MOST:
                del self._known[next(iter(self._known))]
            self._known[app_id] = (found, self._clock() + _REMEMBERED)
        return found

    def _forget(self) -> None:
        self._changes += 1
        self._known.clear()

    def _changed(self, data: dict[str, Any]) -> None:
        self._changes += 1
        self._known.pop(data.get("app_id") or "", None)


def fits_domain(origin: str, allowed: str | None) -> bool:
    """Whether an Origin header is a page of the allowed domain. `*.example.com` means its
    subdomains, not itself; without a port any port is meant. Null allows any page."""
    if allowed is None:
        return True
    try:
        parts = urlsplit(origin)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if parts.scheme not in _PORTS or not host:
        return False
    domain, _, allowed_port = allowed.lower().partition(":")
    if allowed_port and (port or _PORTS[parts.scheme]) != int(allowed_port):
        return False
    if domain.startswith("*."):
        return host.endswith(domain[1:])
    return host == domain
