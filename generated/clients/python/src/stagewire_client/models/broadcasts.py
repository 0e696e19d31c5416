"""The objects of the broadcasts API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .shared import Success

__all__ = [
    "BatchedBroadcast",
    "Broadcast",
    "BroadcastError",
    "BroadcastResult",
    "BroadcastResults",
    "CreateBroadcast",
    "CreateBroadcasts",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchedBroadcast:
    """What to tell which room."""

    room: str
    """A room of the application. Rooms come into being when they are first used."""
    event: str
    """What happened, in a word of the application's own."""
    data: dict[str, Any] | None = None
    """Fields of the application's own."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> BatchedBroadcast:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            room=data["room"],
            event=data["event"],
            data=None if data.get("data") is None else dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "room": self.room,
            "event": self.event,
        }
        if self.data is not None:
            data["data"] = dict(self.data)
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Broadcast:
    """A room was told."""

    success: Success
    """Always true."""
    room: str
    """The room's name on the whole server: `app-`, the application, `-` and the room."""
    event: str
    """What happened, in a word of the application's own."""
    subscriber_count: int
    """How many connections followed the room on all server processes."""
    timestamp: int
    """Milliseconds since 1970, UTC."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Broadcast:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            room=data["room"],
            event=data["event"],
            subscriber_count=data["subscriber_count"],
            timestamp=data["timestamp"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "room": self.room,
            "event": self.event,
            "subscriber_count": self.subscriber_count,
            "timestamp": self.timestamp,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class BroadcastError:
    """Why an item was not sent."""

    code: str
    """What went wrong, for programs."""
    message: str
    """What went wrong, naming the field."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> BroadcastError:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            code=data["code"],
            message=data["message"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "code": self.code,
            "message": self.message,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class BroadcastResult:
    """What became of one item, `broadcast` or `error`."""

    index: int
    """The item's place in the request, counted from 0."""
    status: int
    """The status it would have had by itself."""
    broadcast: Broadcast | None = None
    """A room was told."""
    error: BroadcastError | None = None
    """Why an item was not sent."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> BroadcastResult:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            index=data["index"],
            status=data["status"],
            broadcast=None
            if data.get("broadcast") is None
            else Broadcast.from_dict(data["broadcast"]),
            error=None if data.get("error") is None else BroadcastError.from_dict(data["error"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "index": self.index,
            "status": self.status,
        }
        if self.broadcast is not None:
            data["broadcast"] = self.broadcast.to_dict()
        if self.error is not None:
            data["error"] = self.error.to_dict()
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class BroadcastResults:
    """The results of a batch."""

    success: Success
    """Always true."""
    sent: int
    """How many were sent."""
    failed: int
    """How many were not."""
    results: list[BroadcastResult]
    """One result per item, in the order of the request."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> BroadcastResults:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            sent=data["sent"],
            failed=data["failed"],
            results=[BroadcastResult.from_dict(item) for item in data["results"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "sent": self.sent,
            "failed": self.failed,
            "results": [item.to_dict() for item in self.results],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateBroadcast:
    """What to tell which room."""

    app_id: str | None = None
    """Identifies an application, in small letters, digits and hyphens."""
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    event: str
    """What happened, in a word of the application's own."""
    data: dict[str, Any] | None = None
    """Fields of the application's own."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreateBroadcast:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            app_id=data.get("app_id"),
            room=data["room"],
            event=data["event"],
            data=None if data.get("data") is None else dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "room": self.room,
            "event": self.event,
        }
        if self.app_id is not None:
            data["app_id"] = self.app_id
        if self.data is not None:
            data["data"] = dict(self.data)
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateBroadcasts:
    """Events to send."""

    app_id: str | None = None
    """Identifies an application, in small letters, digits and hyphens."""
    broadcasts: list[BatchedBroadcast]
    """The events, all of one application."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreateBroadcasts:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            app_id=data.get("app_id"),
            broadcasts=[BatchedBroadcast.from_dict(item) for item in data["broadcasts"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "broadcasts": [item.to_dict() for item in self.broadcasts],
        }
        if self.app_id is not None:
            data["app_id"] = self.app_id
        return data
