"""The connections to PostgreSQL, each lent to one user at a time.

Why not the driver's own pool: for each use it makes a proxy and a task and asks a queue, which
costs the event loop as much as the statement itself does. Nothing of that is needed where
connections are all alike and nobody changes their settings.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any

import asyncpg

IDLE = 300.0
"""Seconds after which an unused connection is not trusted any more: what stands between may have
forgotten it without a word."""

# What the driver raises where it no longer knows what the server is at. Who is cancelled, which is
# no Exception, leaves it like that too.
_BROKEN = (OSError, asyncpg.InternalClientError)


class Connections:
    """At most ``most`` connections of ``connect``, opened when there is use for them::

        async with connections.one() as connection: …

    A connection that is closed, broken or left in a transaction, or whose user was cancelled, is
    not lent again.
    """

    def __init__(self, connect: Callable[[], Awaitable[Any]], most: int) -> None:
        self._connect = connect
        self._most = most
        self._open = 0
        # The one that was used last is used first, so that those there is no use for get old.
        self._idle: list[tuple[Any, float]] = []
        self._waiting: deque[asyncio.Future[Any]] = deque()

    def one(self) -> _Lent:
        """Waits for a connection when all are in use; first come, first served."""
        return _Lent(self)

    async def close(self) -> None:
        """Closes them all, each when its user is done."""
        while self._open:
            connection = await self._next()
            if connection is not None:
                await connection.close()
            self._open -= 1

    async def take(self) -> Any:
        now = asyncio.get_running_loop().time()
        while self._idle:
            connection, since = self._idle.pop()
            if now - since < IDLE and not connection.is_closed():
                return connection
            connection.terminate()
            self._open -= 1
        if self._open < self._most:
            self._open += 1
        else:
            connection = await self._next()
            if connection is not None:
                return connection
        try:
            return await self._connect()
        except BaseException:
            self._hand(None)
            raise

    def give(self, connection: Any) -> None:
        if connection.is_closed() or connection.is_in_transaction():
            connection.terminate()
            connection = None
        self._hand(connection)

    async def _next(self) -> Any:
        """The next connection that is given back; None stands for the place of one that is gone."""
        if self._idle:
            return self._idle.pop()[0]
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._hand(future.result())
            raise

    def _hand(self, connection: Any) -> None:
        """Gives a connection, or its place, to whoever waits for it the longest."""
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(connection)
                return
        if connection is None:
            self._open -= 1
        else:
            self._idle.append((connection, asyncio.get_running_loop().time()))


class _Lent:
    __slots__ = ("_connection", "_connections")

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def __aenter__(self) -> Any:
        self._connection = await self._connections.take()
        return self._connection

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if error is not None and (not isinstance(error, Exception) or isinstance(error, _BROKEN)):
            self._connection.terminate()
        self._connections.give(self._connection)
