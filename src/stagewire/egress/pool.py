"""Connections that wait for another request to the same origin."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from stagewire.egress.connection import Connection

KEPT_FOR = 15.0
"""Seconds a connection waits for its next request."""
_MOST = 2048


class Origin(NamedTuple):
    """RFC 6454. ``host`` as ``Target`` has it: it is the name that TLS is verified by."""

    tls: bool
    host: str
    port: int


class Pool:
    """The most recently used connection of an origin goes first, so the others grow old."""

    def __init__(self) -> None:
        self._idle: dict[Origin, list[Connection]] = {}
        self._count = 0
        self._sweeping: asyncio.TimerHandle | None = None

    def take(self, origin: Origin) -> Connection | None:
        waiting = self._idle.get(origin)
        while waiting:
            connection = waiting.pop()
            self._count -= 1
            if connection.ready:  # Else the other side has closed it.
                return connection
        return None

    def give(self, origin: Origin, connection: Connection) -> None:
        """Keeps a connection that is ``ready``."""
        if self._count >= _MOST:
            connection.close()
            return
        loop = asyncio.get_running_loop()
        connection.idle_since = loop.time()
        self._idle.setdefault(origin, []).append(connection)
        self._count += 1
        if self._sweeping is None:
            self._sweeping = loop.call_later(KEPT_FOR, self._sweep)

    def close(self) -> None:
        if self._sweeping is not None:
            self._sweeping.cancel()
            self._sweeping = None
        for waiting in self._idle.values():
            for connection in waiting:
                connection.close()
        self._idle.clear()
        self._count = 0

    def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        old = loop.time() - KEPT_FOR
        for origin, waiting in list(self._idle.items()):
            young = []
            for connection in waiting:
                if connection.ready and connection.idle_since > old:
                    young.append(connection)
                else:
                    connection.close()
            self._count -= len(waiting) - len(young)
            if young:
                self._idle[origin] = young
            else:
                del self._idle[origin]
        self._sweeping = loop.call_later(KEPT_FOR / 3, self._sweep) if self._idle else None
