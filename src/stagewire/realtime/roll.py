"""Which rooms each process holds: what one that was killed leaves behind is cleared by another,
also where nobody else was in the room.

``<prefix>processes`` (sorted set: a process, and when it is taken for dead, in milliseconds of
Redis' clock) and ``<prefix>rooms:<process>`` (set of ``<application>:<room>``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from stagewire.realtime.lines import Lines
from stagewire.realtime.types import RoomKey

# By the clock of the node that has the key.
_RENEW = """
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)
"""

Do = Callable[[Callable[[Lines], Awaitable[Any]]], Awaitable[Any]]


class Roll:
    """Of one process. Everything but ``forget`` raises Unavailable while Redis is away."""

    def __init__(self, do: Do, prefix: str, process: str, lease: float) -> None:
        self._do = do
        self._process = process
        self._processes = f"{prefix}processes"
        self._rooms = f"{prefix}rooms:"
        # Longer than its leases on rooms: who is dead here is dead there.
        self._lease = int(lease * 1500)
        self._kept = int(lease * 10_000)
        self._listed: set[RoomKey] = set()
        self._changing = asyncio.Lock()

    async def enter(self, key: RoomKey) -> None:
        """Before the process holds a room: what is held is on the roll."""
        if key in self._listed:
            return
        name, room = self._rooms + self._process, _text(key)
        async with self._changing:
            if not self._listed:
                await self._live()
            await self._do(lambda lines: lines.client.sadd(name, room))
            self._listed.add(key)

    def forget(self, keys: set[RoomKey]) -> None:
        """Redis, or a process that took this one for dead, may have lost these: ``enter`` lists
        them again."""
        self._listed -= keys

    async def renew(self, held: set[RoomKey]) -> dict[str, list[RoomKey]]:
        """This process lives, and holds no other rooms any more. Answers the processes that ended
        without a word, with the rooms they held."""
        found = await self._live()
        name = self._rooms + self._process
        async with self._changing:
            gone = self._listed - held
            if gone:
                rooms = [_text(key) for key in gone]
                self._listed -= gone
                await self._do(lambda lines: lines.client.srem(name, *rooms))
            await self._do(lambda lines: lines.client.pexpire(name, self._kept))
        return {process.decode(): await self._rooms_of(process.decode()) for process in found}

    async def strike(self, process: str | None = None) -> None:
        """A process (by itself: this one) has left nothing behind."""
        process = process or self._process
        name = self._rooms + process
        await self._do(lambda lines: lines.client.delete(name))
        await self._do(lambda lines: lines.client.zrem(self._processes, process))

    async def _live(self) -> list[bytes]:
        """Renews this process' own life; those that did not renew theirs."""
        found: list[bytes] = await self._do(
            lambda lines: lines.client.eval(_RENEW, 1, self._processes, self._process, self._lease)
        )
        return found

    async def _rooms_of(self, process: str) -> list[RoomKey]:
        name = self._rooms + process
        return [_key(room) for room in await self._do(lambda lines: lines.client.smembers(name))]


def _text(key: RoomKey) -> str:
    return f"{key.app_id}:{key.room}"


def _key(text: bytes) -> RoomKey:
    app_id, _, room = text.decode().partition(":")
    return RoomKey(app_id, room)
