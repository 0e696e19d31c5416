"""A room that goes on by itself while Redis is away: no other process has subscribers in it.

Its events get the next places and are kept until they can be put into the room's history, each
once. Where the history has gone on meanwhile, as when Redis came back without it, they come to
stand behind that, and the subscribers are told that the room goes on from there.
"""

from __future__ import annotations

import asyncio
from collections import deque
from secrets import token_urlsafe
from typing import NamedTuple

from stagewire.contract.messages import RealtimeLimits
from stagewire.realtime.heard import Heard
from stagewire.realtime.types import Event, Placed, Position, Unavailable


def placed_body(place: Position, body: bytes) -> bytes:
    """A RoomEvent with its offset, as ``room.lua`` makes it."""
    return b'{"offset":%d,%b' % (place.offset, body[1:])


class Waiting(NamedTuple):
    """An event without its offset, the key that makes sending it again safe, and its place here."""

    body: bytes
    once: str
    position: Position


class Apart:
    """As many events as a history holds: none that was acknowledged is dropped."""

    def __init__(self, heard: Heard, limits: RealtimeLimits) -> None:
        heard.catch_up()
        assert heard.position is not None
        self.heard = heard
        self.waiting: deque[Waiting] = deque()
        self.exact = True
        self.returning: asyncio.Future[None] | None = None
        self._limits = limits
        self._begun = heard.position
        self._events: list[Event] = []
        self._known: dict[str, Position] = {}
        self._bytes = 0

    @property
    def position(self) -> Position:
        assert self.heard.position is not None
        return self.heard.position

    def publish(self, body: bytes, once: str | None, subscribers: int) -> Placed:
        """Unavailable when there is no room for more."""
        if once is not None and once in self._known:
            return Placed(self._known[once], subscribers, True)
        size = self._bytes + len(body)
        if len(self._events) >= self._limits.history_events or size > self._limits.history_bytes:
            raise Unavailable
        place = self.position.next()
        event = placed_body(place, body)
        self._bytes = size
        self._events.append(Event(place.offset, event))
        if once is not None:
            self._known[once] = place
        self.waiting.append(Waiting(body, once or f"apart-{token_urlsafe(12)}", place))
        self.heard.advance(place, event)
        return Placed(place, subscribers, False)

    def after(self, place: Position) -> list[Event] | None:
        """What came after a place; None where that cannot be said."""
        begun = self._begun
        if place.epoch != begun.epoch or not begun.offset <= place.offset <= self.position.offset:
            return None
        return [event for event in self._events if event.offset > place.offset]
