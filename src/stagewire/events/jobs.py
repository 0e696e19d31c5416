"""Durable jobs: work that is done at least once after it was committed, whatever crashes.

A job is leased by one worker at a time; a lease that ran out may be taken by another. Jobs of one
queue share its limit, and queues take turns, so that one that is slow keeps no other waiting. A
job that is done is gone; one that cannot be done stays as dead letter until the operator retries
or cancels it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
from sqlalchemy import event as listening
from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.events import job_statements as sql
from stagewire.events.types import Job, NewJob, Outcome
from stagewire.events.wake import Wake
from stagewire.storage.hot import Unit
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire.platform import Platform

Handler = Callable[[Job], Awaitable[Outcome]]
Cancelled = Callable[[dict[str, Any]], Unit[None]]
"""What is written, for a job's payload, when the operator cancels it."""

KEPT = timedelta(days=30)
"""How long dead letters are kept."""


class Kind(NamedTuple):
    """``concurrency`` is how many jobs of the kind this process has at once, ``per_queue`` how
    many of one queue all processes together have. ``attempts`` bounds how often a job is tried
    (None: its handler decides)."""

    name: str
    handler: Handler
    concurrency: int
    per_queue: int
    attempts: int | None
    cancelled: Cancelled | None


class Jobs:
    """``platform.of(Jobs)``."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._bus = platform.bus
        self._clock = platform.clock
        self.wake = Wake(platform.bus, "jobs")
        self.kinds: dict[str, Kind] = {}

    def register(
        self,
        kind: str,
        handler: Handler,
        *,
        concurrency: int = 16,
        per_queue: int = 16,
        attempts: int | None = None,
        cancelled: Cancelled | None = None,
    ) -> None:
        """Jobs of ``kind`` are done by ``await handler(job)``. What it raises is a ``Retry()``.
        It may run more than once for one job, so what it does has to bear that."""
        self.kinds[kind] = Kind(kind, handler, concurrency, per_queue, attempts, cancelled)

    def adding(self, jobs: Sequence[NewJob]) -> Unit[None]:
        """Adds jobs, in their order, as part of a unit: ``yield from jobs.adding([…])``. Whoever
        runs the unit calls ``jobs.wake()`` after it."""
        now = self._clock()
        rows = [_row(job, now) for job in jobs]
        yield sql.LINE_UP.many(_lines(rows))
        yield sql.ADD.many(rows)

    async def add(
        self,
        session: AsyncSession,
        kind: str,
        payload: dict[str, Any],
        **more: Any,
    ) -> int:
        """A job of the change that this ``database.begin()`` session commits; its id. ``more``
        as ``NewJob`` has it."""
        row = _row(NewJob(kind, payload, **more), self._clock())
        connection = await session.connection()
        await connection.execute(sql.LINE_UP.statement, _lines([row]))
        made: Any = (await connection.execute(sql.ADD_ONE, row)).scalar_one()
        if "jobs" not in session.info:
            session.info["jobs"] = True
            listening.listen(session.sync_session, "after_commit", lambda _: self.wake())
        return int(made)

    async def progress(self, job: Job, share: float) -> None:
        """Notes how far a running job is, from 0 to 1, for those who look."""
        await self._database.execute(
            sql.PROGRESS, id_=job.id, worker_=job.worker, attempt_=job.attempt, share=share
        )

    async def cancel(self, job_id: int) -> bool:
        """Forgets a job, running or not; False: there is none."""
        found = await self._database.write(self._cancelling, job_id)
        if found:
            await self._bus.publish(CANCELLED, {"id": job_id})
            self.wake()
        return found

    async def retry(self, job_id: int) -> bool:
        """Runs a dead or waiting job now, its attempts counted anew; False: there is none that is
        not running."""
        found = await self._database.write(self._reviving, job_id)
        if found:
            self.wake()
        return found

    async def purge(self) -> None:
        """Forgets dead letters of more than 30 days ago, and queues without jobs."""
        await self._database.execute(sql.PURGE, before=instant(self._clock()) - KEPT)
        await self._database.execute(sql.TIDY)

    def _cancelling(self, job_id: int) -> Unit[bool]:
        rows = yield sql.CANCEL(id_=job_id)
        if not rows:
            return False
        gone = rows[0]
        kind = self.kinds.get(gone.kind)
        if kind is not None and kind.cancelled is not None:
            yield from kind.cancelled(orjson.loads(gone.payload))
        if gone.ordered:
            yield sql.UNBLOCK(kind_=gone.kind, queue_=gone.queue, key_=gone.key)
        yield sql.FREED(kind_=gone.kind, queue_=gone.queue, now=instant(self._clock()))
        return True

    def _reviving(self, job_id: int) -> Unit[bool]:
        now = instant(self._clock())
        rows = yield sql.REVIVE(id_=job_id, now=now)
        if not rows:
            return False
        yield sql.LINE_UP(kind_=rows[0].kind, queue_=rows[0].queue, due_=now)
        return True


CANCELLED = "jobs.cancelled"
"""The bus's topic: ``{id}`` of a job that was cancelled."""


def _row(job: NewJob, now: float) -> dict[str, Any]:
    moment = instant(now)
    return {
        "kind_": job.kind,
        "queue_": job.queue,
        "key_": job.key,
        "ordered_": job.ordered,
        "payload_": orjson.dumps(job.payload),
        "app_id_": job.app_id,
        "environment_": job.environment,
        "now": moment,
        "run_": job.run_at or moment,
    }


def _lines(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the rows of the queues are told."""
    earliest: dict[tuple[str, str], Any] = {}
    for row in rows:
        queue = row["kind_"], row["queue_"]
        if queue not in earliest or row["run_"] < earliest[queue]:
            earliest[queue] = row["run_"]
    # Sorted: whoever locks many queues does so in this order.
    return [
        {"kind_": kind, "queue_": queue, "due_": due}
        for (kind, queue), due in sorted(earliest.items())
    ]
