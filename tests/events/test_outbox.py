"""Events commit with their change, and are told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from stagewire.access.tables import Application
from stagewire.events.fanout import BATCH, Fanout
from stagewire.events.ids import event_id
from stagewire.events.outbox import Outbox
from stagewire.events.tables import EventRecord
from stagewire.events.types import Event
from stagewire.platform import Platform
from stagewire.storage.database import Database
from stagewire.storage.hot import Unit
from tests.events.outboxes import Heard, until
from tests.support.clock import Clock
from tests.support.platform import make_platform, tenant

APP = ("my-app-123", "production")


@pytest.fixture
def heard(platform: Platform) -> Heard:
    made = Heard()
    platform.of(Fanout).consumer("test", made)
    return made


async def kept(platform: Platform) -> int:
    async with platform.database.session() as session:
        found = await session.exec(select(func.count()).select_from(EventRecord))
        return int(found.scalar_one())


async def test_an_event_has_the_documented_body(platform: Platform, heard: Heard) -> None:
    made = await platform.of(Outbox).emit(*APP, "link.created", {"id": 7}, key="link:7")
    assert await platform.of(Fanout).turn() == 1
    assert heard.body() == {
        "id": made,
        "type": "link.created",
        "timestamp": "2027-01-15T08:00:00.123000Z",
        "app_id": "my-app-123",
        "environment": "production",
        "data": {"id": 7},
    }
    assert made.startswith("evt_") and heard.events[0].key == "link:7"


async def test_an_event_is_told_once(platform: Platform, heard: Heard) -> None:
    await platform.of(Outbox).emit(*APP, "link.created", {})
    fanout = platform.of(Fanout)
    assert [await fanout.turn(), await fanout.turn()] == [1, 0]
    assert heard.types == ["link.created"]


async def test_an_event_commits_with_its_change(platform: Platform, heard: Heard) -> None:
    await tenant(platform)
    async with platform.database.begin() as session:
        app = await session.get_one(Application, "my-app-123")
        app.name = "Other"
        platform.of(Outbox).add(session, *APP, "application.updated", {"name": "Other"})
    await platform.of(Fanout).turn()
    assert heard.types == ["application.updated"]


async def test_a_change_that_is_rolled_back_has_no_event(platform: Platform, heard: Heard) -> None:
    outbox = platform.of(Outbox)
    with pytest.raises(ZeroDivisionError):
        async with platform.database.begin() as session:
            outbox.add(session, *APP, "application.updated", {})
            await session.flush()
            raise ZeroDivisionError

    def unit() -> Unit[None]:
        yield outbox.step(*APP, "link.created", {})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await platform.database.write(unit)
    assert await platform.of(Fanout).turn() == 0
    assert heard.types == [] and await kept(platform) == 0


async def test_a_unit_tells_too(platform: Platform, heard: Heard) -> None:
    outbox = platform.of(Outbox)

    def unit() -> Unit[str]:
        yield outbox.step(*APP, "link.created", {})
        return "done"

    assert await platform.database.write(unit) == "done"
    await platform.of(Fanout).turn()
    assert heard.types == ["link.created"]


async def test_events_are_told_in_the_order_they_were_committed(
    platform: Platform, heard: Heard
) -> None:
    outbox, many = platform.of(Outbox), BATCH + 10
    for n in range(many):
        await outbox.emit(*APP, f"event-{n}", {})
    assert [await platform.of(Fanout).turn() for _ in range(3)] == [BATCH, 10, 0]
    assert heard.types == [f"event-{n}" for n in range(many)]


async def test_events_at_once_are_each_durable_when_answered(
    platform: Platform, heard: Heard
) -> None:
    ids = await asyncio.gather(
        *(platform.of(Outbox).emit(*APP, "new-message", {"n": n}) for n in range(1000))
    )
    assert await kept(platform) == len(set(ids)) == 1000


async def test_what_a_consumer_writes_commits_with_the_mark(platform: Platform) -> None:
    """A consumer that fails leaves nothing behind, and the events are told again."""
    outbox, tries = platform.of(Outbox), []

    def consumer(events: Sequence[Event]) -> Unit[None]:
        yield outbox.step(*APP, "follows", {})
        tries.append(len(events))
        if len(tries) <= 2:
            raise ZeroDivisionError

    fanout = platform.of(Fanout)
    await outbox.emit(*APP, "first", {})
    fanout.consumer("test", consumer)
    await fanout.turn()
    assert tries == [1, 1] and await kept(platform) == 1


async def test_an_event_that_cannot_be_told_keeps_no_other_waiting(
    platform: Platform, clock: Clock
) -> None:
    told: list[str] = []
    broken = True

    def consumer(events: Sequence[Event]) -> Unit[None]:
        if broken and any(event.type == "poison" for event in events):
            raise ZeroDivisionError
        told.extend(event.type for event in events)
        return
        yield

    platform.of(Fanout).consumer("test", consumer)
    for event in ("one", "poison", "two"):
        await platform.of(Outbox).emit(*APP, event, {})
    await platform.of(Fanout).turn()
    assert told == ["one", "two"]
    assert await platform.of(Fanout).turn() == 0
    broken = False
    clock.advance(60)
    await platform.of(Fanout).turn()
    assert told == ["one", "two", "poison"]


async def test_events_are_told_at_once_while_it_runs(platform: Platform, heard: Heard) -> None:
    fanout, outbox = platform.of(Fanout), platform.of(Outbox)
    await fanout.start()
    try:
        await outbox.emit(*APP, "emitted", {})
        async with platform.database.begin() as session:
            outbox.add(session, *APP, "added", {})
        await until(lambda: heard.types == ["emitted", "added"])
    finally:
        await fanout.stop()


async def test_processes_share_the_events_without_telling_one_twice(
    platform: Platform, database_url: str, tmp_path: Path, clock: Clock, heard: Heard
) -> None:
    """Two more processes tell while the first one writes: each event is told once, in order."""
    others, told = [Database(database_url) for _ in range(2)], Heard()
    fanouts = []
    for other in others:
        await other.open()
        fanouts.append(make_platform(other, tmp_path, clock).of(Fanout))
        fanouts[-1].consumer("test", told)
    for fanout in fanouts:
        await fanout.start()
    for start in range(0, 300, 30):
        await asyncio.gather(
            *(platform.of(Outbox).emit(*APP, f"event-{n}", {}) for n in range(start, start + 30))
        )
    await until(lambda: len(told.events) >= 300)
    for fanout, other in zip(fanouts, others, strict=True):
        await fanout.stop()
        await other.close()
    assert sorted(told.types) == sorted(f"event-{n}" for n in range(300))
    seqs = [event.seq for event in told.events]
    assert seqs == sorted(seqs)
    assert await platform.of(Fanout).turn() == 0


async def test_told_events_are_kept_for_some_days(
    platform: Platform, heard: Heard, clock: Clock
) -> None:
    outbox, fanout = platform.of(Outbox), platform.of(Fanout)
    for _ in range(5):
        await outbox.emit(*APP, "old", {})
    await fanout.turn()
    await outbox.emit(*APP, "old, but not told yet", {})
    clock.advance(7 * 86_400 + 1)
    await outbox.emit(*APP, "new", {})
    await fanout.purge()
    async with platform.database.session() as session:
        left = (await session.exec(select(col(EventRecord.type)))).scalars().all()
    assert sorted(left) == ["new", "old, but not told yet"]


def test_ids_sort_by_the_time_they_were_made() -> None:
    made = [event_id(1_800_000_000 + n / 1000) for n in range(1, 100)]
    assert made == sorted(made) and len(set(made)) == 99
    assert {len(one) for one in made} == {30}
