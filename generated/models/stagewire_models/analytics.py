"""The objects of Stagewire Analytics. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

__all__ = [
    "Analytics",
    "AppId",
    "ConnectionFigures",
    "EventFigures",
    "Failure",
    "Metrics",
    "Period",
    "RelayFigures",
    "Success",
    "TimelineEntry",
    "UserFigures",
]


class Analytics(TypedDict):
    """The figures of an application."""

    success: Success
    app_id: str
    period: Period
    metrics: Metrics
    timestamp: int
    timeline: NotRequired[list[TimelineEntry]]


AppId: TypeAlias = str


class ConnectionFigures(TypedDict):
    """Connections."""

    total: int
    current: int


class EventFigures(TypedDict):
    """Events told to rooms."""

    total: int
    broadcasts: int


class Failure(TypedDict):
    """An error in the `success` envelope."""

    success: Literal[False]
    error: str
    retry_after: NotRequired[int]


class Metrics(TypedDict):
    """The figures of a period."""

    connections: ConnectionFigures
    events: EventFigures
    users: UserFigures
    relay: NotRequired[RelayFigures]


Period: TypeAlias = Literal["1h", "24h", "7d", "30d"]


class RelayFigures(TypedDict):
    """What the TURN relay carried. It is there where the relay's statistics are set up."""

    allocations: int
    bytes: int


Success: TypeAlias = Literal[True]


class TimelineEntry(TypedDict):
    """The figures of a minute, an hour or a day."""

    start: str
    connections: int
    events: int
    broadcasts: int


class UserFigures(TypedDict):
    """Users, as the `user_id` of client tokens tells them apart."""

    online: int
    total: int
