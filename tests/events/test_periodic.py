"""Periodic work goes on after an error and ends with its block."""

from __future__ import annotations

import asyncio

from stagewire.events.periodic import Chores, every
from stagewire.events.running import working
from stagewire.platform import Platform


async def test_it_repeats_through_errors_and_stops_with_the_block() -> None:
    runs = 0
    enough = asyncio.Event()

    async def work() -> None:
        nonlocal runs
        runs += 1
        if runs == 3:
            enough.set()
        if runs == 1:
            raise OSError("the first time it fails")

    async with every(0.001, work):
        await asyncio.wait_for(enough.wait(), 10)
    counted = runs
    for _ in range(20):
        await asyncio.sleep(0)
    assert runs == counted


async def test_who_does_jobs_does_the_chores(platform: Platform) -> None:
    done = asyncio.Event()

    async def chore() -> None:
        done.set()

    platform.of(Chores).register(0.001, chore)
    async with working(platform):
        await asyncio.wait_for(done.wait(), 10)
