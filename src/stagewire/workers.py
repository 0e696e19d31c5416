"""`stagewire worker`: events and jobs in a process without a server."""

from __future__ import annotations

import asyncio
import signal

from stagewire.collector import settled
from stagewire.events.running import working
from stagewire.platform import Platform


async def work(platform: Platform) -> None:
    """Until SIGTERM or SIGINT; jobs that run then are given some seconds to end."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    settled()
    async with working(platform):
        print("Stagewire worker: events and jobs are done here.", flush=True)
        await stopping.wait()
