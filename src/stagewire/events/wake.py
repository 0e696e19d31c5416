"""Waking those who wait for rows of the database: at once in this process, and through the bus in
others. Whoever waits looks now and then by itself, so a lost wake costs a moment and no more."""

from __future__ import annotations

import asyncio
from typing import Any

from stagewire.events.bus import Bus

PAUSE = 0.02
"""Seconds between two messages to the other processes."""


class Wake:
    """``wake()`` says that there is something new. ``here`` is set while this process takes care
    of it; the others are then not told."""

    def __init__(self, bus: Bus, topic: str) -> None:
        self._bus = bus
        self._topic = f"wake:{topic}"
        self._event = asyncio.Event()
        self._telling: asyncio.Task[None] | None = None
        self._again = False
        self.here = False
        bus.subscribe(self._topic, self._heard)
        bus.on_gap(self._event.set)

    def __call__(self) -> None:
        """After the commit, on the event loop."""
        self._event.set()
        if self.here:
            return
        self._again = True
        if self._telling is None:
            self._telling = asyncio.get_running_loop().create_task(self._tell())

    async def wait(self, seconds: float) -> None:
        """Until there is something new, at most for some seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()

    def _heard(self, _data: dict[str, Any]) -> None:
        self._event.set()

    async def _tell(self) -> None:
        try:
            while self._again:
                self._again = False
                await self._bus.publish(self._topic, {})
                await asyncio.sleep(PAUSE)
        finally:
            self._telling = None
