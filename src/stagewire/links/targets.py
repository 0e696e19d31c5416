"""What a short code leads to, remembered for a moment.

A link is read from the database at most every 4 s; what changes it is told on the bus topic
``links.changed`` (``{"domain": key, "code": code}``), and ``access.changed`` where an application
was switched off. Unknown codes are remembered too, so that guessing costs no queries.
"""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update
from sqlmodel import col

from stagewire.access.authenticator import TOPIC as ACCESS_CHANGED
from stagewire.access.tables import Application
from stagewire.links.tables import Link
from stagewire.links.telling import Telling
from stagewire.links.utm import FIELDS, merge
from stagewire.storage.hot import Hot, Unit

if TYPE_CHECKING:
    from stagewire.platform import Platform

TOPIC = "links.changed"
REMEMBERED = 4.0
_MOST = 20_000
_MOST_BYTES = 64 * 1024 * 1024
_OVERHEAD = 1024

_FIND = Hot(
    select(
        col(Link.id),
        col(Link.url),
        col(Link.password_hash),
        *(getattr(Link, column) for column in FIELDS.values()),
        col(Link.expires_at),
        col(Link.max_redirects),
        col(Link.redirects),
        col(Link.expired_url),
        col(Link.deleted_at),
        col(Application.status),
        col(Application.deleted_at).label("closed_at"),
    )
    .join(Application, col(Application.app_id) == col(Link.app_id))
    .where(col(Link.domain) == bindparam("domain"), col(Link.short_code) == bindparam("code"))
)
_SPEND = Hot(
    update(Link)
    .where(
        col(Link.id) == bindparam("link"),
        col(Link.redirects) < col(Link.max_redirects),
        col(Link.deleted_at).is_(None),
    )
    .values(redirects=col(Link.redirects) + 1)
    .returning(col(Link.redirects) >= col(Link.max_redirects))
)


class Kind(Enum):
    """What happens to a visitor. OPEN: redirect at once. ASK: ask for the password first. OVER:
    the link has ended. UNKNOWN: there is no such link."""

    OPEN = 1
    ASK = 2
    OVER = 3
    UNKNOWN = 4


Headers = list[tuple[bytes, bytes]]


class Target:
    """``location`` is where the link leads: its destination, or after its end ``expiredUrl``
    (empty: nowhere). ``limited`` links must ``spend`` before they redirect. Valid before
    ``until`` (Unix seconds). ``headers`` are those of the redirect of an OPEN, unlimited link, and
    None for every other, so that one test tells the common case."""

    __slots__ = ("headers", "kind", "limited", "link_id", "location", "password_hash", "until")

    def __init__(
        self,
        kind: Kind,
        until: float,
        *,
        link_id: int = 0,
        location: str = "",
        password_hash: str | None = None,
        limited: bool = False,
    ) -> None:
        self.kind = kind
        self.until = until
        self.link_id = link_id
        self.location = location.encode("ascii")
        self.password_hash = password_hash
        self.limited = limited
        direct = kind is Kind.OPEN and not limited
        self.headers = redirect_headers(self.location) if direct else None


def redirect_headers(location: bytes) -> Headers:
    """No cache may keep a redirect: expiry, revocation and counting have to stay exact."""
    return [
        (b"location", location),
        (b"cache-control", b"private, no-store"),
        (b"content-length", b"0"),
    ]


def target_of(row: Any, now: float) -> Target:
    """What a row of ``_FIND`` says at ``now`` (Unix seconds)."""
    until = now + REMEMBERED
    if row.closed_at is not None or not row.status:
        return Target(Kind.OVER, until)
    expires = row.expires_at.timestamp() if row.expires_at is not None else None
    limited = row.max_redirects is not None
    if (
        row.deleted_at is not None
        or (expires is not None and expires <= now)
        or (limited and row.redirects >= row.max_redirects)
    ):
        return Target(Kind.OVER, until, location=row.expired_url or "")
    if expires is not None:
        until = min(until, expires)
    return Target(
        Kind.OPEN if row.password_hash is None else Kind.ASK,
        until,
        link_id=row.id,
        location=merge(row.url, {name: getattr(row, name) for name in FIELDS.values()}),
        password_hash=row.password_hash,
        limited=limited,
    )


Address = tuple[str, str]
"""A domain's key and a short code."""


class Targets:
    """The links of one process. ``known.get(address)`` is the hot path; check ``until``."""

    def __init__(self, platform: Platform, telling: Telling) -> None:
        self._telling = telling
        self._database = platform.database
        self._bus = platform.bus
        self._clock = platform.clock
        self.known: dict[Address, Target] = {}
        self._bytes = 0
        self._loading: dict[Address, asyncio.Task[Target]] = {}
        platform.bus.subscribe(TOPIC, self._changed)
        platform.bus.subscribe(ACCESS_CHANGED, self._access_changed)
        platform.bus.on_gap(self.forget_all)

    async def find(self, address: Address) -> Target:
        """The target as of at most 4 s ago. Visitors who ask at once share one query."""
        target = self.known.get(address)
        if target is not None and self._clock() < target.until:
            return target
        loading = self._loading.get(address)
        if loading is None:
            loading = self._loading[address] = asyncio.create_task(self._load(address))
        # Shielded: a visitor who hangs up must not end the query of the others.
        return await asyncio.shield(loading)

    async def spend(self, target: Target, address: Address) -> bool:
        """Takes one of a limited link's redirects; False when none was left."""
        # All the visitors of a link wait for its one row: in a lane they share their commits.
        spent, last = await self._database.write_in(
            f"link {target.link_id}", _spend, target.link_id, self._telling
        )
        if last:
            self._telling.wake()
            await self._bus.publish(TOPIC, {"domain": address[0], "code": address[1]})
        elif not spent:
            self.forget(address)
        return spent

    def forget(self, address: Address) -> None:
        """What is known, and what a query under way is about to tell, is out of date."""
        self._loading.pop(address, None)
        target = self.known.pop(address, None)
        if target is not None:
            self._bytes -= _size(target)

    def forget_all(self) -> None:
        self._loading.clear()
        self.known.clear()
        self._bytes = 0

    async def _load(self, address: Address) -> Target:
        domain, code = address
        this = asyncio.current_task()
        try:
            now = self._clock()
            rows = await self._database.fetch(_FIND, domain=domain, code=code)
            target = target_of(rows[0], now) if rows else Target(Kind.UNKNOWN, now + REMEMBERED)
            if self._loading.get(address) is this:
                self._keep(address, target)
            return target
        finally:
            if self._loading.get(address) is this:
                del self._loading[address]

    def _keep(self, address: Address, target: Target) -> None:
        old = self.known.pop(address, None)
        self._bytes += _size(target) - (_size(old) if old is not None else 0)
        self.known[address] = target
        # Everything is read again after 4 s, so the oldest reading goes first.
        while len(self.known) > _MOST or self._bytes > _MOST_BYTES:
            oldest = next(iter(self.known))
            self._bytes -= _size(self.known.pop(oldest))

    def _changed(self, data: dict[str, Any]) -> None:
        self.forget((data["domain"], data["code"]))

    def _access_changed(self, data: dict[str, Any]) -> None:
        if "app_id" in data:
            self.forget_all()


def _spend(link_id: int, telling: Telling) -> Unit[tuple[bool, bool]]:
    """Whether one was left, and whether it was the last."""
    rows = yield _SPEND(link=link_id)
    last = bool(rows) and bool(rows[0][0])
    if last:
        yield from telling.spent(link_id)
    return bool(rows), last


def _size(target: Target) -> int:
    return len(target.location) + _OVERHEAD
