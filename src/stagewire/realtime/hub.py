"""The connections and rooms of this process, between their clients and the broker.

Every subscriber of a room is told the same events in the same order, and its first position and
what it missed join without a gap: events that come while its past is fetched are caught and put
behind it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

import orjson
import structlog

from stagewire.contract.messages import Messages
from stagewire.realtime.allowance import Allowance
from stagewire.realtime.broker import Broker, Entry, Notice, Question
from stagewire.realtime.connection import Connection, Subscription, Wire
from stagewire.realtime.deadlines import Deadlines
from stagewire.realtime.frames import text_frame
from stagewire.realtime.grants import Identity
from stagewire.realtime.outbox import Outbox
from stagewire.realtime.questions import answer
from stagewire.realtime.room import Room
from stagewire.realtime.telling import Telling
from stagewire.realtime.types import (
    Entered,
    Event,
    Member,
    Placed,
    Position,
    Refused,
    RoomKey,
    Said,
    Unavailable,
)

if TYPE_CHECKING:
    from stagewire.platform import Platform

log = structlog.get_logger(__name__)

OnCount = Callable[[str, str, int, str | None], None]
"""``(app_id, kind, n, user_id)``: n more of kind ``connections``, ``events`` (by clients) or
``broadcasts`` (over HTTP)."""


OnCommand = Callable[[Identity, dict[str, Any]], Awaitable[dict[str, Any]]]
"""``(identity, message)`` of a `command` to the fields of its `done`; Refused tells the client."""
Guard = Callable[[Identity, str, str], Awaitable[None]]
"""``(identity, action, room)``: Refused when the holder of the token may not do that there."""


class Hub:
    """Made when the loop runs. ``clock`` is Unix time; ``monotonic`` only grows. ``command`` does
    what `command` messages ask for; ``guards`` are asked for rooms whose names begin so."""

    def __init__(
        self,
        platform: Platform,
        messages: Messages,
        broker: Broker,
        monotonic: Callable[[], float],
    ) -> None:
        self.platform = platform
        self.messages = messages
        self.limits = messages.limits
        self.broker = broker
        self._place_now = broker.publish_now
        self.clock = platform.clock
        self.monotonic = monotonic
        self.outbox = Outbox()
        self.telling = Telling(platform)
        self.deadlines = Deadlines(monotonic)
        self.connections: dict[str, Connection] = {}
        self.rooms: dict[RoomKey, Room] = {}
        self.wires = 0
        self.on_count: OnCount = lambda app_id, kind, n, user_id: None
        self.command: OnCommand | None = None
        self.guards: dict[str, Guard] = {}
        self._by_app: dict[str, dict[str, Connection]] = {}
        self._by_ip: Counter[str] = Counter()
        # What all connections of an address or an application may send together.
        self._ip_allowed: dict[str, Allowance] = {}
        self._app_allowed: dict[str, Allowance] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    # --- connections -------------------------------------------------------------------------

    def open_wire(self, ip: str) -> bool:
        """Counts a socket; False when its address has too many."""
        if self._by_ip[ip] >= self.limits.connections_per_ip:
            return False
        self._by_ip[ip] += 1
        self.wires += 1
        return True

    def close_wire(self, ip: str) -> None:
        self.wires -= 1
        self._by_ip[ip] -= 1
        if not self._by_ip[ip]:
            del self._by_ip[ip]
            self._ip_allowed.pop(ip, None)

    def take(self, ip: str, connection: Connection | None, now: float) -> float:
        """Counts a message against its address and application; seconds to wait if too many."""
        allowed = self._ip_allowed.get(ip)
        if allowed is None:
            allowed = Allowance(self.limits.messages_per_second_per_ip, now)
            self._ip_allowed[ip] = allowed
        wait = allowed.take(1, now)
        if wait or connection is None:
            return wait
        app_id = connection.identity.app_id
        allowed = self._app_allowed.get(app_id)
        if allowed is None:
            allowed = Allowance(self.limits.messages_per_second_per_application, now)
            self._app_allowed[app_id] = allowed
        return allowed.take(1, now)

    def connect(self, wire: Wire, identity: Identity, ip: str, origin: str | None) -> Connection:
        """Refused ``too_many_connections`` when the application has too many."""
        mine = self._by_app.setdefault(identity.app_id, {})
        if len(mine) >= self.limits.connections_per_application:
            raise Refused("too_many_connections", "This application has too many connections.")
        connection = Connection(
            f"conn_{token_urlsafe(12)}",
            wire,
            self.outbox,
            self.limits.queue_bytes,
            ip=ip,
            origin=origin,
            identity=identity,
            connected_at=self.clock(),
        )
        self.connections[connection.id] = mine[connection.id] = connection
        self.on_count(identity.app_id, "connections", 1, identity.user_id)
        return connection

    def remove(self, connection: Connection) -> None:
        """The connection is over: it is in no room and in no list any more."""
        connection.drop()
        if self.connections.pop(connection.id, None) is None:
            return
        app_id, user_id = connection.identity.app_id, connection.identity.user_id
        self.on_count(app_id, "disconnections", 1, user_id)
        mine = self._by_app[app_id]
        del mine[connection.id]
        if not mine:
            del self._by_app[app_id]
            self._app_allowed.pop(app_id, None)
        left = []
        for key, subscription in list(connection.subscriptions.items()):
            self._unlink(connection, key, subscription)
            left.append((key, subscription))
        if left:
            self._in_background(self._leave_all(left))

    def of_app(self, app_id: str) -> list[Connection]:
        return list(self._by_app.get(app_id, {}).values())

    def apps(self) -> list[str]:
        return list(self._by_app)

    async def check(self, identity: Identity, action: str, name: str) -> None:
        """Refused ``forbidden`` when a token does not allow an action in a room."""
        for guard in self.permit(identity, action, name):
            await guard(identity, action, name)

    def permit(self, identity: Identity, action: str, name: str) -> list[Guard]:
        """``check`` without the room's guards, which are to be asked besides."""
        if not identity.grants.allows(action, name):
            raise Refused("forbidden", f"This token does not allow {action} in {name}.", "room")
        return self.guards_of(name)

    def guards_of(self, name: str) -> list[Guard]:
        return [guard for prefix, guard in self.guards.items() if name.startswith(prefix)]

    # --- rooms -------------------------------------------------------------------------------

    async def subscribe(
        self,
        connection: Connection,
        name: str,
        *,
        recover: Position | None,
        present: bool,
        state: dict[str, Any],
        told: Callable[[Entered], None],
    ) -> None:
        """Calls ``told`` in the step in which the subscription begins: what is sent there comes
        before every later event. Refused ``too_many_rooms``."""
        key = RoomKey(connection.identity.app_id, name)
        known = connection.subscriptions.get(key)
        if known is None and len(connection.subscriptions) >= self.limits.rooms_per_connection:
            most = self.limits.rooms_per_connection
            raise Refused("too_many_rooms", f"A connection may be in at most {most} rooms.", "room")
        member = None
        if present:
            member = Member(connection.id, connection.identity.user_id, state)
        room = await self._use(key)
        caught: list[Event] = []
        try:
            room.catching.append(caught)
            try:
                users = room.users - (known is not None)
                entry = await self.broker.enter(key, users, member, recover)
            finally:
                _remove(room.catching, caught)
        except BaseException:
            self._release(key, room)
            raise
        if entry.members is None:
            member = None
        if entry.first:
            self.telling.occupied(key)
        if connection.closed:
            self._release(key, room)
            if await self.broker.leave(key, room.users, member):
                self.telling.vacated(key)
            return
        known = connection.subscriptions.get(key)
        if member is not None and (known is None or known.member is None):
            self.telling.joined(key, member)
        if known is not None:
            # A second subscription of the same room only answers anew.
            room.users -= 1
            if known.member is not None and member is None:
                self.telling.left(key, known.member)
                with suppress(Unavailable):
                    await self.broker.leave(key, room.users, known.member)
            room.remove(connection)
        told(_join(room, entry, caught, recover))
        connection.subscriptions[key] = Subscription(room, member)
        connection.settle()
        room.add(connection, member is not None)

    async def unsubscribe(self, connection: Connection, name: str) -> bool:
        """False when it was not subscribed."""
        key = RoomKey(connection.identity.app_id, name)
        subscription = connection.subscriptions.get(key)
        if subscription is None:
            return False
        self._unlink(connection, key, subscription)
        # It is out, whether the other processes can be told now or only later.
        with suppress(Unavailable):
            await self._leave(key, subscription)
        return True

    def empty(self, key: RoomKey) -> int:
        """Takes all subscribers of this process out of a room, and tells them."""
        room = self.rooms.get(key)
        if room is None:
            return 0
        gone = list(room.subscribers)
        for connection in gone:
            self.take_out(connection, key)
        return len(gone)

    def take_out(self, connection: Connection, key: RoomKey) -> None:
        """Ends a subscription that the client did not ask to end, and tells it."""
        subscription = connection.subscriptions[key]
        self._unlink(connection, key, subscription)
        connection.tell({"type": "unsubscribed", "room": key.room})
        self._in_background(self._leave(key, subscription))

    def hide(self, connection: Connection, key: RoomKey) -> None:
        """The connection stays subscribed but is no longer listed or told who comes and goes."""
        subscription = connection.subscriptions[key]
        if subscription.member is None:
            return
        gone = Subscription(subscription.room, subscription.member)
        subscription.member = None
        subscription.room.subscribers[connection] = False
        self._in_background(self._leave(key, gone))

    async def update(self, connection: Connection, name: str, state: dict[str, Any]) -> None:
        subscription = self._subscription(connection, name)
        if subscription.member is None:
            raise Refused("not_present", f"This client is not present in {name}.", "room")
        subscription.member = subscription.member._replace(state=state)
        await self.broker.update(subscription.room.key, subscription.member)

    async def publish(self, said: Said, broadcast: bool = False) -> tuple[Placed, int]:
        """What came of it, and the event's time in milliseconds."""
        publishing = Publishing(self, said)
        return await publishing.done(broadcast), publishing.fields["timestamp"]

    def publish_now(self, said: Said) -> Placed | None:
        """``publish`` by a client in one step. None where something has to be waited for: nothing
        is done then."""
        if self._place_now is None or self.telling.wanted(said.key, said.event) is not False:
            return None
        body = orjson.dumps(said.fields(int(self.clock() * 1000)))
        placed = self._place_now(said.key, body, said.once)
        if not placed.repeated:
            self.on_count(said.key.app_id, "events", 1, said.user_id)
        return placed

    async def signal(self, connection: Connection, name: str, to: str, payload: bytes) -> None:
        """``payload`` is the message as JSON text. Refused ``unknown_connection``."""
        key = self._subscription(connection, name).room.key
        target = self.connections.get(to)
        if target is not None:
            subscription = target.subscriptions.get(key)
            if subscription is not None and subscription.member is not None:
                target.send(text_frame(payload), self.outbox.now())
                return
        elif await self.broker.signal(key, to, payload):
            return
        raise Refused("unknown_connection", f"`to` is not present in {name}.", "to")

    def sender(self, connection: Connection, name: str) -> Member:
        """How others see this connection in a room it is subscribed to."""
        member = self._subscription(connection, name).member
        return member or Member(connection.id, connection.identity.user_id, {})

    def _subscription(self, connection: Connection, name: str) -> Subscription:
        key = RoomKey(connection.identity.app_id, name)
        subscription = connection.subscriptions.get(key)
        if subscription is None:
            raise Refused("not_subscribed", f"Subscribe to {name} first.", "room")
        return subscription

    async def _use(self, key: RoomKey) -> Room:
        """The room, with one user more, attached to the broker."""
        room = self.rooms.get(key)
        if room is None:
            room = self.rooms[key] = Room(key, self.outbox)
        room.users += 1
        try:
            if room.ready is None:
                room.ready = asyncio.get_running_loop().create_future()
                try:
                    room.position = await self.broker.attach(key)
                except BaseException:
                    # Others who wait for it try for themselves.
                    room.ready.cancel()
                    room.ready = None
                    raise
                room.ready.set_result(None)
            elif not room.ready.done():
                ready = room.ready
                await asyncio.wait([ready])
                if ready.cancelled():
                    raise Unavailable
        except BaseException:
            self._release(key, room)
            raise
        return room

    def _release(self, key: RoomKey, room: Room) -> None:
        room.users -= 1
        if room.users == 0 and self.rooms.get(key) is room:
            del self.rooms[key]
            if room.ready is not None:
                self.broker.detach(key)

    def _unlink(self, connection: Connection, key: RoomKey, subscription: Subscription) -> None:
        del connection.subscriptions[key]
        connection.settle()
        subscription.room.remove(connection)
        self._release(key, subscription.room)

    async def _leave(self, key: RoomKey, subscription: Subscription) -> None:
        if subscription.member is not None:
            self.telling.left(key, subscription.member)
        if await self.broker.leave(key, subscription.room.users, subscription.member):
            self.telling.vacated(key)

    async def _leave_all(self, left: Iterable[tuple[RoomKey, Subscription]]) -> None:
        for key, subscription in left:
            await self._leave(key, subscription)

    def _in_background(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._leaving.add(task)
        task.add_done_callback(self._left)

    def _left(self, task: asyncio.Task[None]) -> None:
        self._leaving.discard(task)
        if not task.cancelled() and task.exception() is not None:
            # The others see it by the lease that is not renewed.
            log.warning("realtime_leave_failed", error=type(task.exception()).__name__)

    async def settled(self) -> None:
        """Waits until everybody who left has been told of."""
        while self._leaving:
            await asyncio.wait(list(self._leaving))
        await self.telling.settled()

    # --- what the broker tells ------------------------------------------------------------------

    def deliver(self, key: RoomKey, position: Position, body: bytes) -> None:
        room = self.rooms.get(key)
        if room is not None:
            room.deliver(position, body)

    def lost(self, key: RoomKey, position: Position) -> None:
        """Tells the subscribers that the room goes on from elsewhere, as if they had subscribed
        anew and could not be told what they missed."""
        room = self.rooms.get(key)
        if room is None:
            return
        room.position = position
        now = self.outbox.now()
        room.flush(now)
        for connection in list(room.subscribers):
            connection.tell(
                {
                    "type": "subscribed",
                    "room": key.room,
                    "epoch": position.epoch,
                    "offset": position.offset,
                    "recovered": False,
                    "events": [],
                }
            )

    def notice(self, key: RoomKey, kind: Notice, member: Member) -> None:
        room = self.rooms.get(key)
        if room is not None:
            room.notice(kind, member)

    def relay(self, to: str, payload: bytes) -> None:
        connection = self.connections.get(to)
        if connection is not None:
            connection.send(text_frame(payload), self.outbox.now())

    def gone(self, key: RoomKey, members: list[Member], vacated: bool) -> None:
        for member in members:
            self.telling.left(key, member)
        if vacated:
            self.telling.vacated(key)

    def held(self, key: RoomKey) -> tuple[int, list[Member]]:
        room = self.rooms.get(key)
        if room is None:
            return 0, []
        found = (connection.subscriptions.get(key) for connection in room.subscribers)
        return room.users, [s.member for s in found if s is not None and s.member is not None]

    def answer(self, question: Question) -> Any:
        return answer(self, question)


class Publishing:
    """An event on its way to its place. Of those that are begun one after the other each comes
    before the next in its room; ``done`` is to be awaited in that order too."""

    def __init__(self, hub: Hub, said: Said) -> None:
        self._hub = hub
        self._said = said
        self.fields = said.fields(int(hub.clock() * 1000))
        body = orjson.dumps(self.fields)
        self._placing: Awaitable[Placed] = hub.broker.publish(said.key, body, said.once)

    def begin(self) -> Publishing:
        """Sends it on its way before ``done`` is awaited."""
        self._placing = asyncio.ensure_future(self._placing)
        return self

    async def done(self, broadcast: bool = False) -> Placed:
        """Where it came, once whoever wants it is told for certain."""
        hub, said = self._hub, self._said
        placed = await self._placing
        await hub.telling.published(said.key, placed, self.fields, said.once)
        if not placed.repeated:
            kind = "broadcasts" if broadcast else "events"
            hub.on_count(said.key.app_id, kind, 1, said.user_id)
        return placed


def _join(room: Room, entry: Entry, caught: list[Event], recover: Position | None) -> Entered:
    """Puts the past that was fetched and what came meanwhile together at the room's position
    here: a later event will be told as it comes."""
    position = room.position
    if recover is None:
        return Entered(position, None, [], entry.members)
    if entry.events is None or entry.position.epoch != position.epoch:
        return Entered(position, False, [], entry.members)
    events = [event for event in entry.events if event.offset <= position.offset]
    events += [event for event in caught if event.offset > entry.position.offset]
    if len(events) != position.offset - recover.offset:
        # Some were lost between what was fetched and what was caught.
        return Entered(position, False, [], entry.members)
    return Entered(position, True, events, entry.members)


def _remove(lists: list[list[Event]], one: list[Event]) -> None:
    # By identity: two empty lists are equal.
    for n, candidate in enumerate(lists):
        if candidate is one:
            del lists[n]
            return
