"""The rooms of a single process, in its memory.

What is kept is bounded: each room by events, bytes and age, and all rooms together by bytes; the
room that nobody has used for longest goes first. A room that is forgotten begins anew under
another epoch, so its clients learn that their place is gone.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from secrets import token_urlsafe
from typing import Any

from stagewire.contract.messages import RealtimeLimits
from stagewire.realtime.broker import Entry, Listener, Question
from stagewire.realtime.types import Event, Member, Past, Placed, Position, RoomKey, placed_body

ONCE_SECONDS = 300.0
MOST_HISTORY = 64 * 1024 * 1024
"""Bytes of events kept for all rooms together."""
_SWEEP = 30.0
"""Seconds between looks for what is too old."""
_MOST_ONCE = 100_000
_OVERHEAD = 200
"""Bytes an event or a room takes besides its text, roughly."""


class _Room:
    __slots__ = ("bytes", "epoch", "events", "members", "offset", "subscribers", "times")

    def __init__(self, epoch: str) -> None:
        self.epoch = epoch
        self.offset = 0
        self.events: deque[Event] = deque()
        self.times: deque[float] = deque()
        self.bytes = 0
        self.subscribers = 0
        self.members: dict[str, Member] = {}

    @property
    def position(self) -> Position:
        return Position(self.epoch, self.offset)

    @property
    def used(self) -> bool:
        return self.subscribers > 0 or bool(self.members)

    def add(self, body: bytes, now: float) -> Event:
        self.offset += 1
        event = Event(self.offset, placed_body(self.offset, body))
        self.events.append(event)
        self.times.append(now)
        self.bytes += len(event.body) + _OVERHEAD
        return event

    def trim(self, oldest: float, limits: RealtimeLimits) -> None:
        """Drops what is older, and what is more than may be kept."""
        events, times = self.events, self.times
        while times and (
            times[0] <= oldest
            or len(events) > limits.history_events
            or self.bytes > limits.history_bytes
        ):
            self.bytes -= len(events.popleft().body) + _OVERHEAD
            times.popleft()

    def after(self, offset: int) -> list[Event] | None:
        """The events after an offset; None when some of them are gone (or never were)."""
        if not self.offset - len(self.events) <= offset <= self.offset:
            return None
        skipped = offset - (self.offset - len(self.events))
        return [event for n, event in enumerate(self.events) if n >= skipped]


class MemoryBroker:
    """``clock`` answers seconds that only grow. Nothing here waits: every call is done in one
    step, so what happens in a room has one order."""

    def __init__(self, limits: RealtimeLimits, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._rooms: dict[RoomKey, _Room] = {}
        # Those that may have events, least recently used first.
        self._kept: OrderedDict[RoomKey, _Room] = OrderedDict()
        self._bytes = 0
        self._sweep_at = 0.0
        self._once: OrderedDict[tuple[RoomKey, str], tuple[Position, float]] = OrderedDict()
        self._blocks: dict[tuple[str, str], float] = {}
        # A room without events may be dropped and come back unnoticed; once one with events is
        # dropped, every room made later has another epoch than any before.
        self._run = token_urlsafe(6)
        self._dropped = 0

    async def open(self, listener: Listener) -> None:
        self._listener = listener

    async def close(self) -> None:
        """Nothing to close."""

    # --- who is there ------------------------------------------------------------------------

    async def attach(self, key: RoomKey) -> Position:
        return self._room(key).position

    def detach(self, key: RoomKey) -> None:
        """Nothing to do: the room goes when its last subscriber leaves."""

    async def enter(
        self, key: RoomKey, subscribers: int, member: Member | None, after: Position | None
    ) -> Entry:
        room = self._room(key)
        first = room.subscribers == 0
        room.subscribers = subscribers
        self._age(room)
        events = room.after(after.offset) if after and after.epoch == room.epoch else None
        members = None
        if member is not None and (
            member.connection_id in room.members
            or len(room.members) < self._limits.members_per_room
        ):
            kind = "state" if member.connection_id in room.members else "join"
            room.members[member.connection_id] = member
            members = list(room.members.values())
            self._listener.notice(key, kind, member)  # type: ignore[arg-type]
        return Entry(room.position, events, members, first)

    async def leave(self, key: RoomKey, subscribers: int, member: Member | None) -> bool:
        room = self._rooms.get(key)
        if room is None:
            return False
        last = room.subscribers > 0 and subscribers == 0
        room.subscribers = subscribers
        if member is not None and room.members.pop(member.connection_id, None) is not None:
            self._listener.notice(key, "leave", member)
        self._drop_if_empty(key, room)
        return last

    async def update(self, key: RoomKey, member: Member) -> None:
        room = self._room(key)
        room.members[member.connection_id] = member
        self._listener.notice(key, "state", member)

    async def members(self, key: RoomKey) -> list[Member]:
        room = self._rooms.get(key)
        return list(room.members.values()) if room else []

    # --- what happens ------------------------------------------------------------------------

    async def publish(self, key: RoomKey, body: bytes, once: str | None) -> Placed:
        return self.publish_now(key, body, once)

    def publish_now(self, key: RoomKey, body: bytes, once: str | None) -> Placed:
        now = self._clock()
        room = self._room(key)
        if once is not None:
            known = self._once.get((key, once))
            if known is not None and now < known[1]:
                return Placed(known[0], room.subscribers, True)
        before = room.bytes
        event = room.add(body, now)
        room.trim(now - self._limits.history_seconds, self._limits)
        self._bytes += room.bytes - before
        self._kept[key] = room
        self._kept.move_to_end(key)
        position = room.position
        if once is not None:
            self._remember(key, once, position, now)
        if self._bytes > MOST_HISTORY:
            self._make_space()
        self._listener.deliver(key, position, event.body)
        return Placed(position, room.subscribers, False)

    async def past(self, key: RoomKey, after: int | None, limit: int) -> Past:
        room = self._rooms.get(key)
        if room is None:
            return Past(Position(self._epoch(), 0), [])
        self._age(room)
        events = list(room.events)
        if after is None:
            return Past(room.position, events[-limit:])
        return Past(room.position, [event for event in events if event.offset > after][:limit])

    async def forget(self, key: RoomKey) -> None:
        room = self._rooms.pop(key, None)
        if room is None:
            return
        self._kept.pop(key, None)
        self._bytes -= room.bytes
        self._dropped += 1
        if room.used:
            fresh = self._room(key)
            fresh.subscribers, fresh.members = room.subscribers, room.members
            self._listener.lost(key, fresh.position)

    def tick(self) -> None:
        now = self._clock()
        if now < self._sweep_at:
            return
        self._sweep_at = now + _SWEEP
        for key, room in list(self._rooms.items()):
            self._age(room)
            self._drop_if_empty(key, room)
        while self._once and next(iter(self._once.values()))[1] <= now:
            self._once.popitem(last=False)
        for block in [block for block, end in self._blocks.items() if end <= now]:
            del self._blocks[block]

    # --- others: there are none ----------------------------------------------------------------

    async def signal(self, key: RoomKey, to: str, payload: bytes) -> bool:
        return False

    async def ask(self, question: Question) -> list[Any]:
        return []

    async def block(self, app_id: str, user_id: str, seconds: float) -> None:
        self._blocks[app_id, user_id] = self._clock() + seconds

    async def unblock(self, app_id: str, user_id: str) -> None:
        self._blocks.pop((app_id, user_id), None)

    async def blocked(self, app_id: str, user_id: str) -> float:
        return self.blocked_now(app_id, user_id)

    def blocked_now(self, app_id: str, user_id: str) -> float:
        return max(self._blocks.get((app_id, user_id), 0.0) - self._clock(), 0.0)

    # --- memory --------------------------------------------------------------------------------

    @property
    def size(self) -> tuple[int, int]:
        """How many rooms are kept, and bytes of history."""
        return len(self._rooms), self._bytes

    def _epoch(self) -> str:
        return f"{self._run}-{self._dropped:x}"

    def _room(self, key: RoomKey) -> _Room:
        room = self._rooms.get(key)
        if room is None:
            room = self._rooms[key] = _Room(self._epoch())
        return room

    def _age(self, room: _Room) -> None:
        before = room.bytes
        room.trim(self._clock() - self._limits.history_seconds, self._limits)
        self._bytes += room.bytes - before

    def _drop_if_empty(self, key: RoomKey, room: _Room) -> None:
        if room.used or room.events:
            return
        del self._rooms[key]
        self._kept.pop(key, None)
        if room.offset:
            self._dropped += 1

    def _make_space(self) -> None:
        while self._bytes > MOST_HISTORY:
            key, room = self._kept.popitem(last=False)
            self._bytes -= room.bytes
            room.events.clear()
            room.times.clear()
            room.bytes = 0
            self._drop_if_empty(key, room)

    def _remember(self, key: RoomKey, once: str, position: Position, now: float) -> None:
        if len(self._once) >= _MOST_ONCE:
            self._once.popitem(last=False)
        self._once[key, once] = (position, now + ONCE_SECONDS)
        self._once.move_to_end((key, once))
