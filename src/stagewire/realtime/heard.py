"""One room's channel as this process hears it, put in order: the next event is delivered, what
was heard before is dropped, and while something is missing the rest waits."""

from __future__ import annotations

from stagewire.realtime.broker import Listener
from stagewire.realtime.types import Event, Position, RoomKey

_MOST_WAITING = 1024
"""Events that wait while missing ones are read. Those beyond are read too, later."""


class Heard:
    """``position`` None: it is not known yet where this process comes in. ``shared``: another
    process may have subscribers in the room, too. ``unsure``: whether a publish of this process was
    done is not known."""

    def __init__(self, key: RoomKey, listener: Listener) -> None:
        self.key = key
        self.position: Position | None = None
        self.shared = True
        self.unsure = False
        self._listener = listener
        self._waiting: list[tuple[Position, bytes]] | None = []
        self._overflowed = False

    def begin(self, position: Position) -> bool:
        """This process comes in here; what was heard before it was known is looked at now.
        False when there is more to be read."""
        self.position = position
        return self._drain()

    def event(self, position: Position, body: bytes) -> bool:
        """False when events before this one are missing: they must be read."""
        if self._waiting is not None:
            if len(self._waiting) < _MOST_WAITING:
                self._waiting.append((position, body))
            else:
                self._overflowed = True
            return True
        return self._take(position, body)

    def gap(self) -> None:
        """Something is missing: what comes from here on waits."""
        if self._waiting is None:
            self._waiting = []

    def published(self, position: Position, body: bytes) -> None:
        """An event of this process: where it is the next one, it need not be heard of."""
        if self._waiting is not None:
            self.event(position, body)
        elif self.position is not None and position == self.position.next():
            self.advance(position, body)

    def catch_up(self) -> None:
        """Goes as far as what waits allows."""
        self._drain()
        self.gap()

    def go_on(self, position: Position) -> None:
        """What was told since may stand elsewhere for others: the room goes on from there."""
        self.position = position
        self._listener.lost(self.key, position)

    def fill(self, position: Position, events: list[Event] | None) -> bool:
        """What was read of what was missing, up to ``position``; None when it is gone. False when
        there is more to be read."""
        assert self.position is not None
        if events is None:
            # Another reading may have got further meanwhile.
            if position.epoch != self.position.epoch or position.offset > self.position.offset:
                self.go_on(position)
        else:
            for event in events:
                self._take(Position(position.epoch, event.offset), event.body)
        self.unsure = False
        return self._drain()

    def _drain(self) -> bool:
        waiting, self._waiting = self._waiting or [], None
        overflowed, self._overflowed = self._overflowed, False
        for position, body in waiting:
            if not self._take(position, body):
                self.gap()
                return False
        if overflowed:
            self.gap()
        return not overflowed

    def _take(self, position: Position, body: bytes) -> bool:
        assert self.position is not None
        if position.epoch != self.position.epoch:
            return False
        if position.offset == self.position.offset + 1:
            self.advance(position, body)
        return position.offset <= self.position.offset

    def advance(self, position: Position, body: bytes) -> None:
        """The next event."""
        self.position = position
        self._listener.deliver(self.key, position, body)
