"""Counts are added up over processes and restarts, and survive a database that is away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from stagewire.analytics import counter as module
from stagewire.analytics.counter import HOUR, MINUTE, Counter
from stagewire.analytics.tables import Activity, SeenUser
from stagewire.app import make_platform as composed
from stagewire.events.periodic import Chores
from stagewire.platform import Platform
from stagewire.settings import Settings
from tests.support.clock import Clock
from tests.support.platform import contract

APP = "my-app-123"


@pytest.fixture
def counter(platform: Platform) -> Counter:
    return platform.of(Counter)


async def rows(platform: Platform, span: int, app_id: str = APP) -> list[tuple[int, ...]]:
    """(start, connections, events, broadcasts) of an application's rows of a span."""
    statement = (
        select(Activity)
        .where(col(Activity.app_id) == app_id, col(Activity.span) == span)
        .order_by(col(Activity.start))
    )
    async with platform.database.session() as session:
        found = await session.exec(statement)
        return [(row.start, row.connections, row.events, row.broadcasts) for row in found]


async def seen(platform: Platform) -> dict[str, int]:
    async with platform.database.session() as session:
        return {row.user_id: row.last_seen for row in await session.exec(select(SeenUser))}


async def test_what_is_counted_stands_by_minute_and_by_hour(
    platform: Platform, counter: Counter, clock: Clock
) -> None:
    clock.now = 1_800_000_000.0  # A whole hour.
    counter.count(APP, "connections")
    counter.count(APP, "events", 3)
    counter.count(APP, "broadcasts", 2)
    counter.count(APP, "disconnections")
    counter.count("another-app", "events")
    clock.advance(61)
    counter.count(APP, "events")
    await counter.flush()
    clock.advance(HOUR)
    counter.count(APP, "connections", 3)
    await counter.flush()
    at = 1_800_000_000
    assert await rows(platform, MINUTE) == [
        (at, 1, 5, 2),
        (at + 60, 0, 1, 0),
        (at + HOUR + 60, 3, 0, 0),
    ]
    assert await rows(platform, HOUR) == [(at, 1, 6, 2), (at + HOUR, 3, 0, 0)]
    assert await rows(platform, HOUR, "another-app") == [(at, 0, 1, 0)]


async def test_processes_add_to_each_others_counts(platform: Platform, clock: Clock) -> None:
    processes = [Counter(platform) for _ in range(4)]
    apps = [f"app-{number:02}" for number in range(20)]
    for number, process in enumerate(processes):
        for app_id in apps if number % 2 else reversed(apps):
            process.count(app_id, "events", number + 1)
            process.seen(app_id, "user-1")
    await asyncio.gather(*(process.flush() for process in processes))
    for app_id in apps:
        assert [row[2] for row in await rows(platform, HOUR, app_id)] == [10]


async def test_a_user_is_remembered_by_the_last_time(
    platform: Platform, counter: Counter, clock: Clock
) -> None:
    behind = Counter(platform)
    behind.seen(APP, "anna")
    clock.advance(100)
    for kind, user_id in (("disconnections", "anna"), ("connections", "bert"), ("events", "carl")):
        counter.count(APP, kind, 1, user_id)
    await counter.flush()
    await behind.flush()
    now = int(clock())
    assert await seen(platform) == {"anna": now, "bert": now, "carl": now}


async def test_what_cannot_be_written_waits_and_is_written_later(
    platform: Platform, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = platform.database.begin

    @asynccontextmanager
    async def away() -> AsyncIterator[Any]:
        raise ConnectionError("the database is away")
        yield

    monkeypatch.setattr(platform.database, "begin", away)
    for _ in range(3):
        counter.count(APP, "events", 2)
        counter.seen(APP, "anna")
        await counter.flush()
    assert await rows(platform, HOUR) == []
    monkeypatch.setattr(platform.database, "begin", begin)
    counter.count(APP, "events")
    await counter.flush()
    await counter.flush()
    assert [row[2] for row in await rows(platform, HOUR)] == [7]
    assert set(await seen(platform)) == {"anna"}


async def test_names_do_not_fill_memory_while_the_database_is_away(
    platform: Platform, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_USERS", 3)
    for number in range(10):
        counter.seen(APP, f"user-{number}")
        counter.seen(APP, "user-0")
    await counter.flush()
    assert set(await seen(platform)) == {"user-0", "user-1", "user-2"}


async def test_started_it_writes_by_itself_and_stopped_it_leaves_nothing(
    platform: Platform, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, begin = asyncio.Event(), platform.database.begin

    @asynccontextmanager
    async def telling() -> AsyncIterator[Any]:
        async with begin() as session:
            yield session
        written.set()

    monkeypatch.setattr(platform.database, "begin", telling)
    await counter.start()
    counter.count(APP, "events")
    await asyncio.wait_for(written.wait(), 10)
    assert [row[2] for row in await rows(platform, HOUR)] == [1]
    counter.count(APP, "events", 41)
    await counter.stop()
    assert [row[2] for row in await rows(platform, HOUR)] == [42]


async def test_what_no_period_reaches_is_deleted(
    platform: Platform, counter: Counter, clock: Clock
) -> None:
    counter.count(APP, "events")
    counter.seen(APP, "anna")
    await counter.flush()
    clock.advance(30 * 24 * HOUR)
    counter.count(APP, "events")
    counter.seen(APP, "bert")
    await counter.flush()
    await counter.purge()
    assert len(await rows(platform, MINUTE)) == 1
    assert len(await rows(platform, HOUR)) == 2, "thirty days are answered from these"
    assert set(await seen(platform)) == {"anna", "bert"}
    clock.advance(3 * 24 * HOUR)
    await counter.purge()
    assert len(await rows(platform, HOUR)) == 1
    assert set(await seen(platform)) == {"bert"}


def test_every_process_that_does_jobs_deletes(tmp_path: Path) -> None:
    made = composed(Settings(data_dir=tmp_path), contract())
    assert made.of(Counter).purge in [work for _, work in made.of(Chores).all]
