"""The objects of the licenses API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from .._wire import OMIT, Omit, format_datetime, parse_datetime
from .shared import Environment, Pagination

__all__ = [
    "ActivateLicense",
    "CreateLicensePolicy",
    "DeactivateLicense",
    "DeviceActivatedEvent",
    "DeviceDeactivatedEvent",
    "DeviceUpdatedEvent",
    "ExpiryBasis",
    "GoneLicenseDevice",
    "Heartbeat",
    "IssueLicense",
    "IssueLicenseFile",
    "License",
    "LicenseActivation",
    "LicenseCode",
    "LicenseDevice",
    "LicenseDevicePage",
    "LicenseExpiredEvent",
    "LicenseFile",
    "LicenseIssuedEvent",
    "LicenseKeySet",
    "LicenseKeySetKey",
    "LicenseMode",
    "LicensePage",
    "LicensePolicy",
    "LicensePolicyPage",
    "LicenseReinstatedEvent",
    "LicenseRenewedEvent",
    "LicenseRevokedEvent",
    "LicenseSigningKey",
    "LicenseSigningKeys",
    "LicenseState",
    "LicenseStatus",
    "LicenseSuspendedEvent",
    "LicenseUpdatedEvent",
    "LicenseValidation",
    "LicenseWithoutKey",
    "Overage",
    "RenameLicenseDevice",
    "RotateLicenseSigningKey",
    "SendHeartbeat",
    "UpdateLicense",
    "UpdateLicensePolicy",
    "ValidateLicense",
]

ExpiryBasis = Literal["creation", "first_activation", "first_validation"]
"""When `duration` begins. `first_validation` is the first that finds the licence good."""

LicenseCode = Literal[
    "VALID",
    "TYPO",
    "NOT_FOUND",
    "REVOKED",
    "SUSPENDED",
    "EXPIRED",
    "FINGERPRINT_REQUIRED",
    "NO_DEVICE",
    "FINGERPRINT_MISMATCH",
    "HEARTBEAT_DEAD",
    "TOO_MANY_DEVICES",
    "ENTITLEMENT_MISSING",
]
"""The outcome. In the order they are looked at: `TYPO` (the check character does not fit), `NOT_FOUND`, `REVOKED`, `SUSPENDED`, `EXPIRED`, `FINGERPRINT_REQUIRED` (the policy asks for one), `NO_DEVICE` (none is activated), `FINGERPRINT_MISMATCH` (others are), `HEARTBEAT_DEAD`, `TOO_MANY_DEVICES`, `ENTITLEMENT_MISSING`, `VALID`."""

LicenseMode = Literal["node_locked", "floating"]
"""`node_locked`: a device keeps its place until it is removed. `floating`: as long as its heartbeats come."""

LicenseState = Literal["active", "expired", "suspended", "revoked"]
"""The licence's state now."""

Overage = Literal["forbid", "allow", "allow_1_25x", "allow_1_5x", "allow_2x"]
"""What happens beyond `max_devices`. The factors are rounded down."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivateLicense:
    """A device to activate."""

    key: str
    """The key as the customer typed it."""
    fingerprint: str
    """What tells the device from others, best a hash of something that does not change. Visible
    ASCII."""
    name: str | None = None
    """A label without control characters."""
    platform: str | None = None
    """What it runs, as `windows` or `macos 15`."""
    evict: str | None = None
    """Which device is removed if none may be added: the one activated first (`oldest`), the one
    whose last heartbeat is longest ago (`idle`), or the one of this id."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ActivateLicense:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            key=data["key"],
            fingerprint=data["fingerprint"],
            name=data.get("name"),
            platform=data.get("platform"),
            evict=data.get("evict"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "key": self.key,
            "fingerprint": self.fingerprint,
        }
        if self.name is not None:
            data["name"] = self.name
        if self.platform is not None:
            data["platform"] = self.platform
        if self.evict is not None:
            data["evict"] = self.evict
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateLicensePolicy:
    """A policy to create."""

    name: str
    """A label without control characters."""
    mode: LicenseMode | None = None
    """`node_locked`: a device keeps its place until it is removed. `floating`: as long as its
    heartbeats come."""
    max_devices: int | None | Omit = OMIT
    """How many devices a licence is good for; null for any number. 1 if left out."""
    overage: Overage | None = None
    """What happens beyond `max_devices`. The factors are rounded down."""
    duration: int | None | Omit = OMIT
    """Seconds until a licence expires, from `expiry_basis` on; null or left out for never."""
    expiry_basis: ExpiryBasis | None = None
    """When `duration` begins. `first_validation` is the first that finds the licence good."""
    heartbeat_window: int | None | Omit = OMIT
    """Seconds after which a device that sent no heartbeat is dead. Null or left out: never, or
    600 for `floating`."""
    require_fingerprint: bool | None = None
    """Whether a validation must name a device. False if left out."""
    allow_eviction: bool | None = None
    """Whether an activation may remove another device. True if left out."""
    entitlements: list[str] | None = None
    """Features by name."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreateLicensePolicy:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            name=data["name"],
            mode=data.get("mode"),
            max_devices=data["max_devices"] if "max_devices" in data else OMIT,
            overage=data.get("overage"),
            duration=data["duration"] if "duration" in data else OMIT,
            expiry_basis=data.get("expiry_basis"),
            heartbeat_window=data["heartbeat_window"] if "heartbeat_window" in data else OMIT,
            require_fingerprint=data.get("require_fingerprint"),
            allow_eviction=data.get("allow_eviction"),
            entitlements=None if data.get("entitlements") is None else list(data["entitlements"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "name": self.name,
        }
        if self.mode is not None:
            data["mode"] = self.mode
        if not isinstance(self.max_devices, Omit):
            data["max_devices"] = self.max_devices
        if self.overage is not None:
            data["overage"] = self.overage
        if not isinstance(self.duration, Omit):
            data["duration"] = self.duration
        if self.expiry_basis is not None:
            data["expiry_basis"] = self.expiry_basis
        if not isinstance(self.heartbeat_window, Omit):
            data["heartbeat_window"] = self.heartbeat_window
        if self.require_fingerprint is not None:
            data["require_fingerprint"] = self.require_fingerprint
        if self.allow_eviction is not None:
            data["allow_eviction"] = self.allow_eviction
        if self.entitlements is not None:
            data["entitlements"] = list(self.entitlements)
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DeactivateLicense:
    """A device to deactivate."""

    key: str
    """The key as the customer typed it."""
    fingerprint: str
    """What tells the device from others, best a hash of something that does not change. Visible
    ASCII."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DeactivateLicense:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            key=data["key"],
            fingerprint=data["fingerprint"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "key": self.key,
            "fingerprint": self.fingerprint,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DeviceActivatedEvent:
    """The event `device.activated`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["device.activated"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: LicenseDevice
    """A device that a licence is activated on."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DeviceActivatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=LicenseDevice.from_dict(data["data"]),
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
class DeviceDeactivatedEvent:
    """The event `device.deactivated`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["device.deactivated"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: GoneLicenseDevice
    """A device that a licence is not activated on any more."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DeviceDeactivatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=GoneLicenseDevice.from_dict(data["data"]),
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
class DeviceUpdatedEvent:
    """The event `device.updated`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["device.updated"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: LicenseDevice
    """A device that a licence is activated on."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DeviceUpdatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=LicenseDevice.from_dict(data["data"]),
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
class GoneLicenseDevice:
    """A device that a licence is not activated on any more."""

    id: str
    """Identifies a device."""
    license_id: str
    """Identifies a licence."""
    fingerprint: str
    """What tells the device from others, best a hash of something that does not change. Visible
    ASCII."""
    name: str | None
    """What people called it."""
    platform: str | None
    """What it ran, in the software's words."""
    alive: bool
    """Whether its heartbeats came, where the policy asks for them."""
    heartbeat_at: datetime
    """Its last heartbeat, or its activation."""
    created_at: datetime
    """When it was first activated."""
    reason: Literal["deactivated", "removed", "evicted", "forgotten"]
    """Its software deactivated it, the licence's owner removed it, it made room for another
    device, or it was a floating one that had lost its seat long ago."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> GoneLicenseDevice:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            license_id=data["license_id"],
            fingerprint=data["fingerprint"],
            name=data["name"],
            platform=data["platform"],
            alive=data["alive"],
            heartbeat_at=parse_datetime(data["heartbeat_at"]),
            created_at=parse_datetime(data["created_at"]),
            reason=data["reason"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "license_id": self.license_id,
            "fingerprint": self.fingerprint,
            "name": self.name,
            "platform": self.platform,
            "alive": self.alive,
            "heartbeat_at": format_datetime(self.heartbeat_at),
            "created_at": format_datetime(self.created_at),
            "reason": self.reason,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Heartbeat:
    """A heartbeat that counts."""

    device_id: str
    """Identifies a device."""
    heartbeat_at: datetime
    """When it counted."""
    heartbeat_window: int | None
    """Seconds until the next one at most; null where none are asked for."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Heartbeat:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            device_id=data["device_id"],
            heartbeat_at=parse_datetime(data["heartbeat_at"]),
            heartbeat_window=data["heartbeat_window"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "device_id": self.device_id,
            "heartbeat_at": format_datetime(self.heartbeat_at),
            "heartbeat_window": self.heartbeat_window,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueLicense:
    """A licence to issue."""

    policy_id: str
    """Identifies a policy."""
    name: str | None = None
    """A label without control characters."""
    holder: str | None = None
    """A label without control characters."""
    max_devices: int | None = None
    """This licence's own number of devices, instead of the policy's."""
    entitlements: list[str] | None = None
    """Features by name."""
    metadata: dict[str, str] | None = None
    """Values of your own, as an order's number. Names of up to 40 characters."""
    expires_at: datetime | None = None
    """When it expires, instead of by the policy's duration. In the future."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> IssueLicense:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            policy_id=data["policy_id"],
            name=data.get("name"),
            holder=data.get("holder"),
            max_devices=data.get("max_devices"),
            entitlements=None if data.get("entitlements") is None else list(data["entitlements"]),
            metadata=None if data.get("metadata") is None else dict(data["metadata"]),
            expires_at=None
            if data.get("expires_at") is None
            else parse_datetime(data["expires_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "policy_id": self.policy_id,
        }
        if self.name is not None:
            data["name"] = self.name
        if self.holder is not None:
            data["holder"] = self.holder
        if self.max_devices is not None:
            data["max_devices"] = self.max_devices
        if self.entitlements is not None:
            data["entitlements"] = list(self.entitlements)
        if self.metadata is not None:
            data["metadata"] = dict(self.metadata)
        if self.expires_at is not None:
            data["expires_at"] = format_datetime(self.expires_at)
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueLicenseFile:
    """What the file shall prove."""

    key: str
    """The key as the customer typed it."""
    fingerprint: str | None = None
    """What tells the device from others, best a hash of something that does not change. Visible
    ASCII."""
    ttl: int | None = None
    """Seconds it is good for. 30 days if left out."""
    encrypt: bool | None = None
    """Whether only who knows key and fingerprint can read it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> IssueLicenseFile:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            key=data["key"],
            fingerprint=data.get("fingerprint"),
            ttl=data.get("ttl"),
            encrypt=data.get("encrypt"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "key": self.key,
        }
        if self.fingerprint is not None:
            data["fingerprint"] = self.fingerprint
        if self.ttl is not None:
            data["ttl"] = self.ttl
        if self.encrypt is not None:
            data["encrypt"] = self.encrypt
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class License:
    """A licence, as its owner sees it."""

    id: str
    """Identifies a licence."""
    key: str
    """The key as the customer typed it."""
    policy_id: str
    """Identifies a policy."""
    status: LicenseState
    """The licence's state now."""
    name: str | None
    """What you call it."""
    holder: str | None
    """Who has it, in your own words."""
    max_devices: int | None
    """How many devices it is good for, without overage; null for any number."""
    devices: int
    """How many devices have a place now."""
    entitlements: list[str]
    """Features by name."""
    metadata: dict[str, str]
    """Values of your own, as an order's number. Names of up to 40 characters."""
    expires_at: datetime | None
    """When it expires; null for never, or while its duration has not begun."""
    activated_at: datetime | None
    """When it was first activated on a device."""
    validated_at: datetime | None
    """When it was first found valid."""
    created_at: datetime
    """When it was issued."""
    updated_at: datetime
    """When it was last changed."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> License:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            key=data["key"],
            policy_id=data["policy_id"],
            status=data["status"],
            name=data["name"],
            holder=data["holder"],
            max_devices=data["max_devices"],
            devices=data["devices"],
            entitlements=list(data["entitlements"]),
            metadata=dict(data["metadata"]),
            expires_at=None if data["expires_at"] is None else parse_datetime(data["expires_at"]),
            activated_at=None
            if data["activated_at"] is None
            else parse_datetime(data["activated_at"]),
            validated_at=None
            if data["validated_at"] is None
            else parse_datetime(data["validated_at"]),
            created_at=parse_datetime(data["created_at"]),
            updated_at=parse_datetime(data["updated_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "key": self.key,
            "policy_id": self.policy_id,
            "status": self.status,
            "name": self.name,
            "holder": self.holder,
            "max_devices": self.max_devices,
            "devices": self.devices,
            "entitlements": list(self.entitlements),
            "metadata": dict(self.metadata),
            "expires_at": None if self.expires_at is None else format_datetime(self.expires_at),
            "activated_at": None
            if self.activated_at is None
            else format_datetime(self.activated_at),
            "validated_at": None
            if self.validated_at is None
            else format_datetime(self.validated_at),
            "created_at": format_datetime(self.created_at),
            "updated_at": format_datetime(self.updated_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenseActivation:
    """An activated device."""

    device: LicenseDevice
    """A device that a licence is activated on."""
    license: LicenseStatus
    """A licence, as who has its key sees it."""
    evicted: str | None
    """The id of the device that made room, if one did."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseActivation:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            device=LicenseDevice.from_dict(data["device"]),
            license=LicenseStatus.from_dict(data["license"]),
            evicted=data["evicted"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "device": self.device.to_dict(),
            "license": self.license.to_dict(),
            "evicted": self.evicted,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenseDevice:
    """A device that a licence is activated on."""

    id: str
    """Identifies a device."""
    license_id: str
    """Identifies a licence."""
    fingerprint: str
    """What tells the device from others, best a hash of something that does not change. Visible
    ASCII."""
    name: str | None
    """What people call it."""
    platform: str | None
    """What it runs, in the software's words."""
    alive: bool
    """Whether its heartbeats come, where the policy asks for them."""
    heartbeat_at: datetime
    """Its last heartbeat, or its activation."""
    created_at: datetime
    """When it was first activated."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseDevice:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            license_id=data["license_id"],
            fingerprint=data["fingerprint"],
            name=data["name"],
            platform=data["platform"],
            alive=data["alive"],
            heartbeat_at=parse_datetime(data["heartbeat_at"]),
            created_at=parse_datetime(data["created_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "license_id": self.license_id,
            "fingerprint": self.fingerprint,
            "name": self.name,
            "platform": self.platform,
            "alive": self.alive,
            "heartbeat_at": format_datetime(self.heartbeat_at),
            "created_at": format_datetime(self.created_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenseDevicePage:
    """A page of devices."""

    data: list[LicenseDevice]
    """The devices."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseDevicePage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[LicenseDevice.from_dict(item) for item in data["data"]],
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
class LicenseExpiredEvent:
    """The event `license.expired`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["license.expired"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: LicenseWithoutKey
    """A licence, for those who may not learn its key."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseExpiredEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=LicenseWithoutKey.from_dict(data["data"]),
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
class LicenseFile:
    """A licence file."""

    file: str
    """The file's text: a compact JWS, or a compact JWE around one."""
    kid: str
    """The signing key."""
    encrypted: bool
    """Whether it is encrypted."""
    issued_at: datetime
    """When it was signed."""
    expires_at: datetime
    """Until when it is good."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseFile:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            file=data["file"],
            kid=data["kid"],
            encrypted=data["encrypted"],
            issued_at=parse_datetime(data["issued_at"]),
            expires_at=parse_datetime(data["expires_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "file": self.file,
            "kid": self.kid,
            "encrypted": self.encrypted,
            "issued_at": format_datetime(self.issued_at),
            "expires_at": format_datetime(self.expires_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenseIssuedEvent:
    """The event `license.issued`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["license.issued"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: LicenseWithoutKey
    """A licence, for those who may not learn its key."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseIssuedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=LicenseWithoutKey.from_dict(data["data"]),
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
class LicenseKeySet:
    """A JSON Web Key Set (RFC 7517)."""

    keys: list[LicenseKeySetKey]
    """The keys."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseKeySet:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            keys=[LicenseKeySetKey.from_dict(item) for item in data["keys"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "keys": [item.to_dict() for item in self.keys],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenseKeySetKey:
    """A JSON Web Key (RFC 8037)."""

    kty: Literal["OKP"]
    """The kind of key."""
    crv: Literal["Ed25519"]
    """The curve."""
    use: Literal["sig"]
    """What it is for."""
    alg: Literal["EdDSA"]
    """The algorithm."""
    kid: str
    """Its name in the files' headers."""
    x: str
    """The public key in base64url."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseKeySetKey:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            kty=data["kty"],
            crv=data["crv"],
            use=data["use"],
            alg=data["alg"],
            kid=data["kid"],
            x=data["x"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "kty": self.kty,
            "crv": self.crv,
            "use": self.use,
            "alg": self.alg,
            "kid": self.kid,
            "x": self.x,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LicensePage:
    """A page of licences."""

    data: list[License]
    """The licences."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicensePage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[License.from_dict(item) for item in data["data"]],
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
class LicensePolicy:
    """What licences allow."""

    id: str
    """Identifies a policy."""
    name: str
    """What you call it."""
    mode: LicenseMode
    """`node_locked`: a device keeps its place until it is removed. `floating`: as long as its
    heartbeats come."""
    max_devices: int | None
    """How many devices a licence is good for; null for any number."""
    overage: Overage
    """What happens beyond `max_devices`. The factors are rounded down."""
    duration: int | None
    """Seconds until a licence expires; null for never."""
    expiry_basis: ExpiryBasis
    """When `duration` begins. `first_validation` is the first that finds the licence good."""
    heartbeat_window: int | None
    """Seconds after which a device that sent no heartbeat is dead; null for never."""
    require_fingerprint: bool
    """Whether a validation must name a device."""
    allow_eviction: bool
    """Whether an activation may remove another device."""
    entitlements: list[str]
    """Features by name."""
    created_at: datetime
    """When it was created."""
    updated_at: datetime
    """When it last changed."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicensePolicy:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            name=data["name"],
            mode=data["mode"],
            max_devices=data["max_devices"],
            overage=data["overage"],
            duration=data["duration"],
            expiry_basis=data["expiry_basis"],
            heartbeat_window=data["heartbeat_window"],
            require_fingerprint=data["require_fingerprint"],
            allow_eviction=data["allow_eviction"],
            entitlements=list(data["entitlements"]),
            created_at=parse_datetime(data["created_at"]),
            updated_at=parse_datetime(data["updated_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "mode": self.mode,
            "max_devices": self.max_devices,
            "overage": self.overage,
            "duration": self.duration,
            "expiry_basis": self.expiry_basis,
            "heartbeat_window": self.heartbeat_window,
            "require_fingerprint": self.require_fingerprint,
            "allow_eviction": self.allow_eviction,
            "entitlements": list(self.entitlements),
            "created_at": format_datetime(self.created_at),
            "updated_at": format_datetime(self.updated_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LicensePolicyPage:
    """A page of policies."""

    data: list[LicensePolicy]
    """The policies."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicensePolicyPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[LicensePolicy.from_dict(item) for item in data["data"]],
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
class LicenseReinstatedEvent:
    """The event `license.reinstated`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["license.reinstated"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: LicenseWithoutKey
    """A licence, for those who may not learn its key."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseReinstatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=LicenseWithoutKey.from_dict(data["data"]),
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
class LicenseRenewedEvent:
    """The event `license.renewed`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["license.renewed"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: LicenseWithoutKey
    """A licence, for those who may not learn its key."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseRenewedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=LicenseWithoutKey.from_dict(data["data"]),
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
class LicenseRevokedEvent:
    """The event `license.revoked`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["license.revoked"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: LicenseWithoutKey
    """A licence, for those who may not learn its key."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseRevokedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=LicenseWithoutKey.from_dict(data["data"]),
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
class LicenseSigningKey:
    """A public key that licence files verify with."""

    kid: str
    """The key's name in files and in the key set."""
    public_key: str
    """The Ed25519 public key, base64url of 32 bytes."""
    in_use: bool
    """Whether new files are signed with it."""
    created_at: datetime
    """When it was made."""
    published_until: datetime | None
    """When it is withdrawn; null while in use."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseSigningKey:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            kid=data["kid"],
            public_key=data["public_key"],
            in_use=data["in_use"],
            created_at=parse_datetime(data["created_at"]),
            published_until=None
            if data["published_until"] is None
            else parse_datetime(data["published_until"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "kid": self.kid,
            "public_key": self.public_key,
            "in_use": self.in_use,
            "created_at": format_datetime(self.created_at),
            "published_until": None
            if self.published_until is None
            else format_datetime(self.published_until),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenseSigningKeys:
    """The keys of an application in one environment."""

    app_id: str
    """The application."""
    environment: Literal["production", "sandbox"]
    """The environment."""
    keys: list[LicenseSigningKey]
    """The keys that are published, the one in use first."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseSigningKeys:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            app_id=data["app_id"],
            environment=data["environment"],
            keys=[LicenseSigningKey.from_dict(item) for item in data["keys"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "app_id": self.app_id,
            "environment": self.environment,
            "keys": [item.to_dict() for item in self.keys],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenseStatus:
    """A licence, as who has its key sees it."""

    id: str
    """Identifies a licence."""
    status: LicenseState
    """The licence's state now."""
    name: str | None
    """What it is called."""
    max_devices: int | None
    """How many devices it is good for, without overage; null for any number."""
    devices: int
    """How many devices have a place now."""
    entitlements: list[str]
    """Features by name."""
    expires_at: datetime | None
    """When it expires; null for never, or while its duration has not begun."""
    heartbeat_window: int | None
    """Seconds between heartbeats at most; null where none are asked for."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseStatus:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            status=data["status"],
            name=data["name"],
            max_devices=data["max_devices"],
            devices=data["devices"],
            entitlements=list(data["entitlements"]),
            expires_at=None if data["expires_at"] is None else parse_datetime(data["expires_at"]),
            heartbeat_window=data["heartbeat_window"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "status": self.status,
            "name": self.name,
            "max_devices": self.max_devices,
            "devices": self.devices,
            "entitlements": list(self.entitlements),
            "expires_at": None if self.expires_at is None else format_datetime(self.expires_at),
            "heartbeat_window": self.heartbeat_window,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenseSuspendedEvent:
    """The event `license.suspended`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["license.suspended"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: LicenseWithoutKey
    """A licence, for those who may not learn its key."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseSuspendedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=LicenseWithoutKey.from_dict(data["data"]),
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
class LicenseUpdatedEvent:
    """The event `license.updated`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["license.updated"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: LicenseWithoutKey
    """A licence, for those who may not learn its key."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseUpdatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=LicenseWithoutKey.from_dict(data["data"]),
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
class LicenseValidation:
    """The outcome of a validation."""

    valid: bool
    """Whether the code is `VALID`."""
    code: LicenseCode
    """The outcome. In the order they are looked at: `TYPO` (the check character does not fit),
    `NOT_FOUND`, `REVOKED`, `SUSPENDED`, `EXPIRED`, `FINGERPRINT_REQUIRED` (the policy asks
    for one), `NO_DEVICE` (none is activated), `FINGERPRINT_MISMATCH` (others are),
    `HEARTBEAT_DEAD`, `TOO_MANY_DEVICES`, `ENTITLEMENT_MISSING`, `VALID`."""
    detail: str
    """The outcome for people."""
    license: LicenseStatus | None
    """The licence; null for `TYPO` and `NOT_FOUND`."""
    device: LicenseDevice | None
    """The device of the fingerprint; null if it is not activated."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseValidation:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            valid=data["valid"],
            code=data["code"],
            detail=data["detail"],
            license=None if data["license"] is None else LicenseStatus.from_dict(data["license"]),
            device=None if data["device"] is None else LicenseDevice.from_dict(data["device"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "valid": self.valid,
            "code": self.code,
            "detail": self.detail,
            "license": None if self.license is None else self.license.to_dict(),
            "device": None if self.device is None else self.device.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenseWithoutKey:
    """A licence, for those who may not learn its key."""

    id: str
    """Identifies a licence."""
    policy_id: str
    """Identifies a policy."""
    status: LicenseState
    """The licence's state now."""
    name: str | None
    """What you call it."""
    holder: str | None
    """Who has it, in your own words."""
    max_devices: int | None
    """How many devices it is good for, without overage; null for any number."""
    devices: int
    """How many devices have a place now."""
    entitlements: list[str]
    """Features by name."""
    metadata: dict[str, str]
    """Values of your own, as an order's number. Names of up to 40 characters."""
    expires_at: datetime | None
    """When it expires; null for never, or while its duration has not begun."""
    activated_at: datetime | None
    """When it was first activated on a device."""
    validated_at: datetime | None
    """When it was first found valid."""
    created_at: datetime
    """When it was issued."""
    updated_at: datetime
    """When it was last changed."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LicenseWithoutKey:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            policy_id=data["policy_id"],
            status=data["status"],
            name=data["name"],
            holder=data["holder"],
            max_devices=data["max_devices"],
            devices=data["devices"],
            entitlements=list(data["entitlements"]),
            metadata=dict(data["metadata"]),
            expires_at=None if data["expires_at"] is None else parse_datetime(data["expires_at"]),
            activated_at=None
            if data["activated_at"] is None
            else parse_datetime(data["activated_at"]),
            validated_at=None
            if data["validated_at"] is None
            else parse_datetime(data["validated_at"]),
            created_at=parse_datetime(data["created_at"]),
            updated_at=parse_datetime(data["updated_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "policy_id": self.policy_id,
            "status": self.status,
            "name": self.name,
            "holder": self.holder,
            "max_devices": self.max_devices,
            "devices": self.devices,
            "entitlements": list(self.entitlements),
            "metadata": dict(self.metadata),
            "expires_at": None if self.expires_at is None else format_datetime(self.expires_at),
            "activated_at": None
            if self.activated_at is None
            else format_datetime(self.activated_at),
            "validated_at": None
            if self.validated_at is None
            else format_datetime(self.validated_at),
            "created_at": format_datetime(self.created_at),
            "updated_at": format_datetime(self.updated_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RenameLicenseDevice:
    """The device's new name."""

    name: str
    """A label without control characters."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RenameLicenseDevice:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            name=data["name"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "name": self.name,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RotateLicenseSigningKey:
    """How to rotate."""

    keep_previous: int
    """Seconds that the previous keys stay published."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RotateLicenseSigningKey:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            keep_previous=data["keep_previous"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "keep_previous": self.keep_previous,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class SendHeartbeat:
    """The device that is in use."""

    key: str
    """The key as the customer typed it."""
    fingerprint: str
    """What tells the device from others, best a hash of something that does not change. Visible
    ASCII."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SendHeartbeat:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            key=data["key"],
            fingerprint=data["fingerprint"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "key": self.key,
            "fingerprint": self.fingerprint,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateLicense:
    """What to change. Fields left out stay."""

    policy_id: str | None = None
    """Identifies a policy."""
    name: str | None | Omit = OMIT
    """A label without control characters, or null for none."""
    holder: str | None | Omit = OMIT
    """A label without control characters, or null for none."""
    max_devices: int | None | Omit = OMIT
    """Its own number of devices; null for the policy's."""
    entitlements: list[str] | None = None
    """Features by name."""
    metadata: dict[str, str] | None = None
    """Values of your own, as an order's number. Names of up to 40 characters."""
    expires_at: datetime | None | Omit = OMIT
    """When it expires; null for never."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> UpdateLicense:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            policy_id=data.get("policy_id"),
            name=data["name"] if "name" in data else OMIT,
            holder=data["holder"] if "holder" in data else OMIT,
            max_devices=data["max_devices"] if "max_devices" in data else OMIT,
            entitlements=None if data.get("entitlements") is None else list(data["entitlements"]),
            metadata=None if data.get("metadata") is None else dict(data["metadata"]),
            expires_at=None
            if data["expires_at"] is None
            else parse_datetime(data["expires_at"])
            if "expires_at" in data
            else OMIT,
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.policy_id is not None:
            data["policy_id"] = self.policy_id
        if not isinstance(self.name, Omit):
            data["name"] = self.name
        if not isinstance(self.holder, Omit):
            data["holder"] = self.holder
        if not isinstance(self.max_devices, Omit):
            data["max_devices"] = self.max_devices
        if self.entitlements is not None:
            data["entitlements"] = list(self.entitlements)
        if self.metadata is not None:
            data["metadata"] = dict(self.metadata)
        if not isinstance(self.expires_at, Omit):
            data["expires_at"] = (
                None if self.expires_at is None else format_datetime(self.expires_at)
            )
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateLicensePolicy:
    """What to change. Fields left out stay."""

    name: str | None = None
    """A label without control characters."""
    mode: LicenseMode | None = None
    """`node_locked`: a device keeps its place until it is removed. `floating`: as long as its
    heartbeats come."""
    max_devices: int | None | Omit = OMIT
    """How many devices a licence is good for; null for any number. 1 if left out."""
    overage: Overage | None = None
    """What happens beyond `max_devices`. The factors are rounded down."""
    duration: int | None | Omit = OMIT
    """Seconds until a licence expires, from `expiry_basis` on; null or left out for never."""
    expiry_basis: ExpiryBasis | None = None
    """When `duration` begins. `first_validation` is the first that finds the licence good."""
    heartbeat_window: int | None | Omit = OMIT
    """Seconds after which a device that sent no heartbeat is dead. Null or left out: never, or
    600 for `floating`."""
    require_fingerprint: bool | None = None
    """Whether a validation must name a device. False if left out."""
    allow_eviction: bool | None = None
    """Whether an activation may remove another device. True if left out."""
    entitlements: list[str] | None = None
    """Features by name."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> UpdateLicensePolicy:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            name=data.get("name"),
            mode=data.get("mode"),
            max_devices=data["max_devices"] if "max_devices" in data else OMIT,
            overage=data.get("overage"),
            duration=data["duration"] if "duration" in data else OMIT,
            expiry_basis=data.get("expiry_basis"),
            heartbeat_window=data["heartbeat_window"] if "heartbeat_window" in data else OMIT,
            require_fingerprint=data.get("require_fingerprint"),
            allow_eviction=data.get("allow_eviction"),
            entitlements=None if data.get("entitlements") is None else list(data["entitlements"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.name is not None:
            data["name"] = self.name
        if self.mode is not None:
            data["mode"] = self.mode
        if not isinstance(self.max_devices, Omit):
            data["max_devices"] = self.max_devices
        if self.overage is not None:
            data["overage"] = self.overage
        if not isinstance(self.duration, Omit):
            data["duration"] = self.duration
        if self.expiry_basis is not None:
            data["expiry_basis"] = self.expiry_basis
        if not isinstance(self.heartbeat_window, Omit):
            data["heartbeat_window"] = self.heartbeat_window
        if self.require_fingerprint is not None:
            data["require_fingerprint"] = self.require_fingerprint
        if self.allow_eviction is not None:
            data["allow_eviction"] = self.allow_eviction
        if self.entitlements is not None:
            data["entitlements"] = list(self.entitlements)
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ValidateLicense:
    """What to validate."""

    key: str
    """The key as the customer typed it."""
    fingerprint: str | None = None
    """What tells the device from others, best a hash of something that does not change. Visible
    ASCII."""
    entitlements: list[str] | None = None
    """Features by name."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ValidateLicense:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            key=data["key"],
            fingerprint=data.get("fingerprint"),
            entitlements=None if data.get("entitlements") is None else list(data["entitlements"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "key": self.key,
        }
        if self.fingerprint is not None:
            data["fingerprint"] = self.fingerprint
        if self.entitlements is not None:
            data["entitlements"] = list(self.entitlements)
        return data
