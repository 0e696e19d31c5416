"""Tasks end, also where somebody loses what they are told."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from stagewire import tasks


async def test_who_loses_a_cancellation_is_told_again() -> None:
    lost = 0

    async def deaf() -> None:
        nonlocal lost
        while True:
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            lost += 1
            if lost == 2:
                raise ValueError("at last")

    async def good() -> None:
        await asyncio.Event().wait()

    ending = [asyncio.create_task(work()) for work in (deaf, good)]
    await asyncio.sleep(0)
    await tasks.end(*ending)
    assert [task.done() for task in ending] == [True, True]
    assert ending[1].cancelled()
    assert isinstance(ending[0].exception(), ValueError)
    await tasks.end(*ending)
    await tasks.end()
