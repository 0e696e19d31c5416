"""What webhooks are told of rooms: only where one of the application's wants it.

What is published is in the outbox before it is acknowledged: whoever was told that it was done
can rely on it. Who comes and goes is told as it happens, and in order, but a process that is
killed takes what it had not written yet with it. On Redis another process tells of the end of its
connections; without Redis nobody does.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import structlog

from stagewire.contract.types import Environment
from stagewire.events.interests import Interests
from stagewire.events.outbox import Outbox
from stagewire.realtime.types import Member, Placed, RoomKey, Unavailable

if TYPE_CHECKING:
    from stagewire.platform import Platform

log = structlog.get_logger(__name__)

ENVIRONMENT: Environment = "production"
"""Rooms have no sandbox."""
MOST_WAITING = 10_000
"""Events of presence that wait while the database is away; then the oldest are forgotten."""
_PAUSE = 0.5


class _Waiting(NamedTuple):
    key: RoomKey
    event: str
    data: Mapping[str, Any]


class Telling:
    """Of one process."""

    def __init__(self, platform: Platform) -> None:
        self._interests = platform.of(Interests)
        self._outbox = platform.of(Outbox)
        self._waiting: deque[_Waiting] = deque(maxlen=MOST_WAITING)
        self._writing: asyncio.Task[None] | None = None

    def wanted(self, key: RoomKey, event: str) -> bool | None:
        """Whether what is published under this name is told at all; None when that has to be
        looked up."""
        # The names of the server's own events are no application's to use: who is sent one can
        # rely on where it comes from.
        if event in self._interests.reserved:
            return False
        return self._interests.known(key.app_id, ENVIRONMENT, event)

    async def published(
        self,
        key: RoomKey,
        placed: Placed,
        fields: Mapping[str, Any],
        once: str | None,
    ) -> None:
        """Waits until it is durable. ``fields`` are the RoomEvent's without its offset. What a
        publisher repeats (``once``) is told once. Unavailable: it could not be written."""
        event = fields["event"]
        known = self.wanted(key, event)
        if known is False:
            return
        position = placed.position
        data = {"room": key.room, "offset": position.offset, **fields}
        try:
            if known or await self._interests.wanted(key.app_id, ENVIRONMENT, event):
                await self._outbox.emit(
                    key.app_id,
                    ENVIRONMENT,
                    event,
                    data,
                    key=f"room:{key.room}",
                    once=None if once is None else f"{key}\n{position.epoch}\n{position.offset}",
                )
        except Exception as error:
            log.warning("a published event could not be kept", error=type(error).__name__)
            raise Unavailable from None

    def occupied(self, key: RoomKey) -> None:
        self._tell(key, "room.occupied", {"room": key.room})

    def vacated(self, key: RoomKey) -> None:
        self._tell(key, "room.vacated", {"room": key.room})

    def joined(self, key: RoomKey, member: Member) -> None:
        self._tell(key, "user-joined", {"room": key.room, "member": member.as_json()})

    def left(self, key: RoomKey, member: Member) -> None:
        self._tell(key, "user-left", {"room": key.room, "member": member.as_json()})

    async def settled(self) -> None:
        """Waits until everything is written, or cannot be at the moment."""
        if self._writing is not None:
            await asyncio.wait([self._writing], timeout=2 * _PAUSE)

    def _tell(self, key: RoomKey, event: str, data: Mapping[str, Any]) -> None:
        if self._interests.known(key.app_id, ENVIRONMENT, event) is False:
            return
        self._waiting.append(_Waiting(key, event, data))
        if self._writing is None:
            self._writing = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        """One task, so that what happened first is written first."""
        try:
            while self._waiting:
                batch, some = list(self._waiting), []
                try:
                    for one in batch:
                        if await self._interests.wanted(one.key.app_id, ENVIRONMENT, one.event):
                            some.append(one)
                    await asyncio.gather(*(self._emit(one) for one in some))
                except Exception as error:
                    log.warning("presence could not be kept", error=type(error).__name__)
                    await asyncio.sleep(_PAUSE)
                else:
                    for one in batch:
                        # A full queue has forgotten its oldest meanwhile.
                        if self._waiting and self._waiting[0] is one:
                            self._waiting.popleft()
        finally:
            self._writing = None

    async def _emit(self, one: _Waiting) -> None:
        await self._outbox.emit(
            one.key.app_id, ENVIRONMENT, one.event, one.data, key=f"room:{one.key.room}"
        )
