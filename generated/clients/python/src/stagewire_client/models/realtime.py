"""The objects of the realtime API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from .._wire import format_datetime, parse_datetime
from .shared import Environment, Pagination

__all__ = [
    "BlockUser",
    "BlockedUser",
    "BroadcastToRoom",
    "ClosedRoom",
    "Connection",
    "ConnectionPage",
    "DisconnectedUser",
    "Member",
    "MemberPage",
    "Room",
    "RoomBroadcast",
    "RoomEvent",
    "RoomHistory",
    "RoomOccupancy",
    "RoomOccupiedEvent",
    "RoomPage",
    "RoomPresence",
    "RoomVacatedEvent",
    "SubscribeRecover",
    "User",
    "UserJoinedEvent",
    "UserLeftEvent",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockUser:
    """How long to keep a user out."""

    seconds: int
    """Seconds from now, a year at most."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> BlockUser:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            seconds=data["seconds"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "seconds": self.seconds,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockedUser:
    """A user who is kept out."""

    user_id: str
    """The `user_id` of the client token; null for a client without one."""
    blocked_until: datetime
    """When the block ends."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> BlockedUser:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            user_id=data["user_id"],
            blocked_until=parse_datetime(data["blocked_until"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "user_id": self.user_id,
            "blocked_until": format_datetime(self.blocked_until),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class BroadcastToRoom:
    """What to tell a room."""

    event: str
    """What happened, in a word of the application's own."""
    data: dict[str, Any] | None = None
    """Fields of the application's own."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> BroadcastToRoom:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            event=data["event"],
            data=None if data.get("data") is None else dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "event": self.event,
        }
        if self.data is not None:
            data["data"] = dict(self.data)
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosedRoom:
    """A room that was closed."""

    room: str
    """A room of the application. Rooms come into being when they are first used."""
    unsubscribed: int
    """How many connections followed it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ClosedRoom:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            unsubscribed=data["unsubscribed"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "room": self.room,
            "unsubscribed": self.unsubscribed,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Connection:
    """A client that is connected now."""

    connection_id: str
    """Identifies a connection."""
    user_id: str | None
    """Whose connection it is; null for a client whose token names nobody."""
    rooms: list[str]
    """The rooms it follows, by name."""
    connected_at: datetime
    """When it connected."""
    ip: str
    """The address it came from."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Connection:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            connection_id=data["connection_id"],
            user_id=data["user_id"],
            rooms=list(data["rooms"]),
            connected_at=parse_datetime(data["connected_at"]),
            ip=data["ip"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "connection_id": self.connection_id,
            "user_id": self.user_id,
            "rooms": list(self.rooms),
            "connected_at": format_datetime(self.connected_at),
            "ip": self.ip,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ConnectionPage:
    """A page of connections."""

    data: list[Connection]
    """The connections."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ConnectionPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[Connection.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DisconnectedUser:
    """A user whose connections were closed."""

    user_id: str
    """The `user_id` of the client token; null for a client without one."""
    disconnected: int
    """How many connections were closed."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DisconnectedUser:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            user_id=data["user_id"],
            disconnected=data["disconnected"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "user_id": self.user_id,
            "disconnected": self.disconnected,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A client that is present in a room."""

    connection_id: str
    """Identifies a connection."""
    user_id: str | None
    """Whose connection it is; null for a client whose token names nobody."""
    state: dict[str, Any]
    """Fields of the application's own."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Member:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            connection_id=data["connection_id"],
            user_id=data["user_id"],
            state=dict(data["state"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "connection_id": self.connection_id,
            "user_id": self.user_id,
            "state": dict(self.state),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberPage:
    """A page of a room's members."""

    data: list[Member]
    """The members."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> MemberPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[Member.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """A room as it is now."""

    room: str
    """A room of the application. Rooms come into being when they are first used."""
    subscribers: int
    """How many connections follow it."""
    members: int
    """How many of them are listed as present."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Room:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            subscribers=data["subscribers"],
            members=data["members"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "room": self.room,
            "subscribers": self.subscribers,
            "members": self.members,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomBroadcast:
    """A room was told."""

    room: str
    """A room of the application. Rooms come into being when they are first used."""
    event: str
    """What happened, in a word of the application's own."""
    epoch: str
    """Names a run of offsets. When a room's history was lost, it begins anew under another
    epoch."""
    offset: int
    """A place in the room's history. Each event has the next one."""
    subscriber_count: int
    """How many connections followed the room on all server processes."""
    timestamp: int
    """Milliseconds since 1970, UTC."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RoomBroadcast:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            event=data["event"],
            epoch=data["epoch"],
            offset=data["offset"],
            subscriber_count=data["subscriber_count"],
            timestamp=data["timestamp"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "room": self.room,
            "event": self.event,
            "epoch": self.epoch,
            "offset": self.offset,
            "subscriber_count": self.subscriber_count,
            "timestamp": self.timestamp,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomEvent:
    """Something that happened in a room."""

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
    def from_dict(cls, data: Mapping[str, Any]) -> RoomEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            offset=data["offset"],
            event=data["event"],
            data=dict(data["data"]),
            timestamp=data["timestamp"],
            connection_id=data.get("connection_id"),
            user_id=data.get("user_id"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
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
class RoomHistory:
    """What happened in a room."""

    room: str
    """A room of the application. Rooms come into being when they are first used."""
    epoch: str
    """Names a run of offsets. When a room's history was lost, it begins anew under another
    epoch."""
    offset: int
    """A place in the room's history. Each event has the next one."""
    events: list[RoomEvent]
    """The events, the oldest first."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RoomHistory:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            epoch=data["epoch"],
            offset=data["offset"],
            events=[RoomEvent.from_dict(item) for item in data["events"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "room": self.room,
            "epoch": self.epoch,
            "offset": self.offset,
            "events": [item.to_dict() for item in self.events],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomOccupancy:
    """The room that is meant."""

    room: str
    """A room of the application. Rooms come into being when they are first used."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RoomOccupancy:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "room": self.room,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomOccupiedEvent:
    """The event `room.occupied`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["room.occupied"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: RoomOccupancy
    """The room that is meant."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RoomOccupiedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=RoomOccupancy.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomPage:
    """A page of rooms."""

    data: list[Room]
    """The rooms."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RoomPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[Room.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomPresence:
    """Who came or went, and where."""

    room: str
    """A room of the application. Rooms come into being when they are first used."""
    member: Member
    """A client that is present in a room."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RoomPresence:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            member=Member.from_dict(data["member"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "room": self.room,
            "member": self.member.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomVacatedEvent:
    """The event `room.vacated`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["room.vacated"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: RoomOccupancy
    """The room that is meant."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RoomVacatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=RoomOccupancy.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscribeRecover:
    """Where this client has read to."""

    epoch: str
    """Names a run of offsets. When a room's history was lost, it begins anew under another
    epoch."""
    offset: int
    """A place in the room's history. Each event has the next one."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SubscribeRecover:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            epoch=data["epoch"],
            offset=data["offset"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "epoch": self.epoch,
            "offset": self.offset,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """A user as far as connections tell."""

    user_id: str
    """The `user_id` of the client token; null for a client without one."""
    online: bool
    """Whether the user has a connection now."""
    blocked_until: datetime | None
    """Until when the user is kept out, if so."""
    connections: list[Connection]
    """The user's connections."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> User:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            user_id=data["user_id"],
            online=data["online"],
            blocked_until=None
            if data["blocked_until"] is None
            else parse_datetime(data["blocked_until"]),
            connections=[Connection.from_dict(item) for item in data["connections"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "user_id": self.user_id,
            "online": self.online,
            "blocked_until": None
            if self.blocked_until is None
            else format_datetime(self.blocked_until),
            "connections": [item.to_dict() for item in self.connections],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class UserJoinedEvent:
    """The event `user-joined`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["user-joined"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: RoomPresence
    """Who came or went, and where."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> UserJoinedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=RoomPresence.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class UserLeftEvent:
    """The event `user-left`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["user-left"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: RoomPresence
    """Who came or went, and where."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> UserLeftEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=RoomPresence.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data
