"""What the server's own parts may ask of rooms and connections: ``platform.of(Rooms)``.

Everything is about one application and about all processes. Room names are the application's own,
without the ``app-…-`` in front. ``Unavailable`` (503) where the other processes cannot be reached.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from stagewire.realtime.types import Event, Member, RoomKey, Said

if TYPE_CHECKING:
    from stagewire.contract.messages import RealtimeLimits
    from stagewire.platform import Platform
    from stagewire.realtime.hub import Guard, Hub, OnCommand, OnCount

__all__ = [
    "ConnectionInfo", "Event", "History", "Member", "Online", "Published", "RoomInfo", "Rooms",
]  # fmt: skip


class Published(NamedTuple):
    """``room_id`` is the room's full name; ``subscriber_count`` are the subscribers of all
    processes when the event got its place; ``repeated`` when the key had been seen."""

    room_id: str
    epoch: str
    offset: int
    timestamp_ms: int
    subscriber_count: int
    repeated: bool


class History(NamedTuple):
    """``events`` are RoomEvents, oldest first, each with its JSON text in ``body``."""

    epoch: str
    offset: int
    events: list[Event]


class RoomInfo(NamedTuple):
    room: str
    subscribers: int
    members: int


class ConnectionInfo(NamedTuple):
    """``connected_at`` is Unix seconds."""

    connection_id: str
    user_id: str | None
    rooms: list[str]
    connected_at: float
    ip: str


class Online(NamedTuple):
    """Who is connected: how many connections, and when each user's newest was opened (Unix
    seconds)."""

    connections: int
    users: Mapping[str, float]


class Rooms:
    """``adopt`` gives it the hub when the engine starts."""

    def __init__(self, platform: Platform) -> None:
        self._hub: Hub | None = None
        self._on_count: OnCount | None = None
        self._on_command: OnCommand | None = None
        self._guards: dict[str, Guard] = {}

    def adopt(self, hub: Hub) -> None:
        self._hub = hub
        if self._on_count is not None:
            hub.on_count = self._on_count
        hub.command = self._on_command
        hub.guards = self._guards

    def on_count(self, callback: OnCount) -> None:
        """Calls ``callback(app_id, kind, n, user_id)`` for what happens in this process: kinds
        ``connections``, ``disconnections``, ``events`` (by clients) and ``broadcasts`` (by
        ``publish``). It must be quick and must not raise."""
        self._on_count = callback
        if self._hub is not None:
            self._hub.on_count = callback

    def on_command(self, handler: OnCommand) -> None:
        """Calls ``handler(identity, message)`` for `command` messages; it answers the fields of
        `done` and may raise Refused or ApiError."""
        self._on_command = handler
        if self._hub is not None:
            self._hub.command = handler

    def reserve(self, prefix: str, guard: Guard) -> None:
        """Lets clients do in rooms that begin so what their tokens allow and ``guard`` does not
        refuse; it is asked ``(identity, action, room)`` each time."""
        self._guards[prefix] = guard

    def reserved(self, room: str) -> bool:
        """Whether some part of the server keeps rooms that begin so for itself."""
        return any(room.startswith(prefix) for prefix in self._guards)

    async def publish(
        self,
        app_id: str,
        room: str,
        event: str,
        data: Mapping[str, Any],
        *,
        connection_id: str | None = None,
        user_id: str | None = None,
        key: str | None = None,
        broadcast: bool = False,
    ) -> Published:
        """Tells a room. The same ``key`` within five minutes is told once; a ``broadcast`` is
        counted as one."""
        room_key = RoomKey(app_id, room)
        once = None if key is None else f"s\n{key}"
        said = Said(room_key, event, dict(data), connection_id, user_id, once)
        placed, now = await self._engine.publish(said, broadcast)
        return Published(
            str(room_key),
            placed.position.epoch,
            placed.position.offset,
            now,
            placed.subscribers,
            placed.repeated,
        )

    async def members(self, app_id: str, room: str) -> list[Member]:
        return await self._engine.broker.members(RoomKey(app_id, room))

    async def history(
        self, app_id: str, room: str, after: int | None = None, limit: int = 50
    ) -> History:
        """The first ``limit`` events after an offset; without one, the last ones."""
        past = await self._engine.broker.past(RoomKey(app_id, room), after, limit)
        return History(past.position.epoch, past.position.offset, past.events)

    async def rooms(self, app_id: str, room: str | None = None) -> list[RoomInfo]:
        """Rooms that have subscribers, by name; at most the one that is named."""
        subscribers: Counter[str] = Counter()
        members: Counter[str] = Counter()
        for answer in await self._ask("rooms", app_id, room=room):
            for name, (listening, present) in answer.items():
                subscribers[name] += listening
                members[name] += present
        return [RoomInfo(name, subscribers[name], members[name]) for name in sorted(subscribers)]

    async def close_room(self, app_id: str, room: str) -> int:
        """Takes all subscribers out and forgets the history; answers how many they were."""
        answers = await self._ask("close_room", app_id, room=room)
        await self._engine.broker.forget(RoomKey(app_id, room))
        return sum(answers)

    async def connections(
        self, app_id: str, *, room: str | None = None, user_id: str | None = None
    ) -> list[ConnectionInfo]:
        """The oldest first."""
        return await self._connections(app_id, room=room, user_id=user_id)

    async def connection(self, app_id: str, connection_id: str) -> ConnectionInfo | None:
        found = await self._connections(app_id, connection_id=connection_id)
        return found[0] if found else None

    async def connection_count(self, app_id: str) -> int:
        return sum(await self._ask("count", app_id))

    async def online(self, app_id: str) -> Online:
        count, users = 0, dict[str, float]()
        for here, seen in await self._ask("online", app_id):
            count += here
            for user_id, at in seen.items():
                users[user_id] = max(at, users.get(user_id, 0.0))
        return Online(count, users)

    async def disconnect(
        self,
        app_id: str,
        *,
        connection_id: str | None = None,
        user_id: str | None = None,
        reason: str = "",
    ) -> int:
        """Closes the connections of that id or user; answers how many they were."""
        if connection_id is None and user_id is None:
            raise ValueError("say whom to disconnect")
        more = {"connection_id": connection_id, "user_id": user_id, "reason": reason}
        return sum(await self._ask("disconnect", app_id, **more))

    async def block_user(self, app_id: str, user_id: str, seconds: float) -> int:
        """Keeps a user out for a time and disconnects it; answers how many connections it had."""
        await self._engine.broker.block(app_id, user_id, seconds)
        return await self.disconnect(app_id, user_id=user_id, reason="this user is blocked")

    async def unblock_user(self, app_id: str, user_id: str) -> None:
        await self._engine.broker.unblock(app_id, user_id)

    async def blocked_for(self, app_id: str, user_id: str) -> float:
        """Seconds for which the user stays blocked; 0 when it is not."""
        return await self._engine.broker.blocked(app_id, user_id)

    @property
    def limits(self) -> RealtimeLimits:
        return self._engine.limits

    @property
    def _engine(self) -> Hub:
        if self._hub is None:
            raise RuntimeError("the realtime engine does not run in this process")
        return self._hub

    async def _ask(self, what: str, app_id: str, **more: Any) -> list[Any]:
        hub = self._engine
        given = {name: value for name, value in more.items() if value is not None}
        question = {"ask": what, "app_id": app_id, **given}
        others = await hub.broker.ask(question)
        return [hub.answer(question), *(answer for answer in others if answer is not None)]

    async def _connections(self, app_id: str, **chosen: str | None) -> list[ConnectionInfo]:
        answers = await self._ask("connections", app_id, **chosen)
        found = [ConnectionInfo(**one) for answer in answers for one in answer]
        return sorted(found, key=lambda one: (one.connected_at, one.connection_id))
