"""Visits are counted by day, host and device, and survive a database that is away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import pytest

from stagewire.links import visits as module
from stagewire.links.agents import describe
from stagewire.links.owner import Owner
from stagewire.links.service import LinkService
from stagewire.links.visits import referring_host
from stagewire.platform import Platform
from tests.links.test_agents import ANDROID_TABLET, IPHONE, WINDOWS
from tests.support.clock import Clock

BOT = "Googlebot/2.1 (+http://www.google.com/bot.html)"


class Visited(NamedTuple):
    link_id: int
    limited: bool = False


def note(
    links: LinkService,
    link: Any,
    clock: Clock,
    agent: str = WINDOWS,
    referrer: str = "",
    limited: bool = False,
) -> None:
    headers = {b"host": b"x", b"user-agent": agent.encode()}
    if referrer:
        headers[b"referer"] = referrer.encode()
    links.visits.note(Visited(link["id"], limited), clock(), headers)


@pytest.fixture
async def link(links: LinkService, one: Owner) -> Any:
    return await links.create(one, {"url": "https://a.com"})


async def test_visits_become_statistics(
    links: LinkService, one: Owner, link: Any, clock: Clock
) -> None:
    second = await links.create(one, {"url": "https://b.com"})
    note(links, link, clock, WINDOWS, "https://news.example.com/secret/path?user=1")
    note(links, link, clock, IPHONE, "https://NEWS.example.com/")
    note(links, link, clock, IPHONE)
    note(links, link, clock, BOT, "https://bots.example.com/")
    note(links, second, clock, ANDROID_TABLET)
    await links.visits.flush()
    clock.advance(86_400)
    note(links, link, clock, WINDOWS, "https://other.example/")
    note(links, link, clock, BOT)
    await links.visits.flush()
    assert await links.stats(one, link["id"], None, None) == {
        "linkId": link["id"],
        "from": "2026-12-18",
        "to": "2027-01-16",
        "totals": {"visits": 4, "bots": 2},
        "byDay": [
            {"date": "2027-01-15", "visits": 3, "bots": 1},
            {"date": "2027-01-16", "visits": 1, "bots": 1},
        ],
        "byReferrer": [
            {"referrer": "news.example.com", "visits": 2},
            {"referrer": "", "visits": 1},
            {"referrer": "other.example", "visits": 1},
        ],
        "byDevice": [{"device": "desktop", "visits": 2}, {"device": "mobile", "visits": 2}],
    }
    assert (await links.get(one, link["id"]))["redirects"] == 6
    assert (await links.get(one, second["id"]))["redirects"] == 1
    stats = await links.stats(one, link["id"], "2027-01-15", "2027-01-15")
    assert stats["totals"] == {"visits": 3, "bots": 1}
    assert {"referrer": "other.example", "visits": 1} not in stats["byReferrer"]


async def test_the_redirects_of_limited_links_are_counted_by_spending(
    links: LinkService, one: Owner, link: Any, clock: Clock
) -> None:
    note(links, link, clock, limited=True)
    await links.visits.flush()
    assert (await links.get(one, link["id"]))["redirects"] == 0
    stats = await links.stats(one, link["id"], None, None)
    assert stats["totals"] == {"visits": 1, "bots": 0}


@pytest.mark.parametrize(
    ("referrer", "host"),
    [
        (b"https://news.example.com/a?b#c", "news.example.com"),
        (b"http://EXAMPLE.com:8080/", "example.com"),
        (b"https://user:secret@example.com/", ""),
        (b"android-app://com.example/", ""),
        (b"nonsense", ""),
        (b"\xff\xfe", ""),
        (b"https://" + b"a" * 3000 + b".com/", ""),
        (b"", ""),
    ],
)
def test_only_the_referrers_host_is_kept(referrer: bytes, host: str) -> None:
    assert referring_host(referrer) == host


async def test_hosts_that_are_made_up_do_not_fill_memory(
    links: LinkService, one: Owner, link: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_KEYS", 3)
    for number in range(10):
        note(links, link, clock, referrer=f"https://h{number}.example/")
    await links.visits.flush()
    stats = await links.stats(one, link["id"], None, None)
    assert stats["totals"]["visits"] == 10
    assert {"referrer": "", "visits": 7} in stats["byReferrer"]
    assert len(stats["byReferrer"]) == 4


async def test_agents_that_are_made_up_do_not_take_the_time_of_others(
    links: LinkService, one: Owner, link: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_NEW_AGENTS", 5)
    before = describe.cache_info().misses
    for number in range(100):
        note(links, link, clock, f"{WINDOWS} Made/{number}")
        note(links, link, clock, f"Googlebot/2.{number} (+https://bots.example/)")
    await links.visits.flush()
    assert describe.cache_info().misses == before + 5
    stats = await links.stats(one, link["id"], None, None)
    assert stats["totals"] == {"visits": 100, "bots": 100}
    assert stats["byDevice"] == [{"device": "desktop", "visits": 100}]


async def test_what_cannot_be_written_waits_and_is_written_later(
    links: LinkService,
    one: Owner,
    link: Any,
    clock: Clock,
    platform: Platform,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin = platform.database.begin

    @asynccontextmanager
    async def away() -> AsyncIterator[Any]:
        raise ConnectionError("the database is away")
        yield

    monkeypatch.setattr(platform.database, "begin", away)
    for _ in range(3):
        note(links, link, clock, referrer="https://r.example/")
        note(links, link, clock, BOT)
        await links.visits.flush()
    monkeypatch.setattr(platform.database, "begin", begin)
    note(links, link, clock)
    await links.visits.flush()
    await links.visits.flush()
    stats = await links.stats(one, link["id"], None, None)
    assert stats["totals"] == {"visits": 4, "bots": 3}
    assert (await links.get(one, link["id"]))["redirects"] == 7


async def test_started_it_writes_by_itself_and_stopped_it_leaves_nothing(
    links: LinkService,
    one: Owner,
    link: Any,
    clock: Clock,
    platform: Platform,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written, begin = asyncio.Event(), platform.database.begin

    @asynccontextmanager
    async def telling() -> AsyncIterator[Any]:
        async with begin() as session:
            yield session
        written.set()

    monkeypatch.setattr(platform.database, "begin", telling)
    await links.start()
    note(links, link, clock)
    await asyncio.wait_for(written.wait(), 10)
    assert (await links.get(one, link["id"]))["redirects"] == 1
    for _ in range(2500):
        note(links, link, clock)
    await links.stop()
    assert (await links.get(one, link["id"]))["redirects"] == 2501


async def test_processes_add_to_each_others_counts(
    links: LinkService, one: Owner, clock: Clock, platform: Platform
) -> None:
    made = [await links.create(one, {"url": "https://a.com"}) for _ in range(20)]
    others = [module.VisitCounter(platform) for _ in range(4)]
    for counter in others:
        for link in made:
            headers = {b"user-agent": WINDOWS.encode()}
            counter.note(Visited(link["id"]), clock(), headers)
    await asyncio.gather(*(counter.flush() for counter in others))
    for link in made:
        assert (await links.stats(one, link["id"], None, None))["totals"]["visits"] == 4
        assert (await links.get(one, link["id"]))["redirects"] == 4
