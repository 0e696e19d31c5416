"""The messages of the realtime connection, and its close codes.

`type` and `id`, which every message has on the wire, are the connection's own business.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, NamedTuple, TypeVar, Union

from ..models import (
    ChatMessage,
    Member,
    Poll,
    PresentationCommand,
    PresentationSnapshot,
    PresentationState,
    Question,
    RoomEvent,
    SubscribeRecover,
)

R_co = TypeVar("R_co", covariant=True)

__all__ = [
    "CLOSE_CODES",
    "CloseCode",
    "Auth",
    "Subscribe",
    "Unsubscribe",
    "Publish",
    "Presence",
    "Update",
    "History",
    "Signal",
    "Ping",
    "Refresh",
    "Command",
    "Welcome",
    "Subscribed",
    "Unsubscribed",
    "Published",
    "Members",
    "Updated",
    "Events",
    "Signaled",
    "Pong",
    "Refreshed",
    "Done",
    "Event",
    "Join",
    "Leave",
    "State",
    "SignalReceived",
    "Expiring",
    "Error",
    "Gap",
    "Recovered",
    "REQUESTS",
    "Request",
    "RoomMessage",
    "ServerMessage",
]

ADDRESS = "/realtime"
"""The path of the WebSocket."""

MOST_SENT = 65536
"""The longest message that the server takes, in bytes."""

MOST_RECEIVED = 4194304
"""A message of the server is smaller."""


class CloseCode(NamedTuple):
    """Why the server closes a connection, and whether trying again helps."""

    code: int
    name: str
    reconnect: bool
    description: str


CLOSE_CODES: Mapping[int, CloseCode] = {
    1001: CloseCode(1001, "going_away", True, "The server stops or is renewed."),
    1002: CloseCode(1002, "protocol_error", False, "The client broke RFC 6455."),
    1003: CloseCode(1003, "unsupported_data", False, "A binary message came; only text is spoken."),
    1007: CloseCode(1007, "invalid_text", False, "Text that is not UTF-8."),
    1009: CloseCode(1009, "message_too_big", False, "A message over `messageBytes`."),
    1011: CloseCode(1011, "internal_error", True, "The server failed. Wait before reconnecting."),
    4001: CloseCode(4001, "unauthorized", False, "No token in time, or one that is not valid."),
    4003: CloseCode(
        4003, "forbidden", False, "The page's origin is not the application's allowed domain."
    ),
    4005: CloseCode(4005, "token_expired", True, "The token ended. Reconnect with a new one."),
    4006: CloseCode(4006, "disconnected", False, "The application disconnected this client."),
    4007: CloseCode(
        4007, "application_disabled", False, "The application is switched off or gone."
    ),
    4008: CloseCode(
        4008, "slow_consumer", True, "The client reads too slowly. Recover after reconnecting."
    ),
    4009: CloseCode(
        4009,
        "too_many_connections",
        True,
        "A limit of connections is reached. Wait before reconnecting.",
    ),
    4010: CloseCode(4010, "ping_timeout", True, "Nothing came from the client for too long."),
}
"""By code."""


class Request(ABC, Generic[R_co]):
    """A message to the server, which answers it with an `R_co`.

    Attributes:
        type: What the wire calls it.
        keyed: Whether it has a `key`, which makes a retry safe.
        repeatable: Whether it is sent again after a connection was lost before the answer.
    """

    __slots__ = ()

    type: ClassVar[str]
    keyed: ClassVar[bool] = False
    repeatable: ClassVar[bool] = False

    @classmethod
    @abstractmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Request[R_co]:
        """The message that the wire's JSON object says."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """The JSON object for the wire."""

    @staticmethod
    @abstractmethod
    def read_reply(data: Mapping[str, Any]) -> R_co:
        """What the server answered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Auth(Request["Welcome"]):
    """Only needed when the token came neither by query nor by subprotocol. It must come first."""

    type: ClassVar[str] = "auth"
    keyed: ClassVar[bool] = False
    repeatable: ClassVar[bool] = False
    token: str
    """The client token."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Auth:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            token=data["token"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "token": self.token,
        }
        return data

    @staticmethod
    def read_reply(data: Mapping[str, Any]) -> Welcome:
        return Welcome.from_dict(data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscribe(Request["Subscribed"]):
    """Follows a room from now on, or from where it was lost."""

    type: ClassVar[str] = "subscribe"
    keyed: ClassVar[bool] = False
    repeatable: ClassVar[bool] = True
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    recover: SubscribeRecover | None = None
    """Where this client has read to."""
    presence: bool | None = None
    """Whether to be listed, and told who comes and goes, where the token allows it."""
    state: dict[str, Any] | None = None
    """Fields of the application's own."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Subscribe:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            recover=None
            if data.get("recover") is None
            else SubscribeRecover.from_dict(data["recover"]),
            presence=data.get("presence"),
            state=None if data.get("state") is None else dict(data["state"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
        }
        if self.recover is not None:
            data["recover"] = self.recover.to_dict()
        if self.presence is not None:
            data["presence"] = self.presence
        if self.state is not None:
            data["state"] = dict(self.state)
        return data

    @staticmethod
    def read_reply(data: Mapping[str, Any]) -> Subscribed:
        return Subscribed.from_dict(data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsubscribe(Request["Unsubscribed"]):
    """Leaves a room."""

    type: ClassVar[str] = "unsubscribe"
    keyed: ClassVar[bool] = False
    repeatable: ClassVar[bool] = True
    room: str
    """A room of the application. Rooms come into being when they are first used."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Unsubscribe:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
        }
        return data

    @staticmethod
    def read_reply(data: Mapping[str, Any]) -> Unsubscribed:
        return Unsubscribed.from_dict(data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Publish(Request["Published"]):
    """Tells a room. The same `key` within five minutes is told once and answers alike."""

    type: ClassVar[str] = "publish"
    keyed: ClassVar[bool] = True
    repeatable: ClassVar[bool] = True
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    event: str
    """What happened, in a word of the application's own."""
    data: dict[str, Any] | None = None
    """Fields of the application's own."""
    key: str | None = None
    """Makes a retry safe."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Publish:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            event=data["event"],
            data=None if data.get("data") is None else dict(data["data"]),
            key=data.get("key"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "event": self.event,
        }
        if self.data is not None:
            data["data"] = dict(self.data)
        if self.key is not None:
            data["key"] = self.key
        return data

    @staticmethod
    def read_reply(data: Mapping[str, Any]) -> Published:
        return Published.from_dict(data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence(Request["Members"]):
    """Asks who is in a room."""

    type: ClassVar[str] = "presence"
    keyed: ClassVar[bool] = False
    repeatable: ClassVar[bool] = True
    room: str
    """A room of the application. Rooms come into being when they are first used."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Presence:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
        }
        return data

    @staticmethod
    def read_reply(data: Mapping[str, Any]) -> Members:
        return Members.from_dict(data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Update(Request["Updated"]):
    """Replaces this client's state in a room it is present in."""

    type: ClassVar[str] = "update"
    keyed: ClassVar[bool] = False
    repeatable: ClassVar[bool] = True
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    state: dict[str, Any]
    """Fields of the application's own."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Update:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            state=dict(data["state"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "state": dict(self.state),
        }
        return data

    @staticmethod
    def read_reply(data: Mapping[str, Any]) -> Updated:
        return Updated.from_dict(data)


@dataclass(frozen=True, kw_only=True, slots=True)
class History(Request["Events"]):
    """Reads what happened in a room, oldest first."""

    type: ClassVar[str] = "history"
    keyed: ClassVar[bool] = False
    repeatable: ClassVar[bool] = True
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    after: int | None = None
    """A place in the room's history. Each event has the next one."""
    limit: int | None = None
    """How many events at most."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> History:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            after=data.get("after"),
            limit=data.get("limit"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
        }
        if self.after is not None:
            data["after"] = self.after
        if self.limit is not None:
            data["limit"] = self.limit
        return data

    @staticmethod
    def read_reply(data: Mapping[str, Any]) -> Events:
        return Events.from_dict(data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal(Request["Signaled"]):
    """Sends data to one member of a room, as WebRTC peers need it to find each other. It is not
    kept."""

    type: ClassVar[str] = "signal"
    keyed: ClassVar[bool] = False
    repeatable: ClassVar[bool] = False
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    to: str
    """Identifies a connection."""
    data: dict[str, Any]
    """Fields of the application's own."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Signal:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            to=data["to"],
            data=dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "to": self.to,
            "data": dict(self.data),
        }
        return data

    @staticmethod
    def read_reply(data: Mapping[str, Any]) -> Signaled:
        return Signaled.from_dict(data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ping(Request["Pong"]):
    """Asks whether the server is there."""

    type: ClassVar[str] = "ping"
    keyed: ClassVar[bool] = False
    repeatable: ClassVar[bool] = True

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Ping:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls()

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {}
        return data

    @staticmethod
    def read_reply(data: Mapping[str, Any]) -> Pong:
        return Pong.from_dict(data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refresh(Request["Refreshed"]):
    """Brings a new token of the same application and user before the old one ends. Rooms are
    kept where it still allows them."""

    type: ClassVar[str] = "refresh"
    keyed: ClassVar[bool] = False
    repeatable: ClassVar[bool] = False
    token: str
    """The new client token."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Refresh:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            token=data["token"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "token": self.token,
        }
        return data

    @staticmethod
    def read_reply(data: Mapping[str, Any]) -> Refreshed:
        return Refreshed.from_dict(data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Command(Request["Done"]):
    """Drives a presentation or takes part in it, as far as this client's role in it lets it."""

    type: ClassVar[str] = "command"
    keyed: ClassVar[bool] = True
    repeatable: ClassVar[bool] = True
    presentation: str
    """Identifies a presentation. Its room is `presentation:` and this."""
    command: PresentationCommand
    """What to do. Which fields go with it depends on `name`.
    
    - Driving, for presenters and controllers: `next`, `previous`, `goto` (`slide`, `step`),
    `blackout` (`on`), `pointer`
      (`point`, null takes it away), `timer` (`action`), `annotate` (`annotation`), `clear`
    (`slide`, else all). `take`
      keeps other drivers off, `hand_over` (`to`, null for nobody) gives that to another. A
    presenter may take the
      drive from anybody.
    - For presenters: `start`, `end`, `create_poll` (`poll`), `open_poll`, `close_poll`
    (`poll_id`), `answer`
      (`question_id`, `text`), `dismiss` (`question_id`), `remove_message` (`message_id`).
    - For everybody, as far as the settings let them: `react` (`reaction`), `raise_hand`,
    `lower_hand` (`participant`: a
      presenter may lower another's), `chat` (`text`), `vote` (`poll_id`, `choices`: places of
    options, counted from 0),
      `ask` (`text`), `upvote` (`question_id`, `on`), `cursor` (`point`).
    - `state` changes nothing and answers the `snapshot`."""
    version: int | None = None
    """The state's version that the command was given at. It is refused as a `conflict` when
    somebody else has changed the state since. Without it, it always counts."""
    key: str | None = None
    """Makes a retry safe: the same key is done once, and answered alike for an hour."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Command:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            presentation=data["presentation"],
            command=PresentationCommand.from_dict(data["command"]),
            version=data.get("version"),
            key=data.get("key"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "presentation": self.presentation,
            "command": self.command.to_dict(),
        }
        if self.version is not None:
            data["version"] = self.version
        if self.key is not None:
            data["key"] = self.key
        return data

    @staticmethod
    def read_reply(data: Mapping[str, Any]) -> Done:
        return Done.from_dict(data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Welcome:
    """The client is known."""

    type: ClassVar[Literal["welcome"]] = "welcome"
    connection_id: str
    """Identifies a connection."""
    app_id: str
    user_id: str | None
    expires_at: int
    """Milliseconds since 1970, UTC."""
    ping_interval: int
    """Seconds after which the server pings a silent client."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Welcome:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            connection_id=data["connection_id"],
            app_id=data["app_id"],
            user_id=data["user_id"],
            expires_at=data["expires_at"],
            ping_interval=data["ping_interval"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "connection_id": self.connection_id,
            "app_id": self.app_id,
            "user_id": self.user_id,
            "expires_at": self.expires_at,
            "ping_interval": self.ping_interval,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscribed:
    """The room is followed from `offset` on; `events` were missed and come first. It also comes
    unasked, without `id`, when the server lost its place in the room: `recovered` is false
    then, and `epoch` and `offset` are new."""

    type: ClassVar[Literal["subscribed"]] = "subscribed"
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    epoch: str
    """Names a run of offsets. When a room's history was lost, it begins anew under another
    epoch."""
    offset: int
    """A place in the room's history. Each event has the next one."""
    recovered: bool | None
    """Whether `events` is all that was missed; null when nothing was to be recovered."""
    events: list[RoomEvent]
    members: list[Member] | None = None
    """Who is there, where the token allows presence."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Subscribed:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            epoch=data["epoch"],
            offset=data["offset"],
            recovered=data["recovered"],
            events=[RoomEvent.from_dict(item) for item in data["events"]],
            members=None
            if data.get("members") is None
            else [Member.from_dict(item) for item in data["members"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "epoch": self.epoch,
            "offset": self.offset,
            "recovered": self.recovered,
            "events": [item.to_dict() for item in self.events],
        }
        if self.members is not None:
            data["members"] = [item.to_dict() for item in self.members]
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsubscribed:
    """The room is no longer followed. It also comes unasked, without `id`, when the application
    closed the room or a new token does not allow it."""

    type: ClassVar[Literal["unsubscribed"]] = "unsubscribed"
    room: str
    """A room of the application. Rooms come into being when they are first used."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Unsubscribed:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """The event has its place in the room's order."""

    type: ClassVar[Literal["published"]] = "published"
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    epoch: str
    """Names a run of offsets. When a room's history was lost, it begins anew under another
    epoch."""
    offset: int
    """A place in the room's history. Each event has the next one."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Published:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            epoch=data["epoch"],
            offset=data["offset"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "epoch": self.epoch,
            "offset": self.offset,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Members:
    """Who is in the room."""

    type: ClassVar[Literal["members"]] = "members"
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    members: list[Member]
    """Who is there, where the token allows presence."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Members:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            members=[Member.from_dict(item) for item in data["members"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "members": [item.to_dict() for item in self.members],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Updated:
    """The state was told to the room."""

    type: ClassVar[Literal["updated"]] = "updated"
    room: str
    """A room of the application. Rooms come into being when they are first used."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Updated:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Events:
    """What happened."""

    type: ClassVar[Literal["events"]] = "events"
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    epoch: str
    """Names a run of offsets. When a room's history was lost, it begins anew under another
    epoch."""
    offset: int
    """A place in the room's history. Each event has the next one."""
    events: list[RoomEvent]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Events:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            epoch=data["epoch"],
            offset=data["offset"],
            events=[RoomEvent.from_dict(item) for item in data["events"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "epoch": self.epoch,
            "offset": self.offset,
            "events": [item.to_dict() for item in self.events],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Signaled:
    """The signal was handed on."""

    type: ClassVar[Literal["signaled"]] = "signaled"
    room: str
    """A room of the application. Rooms come into being when they are first used."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Signaled:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Pong:
    """The server is there."""

    type: ClassVar[Literal["pong"]] = "pong"

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Pong:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls()

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {}
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Refreshed:
    """The new token counts."""

    type: ClassVar[Literal["refreshed"]] = "refreshed"
    expires_at: int
    """Milliseconds since 1970, UTC."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Refreshed:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            expires_at=data["expires_at"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "expires_at": self.expires_at,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """The command is done, and will still be so after a crash. `state` comes with what changes
    it, the others with what they are about."""

    type: ClassVar[Literal["done"]] = "done"
    presentation: str
    """Identifies a presentation. Its room is `presentation:` and this."""
    version: int
    """Grows by one with each change of the state. What is older than what you have seen can be
    dropped."""
    state: PresentationState | None = None
    """All of what is shown now. It stands for itself; nothing needs to be added up."""
    poll: Poll | None = None
    """A poll with its votes so far."""
    question: Question | None = None
    """A question of the audience."""
    message: ChatMessage | None = None
    """Something that was said."""
    snapshot: PresentationSnapshot | None = None
    """Everything that somebody who joins needs, as of one moment: the last 50 chat messages, the
    50 most wanted questions, the newest 20 polls and the first 100 raised hands."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Done:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            presentation=data["presentation"],
            version=data["version"],
            state=None if data.get("state") is None else PresentationState.from_dict(data["state"]),
            poll=None if data.get("poll") is None else Poll.from_dict(data["poll"]),
            question=None if data.get("question") is None else Question.from_dict(data["question"]),
            message=None if data.get("message") is None else ChatMessage.from_dict(data["message"]),
            snapshot=None
            if data.get("snapshot") is None
            else PresentationSnapshot.from_dict(data["snapshot"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "presentation": self.presentation,
            "version": self.version,
        }
        if self.state is not None:
            data["state"] = self.state.to_dict()
        if self.poll is not None:
            data["poll"] = self.poll.to_dict()
        if self.question is not None:
            data["question"] = self.question.to_dict()
        if self.message is not None:
            data["message"] = self.message.to_dict()
        if self.snapshot is not None:
            data["snapshot"] = self.snapshot.to_dict()
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something happened in a room."""

    type: ClassVar[Literal["event"]] = "event"
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    offset: int
    """A place in the room's history. Each event has the next one."""
    event: str
    """What happened, in a word of the application's own."""
    data: dict[str, Any]
    """Fields of the application's own."""
    timestamp: int
    """Milliseconds since 1970, UTC."""
    connection_id: str | None = None
    """Identifies a connection."""
    user_id: str | None = None
    """The `user_id` of the client token; null for a client without one."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Event:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            offset=data["offset"],
            event=data["event"],
            data=dict(data["data"]),
            timestamp=data["timestamp"],
            connection_id=data.get("connection_id"),
            user_id=data.get("user_id"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "offset": self.offset,
            "event": self.event,
            "data": dict(self.data),
            "timestamp": self.timestamp,
        }
        if self.connection_id is not None:
            data["connection_id"] = self.connection_id
        if self.user_id is not None:
            data["user_id"] = self.user_id
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Join:
    """Somebody came."""

    type: ClassVar[Literal["join"]] = "join"
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    member: Member
    """A client that is present in a room."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Join:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            member=Member.from_dict(data["member"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "member": self.member.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """Somebody left."""

    type: ClassVar[Literal["leave"]] = "leave"
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    member: Member
    """A client that is present in a room."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Leave:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            member=Member.from_dict(data["member"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "member": self.member.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Somebody's state changed."""

    type: ClassVar[Literal["state"]] = "state"
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    member: Member
    """A client that is present in a room."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> State:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            member=Member.from_dict(data["member"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "member": self.member.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class SignalReceived:
    """Another connection sent this one something."""

    type: ClassVar[Literal["signal"]] = "signal"
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    from_: Member
    """A client that is present in a room."""
    data: dict[str, Any]
    """Fields of the application's own."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SignalReceived:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            from_=Member.from_dict(data["from"]),
            data=dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "room": self.room,
            "from": self.from_.to_dict(),
            "data": dict(self.data),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Expiring:
    """The token ends within a minute. Send `refresh`."""

    type: ClassVar[Literal["expiring"]] = "expiring"
    expires_at: int
    """Milliseconds since 1970, UTC."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Expiring:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            expires_at=data["expires_at"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "expires_at": self.expires_at,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Error:
    """A request could not be done. The connection lives on."""

    type: ClassVar[Literal["error"]] = "error"
    code: str
    """What went wrong, for programs."""
    message: str
    """What went wrong, for people, naming the field."""
    field: str | None = None
    """The field that is wrong."""
    retry_after: float | None = None
    """Seconds to wait, with `rate_limited`."""
    state: PresentationState | None = None
    """All of what is shown now. It stands for itself; nothing needs to be added up."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Error:
        """From the message on the wire. Fields that this version does not know are left out."""
        return cls(
            code=data["code"],
            message=data["message"],
            field=data.get("field"),
            retry_after=data.get("retry_after"),
            state=None if data.get("state") is None else PresentationState.from_dict(data["state"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The message as it is on the wire, without its `type` and `id`."""
        data: dict[str, Any] = {
            "code": self.code,
            "message": self.message,
        }
        if self.field is not None:
            data["field"] = self.field
        if self.retry_after is not None:
            data["retry_after"] = self.retry_after
        if self.state is not None:
            data["state"] = self.state.to_dict()
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """What was missed in a room cannot be told: load the application's state anew. The room goes
    on from `offset` of `epoch`."""

    type: ClassVar[Literal["gap"]] = "gap"
    room: str
    epoch: str
    offset: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Recovered:
    """All that was missed while the connection was away has been told: so many `events`."""

    type: ClassVar[Literal["recovered"]] = "recovered"
    room: str
    events: int


ServerMessage = Union[
    Welcome,
    Subscribed,
    Unsubscribed,
    Published,
    Members,
    Updated,
    Events,
    Signaled,
    Pong,
    Refreshed,
    Done,
    Event,
    Join,
    Leave,
    State,
    SignalReceived,
    Expiring,
    Error,
]
"""Whatever the server sends."""

RoomMessage = Union[
    Event,
    Join,
    Leave,
    State,
    SignalReceived,
    Unsubscribed,
    Gap,
    Recovered,
]
"""What a room tells."""

NOTICES: Mapping[str, Callable[[Mapping[str, Any]], ServerMessage]] = {
    "welcome": Welcome.from_dict,
    "subscribed": Subscribed.from_dict,
    "unsubscribed": Unsubscribed.from_dict,
    "published": Published.from_dict,
    "members": Members.from_dict,
    "updated": Updated.from_dict,
    "events": Events.from_dict,
    "signaled": Signaled.from_dict,
    "pong": Pong.from_dict,
    "refreshed": Refreshed.from_dict,
    "done": Done.from_dict,
    "event": Event.from_dict,
    "join": Join.from_dict,
    "leave": Leave.from_dict,
    "state": State.from_dict,
    "signal": SignalReceived.from_dict,
    "expiring": Expiring.from_dict,
    "error": Error.from_dict,
}
"""Reads what comes unasked, by type."""

REQUESTS: Mapping[str, type[Request[Any]]] = {
    "auth": Auth,
    "subscribe": Subscribe,
    "unsubscribe": Unsubscribe,
    "publish": Publish,
    "presence": Presence,
    "update": Update,
    "history": History,
    "signal": Signal,
    "ping": Ping,
    "refresh": Refresh,
    "command": Command,
}
"""What a client can ask, by type."""
