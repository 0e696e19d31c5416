"""The objects of the webrtc API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .._wire import format_datetime, parse_datetime
from .shared import Pagination

__all__ = [
    "CreateTurnCredentials",
    "IceServer",
    "RelayTotal",
    "RelayUsagePage",
    "RelayedUser",
    "TurnCredentials",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateTurnCredentials:
    """Whose credentials to make, and for how long."""

    ttl: int | None = None
    """Seconds for which the credentials are good."""
    user_id: str | None = None
    """The `user_id` of the client token; null for a client without one."""
    app_id: str | None = None
    """Identifies an application, in small letters, digits and hyphens."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreateTurnCredentials:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            ttl=data.get("ttl"),
            user_id=data.get("user_id"),
            app_id=data.get("app_id"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.ttl is not None:
            data["ttl"] = self.ttl
        if self.user_id is not None:
            data["user_id"] = self.user_id
        if self.app_id is not None:
            data["app_id"] = self.app_id
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class IceServer:
    """One entry of `RTCConfiguration.iceServers` (W3C WebRTC)."""

    urls: list[str]
    """Addresses of one service (RFC 7064, RFC 7065)."""
    username: str | None = None
    """Until when it is good, in Unix seconds, and the user's name on the relay."""
    credential: str | None = None
    """The password."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> IceServer:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            urls=list(data["urls"]),
            username=data.get("username"),
            credential=data.get("credential"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "urls": list(self.urls),
        }
        if self.username is not None:
            data["username"] = self.username
        if self.credential is not None:
            data["credential"] = self.credential
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RelayTotal:
    """What was relayed."""

    allocations: int
    """How many allocations ended."""
    bytes: int
    """What they carried, both ways."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RelayTotal:
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
class RelayUsagePage:
    """A page of users, and what was relayed for all of them."""

    measured: bool
    """Whether the relay's statistics are set up."""
    total: RelayTotal
    """What was relayed."""
    data: list[RelayedUser]
    """The users."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RelayUsagePage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            measured=data["measured"],
            total=RelayTotal.from_dict(data["total"]),
            data=[RelayedUser.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "measured": self.measured,
            "total": self.total.to_dict(),
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RelayedUser:
    """What was relayed for a user."""

    user: str
    """The user's name on the relay, as its credentials say it."""
    allocations: int
    """How many allocations ended."""
    bytes: int
    """What they carried, both ways."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RelayedUser:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            user=data["user"],
            allocations=data["allocations"],
            bytes=data["bytes"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "user": self.user,
            "allocations": self.allocations,
            "bytes": self.bytes,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnCredentials:
    """What a peer connection needs."""

    ice_servers: list[IceServer]
    """The servers, as browsers take them."""
    relay: bool
    """Whether there is a TURN server among them."""
    message: str
    """What that means, for people."""
    user: str | None
    """The user's name on the relay; null without one."""
    ttl: int
    """Seconds for which the credentials are good."""
    expires_at: datetime
    """When the credentials end."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> TurnCredentials:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            ice_servers=[IceServer.from_dict(item) for item in data["iceServers"]],
            relay=data["relay"],
            message=data["message"],
            user=data["user"],
            ttl=data["ttl"],
            expires_at=parse_datetime(data["expires_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "iceServers": [item.to_dict() for item in self.ice_servers],
            "relay": self.relay,
            "message": self.message,
            "user": self.user,
            "ttl": self.ttl,
            "expires_at": format_datetime(self.expires_at),
        }
        return data
