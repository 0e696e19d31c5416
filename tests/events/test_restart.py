"""A database that goes away for a moment loses nothing and stops nothing."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import asyncpg

from stagewire.contract.metrics import METRICS
from stagewire.events.fanout import Fanout
from stagewire.events.jobs import Jobs
from stagewire.events.outbox import Outbox
from stagewire.events.running import look, working
from stagewire.events.types import Done, Job, NewJob
from stagewire.platform import Platform
from stagewire.storage.database import Database
from tests.events.outboxes import Heard, until
from tests.support.clock import Clock
from tests.support.databases import PostgresCopies
from tests.support.platform import make_platform

APP = ("my-app-123", "production")


async def test_connections_that_break_are_made_again(
    postgres_copies: PostgresCopies, tmp_path: Path, clock: Clock
) -> None:
    """Every connection to PostgreSQL is cut, over and over, while events are told and jobs done:
    what was acknowledged is told and done."""
    async with postgres_copies.copy() as url:
        database = Database(url)
        await database.open()
        platform, heard, done = make_platform(database, tmp_path, clock), Heard(), set[int]()

        async def handler(job: Job) -> Done:
            done.add(job.payload["n"])
            return Done()

        platform.of(Fanout).consumer("test", heard)
        platform.of(Jobs).register("test", handler)
        acknowledged: set[str] = set()
        added: set[int] = set()
        cutter = await asyncpg.connect(url.replace("+asyncpg", ""))
        try:
            async with working(platform):
                for n in range(60):
                    if n % 10 == 5:
                        await cutter.execute(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                            " datname = current_database() AND pid <> pg_backend_pid()"
                        )
                    with suppress(Exception):  # Not acknowledged: nothing is promised.
                        acknowledged.add(await platform.of(Outbox).emit(*APP, "told", {"n": n}))
                        await database.write(
                            platform.of(Jobs).adding, [NewJob("test", {"n": n}, queue=str(n % 3))]
                        )
                        added.add(n)
                    platform.of(Jobs).wake()
                assert len(added) > 40
                await until(lambda: acknowledged <= {event.id for event in heard.events})
                # A job may be held by a cycle whose answer was lost: its lease runs out.
                clock.advance(61)
                platform.of(Jobs).wake()
                await until(lambda: added <= done)
        finally:
            await cutter.close()
            await asyncio.wait_for(database.close(), 10)


async def test_metrics_say_what_waits_and_what_was_done(platform: Platform, clock: Clock) -> None:
    async def handler(job: Job) -> Done:
        return Done()

    # The metrics are the process's: other tests count too.
    kind = f"metrics-{platform.database.dialect}"
    platform.of(Jobs).register(kind, handler)
    await platform.database.write(
        platform.of(Jobs).adding, [NewJob(kind, {}), NewJob("nobody's", {})]
    )
    await platform.of(Outbox).emit(*APP, "told", {})
    clock.advance(7)
    await look(platform)
    shown = METRICS.render().decode()
    assert 'stagewire_jobs_in_state{kind="nobody\'s",state="due"} 1.0' in shown
    assert "stagewire_outbox_events 1.0" in shown
    assert "stagewire_outbox_oldest_seconds 7.0" in shown
    async with working(platform):
        done = f'stagewire_jobs_total{{kind="{kind}",outcome="done"}} 1.0'
        await until(lambda: done in METRICS.render().decode())

        async def told() -> bool:
            await look(platform)
            return "stagewire_outbox_events 0.0" in METRICS.render().decode()

        await until(told)
