"""Work that a process repeats beside its requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

Work = Callable[[], Awaitable[object]]

log = structlog.get_logger(__name__)


class Chores:
    """``platform.of(Chores)``: what every process that does jobs repeats. It must bear that several
    do it at once."""

    def __init__(self, _platform: object = None) -> None:
        self.all: list[tuple[float, Work]] = []

    def register(self, seconds: float, work: Work) -> None:
        """``await work()`` each ``seconds``, as ``every`` does it."""
        self.all.append((seconds, work))


@asynccontextmanager
async def every(seconds: float, work: Work) -> AsyncIterator[None]:
    """While the block runs, awaits ``work()`` each ``seconds``. What it raises is logged, and it
    is tried again the next time."""

    async def repeat() -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await work()
            except Exception as error:
                log.error("periodic work failed", work=work.__qualname__, exc_info=error)

    task = asyncio.create_task(repeat())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
