"""Waking those who wait for rows of the database: at once in this process, and through the bus in
others. Whoever waits looks now and then by itself, so a lost wake costs a moment and no more."""

from __future__ import annotations

import asyncio

from stagewire.events.bus import Bus

PAUSE = 0.02
"""Seconds between two messages to the other processes."""


class Wake:
    """``wake()`` says that there is something new. While somebody here listens, the other
    processes are not told: there is somebody who takes care of it."""

    def __init__(self, bus: Bus, topic: str) -> None:
        self._bus = bus
        self._topic = f"wake:{topic}"
        self._listeners: list[asyncio.Event] = []
        self._telling: asyncio.Task[None] | None = None
        self._again = False
        bus.subscribe(self._topic, lambda _data: self._set())
        bus.on_gap(self._set)

    def __call__(self) -> None:
        """To be called on the event loop, after the commit."""
        if self._listeners:
            self._set()
            return
        self._again = True
        if self._telling is None:
            self._telling = asyncio.get_running_loop().create_task(self._tell())

    def listen(self) -> asyncio.Event:
        """An event that is set whenever there is something new, until ``forget``."""
        made = asyncio.Event()
        self._listeners.append(made)
        return made

    def forget(self, listener: asyncio.Event) -> None:
        self._listeners.remove(listener)

    def _set(self) -> None:
        for listener in self._listeners:
            listener.set()

    async def _tell(self) -> None:
        try:
            while self._again:
                self._again = False
                await self._bus.publish(self._topic, {})
                await asyncio.sleep(PAUSE)
        finally:
            self._telling = None


async def woken(event: asyncio.Event, seconds: float) -> None:
    """Until the event is set, at most for some seconds; clears it."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
    event.clear()
