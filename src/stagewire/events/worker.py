"""Doing jobs: one lane for each kind of job, in the server or in ``stagewire worker``.

A lane goes round in cycles. Each commits what was finished meanwhile and takes what there is room
for, in one transaction; the busier it is, the more jobs share a cycle.
"""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from datetime import datetime, timedelta
from secrets import token_hex
from typing import TYPE_CHECKING, Any, NamedTuple

import structlog

from stagewire.events import job_statements as sql
from stagewire.events.claims import Claims, Finished
from stagewire.events.job_metrics import COUNTS
from stagewire.events.jobs import CANCELLED, Jobs, Kind
from stagewire.events.outbox import ADD_EVENT, Outbox
from stagewire.events.types import Dead, Job, Outcome, Retry
from stagewire.events.wake import woken
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire.platform import Platform

log = structlog.get_logger(__name__)

POLL = 1.0
"""Seconds between looks when nobody wakes."""
GRACE = 5.0
"""Seconds that running jobs are given when the process stops."""
_LAST_COMMIT = 5.0
"""Seconds that writing down what became of them may take then."""
_CROWDED = 0.05
"""Seconds until another look at queues that others are working on."""
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 3600.0


class Worker:
    """``platform.of(Worker)``: does the jobs of all registered kinds in this process."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._jobs = platform.of(Jobs)
        self._lease = timedelta(seconds=platform.settings.job_lease)
        self.id = token_hex(8)
        self._lanes: list[Lane] = []
        self._extending: asyncio.Task[None] | None = None
        self._unsubscribe = platform.bus.subscribe(CANCELLED, self._cancelled)

    async def start(self) -> None:
        self._lanes = [Lane(self._platform, kind, self.id) for kind in self._jobs.kinds.values()]
        for lane in self._lanes:
            lane.start()
        self._extending = asyncio.create_task(self._extend_often(), name="leases")

    async def stop(self) -> None:
        """Takes no more jobs, lets the running ones end for some seconds and gives the others
        back."""
        await asyncio.gather(*(lane.stop() for lane in self._lanes))
        if self._extending is not None:
            self._extending.cancel()
            await asyncio.wait([self._extending])
        self._lanes, self._extending = [], None

    @property
    def held(self) -> int:
        """How many jobs this process has now."""
        return sum(len(lane.held) for lane in self._lanes)

    async def extend(self) -> None:
        """Extends the leases of what is held. What somebody cancelled or, after a long stillness
        of this process, took over is not worked on any longer."""
        held = {job_id: lane for lane in self._lanes for job_id in lane.held}
        if not held:
            return
        lease = instant(self._platform.clock()) + self._lease
        rows = await self._platform.database.execute(sql.EXTEND, worker_=self.id, lease=lease)
        kept = {row.id for row in rows}
        for job_id, lane in held.items():
            if job_id not in kept:
                lane.drop(job_id)

    async def _extend_often(self) -> None:
        while True:
            await asyncio.sleep(self._lease.total_seconds() / 4)
            try:
                await self.extend()
            except Exception as error:
                log.warning("leases could not be extended", error=type(error).__name__)

    def _cancelled(self, data: dict[str, Any]) -> None:
        for lane in self._lanes:
            lane.drop(data["id"])


class Held(NamedTuple):
    job: Job
    task: asyncio.Task[None]


class Lane:
    """The jobs of one kind. ``held`` are those this process has, by id, until they are settled."""

    def __init__(self, platform: Platform, kind: Kind, worker: str) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._wake = platform.of(Jobs).wake
        self._tell = platform.of(Outbox).wake
        self._kind = kind
        self._lease = timedelta(seconds=platform.settings.job_lease)
        self._claims = Claims(platform.database.dialect, kind.name, worker)
        self.held: dict[int, Held] = {}
        self._finished: list[Finished] = []
        self._stopping = False
        self._round: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._woken = self._wake.listen()
        self._woken.set()
        self._round = asyncio.create_task(self._rounds(), name=f"jobs {self._kind.name}")

    async def stop(self) -> None:
        if self._round is None:
            return
        self._stopping = True
        self._woken.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE):
                while running := [one.task for one in self.held.values() if not one.task.done()]:
                    await asyncio.wait(running)
        now = instant(self._clock())
        for job, task in list(self.held.values()):
            if task.cancel():
                await asyncio.wait([task])
                self._finished.append(Finished(job, Retry(now), released=True))
        self._woken.set()
        # A database that is away does not keep the process: the leases run out.
        await asyncio.wait([self._round], timeout=_LAST_COMMIT)
        self._round.cancel()
        self._wake.forget(self._woken)

    def drop(self, job_id: int) -> None:
        """Ends a job that is nobody's or somebody else's by now."""
        dropped = self.held.pop(job_id, None)
        if dropped is not None:
            dropped.task.cancel()

    async def _rounds(self) -> None:
        wait, pause = 0.0, POLL
        while True:
            if not self._finished:
                if self._stopping and not self.held:
                    return
                await woken(self._woken, wait)
            await self._gather()
            self._woken.clear()
            try:
                wait = await self._cycle()
                pause = POLL
            except Exception as error:
                log.warning(
                    "jobs cannot be read or written at the moment",
                    kind=self._kind.name,
                    error=type(error).__name__,
                )
                await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311
                wait, pause = 0.0, min(pause * 2, 10.0)

    async def _gather(self) -> None:
        """Lets what is about to finish do so, as long as more does with each turn of the loop: it
        shares the commit then."""
        count = -1
        while count < len(self._finished):
            count = len(self._finished)
            await asyncio.sleep(0)

    async def _cycle(self) -> float:
        """One round; answers how long to wait for the next one if nothing happens."""
        kind = self._kind
        finished, self._finished = self._finished, []
        now = instant(self._clock())
        # What waits to be settled makes room with the same commit.
        room = 0 if self._stopping else kind.concurrency - len(self.held) + len(finished)
        write = self._database.write(
            self._claims.cycle, finished, room, self._limit(room), now, now + self._lease
        )
        try:
            claimed = await write
        except BaseException as error:
            if len(finished) > 1 and not self._database.is_away(error):
                await self._settle_alone(finished, now)
                return 0.0
            if finished and not self._database.is_away(error):
                self._give_up(finished[0], error)
                return 0.0
            self._finished = finished + self._finished
            raise
        self._settled(finished)
        if any(step.statement is ADD_EVENT for one in finished for step in one.outcome.writes):
            self._tell()
        for job in claimed.jobs:
            self.held[job.id] = Held(job, asyncio.create_task(self._run(job)))
        return self._pause(claimed.next_at, len(claimed.jobs), room)

    async def _settle_alone(self, finished: list[Finished], now: datetime) -> None:
        """One of these cannot be written; the others can."""
        for one in finished:
            try:
                await self._database.write(self._claims.settle, [one], now)
            except Exception as error:
                if self._database.is_away(error):
                    self._finished.append(one)
                else:
                    self._give_up(one, error)
            else:
                self._settled([one])

    def _give_up(self, one: Finished, error: BaseException) -> None:
        """The writes of an outcome fail: the job is tried again, without them."""
        log.error("what a job wrote failed", kind=self._kind.name, job=one.job.id, exc_info=error)
        retry = self._retry(one.job, f"its outcome could not be written: {type(error).__name__}")
        self._finished.append(Finished(one.job, retry))

    def _settled(self, finished: list[Finished]) -> None:
        for one in finished:
            self.held.pop(one.job.id, None)
            COUNTS.count(self._kind.name, "released" if one.released else _name(one.outcome))

    def _limit(self, room: int) -> int:
        """How many jobs of one queue may be held. The less room is left, the fewer: slow queues
        cannot take all of it."""
        kind = self._kind
        if room * 2 >= kind.concurrency:
            return kind.per_queue
        if room * 4 >= kind.concurrency:
            return max(1, kind.per_queue // 4)
        return 1

    def _pause(self, next_at: datetime | None, taken: int, room: int) -> float:
        if room <= 0 or next_at is None:
            return POLL
        until = next_at.timestamp() - self._clock()
        if until > 0:
            return min(until, POLL)
        # Due, but others hold it, or the share of each queue was small.
        return 0.0 if taken else _CROWDED

    async def _run(self, job: Job) -> None:
        kind = self._kind
        outcome: Outcome
        try:
            if kind.attempts is not None and job.attempt > kind.attempts:
                outcome = Dead("its last attempt ended in a crash")
            else:
                outcome = await kind.handler(job)
                if isinstance(outcome, Retry) and outcome.at is None:
                    outcome = self._retry(job, outcome.reason, outcome)
        except Exception as error:
            log.error("a job failed", kind=kind.name, job=job.id, exc_info=True)
            outcome = self._retry(job, f"{type(error).__name__}: {error}"[:500])
        self._finished.append(Finished(job, outcome))
        self._woken.set()

    def _retry(self, job: Job, reason: str, given: Retry | None = None) -> Outcome:
        writes = given.writes if given is not None else ()
        kind = self._kind
        if kind.attempts is not None and job.attempt >= kind.attempts:
            return Dead(reason or "all attempts failed", writes)
        pause = min(_FIRST_PAUSE * 2.0 ** min(job.attempt - 1, 20), _LONGEST_PAUSE)
        pause *= random.uniform(0.5, 1.0)  # noqa: S311
        return Retry(instant(self._clock() + pause), reason, writes)


def _name(outcome: Outcome) -> str:
    return {"Done": "done", "Retry": "retried", "Dead": "dead"}[type(outcome).__name__]
