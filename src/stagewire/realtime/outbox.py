"""Joins writes. A system call costs as much as everything else about a message, so only fewer
calls make a busy server faster.

Who is idle is written to at once. Who was written to less than IDLE ago is busy: what comes for it
waits for the next round of the event loop and goes out in one call. While the loop has much to do
a round takes long and much is joined; when it has nothing else to do, waiting costs microseconds.

Rooms collect what all subscribers get, so that it is joined once for all of them. A busy room
waits until a round has brought nothing and, where messages have come in bursts, for as long as
the next one of a burst takes: see Room.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

IDLE = 0.002
"""Seconds."""
LONGEST = 0.002
"""Seconds that a room waits, although more comes all the time."""


class Waiting(Protocol):
    def flush(self, now: float) -> None: ...


class Growing(Waiting, Protocol):
    def due(self, now: float) -> bool:
        """Whether it has waited enough. Asked once in each round."""
        ...


class Outbox:
    """Of one event loop. ``now`` is seconds that only grow."""

    def __init__(self) -> None:
        self._rooms: list[Growing] = []
        self._connections: list[Waiting] = []
        self._ticking = False
        # Not the loop's: that stands still during a round.
        self.now: Callable[[], float] = time.monotonic
        self._soon = asyncio.get_running_loop().call_soon

    def room(self, room: Growing) -> None:
        """Flush this room when it is due, before the connections."""
        self._rooms.append(room)
        self._start()

    def connection(self, connection: Waiting) -> None:
        """Flush this connection in the loop's next round."""
        self._connections.append(connection)
        self._start()

    def _start(self) -> None:
        if not self._ticking:
            self._ticking = True
            self._soon(self._tick)

    def _tick(self) -> None:
        now = self.now()
        rooms, self._rooms = self._rooms, []
        for room in rooms:
            if room.due(now):
                room.flush(now)
            else:
                self._rooms.append(room)
        # Rooms flush into connections that are busy: those go now too, not a round later.
        connections, self._connections = self._connections, []
        for connection in connections:
            connection.flush(now)
        self._ticking = False
        if self._rooms or self._connections:
            self._start()
