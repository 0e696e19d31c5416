"""The objects of the analytics API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from .._wire import format_datetime, parse_datetime
from .shared import Success

__all__ = [
    "Analytics",
    "ConnectionFigures",
    "EventFigures",
    "Metrics",
    "Period",
    "RelayFigures",
    "TimelineEntry",
    "UserFigures",
]

Period = Literal["1h", "24h", "7d", "30d"]
"""An hour, a day, a week or thirty days."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Analytics:
    """The figures of an application."""

    success: Success
    """Always true."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    period: Period
    """An hour, a day, a week or thirty days."""
    metrics: Metrics
    """The figures of a period."""
    timestamp: int
    """When the figures were read, in milliseconds since 1970, UTC."""
    timeline: list[TimelineEntry] | None = None
    """The period's course, with `timeline=true`."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Analytics:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            app_id=data["app_id"],
            period=data["period"],
            metrics=Metrics.from_dict(data["metrics"]),
            timestamp=data["timestamp"],
            timeline=None
            if data.get("timeline") is None
            else [TimelineEntry.from_dict(item) for item in data["timeline"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "app_id": self.app_id,
            "period": self.period,
            "metrics": self.metrics.to_dict(),
            "timestamp": self.timestamp,
        }
        if self.timeline is not None:
            data["timeline"] = [item.to_dict() for item in self.timeline]
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ConnectionFigures:
    """Connections."""

    total: int
    """How many were opened in the period."""
    current: int
    """How many are open now."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ConnectionFigures:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            total=data["total"],
            current=data["current"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "total": self.total,
            "current": self.current,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class EventFigures:
    """Events told to rooms."""

    total: int
    """How many were told in the period, by clients, broadcasts and presentations."""
    broadcasts: int
    """How many of them were broadcasts over HTTP."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> EventFigures:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            total=data["total"],
            broadcasts=data["broadcasts"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "total": self.total,
            "broadcasts": self.broadcasts,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Metrics:
    """The figures of a period."""

    connections: ConnectionFigures
    """Connections."""
    events: EventFigures
    """Events told to rooms."""
    users: UserFigures
    """Users, as the `user_id` of client tokens tells them apart."""
    relay: RelayFigures | None = None
    """What the TURN relay carried. It is there where the relay's statistics are set up."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Metrics:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            connections=ConnectionFigures.from_dict(data["connections"]),
            events=EventFigures.from_dict(data["events"]),
            users=UserFigures.from_dict(data["users"]),
            relay=None if data.get("relay") is None else RelayFigures.from_dict(data["relay"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "connections": self.connections.to_dict(),
            "events": self.events.to_dict(),
            "users": self.users.to_dict(),
        }
        if self.relay is not None:
            data["relay"] = self.relay.to_dict()
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RelayFigures:
    """What the TURN relay carried. It is there where the relay's statistics are set up."""

    allocations: int
    """How many allocations ended in the hours of the period."""
    bytes: int
    """What they carried, both ways."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RelayFigures:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            allocations=data["allocations"],
            bytes=data["bytes"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "allocations": self.allocations,
            "bytes": self.bytes,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineEntry:
    """The figures of a minute, an hour or a day."""

    start: datetime
    """When it began."""
    connections: int
    """How many connections were opened."""
    events: int
    """How many events rooms were told, broadcasts included."""
    broadcasts: int
    """How many broadcasts were sent."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> TimelineEntry:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            start=parse_datetime(data["start"]),
            connections=data["connections"],
            events=data["events"],
            broadcasts=data["broadcasts"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "start": format_datetime(self.start),
            "connections": self.connections,
            "events": self.events,
            "broadcasts": self.broadcasts,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class UserFigures:
    """Users, as the `user_id` of client tokens tells them apart."""

    online: int
    """How many are connected now."""
    total: int
    """How many were connected at some time in the period."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> UserFigures:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            online=data["online"],
            total=data["total"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "online": self.online,
            "total": self.total,
        }
        return data
