"""The objects of Stagewire Broadcasts. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

__all__ = [
    "AppId",
    "BatchedBroadcast",
    "Broadcast",
    "BroadcastError",
    "BroadcastResult",
    "BroadcastResults",
    "CreateBroadcast",
    "CreateBroadcasts",
    "EventData",
    "EventName",
    "Failure",
    "RoomName",
    "Success",
    "Timestamp",
]


AppId: TypeAlias = str


class BatchedBroadcast(TypedDict):
    """What to tell which room."""

    room: str
    event: str
    data: NotRequired[dict[str, Any]]


class Broadcast(TypedDict):
    """A room was told."""

    success: Success
    room: str
    event: str
    subscriber_count: int
    timestamp: int


class BroadcastError(TypedDict):
    """Why an item was not sent."""

    code: str
    message: str


class BroadcastResult(TypedDict):
    """What became of one item, `broadcast` or `error`."""

    index: int
    status: int
    broadcast: NotRequired[Broadcast]
    error: NotRequired[BroadcastError]


class BroadcastResults(TypedDict):
    """The results of a batch."""

    success: Success
    sent: int
    failed: int
    results: list[BroadcastResult]


class CreateBroadcast(TypedDict):
    """What to tell which room."""

    app_id: NotRequired[str]
    room: str
    event: str
    data: NotRequired[dict[str, Any]]


class CreateBroadcasts(TypedDict):
    """Events to send."""

    app_id: NotRequired[str]
    broadcasts: list[BatchedBroadcast]


EventData: TypeAlias = dict[str, Any]


EventName: TypeAlias = str


class Failure(TypedDict):
    """An error in the `success` envelope."""

    success: Literal[False]
    error: str
    retry_after: NotRequired[int]


RoomName: TypeAlias = str


Success: TypeAlias = Literal[True]


Timestamp: TypeAlias = int
