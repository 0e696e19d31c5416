"""One client's connection as the hub knows it: who it is, which rooms it is in, and what waits to
be written to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from stagewire.realtime.frames import message_frame
from stagewire.realtime.grants import Identity
from stagewire.realtime.outbox import IDLE, Outbox

if TYPE_CHECKING:
    from stagewire.realtime.room import Room
    from stagewire.realtime.types import Member, RoomKey

LARGE = 64 * 1024
"""Bytes: below that and while the transport takes what it gets, nobody needs to count."""


class Wire(Protocol):
    """The transport's side of a connection."""

    congested: bool
    """The transport does not take what it gets, or nothing may be written any more."""

    @property
    def put(self) -> Callable[[bytes], None]:
        """What ``write`` comes to, for whoever writes most."""
        ...

    def write(self, data: bytes) -> None: ...

    def waiting(self) -> int:
        """Bytes that the socket has not taken yet."""
        ...

    def close(self, name: str, reason: str = "") -> None:
        """Begins to close with the contract's close code of that name."""
        ...

    def refreshed(self) -> None:
        """The connection's token is another one: it ends at another time."""
        ...


class Subscription:
    """A connection's place in a room. ``member`` None: it is not listed there, and not told who
    comes and goes."""

    __slots__ = ("member", "room")

    def __init__(self, room: Room, member: Member | None) -> None:
        self.room = room
        self.member = member


class Connection:
    """``send`` takes whole frames. A client that reads so slowly that more than ``queue_bytes``
    wait for it is closed; nobody else waits."""

    __slots__ = (
        *("_outbox", "_queue_bytes", "_written", "answering", "closed", "connected_at"),
        *("id", "identity", "ip", "origin", "pending", "put", "subscriptions", "wire"),
    )

    def __init__(
        self,
        connection_id: str,
        wire: Wire,
        outbox: Outbox,
        queue_bytes: int,
        *,
        ip: str,
        origin: str | None,
        identity: Identity,
        connected_at: float,
    ) -> None:
        self.id = connection_id
        self.wire = wire
        self.ip = ip
        self.origin = origin
        self.identity = identity
        self.connected_at = connected_at
        self.closed = False
        self.subscriptions: dict[RoomKey, Subscription] = {}
        self._outbox = outbox
        self._queue_bytes = queue_bytes
        self.pending: list[bytes] = []
        # Whoever reads its messages writes what it is answered when all are read.
        self.answering = False
        self._written = 0.0
        self.settle()

    def tell(self, message: Any) -> None:
        """Sends a message to this client alone."""
        self.send(message_frame(message), self._outbox.now())

    def send(self, frame: bytes, now: float) -> None:
        """At once where the connection is idle, else with what comes until the next tick."""
        if self.pending:
            self.pending.append(frame)
        elif now - self._written >= IDLE:
            self._written = now
            self._write(frame)
        elif not self.closed:
            self.pending.append(frame)
            self.settle()
            if not self.answering:
                self._outbox.connection(self)

    def settle(self) -> None:
        """Chooses how rooms write to it: straight to the transport where ``send`` would do
        nothing else. To be called when what decides that has changed."""
        self.put: Callable[[bytes], None]
        if self.closed:
            self.put = _nowhere
        elif self.pending or self.wire.congested or len(self.subscriptions) > 1:
            self.put = self._in_turn
        else:
            self.put = self.wire.put

    def _in_turn(self, frames: bytes) -> None:
        self.send(frames, self._outbox.now())

    def answered(self) -> None:
        self.answering = False
        if self.pending:
            self.flush(self._outbox.now())

    def flush(self, now: float) -> None:
        pending = self.pending
        if not pending:
            return
        self.pending = []
        self._written = now
        self.settle()
        self._write(pending[0] if len(pending) == 1 else b"".join(pending))

    def close(self, name: str, reason: str = "") -> None:
        """What waits is written before; nothing comes after."""
        if not self.closed:
            self.flush(self._outbox.now())
            self.drop()
            self.wire.close(name, reason)

    def drop(self) -> None:
        """Nothing is written any more."""
        self.closed = True
        self.wire.congested = True
        self.pending = []
        self.settle()

    def _write(self, data: bytes) -> None:
        if self.closed:
            return
        wire = self.wire
        if (wire.congested or len(data) > LARGE) and (
            len(data) + wire.waiting() > self._queue_bytes
        ):
            self.drop()
            wire.close("slow_consumer", "more waits for this client than it may leave unread")
            return
        wire.write(data)


def _nowhere(frames: bytes) -> None:
    """How rooms write to one that is closed."""
