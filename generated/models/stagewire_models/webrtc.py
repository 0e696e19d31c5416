"""The objects of Stagewire WebRTC. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

__all__ = [
    "AppId",
    "CreateTurnCredentials",
    "IceServer",
    "PageLink",
    "Pagination",
    "RelayTotal",
    "RelayUsagePage",
    "RelayedUser",
    "StatusMessage",
    "Ttl",
    "TurnCredentials",
    "UserId",
]


AppId: TypeAlias = str


class CreateTurnCredentials(TypedDict):
    """Whose credentials to make, and for how long."""

    ttl: NotRequired[int]
    user_id: NotRequired[str]
    app_id: NotRequired[str]


class IceServer(TypedDict):
    """One entry of `RTCConfiguration.iceServers` (W3C WebRTC)."""

    urls: list[str]
    username: NotRequired[str]
    credential: NotRequired[str]


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


class RelayTotal(TypedDict):
    """What was relayed."""

    allocations: int
    bytes: int


class RelayUsagePage(TypedDict):
    """A page of users, and what was relayed for all of them."""

    measured: bool
    total: RelayTotal
    data: list[RelayedUser]
    pagination: Pagination


class RelayedUser(TypedDict):
    """What was relayed for a user."""

    user: str
    allocations: int
    bytes: int


class StatusMessage(TypedDict):
    """An error as status and sentence."""

    statusCode: int
    message: str


Ttl: TypeAlias = int


class TurnCredentials(TypedDict):
    """What a peer connection needs."""

    iceServers: list[IceServer]
    relay: bool
    message: str
    user: str | None
    ttl: int
    expires_at: str


UserId: TypeAlias = str
