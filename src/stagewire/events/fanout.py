"""Telling the consumers of what is in the outbox.

Events are taken in the order of their number, many at a time. What the consumers write about them
commits with the mark that they are told, so a crash in between tells them again and leaves nothing
behind twice. On PostgreSQL one process at a time does so: what was committed before another event
is then never told after it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import BigInteger, bindparam, delete, func, select, update
from sqlmodel import col

from stagewire.events.jobs import Jobs
from stagewire.events.outbox import Outbox
from stagewire.events.tables import EventRecord
from stagewire.events.types import Consumer, Event
from stagewire.events.wake import woken
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.lists import listed
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire.platform import Platform

log = structlog.get_logger(__name__)

BATCH = 200
POLL = 0.5
"""Seconds between looks when nobody wakes: another process's events on a server without Redis."""
_LONGEST_PAUSE = 60.0
_ADVISORY_LOCK = 0x57A6E318
_PURGED_AT_ONCE = 1000

_seq, _due = col(EventRecord.seq), col(EventRecord.due_at)
_LOCK = Hot(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
_DUE = (_due.is_not(None), _due <= bindparam("now"))
_ANY = Hot(select(_seq).where(*_DUE).order_by(_seq).limit(1))
_TAKE = Hot(
    select(
        *(_seq, col(EventRecord.id), col(EventRecord.app_id), col(EventRecord.environment)),
        *(col(EventRecord.type), col(EventRecord.key), col(EventRecord.body)),
        col(EventRecord.created_at),
    )
    .where(*_DUE)
    .order_by(_seq)
    .limit(bindparam("most"))
    .with_for_update()
)
_TAKE_ONE = Hot(
    select(
        *(_seq, col(EventRecord.id), col(EventRecord.app_id), col(EventRecord.environment)),
        *(col(EventRecord.type), col(EventRecord.key), col(EventRecord.body)),
        col(EventRecord.created_at),
    )
    .where(*_DUE, _seq == bindparam("one"))
    .with_for_update()
)
_TOLD = Hot(update(EventRecord).where(_seq.in_(listed("told", BigInteger()))).values(due_at=None))
_POSTPONE = Hot(
    update(EventRecord)
    .where(_seq == bindparam("one"), _due.is_not(None))
    .values(due_at=bindparam("later"), failures=col(EventRecord.failures) + 1)
)
_FAILURES = Hot(select(col(EventRecord.failures)).where(_seq == bindparam("one")))
_OLDEST = Hot(select(_seq, col(EventRecord.created_at), _due).order_by(_seq).limit(_PURGED_AT_ONCE))
_FORGET = Hot(delete(EventRecord).where(_seq == bindparam("one"), _due.is_(None)))


class Fanout:
    """``platform.of(Fanout)``. Consumers are registered before it runs."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._kept = timedelta(days=platform.settings.event_days)
        self._wake = platform.of(Outbox).wake
        self._jobs = platform.of(Jobs)
        self._consumers: dict[str, Consumer] = {}
        self._task: asyncio.Task[None] | None = None
        self._turning: asyncio.Task[int] | None = None

    def consumer(self, name: str, make: Consumer) -> None:
        """Tells ``make(events)`` of every event from now on; see ``types.Consumer``."""
        self._consumers[name] = make

    async def start(self) -> None:
        self._woken = self._wake.listen()
        self._task = asyncio.create_task(self._run(), name="outbox")

    async def stop(self) -> None:
        """Ends between two batches; what is left is told when somebody starts again."""
        if self._task is not None:
            task, self._task = self._task, None
            self._wake.forget(self._woken)
            task.cancel()
            await asyncio.wait([task])
            if self._turning is not None:
                await asyncio.wait([self._turning])

    async def turn(self) -> int:
        """Tells the consumers of the next events; how many those were. Events that a consumer
        fails on are postponed, and keep no others waiting; while the database is away, none is."""
        if not await self._database.fetch(_ANY, now=self._now()):
            return 0
        try:
            told = await self._database.write(self._batch, BATCH)
        except Exception as error:
            if self._database.is_away(error):
                raise
            log.warning("events are told one by one", exc_info=True)
        else:
            self._jobs.wake()
            return len(told)
        waiting = await self._database.write(self._seqs)
        for seq in waiting:
            try:
                await self._database.write(self._one, seq)
            except Exception as error:
                if self._database.is_away(error):
                    raise
                await self._postpone(seq)
        self._jobs.wake()
        return len(waiting)

    async def purge(self) -> None:
        """Forgets events that were told and are older than EVENT_DAYS."""
        before = instant(self._clock()) - self._kept
        while True:
            rows = await self._database.fetch(_OLDEST)
            old = [row.seq for row in rows if row.created_at < before and row.due_at is None]
            await self._database.write(_forget, old)
            if len(old) < _PURGED_AT_ONCE:
                return

    async def _run(self) -> None:
        pause = POLL
        while True:
            try:
                # A task of its own: stopping must not cut a transaction off.
                self._turning = asyncio.create_task(self.turn())
                told = await asyncio.shield(self._turning)
                pause = POLL
            except Exception as error:
                log.warning("events cannot be told at the moment", error=type(error).__name__)
                told, pause = BATCH, min(pause * 2, 10.0)
                await asyncio.sleep(pause)
            if told < BATCH:
                await woken(self._woken, POLL)

    def _batch(self, most: int) -> Unit[Sequence[Event]]:
        if self._database.dialect == "postgresql":
            yield _LOCK()
        rows = yield _TAKE(now=self._now(), most=most)
        return (yield from self._tell(rows))

    def _one(self, seq: int) -> Unit[Sequence[Event]]:
        if self._database.dialect == "postgresql":
            yield _LOCK()
        rows = yield _TAKE_ONE(now=self._now(), one=seq)
        return (yield from self._tell(rows))

    def _tell(self, rows: Sequence[Any]) -> Unit[Sequence[Event]]:
        events = [Event(*row) for row in rows]
        if events:
            for make in self._consumers.values():
                yield from make(events)
            yield _TOLD(told=[event.seq for event in events])
        return events

    def _seqs(self) -> Unit[list[int]]:
        rows = yield _TAKE(now=self._now(), most=BATCH)
        return [row.seq for row in rows]

    async def _postpone(self, seq: int) -> None:
        failures = (await self._database.fetch(_FAILURES, one=seq))[0].failures
        pause = timedelta(seconds=min(2.0**failures, _LONGEST_PAUSE))
        log.error("an event could not be told and is postponed", seq=seq, exc_info=True)
        await self._database.execute(_POSTPONE, one=seq, later=self._now() + pause)

    def _now(self) -> datetime:
        return instant(self._clock())


def _forget(seqs: list[int]) -> Unit[None]:
    yield _FORGET.many([{"one": seq} for seq in seqs])
