"""Jobs are done at least once, in turn, and in order where asked."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, func, select, update
from sqlmodel import col

from stagewire.access.tables import Application
from stagewire.events.job_listing import JobListing
from stagewire.events.jobs import Jobs
from stagewire.events.tables import JobQueue, JobRecord
from stagewire.events.types import Dead, Done, Job, NewJob, Outcome, Retry
from stagewire.events.worker import Worker
from stagewire.platform import Platform
from stagewire.storage.database import Database
from stagewire.storage.hot import Hot
from stagewire.storage.types import instant
from tests.events.outboxes import until
from tests.support.clock import Clock
from tests.support.platform import make_platform, tenant

LEASE = 60.0


class Doing:
    """A handler: notes what it did and holds jobs as long as ``gate`` is shut."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.running: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.gate = asyncio.Event()
        self.gate.set()
        self.outcomes: defaultdict[Any, list[Outcome | Exception]] = defaultdict(list)

    async def __call__(self, job: Job) -> Outcome:
        self.running[job.queue] += 1
        self.most[job.queue] = max(self.most[job.queue], self.running[job.queue])
        try:
            await self.gate.wait()
        finally:
            self.running[job.queue] -= 1
        n = job.payload["n"]
        n = tuple(n) if isinstance(n, list) else n
        self.done.append(n)
        outcomes = self.outcomes[n]
        outcome = outcomes.pop(0) if outcomes else Done()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.fixture
def doing(platform: Platform) -> Doing:
    made = Doing()
    platform.of(Jobs).register("test", made, concurrency=8, per_queue=2, attempts=3)
    return made


@pytest.fixture
async def worker(platform: Platform, doing: Doing) -> AsyncIterator[Worker]:
    made = platform.of(Worker)
    await made.start()
    yield made
    doing.gate.set()
    await made.stop()


async def add(platform: Platform, *jobs: NewJob) -> None:
    jobs_ = platform.of(Jobs)
    await platform.database.write(jobs_.adding, jobs)
    jobs_.wake()


def job(n: Any, **more: Any) -> NewJob:
    return NewJob("test", {"n": n}, **more)


async def left(platform: Platform) -> int:
    async with platform.database.session() as session:
        found = await session.exec(select(func.count()).select_from(JobRecord))
        return int(found.scalar_one())


async def nothing_left(platform: Platform) -> bool:
    return await left(platform) == 0


async def test_a_job_is_done_once_and_gone(
    platform: Platform, worker: Worker, doing: Doing
) -> None:
    await add(platform, *(job(n, queue=f"q{n % 7}") for n in range(100)))
    await until(lambda: nothing_left(platform))
    assert sorted(doing.done) == list(range(100))
    assert worker.held == 0


async def test_a_job_commits_with_its_change(
    platform: Platform, worker: Worker, doing: Doing
) -> None:
    await tenant(platform)
    with pytest.raises(ZeroDivisionError):
        async with platform.database.begin() as session:
            await platform.of(Jobs).add(session, "test", {"n": "undone"})
            raise ZeroDivisionError
    async with platform.database.begin() as session:
        app = await session.get_one(Application, "my-app-123")
        app.name = "Other"
        await platform.of(Jobs).add(session, "test", {"n": "done"}, app_id="my-app-123")
    await until(lambda: nothing_left(platform))
    assert doing.done == ["done"]


async def test_a_job_waits_for_its_time(
    platform: Platform, worker: Worker, doing: Doing, clock: Clock
) -> None:
    await add(platform, job("later", run_at=instant(clock() + 3600)), job("now"))
    await until(lambda: doing.done == ["now"])
    clock.advance(3601)
    platform.of(Jobs).wake()
    await until(lambda: doing.done == ["now", "later"])


async def test_no_more_of_a_queue_run_at_once_than_its_limit(
    platform: Platform, worker: Worker, doing: Doing
) -> None:
    """Queues that hang keep no other waiting."""
    doing.gate.clear()
    await add(
        platform, *(job(("slow", q, n), queue=f"slow{q}") for q in range(3) for n in range(50))
    )
    await until(lambda: sum(doing.running.values()) >= 3)
    await add(platform, job("other", queue="other"))
    await until(lambda: doing.running["other"] == 1)
    doing.gate.set()
    await until(lambda: nothing_left(platform))
    assert max(doing.most.values()) <= 2
    assert len(doing.done) == 151


async def test_queues_take_turns(platform: Platform, worker: Worker, doing: Doing) -> None:
    """A queue that is added to last is not behind all that another one has."""
    await add(platform, *(job("long", queue="long") for _ in range(500)))
    await add(platform, job("short", queue="short"))
    await until(lambda: "short" in doing.done)
    assert doing.done.index("short") < 100
    await until(lambda: nothing_left(platform))


async def test_ordered_jobs_of_a_key_run_one_after_another(
    platform: Platform, worker: Worker, doing: Doing, clock: Clock
) -> None:
    doing.outcomes["a", 0] = [Retry(instant(clock() + 60)), ZeroDivisionError(), Done()]
    doing.outcomes["b", 1] = [Dead("cannot")]
    for n in range(4):
        await add(
            platform,
            *(job((key, n), queue="q", key=key, ordered=True) for key in ("a", "b")),
        )
    await until(lambda: len(doing.done) == 5)
    of_b = [n for key, n in doing.done if key == "b"]
    assert of_b == [0, 1, 2, 3], "a dead letter lets the next one go"
    assert [n for key, n in doing.done if key == "a"] == [0], "a failed one keeps the next waiting"
    for tried in (2, 3):
        clock.advance(120)
        platform.of(Jobs).wake()
        await until(lambda tried=tried: sum(key == "a" for key, _ in doing.done) >= tried)
    await until(lambda: len(doing.done) == 10)
    assert [n for key, n in doing.done if key == "a"] == [0, 0, 0, 1, 2, 3]


async def test_ordered_jobs_that_are_added_while_others_finish_are_not_forgotten(
    platform: Platform, worker: Worker, doing: Doing
) -> None:
    for start in range(0, 200, 5):
        await asyncio.gather(
            *(add(platform, job(start + n, queue=f"q{n}", key="k", ordered=True)) for n in range(5))
        )
    await until(lambda: nothing_left(platform))
    for n in range(5):
        assert [done for done in doing.done if done % 5 == n] == list(range(n, 200, 5))


async def test_a_job_that_fails_is_tried_again_and_then_dead(
    platform: Platform, worker: Worker, doing: Doing, clock: Clock
) -> None:
    doing.outcomes[1] = [
        ZeroDivisionError("by nothing"),
        Retry(reason="away"),
        Retry(reason="away"),
    ]
    await add(platform, job(1))
    for tried in (1, 2, 3):
        await until(lambda tried=tried: len(doing.done) == tried)
        clock.advance(3600)
        platform.of(Jobs).wake()
    listing = platform.of(JobListing)
    await until(lambda: dead(listing))
    (letter,) = await listing.page("dead")
    assert (letter.error, letter.attempts, letter.status) == ("away", 3, "dead")
    assert await platform.of(Jobs).retry(letter.id)
    await until(lambda: nothing_left(platform))
    assert doing.done == [1] * 4


async def dead(listing: JobListing) -> bool:
    return bool(await listing.page("dead"))


async def test_what_an_outcome_writes_commits_with_it(
    platform: Platform, worker: Worker, doing: Doing
) -> None:
    await tenant(platform)
    spend = Hot(
        update(Application)
        .where(col(Application.app_id) == bindparam("app"))
        .values(link_credits=col(Application.link_credits) - bindparam("n"))
    )
    for n in range(5):
        doing.outcomes[n] = [Done([spend(app="my-app-123", n=1)])]
    await add(platform, *(job(n) for n in range(5)))
    await until(lambda: nothing_left(platform))
    async with platform.database.session() as session:
        assert (await session.get_one(Application, "my-app-123")).link_credits == 5


async def test_an_outcome_that_cannot_be_written_spoils_no_other(
    platform: Platform, worker: Worker, doing: Doing, clock: Clock
) -> None:
    broken = Hot(update(Application).values(tier=bindparam("tier", required=False, value=None)))
    await tenant(platform)
    doing.gate.clear()
    doing.outcomes["bad"] = [Done([broken()])]
    await add(platform, job("good", queue="a"), job("bad", queue="b"), job("good", queue="c"))
    await until(lambda: sum(doing.running.values()) == 3)
    doing.gate.set()
    await until(lambda: only_one_left(platform))
    clock.advance(3600)
    platform.of(Jobs).wake()
    await until(lambda: nothing_left(platform))
    assert doing.done.count("bad") == 2


async def only_one_left(platform: Platform) -> bool:
    return await left(platform) == 1


async def test_a_job_whose_worker_died_is_done_by_another(
    platform: Platform, doing: Doing, clock: Clock, database_url: str, tmp_path: Path
) -> None:
    await add(platform, job(1), job(2, queue="q", key="k", ordered=True))
    other = Database(database_url)
    await other.open()
    dying = make_platform(other, tmp_path, clock)
    hanging = Doing()
    hanging.gate.clear()
    dying.of(Jobs).register("test", hanging)
    died = dying.of(Worker)
    await died.start()
    await until(lambda: died.held == 2)
    worker = platform.of(Worker)
    await worker.start()
    try:
        clock.advance(LEASE - 1)
        await died.extend()
        clock.advance(LEASE - 1)
        platform.of(Jobs).wake()
        await add(platform, job(3))
        await until(lambda: doing.done == [3])
        clock.advance(2)
        platform.of(Jobs).wake()
        await until(lambda: sorted(doing.done) == [1, 2, 3])
        # The one who lost them is late: what it says changes nothing, and it notices.
        await until(lambda: nothing_left(platform))
        await died.extend()
        assert died.held == 0
    finally:
        await worker.stop()
        await died.stop()
        await other.close()


async def test_a_job_that_keeps_killing_its_worker_is_dead_in_the_end(
    platform: Platform, worker: Worker, doing: Doing
) -> None:
    await worker.stop()
    await add(platform, job(1))
    async with platform.database.begin() as session:
        await (await session.connection()).execute(update(JobRecord).values(attempts=3))
    await worker.start()
    listing = platform.of(JobListing)
    await until(lambda: dead(listing))
    assert doing.done == []


async def test_workers_share_jobs_without_doing_one_twice(
    platform: Platform,
    worker: Worker,
    doing: Doing,
    clock: Clock,
    database_url: str,
    tmp_path: Path,
) -> None:
    others = [Database(database_url) for _ in range(2)]
    platforms = []
    for other in others:
        await other.open()
        platforms.append(make_platform(other, tmp_path, clock))
        platforms[-1].of(Jobs).register("test", doing, concurrency=8, per_queue=2)
        await platforms[-1].of(Worker).start()
    for start in range(0, 300, 60):
        await add(
            platform,
            *(
                job(n, queue=f"q{n % 5}", key=str(n % 3), ordered=n % 2 == 0)
                for n in range(start, start + 60)
            ),
        )
        await asyncio.gather(*(one.of(Jobs).wake() or asyncio.sleep(0) for one in platforms))
    await until(lambda: nothing_left(platform))
    for one, other in zip(platforms, others, strict=True):
        await one.of(Worker).stop()
        await other.close()
    assert sorted(doing.done) == list(range(300))
    assert max(doing.most.values()) <= 2, "the limit of a queue is one of all workers together"
    for q in range(5):
        for key in range(3):
            ordered = [n for n in doing.done if n % 2 == 0 and n % 5 == q and n % 3 == key]
            assert ordered == sorted(ordered)


async def test_stopping_gives_back_what_is_not_done(
    platform: Platform, worker: Worker, doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stagewire.events.worker.GRACE", 0.01)
    doing.gate.clear()
    await add(
        platform,
        job(1),
        job(2, queue="q", key="k", ordered=True),
        job(3, queue="q", key="k", ordered=True),
    )
    await until(lambda: worker.held == 2)
    await worker.stop()
    assert doing.done == [] and worker.held == 0
    (first, *_) = await platform.of(JobListing).page(None)
    assert (first.status, first.attempts) == ("due", 0)
    doing.gate.set()
    monkeypatch.undo()
    await worker.start()
    await until(lambda: nothing_left(platform))
    assert sorted(doing.done) == [1, 2, 3]


async def test_the_operator_cancels_jobs(
    platform: Platform, worker: Worker, doing: Doing, clock: Clock
) -> None:
    doing.gate.clear()
    for n in range(3):
        await add(platform, job(n, queue="q", key="k", ordered=True))
    await add(platform, job("later", run_at=instant(clock() + 10)))
    await until(lambda: worker.held == 1)
    listing, jobs = platform.of(JobListing), platform.of(Jobs)
    found = {one.payload["n"]: one for one in await listing.page(None)}
    assert {n: one.status for n, one in found.items()} == {
        0: "running", 1: "blocked", 2: "blocked", "later": "waiting",
    }  # fmt: skip
    assert await jobs.cancel(found[0].id) and await jobs.cancel(found["later"].id)
    assert not await jobs.cancel(found[0].id)
    await until(lambda: worker.held == 1)
    doing.gate.set()
    await until(lambda: nothing_left(platform))
    assert doing.done == [1, 2]


async def test_progress_and_backlog_are_seen(
    platform: Platform, worker: Worker, doing: Doing, clock: Clock
) -> None:
    seen = asyncio.Event()
    jobs, listing = platform.of(Jobs), platform.of(JobListing)

    async def half(job: Job) -> Outcome:
        await jobs.progress(job, 0.5)
        seen.set()
        await doing.gate.wait()
        return Done()

    await worker.stop()
    jobs.register("test", half)
    doing.gate.clear()
    await add(platform, job(1), job(2, run_at=instant(clock() + 5)))
    await add(platform, NewJob("unknown here", {"n": 3}))
    clock.advance(3)
    await worker.start()
    await seen.wait()
    (running,) = await listing.page("running")
    assert running.progress == 0.5
    backlog = await listing.backlog()
    assert backlog["test"]._asdict() == {
        "due": 0, "waiting": 1, "running": 1, "dead": 0, "oldest": 0.0,
    }  # fmt: skip
    assert backlog["unknown here"].due == 1
    assert backlog["unknown here"].oldest == pytest.approx(3)


async def test_old_dead_letters_and_unused_queues_are_forgotten(
    platform: Platform, worker: Worker, doing: Doing, clock: Clock
) -> None:
    doing.outcomes[1] = [Dead("cannot")]
    await add(
        platform,
        job(1, queue="a"),
        job(2, queue="b"),
        job(3, queue="c", run_at=instant(clock() + 9e6)),
    )
    listing = platform.of(JobListing)
    await until(lambda: dead(listing))
    await until(lambda: 2 in doing.done)
    clock.advance(timedelta(days=31).total_seconds())
    await until(lambda: worker.held == 0)
    await platform.of(Jobs).purge()
    await platform.of(Jobs).purge()
    assert await left(platform) == 1
    async with platform.database.session() as session:
        queues = (await session.exec(select(col(JobQueue.queue)))).scalars().all()
    assert queues == ["c"]
