"""What travels between the engine's parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from stagewire.contract.types import ApiError


class RoomKey(NamedTuple):
    """A room of an application. ``str`` is how it is named outside; two rooms could share that
    name (both parts may hold hyphens), so inside nothing is looked up by it."""

    app_id: str
    room: str

    def __str__(self) -> str:
        return f"app-{self.app_id}-{self.room}"


class Position(NamedTuple):
    """A place in a room's history: ``offset`` events have happened in the run ``epoch``."""

    epoch: str
    offset: int

    def next(self) -> Position:
        return Position(self.epoch, self.offset + 1)


class Event(NamedTuple):
    """``body`` is the RoomEvent as JSON text."""

    offset: int
    body: bytes


class Placed(NamedTuple):
    """What publishing led to. ``subscribers`` are those of all processes at that moment;
    ``repeated`` when the idempotency key had been seen: nothing was told again then."""

    position: Position
    subscribers: int
    repeated: bool


class Past(NamedTuple):
    """The end of a room's history: its position and events, oldest first."""

    position: Position
    events: list[Event]


class Member(NamedTuple):
    """Who is present in a room. ``state`` is the client's own JSON object."""

    connection_id: str
    user_id: str | None
    state: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        return self._asdict()


class Entered(NamedTuple):
    """What a subscriber is told. ``recovered`` None: nothing was to be recovered; ``members``
    None: the subscriber is not listed and not told who comes and goes."""

    position: Position
    recovered: bool | None
    events: list[Event]
    members: list[Member] | None


class Refused(Exception):
    """A client's message cannot be done; it is told so and stays connected. ``code`` is for
    programs, ``field`` names what is wrong, ``retry_after`` is seconds; ``more`` are further
    fields of the `error`."""

    def __init__(
        self,
        code: str,
        message: str,
        field: str | None = None,
        retry_after: float | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.retry_after = retry_after
        self.more = more or {}


class Unavailable(ApiError):
    """The other processes cannot be reached: 503, and it may be tried again."""

    def __init__(self) -> None:
        super().__init__(
            503,
            "unavailable",
            "Rooms cannot be reached at the moment: try again in a few seconds.",
            headers={"Retry-After": "2"},
        )


class Said(NamedTuple):
    """What is told to a room, by a client's connection or, without one, by the server; what has
    the same ``once`` is told once."""

    key: RoomKey
    event: str
    data: Mapping[str, Any]
    connection_id: str | None
    user_id: str | None
    once: str | None

    def fields(self, timestamp_ms: int) -> dict[str, Any]:
        """Of the RoomEvent those that are known before it has its place."""
        fields = {"event": self.event, "data": self.data, "timestamp": timestamp_ms}
        if self.connection_id is not None:
            fields["connection_id"] = self.connection_id
        if self.user_id is not None:
            fields["user_id"] = self.user_id
        return fields


def placed_body(offset: int, body: bytes) -> bytes:
    """The RoomEvent, now that it has an offset."""
    return b'{"offset":%d,%b' % (offset, body[1:])
