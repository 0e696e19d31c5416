"""A room that is followed: what it tells, in order, and who is there."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from ..models import Member
from .messages import (
    NOTICES,
    Event,
    Events,
    Gap,
    History,
    Join,
    Leave,
    Presence,
    Published,
    Recovered,
    RoomMessage,
    Signal,
    State,
    Subscribed,
    Unsubscribed,
    Update,
)

if TYPE_CHECKING:
    from ._connection import Realtime

Json = Mapping[str, Any]


class Room:
    """Iterate over it to get what it tells: `Event`, `Join`, `Leave`, `State`, `SignalReceived`, a
    `Gap` where something was missed and cannot be told, `Recovered` where it could, and `Unsubscribed` as the last when the server ended it. One
    reader at a time. It ends with `unsubscribe()` and `close()`, and raises when the connection is
    closed for good or the room may not be followed any more.

    Whoever reads too slowly is told: beyond `max_queue` messages the room stops listening, and asks
    for what it missed as soon as all is read; a `Gap` stands for what the server keeps no more.
    Signals are kept nowhere and are lost then; `members` is always current.

    Attributes:
        name: The room's name.
    """

    def __init__(
        self, realtime: Realtime, name: str, presence: bool, state: Mapping[str, Any] | None
    ) -> None:
        self.name = name
        self._realtime = realtime
        self._presence = presence
        self._state = state
        self._epoch: str | None = None
        self._offset = 0
        self._subscribed: Subscribed | None = None
        self._members: dict[str, Member] | None = None
        self._me: str | None = None
        self._queue: deque[RoomMessage] = deque()
        self._most = realtime.settings.max_queue
        self._behind = False
        self._asking = False
        self._ended = False
        self._error: Exception | None = None
        self._wake = asyncio.Event()

    def __repr__(self) -> str:
        return f"Room({self.name!r})"

    @property
    def epoch(self) -> str:
        """Names the run of offsets that `offset` belongs to."""
        return self._epoch or ""

    @property
    def offset(self) -> int:
        """The offset of the last event that was received, or of the place where it began."""
        return self._offset

    @property
    def subscribed(self) -> Subscribed | None:
        """What the server said when the room was last entered. Its events come by iteration too."""
        return self._subscribed

    @property
    def members(self) -> Mapping[str, Member] | None:
        """Who is there, by connection id, this client included; kept current. None where presence
        is off, or not allowed."""
        return self._members

    # --- reading ---------------------------------------------------------------------------------

    def __aiter__(self) -> AsyncIterator[RoomMessage]:
        return self

    async def __anext__(self) -> RoomMessage:
        while not self._queue:
            if self._ended:
                if self._error is not None:
                    raise self._error
                raise StopAsyncIteration
            if self._behind and not self._asking:
                self._asking = True
                self._realtime._resubscribe(self)
            self._wake.clear()
            await self._wake.wait()
        return self._queue.popleft()

    # --- telling ---------------------------------------------------------------------------------

    async def publish(
        self,
        event: str,
        data: Mapping[str, Any] | None = None,
        *,
        key: str | None = None,
        timeout: float | None = None,
    ) -> Published:
        """Tells the room, and waits until the event has its place in the room's order."""
        return await self._realtime.publish(self.name, event, data, key=key, timeout=timeout)

    async def update(self, state: Mapping[str, Any], *, timeout: float | None = None) -> None:
        """Replaces this client's state; after a reconnect it is told anew."""
        await self._realtime.request(Update(room=self.name, state=dict(state)), timeout=timeout)
        self._state = dict(state)
        if self._members is not None and self._me in self._members:
            mine = self._members[self._me]
            self._members[self._me] = Member(
                connection_id=mine.connection_id, user_id=mine.user_id, state=dict(state)
            )

    async def signal(
        self, to: str, data: Mapping[str, Any], *, timeout: float | None = None
    ) -> None:
        """Sends data to one member, by connection id. It is not repeated: after a
        `RealtimeConnectionError` nobody knows whether it arrived."""
        message = Signal(room=self.name, to=to, data=dict(data))
        await self._realtime.request(message, timeout=timeout)

    async def history(
        self, *, after: int | None = None, limit: int | None = None, timeout: float | None = None
    ) -> Events:
        """What happened, oldest first."""
        message = History(room=self.name, after=after, limit=limit)
        return await self._realtime.request(message, timeout=timeout)

    async def presence(self, *, timeout: float | None = None) -> list[Member]:
        """Asks who is there."""
        answer = await self._realtime.request(Presence(room=self.name), timeout=timeout)
        return answer.members

    async def unsubscribe(self) -> None:
        """Leaves the room."""
        await self._realtime.unsubscribe(self)

    # --- what the connection tells ---------------------------------------------------------------

    def _asks(self) -> dict[str, Any]:
        """The `subscribe` that begins or goes on from here."""
        message: dict[str, Any] = {"type": "subscribe", "room": self.name}
        if self._epoch is not None:
            message["recover"] = {"epoch": self._epoch, "offset": self._offset}
        if not self._presence:
            message["presence"] = False
        if self._state is not None:
            message["state"] = dict(self._state)
        return message

    def _inside(self, connection_id: str) -> bool:
        """Whether it was entered on that connection. Raises why it ended, if it did."""
        if self._ended and self._error is not None:
            raise self._error
        return self._me == connection_id

    def _go_on_from(self, epoch: str, offset: int) -> None:
        """Goes on from there."""
        self._epoch, self._offset = epoch, offset

    def _set_asking(self, asking: bool) -> None:
        """A `subscribe` is on its way, or came to nothing."""
        self._asking = asking
        self._wake.set()

    def _entered(self, message: Json, connection_id: str) -> None:
        """The answer to `subscribe`, or one that came unasked."""
        self._asking = False
        if self._ended:
            return
        self._behind = False
        self._subscribed = Subscribed.from_dict(message)
        self._see(message.get("members"), connection_id)
        epoch, offset = message["epoch"], message["offset"]
        if message["recovered"] is False:
            self._epoch, self._offset = epoch, offset
            self._put(Gap(room=self.name, epoch=epoch, offset=offset), urgent=True)
            for event in message["events"]:
                self._put(_event(self.name, event))
        else:
            for event in message["events"]:
                self._happened(_event(self.name, event))
            if not self._behind:
                self._epoch, self._offset = epoch, max(self._offset, offset)
                if message["recovered"]:
                    self._put(Recovered(room=self.name, events=len(message["events"])))
        self._wake.set()

    def _notice(self, message: Json) -> None:
        """Anything else that the server says of this room."""
        read = NOTICES.get(message["type"])
        if read is None or self._ended:
            return
        told = read(message)
        match told:
            case Event():
                self._happened(told)
            case Join(member=member) | State(member=member):
                self._present(member)
                self._put(told)
            case Leave(member=member):
                if self._members is not None:
                    self._members.pop(member.connection_id, None)
                self._put(told)
            case _:
                self._put(cast(RoomMessage, told), urgent=isinstance(told, Unsubscribed))
        if isinstance(told, Unsubscribed):
            self._end(None)

    def _end(self, error: Exception | None) -> None:
        """Nothing comes any more."""
        if not self._ended:
            self._ended, self._error = True, error
            self._wake.set()

    def _happened(self, event: Event) -> None:
        if event.offset <= self._offset:
            return
        if self._behind or event.offset != self._offset + 1:
            # Something is missing: what comes is asked for again, from the last that was read.
            self._behind = True
            self._wake.set()
        elif self._put(event):
            self._offset = event.offset

    def _put(self, message: RoomMessage, urgent: bool = False) -> bool:
        if not urgent and (self._behind or len(self._queue) >= self._most):
            self._behind = True
            return False
        self._queue.append(message)
        self._wake.set()
        return True

    def _present(self, member: Member) -> None:
        if self._members is not None:
            self._members[member.connection_id] = member

    def _see(self, listed: list[Json] | None, connection_id: str) -> None:
        """Tells how who is there differs from who was, this client aside."""
        before, self._members, me = self._members, None, self._me
        self._me = connection_id
        if listed is None:
            return
        members = [Member.from_dict(one) for one in listed]
        now = self._members = {one.connection_id: one for one in members}
        if before is None:
            return
        mine = (me, connection_id)
        for gone in before.values():
            if gone.connection_id not in now and gone.connection_id not in mine:
                self._put(Leave(room=self.name, member=gone))
        for one in members:
            known = before.get(one.connection_id)
            if one.connection_id in mine or known == one:
                continue
            kind = Join if known is None else State
            self._put(kind(room=self.name, member=one))


def _event(room: str, event: Json) -> Event:
    return Event.from_dict({**event, "room": room})
