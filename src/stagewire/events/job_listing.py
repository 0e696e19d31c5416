"""What jobs there are, for the operator."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import orjson
from sqlalchemy import and_, func, or_
from sqlmodel import col, select

from stagewire.events.job_metrics import Backlog
from stagewire.events.tables import NEVER, EventRecord, JobRecord
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire.platform import Platform

Status = Literal["due", "waiting", "blocked", "running", "dead"]
STATUSES: tuple[Status, ...] = ("due", "waiting", "blocked", "running", "dead")


class Listed(NamedTuple):
    """``due``: a worker may take it; ``waiting`` for its time; ``blocked`` by an older job of its
    key; ``running``; ``dead``: given up. ``at`` is when it is due, was due, or died; while it
    runs, when its lease ends."""

    id: int
    kind: str
    queue: str
    key: str
    status: Status
    attempts: int
    progress: float | None
    error: str | None
    payload: dict[str, Any]
    app_id: str | None
    created_at: datetime
    at: datetime


_due, _dead, _worker = col(JobRecord.due_at), col(JobRecord.dead_at), col(JobRecord.worker)


def _conditions(now: datetime) -> dict[Status, Any]:
    live = _dead.is_(None)
    free = or_(_worker.is_(None), _due <= now)
    return {
        "due": and_(live, _due <= now),
        "waiting": and_(live, free, _due > now, _due < NEVER),
        "blocked": and_(live, _due == NEVER),
        "running": and_(live, _worker.is_not(None), _due > now, _due < NEVER),
        "dead": _dead.is_not(None),
    }


class JobListing:
    """``platform.of(JobListing)``."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock

    async def page(
        self, status: Status | None, *, kind: str | None = None, limit: int = 100
    ) -> list[Listed]:
        """The oldest first."""
        now = instant(self._clock())
        statement = select(JobRecord).order_by(col(JobRecord.id)).limit(limit)
        if status is not None:
            statement = statement.where(_conditions(now)[status])
        if kind is not None:
            statement = statement.where(col(JobRecord.kind) == kind)
        async with self._database.session() as session:
            rows = await session.exec(statement)
            return [_listed(row, now) for row in rows]

    async def find(self, job_id: int) -> Listed | None:
        async with self._database.session() as session:
            row = await session.get(JobRecord, job_id)
        return None if row is None else _listed(row, instant(self._clock()))

    async def backlog(self) -> dict[str, Backlog]:
        """By kind."""
        now = instant(self._clock())
        found: dict[str, dict[str, Any]] = {}
        async with self._database.session() as session:
            for status, condition in _conditions(now).items():
                rows = await session.exec(
                    select(col(JobRecord.kind), func.count(), func.min(_due))
                    .where(condition)
                    .group_by(col(JobRecord.kind))
                )
                for kind, count, earliest in rows:
                    counts = found.setdefault(kind, dict.fromkeys(Backlog._fields, 0))
                    counts["waiting" if status == "blocked" else status] += count
                    if status == "due":
                        counts["oldest"] = (now - earliest).total_seconds()
        return {kind: Backlog(**counts) for kind, counts in found.items()}

    async def untold(self) -> tuple[int, float]:
        """How many events wait in the outbox, and for how many seconds the oldest has."""
        waiting = col(EventRecord.due_at).is_not(None)
        async with self._database.session() as session:
            count, first = (
                await session.exec(
                    select(func.count(), func.min(col(EventRecord.created_at))).where(waiting)
                )
            ).one()
        age = 0.0 if first is None else self._clock() - first.timestamp()
        return count, max(age, 0.0)


def _listed(row: JobRecord, now: datetime) -> Listed:
    status: Status
    if row.dead_at is not None:
        status = "dead"
    elif row.due_at <= now:
        status = "due"
    elif row.due_at == NEVER:
        status = "blocked"
    else:
        status = "waiting" if row.worker is None else "running"
    return Listed(
        id=row.id or 0,
        kind=row.kind,
        queue=row.queue,
        key=row.key,
        status=status,
        attempts=row.attempts,
        progress=row.progress,
        error=row.error,
        payload=orjson.loads(row.payload),
        app_id=row.app_id,
        created_at=row.created_at,
        at=row.dead_at or (row.run_at if status == "blocked" else row.due_at),
    )
