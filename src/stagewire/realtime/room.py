"""One room as this process knows it: its subscribers here, and how far it has told them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import orjson

from stagewire.realtime.connection import LARGE
from stagewire.realtime.frames import text_frame
from stagewire.realtime.outbox import IDLE, LONGEST, Outbox
from stagewire.realtime.types import Event, Member, Position, RoomKey

if TYPE_CHECKING:
    from stagewire.realtime.broker import Notice
    from stagewire.realtime.connection import Connection

_MOST_PENDING = 64 * 1024
"""Bytes that are worth a write of their own."""
_CURIOUS = 32
"""Messages that came alone until the next one is waited for again."""


class Room:
    """``users`` counts subscribers and those about to be; the room goes when there are none.
    ``position`` is the place of the last event told here."""

    __slots__ = (
        *("_alone", "_fresh", "_head", "_latest", "_outbox", "_patience", "_pending", "_since"),
        *("_size", "_took", "_written"),
        *("catching", "key", "position", "ready", "subscribers", "users"),
    )

    def __init__(self, key: RoomKey, outbox: Outbox) -> None:
        self.key = key
        self.position = Position("", 0)
        self.ready: asyncio.Future[None] | None = None
        self.users = 0
        # The value says whether the connection is told who comes and goes.
        self.subscribers: dict[Connection, bool] = {}
        # What is delivered while a subscriber's missed events are fetched.
        self.catching: list[list[Event]] = []
        self._outbox = outbox
        self._pending: list[bytes] = []
        self._size = 0
        self._written = 0.0
        # When what waits began to, when the latest of it came, how long the next one is waited
        # for, and how long it took to tell everybody.
        self._since = self._latest = self._patience = self._took = 0.0
        self._fresh = False
        self._alone = 0
        name = orjson.dumps(key.room)
        self._head = b'{"type":"event","room":%b,' % name

    def deliver(self, position: Position, body: bytes) -> None:
        """Tells all subscribers of the next event; ``body`` is a RoomEvent."""
        self.position = position
        for caught in self.catching:
            caught.append(Event(position.offset, body))
        if not self.subscribers:
            return
        self._send(text_frame(self._head + body[1:]))

    def notice(self, kind: Notice, member: Member) -> None:
        """Tells those who are present of one that came, went or changed."""
        told = [
            connection
            for connection, present in self.subscribers.items()
            if present and connection.id != member.connection_id
        ]
        if not told:
            return
        message = {"type": kind, "room": self.key.room, "member": member.as_json()}
        frame = text_frame(orjson.dumps(message))
        now = self._outbox.now()
        self.flush(now)
        for connection in told:
            connection.send(frame, now)

    def add(self, connection: Connection, present: bool) -> None:
        # What waits was told before this subscriber came: it is not for it.
        self.flush(self._outbox.now())
        self.subscribers[connection] = present

    def remove(self, connection: Connection) -> None:
        if self.subscribers.pop(connection, None) is None or not self._pending:
            return
        # What waits was told while this subscriber was still there.
        connection.send(b"".join(self._pending), self._outbox.now())

    def due(self, now: float) -> bool:
        """Whether what waits need not wait for more: nothing came in a round of the loop and for
        as long as the next message of a burst takes; or it has waited for long."""
        if now - self._since >= LONGEST:
            return True
        if self._fresh:
            self._fresh = False
            return False
        # It is not worth more than telling everybody once more would take.
        return now - self._latest >= min(self._patience, self._took)

    def flush(self, now: float) -> None:
        """Writes out what has been waiting for all subscribers."""
        pending = self._pending
        if not pending:
            return
        if len(pending) == 1:
            frames = pending[0]
            # Waiting has brought nothing: wait for far less. Now and then for long again: who does
            # not wait never learns that something would have come.
            self._alone = (self._alone + 1) % _CURIOUS
            self._patience = self._patience / 8 if self._alone else LONGEST
        else:
            frames = b"".join(pending)
        self._pending = []
        self._size = 0
        self._tell(frames, now)

    def _send(self, frame: bytes) -> None:
        now = self._outbox.now()
        if self._pending:
            self._pending.append(frame)
            self._size += len(frame)
            self._fresh = True
            # Twice what lay between the latest two, smoothed.
            self._patience += (2 * (now - self._latest) - self._patience) / 4
            self._latest = now
            if self._size >= _MOST_PENDING:
                self.flush(now)
        elif now - self._written >= IDLE:
            self._tell(frame, now)
        else:
            self._pending.append(frame)
            self._size = len(frame)
            self._fresh = True
            self._since = self._latest = now
            self._outbox.room(self)

    def _tell(self, frames: bytes, now: float) -> None:
        begun = self._outbox.now()
        if len(frames) > LARGE:
            for connection in self.subscribers:
                connection.send(frames, now)
        else:
            # This is done for every message and subscriber.
            for connection in self.subscribers:
                connection.put(frames)
        # A large room takes longer than IDLE: it is busy from the end of that on.
        self._written = self._outbox.now()
        self._took = self._written - begun
