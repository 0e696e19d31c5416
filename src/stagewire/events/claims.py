"""Taking jobs and giving back what became of them: the units a worker runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from stagewire.events import job_statements as sql
from stagewire.events.types import Dead, Done, Job, Outcome, Retry
from stagewire.storage.hot import Hot, Unit

MOST_QUEUES = 256
"""Queues looked at in one claim."""


class Finished(NamedTuple):
    """A job with its outcome; a Retry says when. ``released``: it was not worked on."""

    job: Job
    outcome: Outcome
    released: bool = False


class Claimed(NamedTuple):
    """``next_at`` is when it is worth to look again, None: nothing waits."""

    jobs: list[Job]
    next_at: datetime | None


class Claims:
    """Of one kind, by one worker. ``lease`` is given as its end."""

    def __init__(self, dialect: str, kind: str, worker: str) -> None:
        self._postgresql = dialect == "postgresql"
        self._kind = kind
        self._worker = worker

    def cycle(
        self, finished: Sequence[Finished], room: int, limit: int, now: datetime, lease: datetime
    ) -> Unit[Claimed]:
        """Settles what is finished and takes up to ``room`` jobs, at most ``limit`` of a queue
        being held at once."""
        if finished:
            yield from self.settle(finished, now)
        jobs: list[Job] = []
        if room > 0:
            jobs = yield from self._take(room, limit, now, lease)
        rows = yield sql.NEXT_DUE(kind_=self._kind)
        return Claimed(jobs, rows[0].next_at if rows else None)

    def settle(self, finished: Sequence[Finished], now: datetime) -> Unit[None]:
        """Commits outcomes with the writes they bring along. One whose lease was taken over
        changes nothing about the job: somebody else answers for it now."""
        queues = sorted({one.job.queue for one in finished})
        if self._postgresql:
            yield sql.LOCK(kind_=self._kind, queues=queues)
        for statement, rows in _grouped(finished):
            yield statement.many(rows)
        done: dict[int, list[int]] = {}
        settled: dict[Hot, list[dict[str, Any]]] = {}
        heads: set[tuple[str, str]] = set()
        for one in finished:
            job, outcome = one.job, one.outcome
            if isinstance(outcome, Done):
                done.setdefault(job.attempt, []).append(job.id)
            else:
                statement, more = _settling(outcome, one.released, now)
                mine = {"id_": job.id, "worker_": self._worker, "attempt_": job.attempt}
                settled.setdefault(statement, []).append({**mine, **more})
            if job.ordered and not isinstance(outcome, Retry):
                heads.add((job.queue, job.key))
        for attempt, ids in done.items():
            yield sql.DONE(ids=ids, worker_=self._worker, attempt_=attempt)
        for statement, rows in settled.items():
            yield statement.many(rows)
        if heads:
            yield sql.UNBLOCK.many(
                [{"kind_": self._kind, "queue_": queue, "key_": key} for queue, key in heads]
            )
        yield sql.FREED.many([{"kind_": self._kind, "queue_": q, "now": now} for q in queues])

    def _take(self, room: int, limit: int, now: datetime, lease: datetime) -> Unit[list[Job]]:
        rows = yield sql.DUE_QUEUES(kind_=self._kind, now=now, most=min(room, MOST_QUEUES))
        queues = [row.queue for row in rows]
        if not queues:
            return []
        # Each gets the same share of the room there is.
        most = room // len(queues)
        hold = {
            "kind_": self._kind, "worker_": self._worker,
            "now": now, "lease": lease, "limit_": limit, "most": most,
        }  # fmt: skip
        if self._postgresql:
            taken = yield sql.TAKE_EACH(queues=queues, **hold)
        else:
            taken = []
            for queue in queues:
                taken += yield sql.TAKE(queue_=queue, **hold)
        counts = dict.fromkeys(queues, 0)
        for row in taken:
            counts[row.queue] += 1
        # One that gave as much as it might have more, unless that is its limit.
        again = [queue for queue, count in counts.items() if count == most < limit]
        later = [queue for queue in queues if queue not in set(again)]
        for statement, names in ((sql.NEXT, later), (sql.BACK, again)):
            yield statement.many(
                [{"kind_": self._kind, "queue_": name, "now": now} for name in names]
            )
        return [self._job(row) for row in sorted(taken)]

    def _job(self, row: Any) -> Job:
        return Job(
            id=row.id,
            kind=row.kind,
            queue=row.queue,
            key=row.key,
            ordered=row.ordered,
            payload=orjson.loads(row.payload),
            attempt=row.attempts,
            app_id=row.app_id,
            environment=row.environment,
            created_at=row.created_at,
            worker=self._worker,
        )


def _settling(outcome: Retry | Dead, released: bool, now: datetime) -> tuple[Hot, dict[str, Any]]:
    if isinstance(outcome, Dead):
        return sql.DEAD, {"now": now, "reason": outcome.reason}
    if released:
        return sql.RELEASE, {"at": outcome.at or now}
    return sql.RETRY, {"at": outcome.at or now, "reason": outcome.reason}


def _grouped(finished: Iterable[Finished]) -> Iterable[tuple[Hot, list[Any]]]:
    """The writes of all outcomes by statement, in the order in which each first comes."""
    rows: dict[Hot, list[Any]] = {}
    for one in finished:
        for step in one.outcome.writes:
            rows.setdefault(step.statement, []).append(step.values)
    return rows.items()
