"""Visits: noted by the redirect, counted and written by the second.

A redirect only adds one to a count in a dict, under the link, the day and what the visitor's
headers say. Twice a second those counts are added up by referring host and device, and written: a
slow database makes sums of bounded size wait, not visits.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from sqlalchemy import bindparam, update
from sqlmodel import col

from stagewire.links.agents import Agent, describe, guess
from stagewire.links.tables import Link, LinkDevice, LinkReferrer, LinkVisits
from stagewire.storage.tally import Tally
from stagewire.storage.upserts import adding
from stagewire.urls import normalise

if TYPE_CHECKING:
    from stagewire.platform import Platform

_SLICE = 200
_MOST_KEYS = 100_000
_MOST_NEW_AGENTS = 500
_EPOCH = date(1970, 1, 1).toordinal()

RequestHeaders = Mapping[bytes, bytes]


class Visited(Protocol):
    """The part of a Target that counts. The redirects of ``limited`` links were counted when
    they were spent."""

    link_id: int
    limited: bool


class Noted(NamedTuple):
    """What visits are counted under until they are added up; ``day`` is counted from 1970, UTC."""

    link_id: int
    limited: bool
    day: float
    agent: bytes
    referrer: bytes


class Sums:
    """Visits added up. ``redirects`` by link; ``people`` and ``bots`` by link and day, the
    others of people only, by link, day and host or device."""

    def __init__(self) -> None:
        self.redirects: Counter[int] = Counter()
        self.people: Counter[tuple[int, int]] = Counter()
        self.bots: Counter[tuple[int, int]] = Counter()
        self.referrers: Counter[tuple[int, int, str]] = Counter()
        self.devices: Counter[tuple[int, int, str]] = Counter()

    def __bool__(self) -> bool:
        return bool(self.people or self.bots)

    def add(self, noted: Noted, agent: Agent, count: int) -> None:
        link, day = noted.link_id, int(noted.day)
        if not noted.limited:
            self.redirects[link] += count
        if agent.bot:
            self.bots[link, day] += count
            return
        self.people[link, day] += count
        self.devices[link, day, agent.device] += count
        source = (link, day, referring_host(noted.referrer))
        # Anybody can send ever new hosts; past the bound they are counted as unnamed.
        if source not in self.referrers and len(self.referrers) >= _MOST_KEYS:
            source = (link, day, "")
        self.referrers[source] += count

    def merge(self, other: Sums) -> None:
        """Adds sums that could not be written."""
        self.redirects.update(other.redirects)
        self.people.update(other.people)
        self.bots.update(other.bots)
        self.devices.update(other.devices)
        self.referrers.update(other.referrers)


@lru_cache(maxsize=8192)
def referring_host(referrer: bytes) -> str:
    """The host of a Referer; empty for none and for what is no web address. Only the host is
    kept: the rest may tell more about a visitor than a counter needs."""
    try:
        return normalise(referrer[:2048].decode("ascii")).host if referrer else ""
    except (ValueError, UnicodeDecodeError):
        return ""


class VisitCounter(Tally[Sums]):
    """The visits of one process."""

    name = "link visits"
    kind = Sums

    def __init__(self, platform: Platform) -> None:
        super().__init__(platform.database)
        self._noted: dict[tuple[int, bool, float, bytes, bytes], int] = {}

    def note(self, target: Visited, moment: float, headers: RequestHeaders) -> None:
        """Counts a visit at ``moment`` (Unix seconds) with these request headers."""
        agent, referrer = headers.get(b"user-agent", b""), headers.get(b"referer", b"")
        key = (target.link_id, target.limited, moment // 86_400, agent, referrer)
        noted = self._noted
        noted[key] = noted.get(key, 0) + 1

    async def add_up(self) -> None:
        noted, self._noted = self._noted, {}
        unread = describe.cache_info().misses + _MOST_NEW_AGENTS
        for number, (key, count) in enumerate(noted.items(), 1):
            visit = Noted(*key)
            # Anybody can send ever new names; past the bound they are read by a rule of thumb.
            read = describe if describe.cache_info().misses < unread else guess
            self.sums.add(visit, read(visit.agent.decode("latin-1")), count)
            if number % _SLICE == 0:
                await asyncio.sleep(0)  # Others may go on between the slices.

    def statements(self, sums: Sums) -> list[tuple[Any, list[dict[str, Any]]]]:
        days = sorted({*sums.people, *sums.bots})
        return [
            (
                _REDIRECTS,
                [{"link": link, "count": n} for link, n in sorted(sums.redirects.items())],
            ),
            (
                _VISITS,
                [
                    {
                        "link_id": link,
                        "day": _date(day),
                        "visits": sums.people[link, day],
                        "bots": sums.bots[link, day],
                    }
                    for link, day in days
                ],
            ),
            (
                _REFERRERS,
                [
                    {"link_id": link, "day": _date(day), "referrer": referrer, "visits": n}
                    for (link, day, referrer), n in sorted(sums.referrers.items())
                ],
            ),
            (
                _DEVICES,
                [
                    {"link_id": link, "day": _date(day), "device": device, "visits": n}
                    for (link, day, device), n in sorted(sums.devices.items())
                ],
            ),
        ]


_REDIRECTS = (
    update(Link.__table__)  # type: ignore[attr-defined]
    .where(col(Link.id) == bindparam("link"))
    .values(redirects=col(Link.redirects) + bindparam("count"))
)
_VISITS = adding(LinkVisits, "visits", "bots")
_REFERRERS = adding(LinkReferrer, "visits")
_DEVICES = adding(LinkDevice, "visits")


def _date(day: int) -> date:
    return date.fromordinal(_EPOCH + day)
