"""Whether an application lets a connection in: it is switched on, and the page that opens the
connection is one of its own (`allowed_domain`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select
from sqlmodel import col

from stagewire.access.remembered import Remembered
from stagewire.access.tables import Application
from stagewire.storage.hot import Hot

if TYPE_CHECKING:
    from stagewire.platform import Platform

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
        self._known = Remembered(platform, self._read)
        self.cached = self._known.cached

    async def door(self, app_id: str) -> Door:
        return await self._known.get(app_id)

    async def _read(self, app_id: str) -> Door:
        rows = await self._database.fetch(_FIND, app=app_id)
        return Door(rows[0].status, rows[0].allowed_domain) if rows else Door(False, None)


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
