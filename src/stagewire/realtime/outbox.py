"""Joins writes. A system call costs as much as everything else about a message, so only fewer
calls make a busy server faster.

Who was written to less than IDLE ago is busy: what comes for it waits until the next tick, at
most IDLE later, and goes out in one call. Who is idle is written to at once. Rooms collect in the
same way, so that what all subscribers get is joined once for all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

IDLE = 0.002
"""Seconds."""


class Waiting(Protocol):
    def flush(self, now: float) -> None: ...


class Outbox:
    """The ticks of one event loop. ``now`` is the loop's time."""

    def __init__(self) -> None:
        self._rooms: list[Waiting] = []
        self._connections: list[Waiting] = []
        self._ticking = False
        loop = asyncio.get_running_loop()
        self.now: Callable[[], float] = loop.time
        self._later = loop.call_later

    def room(self, room: Waiting) -> None:
        """Flush this room at the next tick, before the connections."""
        self._rooms.append(room)
        self._start()

    def connection(self, connection: Waiting) -> None:
        self._connections.append(connection)
        self._start()

    def _start(self) -> None:
        if not self._ticking:
            self._ticking = True
            self._later(IDLE, self._tick)

    def _tick(self) -> None:
        now = self.now()
        rooms, self._rooms = self._rooms, []
        for room in rooms:
            room.flush(now)
        # Rooms flush into connections that are busy: those go now too, not a tick later.
        connections, self._connections = self._connections, []
        for connection in connections:
            connection.flush(now)
        self._ticking = False
        if self._rooms or self._connections:
            self._start()
