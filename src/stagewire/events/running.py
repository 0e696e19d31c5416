"""What tells events and does jobs, in the server or in a process of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from stagewire.contract.metrics import METRICS
from stagewire.events.fanout import Fanout
from stagewire.events.job_listing import JobListing
from stagewire.events.job_metrics import COUNTS
from stagewire.events.jobs import Jobs
from stagewire.events.periodic import Chores, every
from stagewire.events.worker import Worker

if TYPE_CHECKING:
    from stagewire.platform import Platform

PURGE_EVERY = 3600.0
LOOK_EVERY = 15.0

METRICS.registry.register(COUNTS)


@asynccontextmanager
async def working(platform: Platform) -> AsyncIterator[None]:
    """Tells events to the registered consumers and does the registered kinds of jobs."""
    fanout, worker = platform.of(Fanout), platform.of(Worker)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(every(PURGE_EVERY, fanout.purge))
        await stack.enter_async_context(every(PURGE_EVERY, platform.of(Jobs).purge))
        await stack.enter_async_context(every(LOOK_EVERY, lambda: look(platform)))
        for seconds, work in platform.of(Chores).all:
            await stack.enter_async_context(every(seconds, work))
        await worker.start()
        stack.push_async_callback(worker.stop)
        await fanout.start()
        stack.push_async_callback(fanout.stop)
        yield


async def look(platform: Platform) -> None:
    """Notes for the metrics how much waits."""
    listing = platform.of(JobListing)
    COUNTS.backlog = await listing.backlog()
    COUNTS.events, COUNTS.oldest_event = await listing.untold()
