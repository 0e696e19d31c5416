"""The port between this process's hub and the rooms of all processes.

A broker gives each event its place in its room, keeps the end of every room's history, knows who
is present, and carries what one process has to tell another. Everything it needs from another
machine may fail with ``Unavailable``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, Protocol

from stagewire.realtime.types import Event, Member, Past, Placed, Position, RoomKey

Notice = Literal["join", "leave", "state"]
Question = Mapping[str, Any]


class Listener(Protocol):
    """What a broker tells its process's hub, on the event loop."""

    def deliver(self, key: RoomKey, position: Position, body: bytes) -> None:
        """An event of an attached room: the next one, none left out, none twice."""
        ...

    def lost(self, key: RoomKey, position: Position) -> None:
        """Events of an attached room can no longer be had: it goes on from ``position``."""
        ...

    def notice(self, key: RoomKey, kind: Notice, member: Member) -> None:
        """Somebody came, went or changed."""
        ...

    def relay(self, to: str, payload: bytes) -> None:
        """A message (JSON text) for a connection of this process."""
        ...

    def held(self, key: RoomKey) -> tuple[int, list[Member]]:
        """How many subscribers an attached room has here, and its members among them."""
        ...

    def gone(self, key: RoomKey, members: list[Member], vacated: bool) -> None:
        """It came out late that these left, or that the room's last subscriber did: their process
        died, or could not say so. Told to one process."""
        ...

    def answer(self, question: Question) -> Any:
        """What this process says to a question of another."""
        ...


class Entry(NamedTuple):
    """What a room says to a new subscriber. ``events`` are those after the asked-for position,
    or None when they can no longer be had; ``members`` None: the subscriber is not listed.
    ``first``: the room had no subscribers before, in no process."""

    position: Position
    events: list[Event] | None
    members: list[Member] | None
    first: bool = False


class Broker(Protocol):
    """``subscribers`` is always the number of them that this process now has in the room.
    ``publish_now`` and ``blocked_now`` are ``publish`` and ``blocked`` of a broker that has nothing
    to wait for, None of others."""

    @property
    def publish_now(self) -> Callable[[RoomKey, bytes, str | None], Placed] | None: ...

    @property
    def blocked_now(self) -> Callable[[str, str], float] | None: ...

    async def open(self, listener: Listener) -> None: ...

    async def close(self) -> None: ...

    def tick(self) -> None:
        """Called each second, for what is to be done from time to time."""
        ...

    async def attach(self, key: RoomKey) -> Position:
        """From here on the listener is told of this room's events after the answered position."""
        ...

    def detach(self, key: RoomKey) -> None: ...

    async def enter(
        self, key: RoomKey, subscribers: int, member: Member | None, after: Position | None
    ) -> Entry: ...

    async def leave(self, key: RoomKey, subscribers: int, member: Member | None) -> bool:
        """True: the room's last subscriber is gone."""
        ...

    async def update(self, key: RoomKey, member: Member) -> None: ...

    async def members(self, key: RoomKey) -> list[Member]: ...

    async def publish(self, key: RoomKey, body: bytes, once: str | None) -> Placed:
        """``body`` is a RoomEvent without offset. The same ``once`` within five minutes is told
        once."""
        ...

    async def past(self, key: RoomKey, after: int | None, limit: int) -> Past:
        """The first ``limit`` events after an offset, or the last ones of all."""
        ...

    async def forget(self, key: RoomKey) -> None:
        """Drops the room's history: it begins anew under another epoch."""
        ...

    async def signal(self, key: RoomKey, to: str, payload: bytes) -> bool:
        """Hands a message to a member in another process; False when there is none."""
        ...

    async def ask(self, question: Question) -> list[Any]:
        """The answers of the other processes that are alive."""
        ...

    async def block(self, app_id: str, user_id: str, seconds: float) -> None: ...

    async def unblock(self, app_id: str, user_id: str) -> None: ...

    async def blocked(self, app_id: str, user_id: str) -> float:
        """For how many seconds more; 0 when not."""
        ...
