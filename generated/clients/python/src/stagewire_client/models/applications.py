"""The objects of the applications API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from .._wire import OMIT, Omit, format_datetime, parse_datetime
from .shared import Environment, Pagination, Success

__all__ = [
    "Application",
    "ApplicationAnswer",
    "ApplicationCreatedEvent",
    "ApplicationDeletedEvent",
    "ApplicationPage",
    "ApplicationUpdatedEvent",
    "CreateApplication",
    "CreateToken",
    "CreatedApplication",
    "RegeneratedKey",
    "Tier",
    "Token",
    "UpdateApplication",
]

Tier = Literal["standard", "premium"]
"""Decides the requests a minute where the application has no `rate_limit` of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Application:
    """A tenant."""

    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    name: str
    """Its name."""
    allowed_domain: str | None
    """The host whose pages may connect with client tokens, `*.` in front for its subdomains;
    null for any."""
    rate_limit: int | None
    """Its own requests a minute, or null for the tier's."""
    tier: Tier
    """Decides the requests a minute where the application has no `rate_limit` of its own."""
    status: bool
    """Whether it is switched on."""
    link_credits: int
    """Links it can still create."""
    created_at: datetime
    """When it was created."""
    updated_at: datetime
    """When it was last changed."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Application:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            app_id=data["app_id"],
            name=data["name"],
            allowed_domain=data["allowed_domain"],
            rate_limit=data["rate_limit"],
            tier=data["tier"],
            status=data["status"],
            link_credits=data["link_credits"],
            created_at=parse_datetime(data["created_at"]),
            updated_at=parse_datetime(data["updated_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "app_id": self.app_id,
            "name": self.name,
            "allowed_domain": self.allowed_domain,
            "rate_limit": self.rate_limit,
            "tier": self.tier,
            "status": self.status,
            "link_credits": self.link_credits,
            "created_at": format_datetime(self.created_at),
            "updated_at": format_datetime(self.updated_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ApplicationAnswer:
    """One application."""

    success: Success
    """Always true."""
    application: Application
    """A tenant."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ApplicationAnswer:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            application=Application.from_dict(data["application"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "application": self.application.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ApplicationCreatedEvent:
    """The event `application.created`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["application.created"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: Application
    """A tenant."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ApplicationCreatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=Application.from_dict(data["data"]),
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
class ApplicationDeletedEvent:
    """The event `application.deleted`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["application.deleted"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: Application
    """A tenant."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ApplicationDeletedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=Application.from_dict(data["data"]),
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
class ApplicationPage:
    """A page of applications."""

    success: Success
    """Always true."""
    data: list[Application]
    """The applications."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ApplicationPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            data=[Application.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ApplicationUpdatedEvent:
    """The event `application.updated`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["application.updated"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: Application
    """A tenant."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ApplicationUpdatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=Application.from_dict(data["data"]),
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
class CreateApplication:
    """An application to create."""

    app_id: str | None = None
    """Identifies an application, in small letters, digits and hyphens."""
    name: str
    """Its name, without control characters."""
    allowed_domain: str | None | Omit = OMIT
    """The host whose pages may connect with client tokens, `*.` in front for its subdomains;
    null for any."""
    rate_limit: int | None | Omit = OMIT
    """Its own requests a minute, or null for the tier's."""
    tier: Tier | None = None
    """Decides the requests a minute where the application has no `rate_limit` of its own."""
    link_credits: int | None = None
    """Links it can create. The server's default if left out."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreateApplication:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            app_id=data.get("app_id"),
            name=data["name"],
            allowed_domain=data["allowed_domain"] if "allowed_domain" in data else OMIT,
            rate_limit=data["rate_limit"] if "rate_limit" in data else OMIT,
            tier=data.get("tier"),
            link_credits=data.get("link_credits"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "name": self.name,
        }
        if self.app_id is not None:
            data["app_id"] = self.app_id
        if not isinstance(self.allowed_domain, Omit):
            data["allowed_domain"] = self.allowed_domain
        if not isinstance(self.rate_limit, Omit):
            data["rate_limit"] = self.rate_limit
        if self.tier is not None:
            data["tier"] = self.tier
        if self.link_credits is not None:
            data["link_credits"] = self.link_credits
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateToken:
    """Who asks for a token, and what it shall carry."""

    app_id: str
    """The application."""
    app_secret: str
    """Its secret."""
    payload: dict[str, Any] | None = None
    """Fields that the token carries beside the server's own: any JSON without NUL characters and
    with whole numbers of at most 64 bits."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreateToken:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            app_id=data["app_id"],
            app_secret=data["app_secret"],
            payload=None if data.get("payload") is None else dict(data["payload"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "app_id": self.app_id,
            "app_secret": self.app_secret,
        }
        if self.payload is not None:
            data["payload"] = dict(self.payload)
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreatedApplication:
    """A new application with what is shown this once."""

    success: Success
    """Always true."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    app_secret: str
    """Exchanges for client tokens. Shown once, kept as a hash."""
    api_key: str
    """The application's first live key. Shown once, kept as a hash."""
    application: Application
    """A tenant."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreatedApplication:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            app_id=data["app_id"],
            app_secret=data["app_secret"],
            api_key=data["api_key"],
            application=Application.from_dict(data["application"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "app_id": self.app_id,
            "app_secret": self.app_secret,
            "api_key": self.api_key,
            "application": self.application.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RegeneratedKey:
    """A new first key."""

    success: Success
    """Always true."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    api_key: str
    """The key. Shown once, kept as a hash."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RegeneratedKey:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            app_id=data["app_id"],
            api_key=data["api_key"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "app_id": self.app_id,
            "api_key": self.api_key,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A client token."""

    success: Success
    """Always true."""
    token: str
    """The signed token."""
    expires_in: int
    """Seconds it lives."""
    expires_at: datetime
    """When it ends, to the millisecond."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Token:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            token=data["token"],
            expires_in=data["expires_in"],
            expires_at=parse_datetime(data["expires_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "token": self.token,
            "expires_in": self.expires_in,
            "expires_at": format_datetime(self.expires_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateApplication:
    """What to change. Fields left out stay."""

    name: str | None = None
    """Its name, without control characters."""
    allowed_domain: str | None | Omit = OMIT
    """The host whose pages may connect with client tokens, `*.` in front for its subdomains;
    null for any."""
    rate_limit: int | None | Omit = OMIT
    """Its own requests a minute, or null for the tier's."""
    tier: Tier | None = None
    """Decides the requests a minute where the application has no `rate_limit` of its own."""
    status: bool | None = None
    """Whether it is switched on."""
    link_credits: int | None = None
    """Links it can still create."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> UpdateApplication:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            name=data.get("name"),
            allowed_domain=data["allowed_domain"] if "allowed_domain" in data else OMIT,
            rate_limit=data["rate_limit"] if "rate_limit" in data else OMIT,
            tier=data.get("tier"),
            status=data.get("status"),
            link_credits=data.get("link_credits"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.name is not None:
            data["name"] = self.name
        if not isinstance(self.allowed_domain, Omit):
            data["allowed_domain"] = self.allowed_domain
        if not isinstance(self.rate_limit, Omit):
            data["rate_limit"] = self.rate_limit
        if self.tier is not None:
            data["tier"] = self.tier
        if self.status is not None:
            data["status"] = self.status
        if self.link_credits is not None:
            data["link_credits"] = self.link_credits
        return data
