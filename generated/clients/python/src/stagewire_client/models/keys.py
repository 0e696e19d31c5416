"""The objects of the keys API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from .._wire import format_datetime, parse_datetime
from .shared import Environment, Pagination

__all__ = [
    "CreateKey",
    "Key",
    "KeyCreatedEvent",
    "KeyPage",
    "KeyRevokedEvent",
    "KeyRotatedEvent",
    "KeyWithSecret",
    "RotateKey",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateKey:
    """A key to create."""

    name: str
    """What it is for, without control characters."""
    scopes: list[str]
    """What it may do."""
    environment: Environment | None = None
    """Where the key acts."""
    expires_at: datetime | None = None
    """When it ends by itself. In the future."""
    app_id: str | None = None
    """Identifies an application, in small letters, digits and hyphens."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreateKey:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            name=data["name"],
            scopes=list(data["scopes"]),
            environment=data.get("environment"),
            expires_at=None
            if data.get("expires_at") is None
            else parse_datetime(data["expires_at"]),
            app_id=data.get("app_id"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "name": self.name,
            "scopes": list(self.scopes),
        }
        if self.environment is not None:
            data["environment"] = self.environment
        if self.expires_at is not None:
            data["expires_at"] = format_datetime(self.expires_at)
        if self.app_id is not None:
            data["app_id"] = self.app_id
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """An API key, without its secret."""

    id: str
    """Identifies the key."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    name: str
    """What it is for."""
    prefix: str
    """The beginning of the secret, to recognise it by."""
    environment: Environment
    """Where the key acts."""
    scopes: list[str]
    """The scopes it was given."""
    expires_at: datetime | None
    """When it ends by itself."""
    last_used_at: datetime | None
    """When it was last used, to the minute."""
    previous_secret_expires_at: datetime | None
    """Until when the secret before the last rotation still works."""
    created_at: datetime
    """When it was created."""
    revoked_at: datetime | None
    """When it was revoked."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Key:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            app_id=data["app_id"],
            name=data["name"],
            prefix=data["prefix"],
            environment=data["environment"],
            scopes=list(data["scopes"]),
            expires_at=None if data["expires_at"] is None else parse_datetime(data["expires_at"]),
            last_used_at=None
            if data["last_used_at"] is None
            else parse_datetime(data["last_used_at"]),
            previous_secret_expires_at=None
            if data["previous_secret_expires_at"] is None
            else parse_datetime(data["previous_secret_expires_at"]),
            created_at=parse_datetime(data["created_at"]),
            revoked_at=None if data["revoked_at"] is None else parse_datetime(data["revoked_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "app_id": self.app_id,
            "name": self.name,
            "prefix": self.prefix,
            "environment": self.environment,
            "scopes": list(self.scopes),
            "expires_at": None if self.expires_at is None else format_datetime(self.expires_at),
            "last_used_at": None
            if self.last_used_at is None
            else format_datetime(self.last_used_at),
            "previous_secret_expires_at": None
            if self.previous_secret_expires_at is None
            else format_datetime(self.previous_secret_expires_at),
            "created_at": format_datetime(self.created_at),
            "revoked_at": None if self.revoked_at is None else format_datetime(self.revoked_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyCreatedEvent:
    """The event `key.created`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["key.created"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: Key
    """An API key, without its secret."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> KeyCreatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=Key.from_dict(data["data"]),
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
class KeyPage:
    """A page of keys."""

    data: list[Key]
    """The keys."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> KeyPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[Key.from_dict(item) for item in data["data"]],
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
class KeyRevokedEvent:
    """The event `key.revoked`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["key.revoked"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: Key
    """An API key, without its secret."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> KeyRevokedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=Key.from_dict(data["data"]),
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
class KeyRotatedEvent:
    """The event `key.rotated`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["key.rotated"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: Key
    """An API key, without its secret."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> KeyRotatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=Key.from_dict(data["data"]),
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
class KeyWithSecret:
    """An API key with its secret, shown this once."""

    id: str
    """Identifies the key."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    name: str
    """What it is for."""
    prefix: str
    """The beginning of the secret, to recognise it by."""
    environment: Environment
    """Where the key acts."""
    scopes: list[str]
    """The scopes it was given."""
    expires_at: datetime | None
    """When it ends by itself."""
    last_used_at: datetime | None
    """When it was last used, to the minute."""
    previous_secret_expires_at: datetime | None
    """Until when the secret before the last rotation still works."""
    created_at: datetime
    """When it was created."""
    revoked_at: datetime | None
    """When it was revoked."""
    secret: str
    """What to send with requests. Shown once, kept as a hash."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> KeyWithSecret:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            app_id=data["app_id"],
            name=data["name"],
            prefix=data["prefix"],
            environment=data["environment"],
            scopes=list(data["scopes"]),
            expires_at=None if data["expires_at"] is None else parse_datetime(data["expires_at"]),
            last_used_at=None
            if data["last_used_at"] is None
            else parse_datetime(data["last_used_at"]),
            previous_secret_expires_at=None
            if data["previous_secret_expires_at"] is None
            else parse_datetime(data["previous_secret_expires_at"]),
            created_at=parse_datetime(data["created_at"]),
            revoked_at=None if data["revoked_at"] is None else parse_datetime(data["revoked_at"]),
            secret=data["secret"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "app_id": self.app_id,
            "name": self.name,
            "prefix": self.prefix,
            "environment": self.environment,
            "scopes": list(self.scopes),
            "expires_at": None if self.expires_at is None else format_datetime(self.expires_at),
            "last_used_at": None
            if self.last_used_at is None
            else format_datetime(self.last_used_at),
            "previous_secret_expires_at": None
            if self.previous_secret_expires_at is None
            else format_datetime(self.previous_secret_expires_at),
            "created_at": format_datetime(self.created_at),
            "revoked_at": None if self.revoked_at is None else format_datetime(self.revoked_at),
            "secret": self.secret,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RotateKey:
    """How to rotate."""

    grace_period: int | None = None
    """Seconds that the old secret still works."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RotateKey:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            grace_period=data.get("grace_period"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.grace_period is not None:
            data["grace_period"] = self.grace_period
        return data
