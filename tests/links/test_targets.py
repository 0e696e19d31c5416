"""What a short code leads to, and how soon a change of it is seen."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stagewire.access.authenticator import TOPIC as ACCESS_CHANGED
from stagewire.access.tables import Application
from stagewire.links import targets as module
from stagewire.links.owner import Owner
from stagewire.links.service import LinkService
from stagewire.links.targets import Kind, Target
from stagewire.platform import Platform
from stagewire.storage.database import Database
from tests.support.clock import Clock
from tests.support.platform import make_platform


async def find(links: LinkService, code: str) -> Target:
    return await links.targets.find(("", code))


async def make(links: LinkService, holder: Owner, **more: Any) -> Any:
    return await links.create(holder, {"url": "https://a.com/x?q=1#f", **more})  # type: ignore[typeddict-item]


async def test_the_destination_carries_the_utm_parameters(links: LinkService, one: Owner) -> None:
    link = await make(links, one, utmSource="news", utmContent="c")
    target = await find(links, link["shortCode"])
    assert (target.kind, target.limited) == (Kind.OPEN, False)
    assert target.location == b"https://a.com/x?q=1&utm_source=news&utm_content=c#f"
    assert target.headers is not None
    assert (b"location", target.location) in target.headers
    assert (b"cache-control", b"private, no-store") in target.headers


async def test_kinds(links: LinkService, one: Owner, clock: Clock) -> None:
    assert (await find(links, "nothing")).kind is Kind.UNKNOWN
    asked = await make(links, one, password="p")
    target = await find(links, asked["shortCode"])
    assert target.kind is Kind.ASK and target.headers is None
    limited = await make(links, one, maxRedirects=1)
    target = await find(links, limited["shortCode"])
    assert target.kind is Kind.OPEN and target.limited and target.headers is None
    revoked = await make(links, one)
    await links.revoke(one, revoked["id"])
    target = await find(links, revoked["shortCode"])
    assert (target.kind, target.location) == (Kind.OVER, b"")


async def test_codes_differ_by_case(links: LinkService, one: Owner) -> None:
    await make(links, one, slug="Spring")
    assert (await find(links, "Spring")).kind is Kind.OPEN
    assert (await find(links, "spring")).kind is Kind.UNKNOWN


@pytest.mark.parametrize("fallback", [None, "https://b.com/over"])
async def test_expiry_is_seen_to_the_moment(
    links: LinkService, one: Owner, clock: Clock, fallback: str | None
) -> None:
    end = datetime.fromtimestamp(clock() + 2.5, UTC)
    more = {"expiredUrl": fallback} if fallback else {}
    link = await make(links, one, expiresAt=end.isoformat(), **more)
    target = await find(links, link["shortCode"])
    assert target.kind is Kind.OPEN and target.until == pytest.approx(end.timestamp())
    clock.now = end.timestamp() - 0.001
    assert (await find(links, link["shortCode"])).kind is Kind.OPEN
    clock.now = end.timestamp()
    target = await find(links, link["shortCode"])
    assert target.kind is Kind.OVER
    assert target.location == (fallback or "").encode()


async def test_changes_are_seen_at_once(links: LinkService, one: Owner) -> None:
    link = await make(links, one)
    code = link["shortCode"]
    assert (await find(links, code)).kind is Kind.OPEN
    await links.update(one, link["id"], {"utmSource": "s"})
    assert b"utm_source=s" in (await find(links, code)).location
    await links.update(one, link["id"], {"password": "p"})
    assert (await find(links, code)).kind is Kind.ASK
    await links.revoke(one, link["id"])
    assert (await find(links, code)).kind is Kind.OVER


async def test_a_slug_that_was_unknown_is_known_once_created(
    links: LinkService, one: Owner
) -> None:
    assert (await find(links, "spring")).kind is Kind.UNKNOWN
    await make(links, one, slug="spring")
    assert (await find(links, "spring")).kind is Kind.OPEN


async def test_another_process_sees_a_change_within_four_seconds_without_news(
    links: LinkService, one: Owner, database_url: str, tmp_path: Path, clock: Clock
) -> None:
    second = Database(database_url)
    await second.open()
    try:
        elsewhere = make_platform(second, tmp_path, clock).of(LinkService)
        link = await make(links, one)
        assert (await find(elsewhere, link["shortCode"])).kind is Kind.OPEN
        await links.revoke(one, link["id"])
        clock.advance(3.9)
        assert (await find(elsewhere, link["shortCode"])).kind is Kind.OPEN
        clock.advance(0.2)
        assert (await find(elsewhere, link["shortCode"])).kind is Kind.OVER
    finally:
        await second.close()


@pytest.mark.parametrize("change", [{"status": False}, {"deleted": True}])
async def test_an_application_that_is_off_takes_its_links_along(
    links: LinkService, one: Owner, platform: Platform, change: dict[str, bool]
) -> None:
    link = await make(links, one, expiredUrl="https://b.com/")
    assert (await find(links, link["shortCode"])).kind is Kind.OPEN
    async with platform.database.begin() as session:
        app = await session.get(Application, "app-one")
        assert app is not None
        if "deleted" in change:
            app.deleted_at = datetime.now(UTC)
        else:
            app.status = False
    await platform.bus.publish(ACCESS_CHANGED, {"app_id": "app-one"})
    target = await find(links, link["shortCode"])
    assert (target.kind, target.location) == (Kind.OVER, b"")


async def test_limited_links_redirect_exactly_that_often(links: LinkService, one: Owner) -> None:
    link = await make(links, one, maxRedirects=20, expiredUrl="https://b.com/over")
    address = ("", link["shortCode"])

    async def visit() -> bool:
        target = await links.targets.find(address)
        return target.kind is Kind.OPEN and await links.targets.spend(target, address)

    outcomes = await asyncio.gather(*(visit() for _ in range(200)))
    assert sum(outcomes) == 20
    assert (await links.get(one, link["id"]))["redirects"] == 20
    target = await links.targets.find(address)
    assert (target.kind, target.location) == (Kind.OVER, b"https://b.com/over")


async def test_visitors_who_come_at_once_share_one_query(
    links: LinkService, one: Owner, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = await make(links, one)
    queries = 0
    fetch = platform.database.fetch

    async def counting(*args: Any, **values: Any) -> Any:
        nonlocal queries
        queries += 1
        await asyncio.sleep(0)
        return await fetch(*args, **values)

    monkeypatch.setattr(platform.database, "fetch", counting)
    found = await asyncio.gather(*(find(links, link["shortCode"]) for _ in range(50)))
    assert queries == 1 and len(set(map(id, found))) == 1


async def test_a_visitor_who_hangs_up_does_not_end_the_others_query(
    links: LinkService, one: Owner
) -> None:
    link = await make(links, one)
    first = asyncio.create_task(find(links, link["shortCode"]))
    second = asyncio.create_task(find(links, link["shortCode"]))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).kind is Kind.OPEN


async def test_what_was_read_before_a_change_is_not_remembered(
    links: LinkService, one: Owner, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = await make(links, one)
    read, held, fetch = asyncio.Event(), asyncio.Event(), platform.database.fetch

    async def slow(*args: Any, **values: Any) -> Any:
        rows = await fetch(*args, **values)
        read.set()
        await held.wait()
        return rows

    monkeypatch.setattr(platform.database, "fetch", slow)
    reading = asyncio.create_task(find(links, link["shortCode"]))
    await read.wait()
    await links.revoke(one, link["id"])
    held.set()
    assert (await reading).kind is Kind.OPEN
    assert (await find(links, link["shortCode"])).kind is Kind.OVER


async def test_memory_is_bounded(
    links: LinkService, one: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 3)
    for number in range(10):
        await find(links, f"guess{number}")
    assert list(links.targets.known) == [("", f"guess{n}") for n in (7, 8, 9)]
    monkeypatch.setattr(module, "_MOST_BYTES", 5000)
    for number in range(3):
        link = await links.create(one, {"url": "https://a.com/" + "x" * (2000 + number)})
        await find(links, link["shortCode"])
    assert len(links.targets.known) == 1
