"""The objects of Stagewire Realtime. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

__all__ = [
    "AppId",
    "BlockUser",
    "BlockedUser",
    "BroadcastToRoom",
    "ClosedRoom",
    "Connection",
    "ConnectionId",
    "ConnectionPage",
    "DisconnectedUser",
    "Environment",
    "Epoch",
    "EventData",
    "EventId",
    "EventName",
    "Member",
    "MemberPage",
    "Offset",
    "PageLink",
    "Pagination",
    "Room",
    "RoomBroadcast",
    "RoomEvent",
    "RoomHistory",
    "RoomName",
    "RoomOccupancy",
    "RoomOccupiedEvent",
    "RoomPage",
    "RoomPresence",
    "RoomVacatedEvent",
    "StatusMessage",
    "Timestamp",
    "User",
    "UserId",
    "UserJoinedEvent",
    "UserLeftEvent",
]


AppId: TypeAlias = str


class BlockUser(TypedDict):
    """How long to keep a user out."""

    seconds: int


class BlockedUser(TypedDict):
    """A user who is kept out."""

    user_id: str
    blocked_until: str


class BroadcastToRoom(TypedDict):
    """What to tell a room."""

    event: str
    data: NotRequired[dict[str, Any]]


class ClosedRoom(TypedDict):
    """A room that was closed."""

    room: str
    unsubscribed: int


class Connection(TypedDict):
    """A client that is connected now."""

    connection_id: str
    user_id: str | None
    rooms: list[str]
    connected_at: str
    ip: str


ConnectionId: TypeAlias = str


class ConnectionPage(TypedDict):
    """A page of connections."""

    data: list[Connection]
    pagination: Pagination


class DisconnectedUser(TypedDict):
    """A user whose connections were closed."""

    user_id: str
    disconnected: int


Environment: TypeAlias = Literal["production", "sandbox"]


Epoch: TypeAlias = str


EventData: TypeAlias = dict[str, Any]


EventId: TypeAlias = str


EventName: TypeAlias = str


class Member(TypedDict):
    """A client that is present in a room."""

    connection_id: str
    user_id: str | None
    state: dict[str, Any]


class MemberPage(TypedDict):
    """A page of a room's members."""

    data: list[Member]
    pagination: Pagination


Offset: TypeAlias = int


class PageLink(TypedDict):
    """A neighbouring page."""

    rel: Literal["self", "first", "previous", "next", "last"]
    uri: str


class Pagination(TypedDict):
    """Where this page stands in the whole list."""

    currentPage: int
    currentPageItems: int
    pageSize: int
    pagesTotal: int
    itemsTotal: int
    links: list[PageLink]


class Room(TypedDict):
    """A room as it is now."""

    room: str
    subscribers: int
    members: int


class RoomBroadcast(TypedDict):
    """A room was told."""

    room: str
    event: str
    epoch: str
    offset: int
    subscriber_count: int
    timestamp: int


class RoomEvent(TypedDict):
    """Something that happened in a room."""

    offset: int
    event: str
    data: dict[str, Any]
    timestamp: int
    connection_id: NotRequired[str]
    user_id: NotRequired[str]


class RoomHistory(TypedDict):
    """What happened in a room."""

    room: str
    epoch: str
    offset: int
    events: list[RoomEvent]


RoomName: TypeAlias = str


class RoomOccupancy(TypedDict):
    """The room that is meant."""

    room: str


class RoomOccupiedEvent(TypedDict):
    """The event `room.occupied`."""

    id: str
    type: Literal["room.occupied"]
    timestamp: str
    app_id: str
    environment: Environment
    data: RoomOccupancy


class RoomPage(TypedDict):
    """A page of rooms."""

    data: list[Room]
    pagination: Pagination


class RoomPresence(TypedDict):
    """Who came or went, and where."""

    room: str
    member: Member


class RoomVacatedEvent(TypedDict):
    """The event `room.vacated`."""

    id: str
    type: Literal["room.vacated"]
    timestamp: str
    app_id: str
    environment: Environment
    data: RoomOccupancy


class StatusMessage(TypedDict):
    """An error as status and sentence."""

    statusCode: int
    message: str


Timestamp: TypeAlias = int


class User(TypedDict):
    """A user as far as connections tell."""

    user_id: str
    online: bool
    blocked_until: str | None
    connections: list[Connection]


UserId: TypeAlias = str


class UserJoinedEvent(TypedDict):
    """The event `user-joined`."""

    id: str
    type: Literal["user-joined"]
    timestamp: str
    app_id: str
    environment: Environment
    data: RoomPresence


class UserLeftEvent(TypedDict):
    """The event `user-left`."""

    id: str
    type: Literal["user-left"]
    timestamp: str
    app_id: str
    environment: Environment
    data: RoomPresence
