"""The objects of Stagewire Licences. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

__all__ = [
    "ActivateLicense",
    "AppId",
    "CreateLicensePolicy",
    "DeactivateLicense",
    "DeviceActivatedEvent",
    "DeviceDeactivatedEvent",
    "DeviceId",
    "DeviceUpdatedEvent",
    "Entitlement",
    "Entitlements",
    "Environment",
    "EventId",
    "ExpiryBasis",
    "Fingerprint",
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
    "LicenseId",
    "LicenseIssuedEvent",
    "LicenseKey",
    "LicenseKeySet",
    "LicenseKeySetKey",
    "LicenseMetadata",
    "LicenseMode",
    "LicenseName",
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
    "PageLink",
    "Pagination",
    "PolicyId",
    "RenameLicenseDevice",
    "RotateLicenseSigningKey",
    "SendHeartbeat",
    "StatusMessage",
    "UpdateLicense",
    "UpdateLicensePolicy",
    "ValidateLicense",
]


class ActivateLicense(TypedDict):
    """A device to activate."""

    key: str
    fingerprint: str
    name: NotRequired[str]
    platform: NotRequired[str]
    evict: NotRequired[str]


AppId: TypeAlias = str


class CreateLicensePolicy(TypedDict):
    """A policy to create."""

    name: str
    mode: NotRequired[LicenseMode]
    max_devices: NotRequired[int | None]
    overage: NotRequired[Overage]
    duration: NotRequired[int | None]
    expiry_basis: NotRequired[ExpiryBasis]
    heartbeat_window: NotRequired[int | None]
    require_fingerprint: NotRequired[bool]
    allow_eviction: NotRequired[bool]
    entitlements: NotRequired[list[str]]


class DeactivateLicense(TypedDict):
    """A device to deactivate."""

    key: str
    fingerprint: str


class DeviceActivatedEvent(TypedDict):
    """The event `device.activated`."""

    id: str
    type: Literal["device.activated"]
    timestamp: str
    app_id: str
    environment: Environment
    data: LicenseDevice


class DeviceDeactivatedEvent(TypedDict):
    """The event `device.deactivated`."""

    id: str
    type: Literal["device.deactivated"]
    timestamp: str
    app_id: str
    environment: Environment
    data: GoneLicenseDevice


DeviceId: TypeAlias = str


class DeviceUpdatedEvent(TypedDict):
    """The event `device.updated`."""

    id: str
    type: Literal["device.updated"]
    timestamp: str
    app_id: str
    environment: Environment
    data: LicenseDevice


Entitlement: TypeAlias = str


Entitlements: TypeAlias = list[str]


Environment: TypeAlias = Literal["production", "sandbox"]


EventId: TypeAlias = str


ExpiryBasis: TypeAlias = Literal["creation", "first_activation", "first_validation"]


Fingerprint: TypeAlias = str


class GoneLicenseDevice(TypedDict):
    """A device that a licence is not activated on any more."""

    id: str
    license_id: str
    fingerprint: str
    name: str | None
    platform: str | None
    alive: bool
    heartbeat_at: str
    created_at: str
    reason: Literal["deactivated", "removed", "evicted", "forgotten"]


class Heartbeat(TypedDict):
    """A heartbeat that counts."""

    device_id: str
    heartbeat_at: str
    heartbeat_window: int | None


class IssueLicense(TypedDict):
    """A licence to issue."""

    policy_id: str
    name: NotRequired[str]
    holder: NotRequired[str]
    max_devices: NotRequired[int]
    entitlements: NotRequired[list[str]]
    metadata: NotRequired[dict[str, str]]
    expires_at: NotRequired[str]


class IssueLicenseFile(TypedDict):
    """What the file shall prove."""

    key: str
    fingerprint: NotRequired[str]
    ttl: NotRequired[int]
    encrypt: NotRequired[bool]


class License(TypedDict):
    """A licence, as its owner sees it."""

    id: str
    key: str
    policy_id: str
    status: LicenseState
    name: str | None
    holder: str | None
    max_devices: int | None
    devices: int
    entitlements: list[str]
    metadata: dict[str, str]
    expires_at: str | None
    activated_at: str | None
    validated_at: str | None
    created_at: str
    updated_at: str


class LicenseActivation(TypedDict):
    """An activated device."""

    device: LicenseDevice
    license: LicenseStatus
    evicted: str | None


LicenseCode: TypeAlias = Literal[
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


class LicenseDevice(TypedDict):
    """A device that a licence is activated on."""

    id: str
    license_id: str
    fingerprint: str
    name: str | None
    platform: str | None
    alive: bool
    heartbeat_at: str
    created_at: str


class LicenseDevicePage(TypedDict):
    """A page of devices."""

    data: list[LicenseDevice]
    pagination: Pagination


class LicenseExpiredEvent(TypedDict):
    """The event `license.expired`."""

    id: str
    type: Literal["license.expired"]
    timestamp: str
    app_id: str
    environment: Environment
    data: LicenseWithoutKey


class LicenseFile(TypedDict):
    """A licence file."""

    file: str
    kid: str
    encrypted: bool
    issued_at: str
    expires_at: str


LicenseId: TypeAlias = str


class LicenseIssuedEvent(TypedDict):
    """The event `license.issued`."""

    id: str
    type: Literal["license.issued"]
    timestamp: str
    app_id: str
    environment: Environment
    data: LicenseWithoutKey


LicenseKey: TypeAlias = str


class LicenseKeySet(TypedDict):
    """A JSON Web Key Set (RFC 7517)."""

    keys: list[LicenseKeySetKey]


class LicenseKeySetKey(TypedDict):
    """A JSON Web Key (RFC 8037)."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    use: Literal["sig"]
    alg: Literal["EdDSA"]
    kid: str
    x: str


LicenseMetadata: TypeAlias = dict[str, str]


LicenseMode: TypeAlias = Literal["node_locked", "floating"]


LicenseName: TypeAlias = str


class LicensePage(TypedDict):
    """A page of licences."""

    data: list[License]
    pagination: Pagination


class LicensePolicy(TypedDict):
    """What licences allow."""

    id: str
    name: str
    mode: LicenseMode
    max_devices: int | None
    overage: Overage
    duration: int | None
    expiry_basis: ExpiryBasis
    heartbeat_window: int | None
    require_fingerprint: bool
    allow_eviction: bool
    entitlements: list[str]
    created_at: str
    updated_at: str


class LicensePolicyPage(TypedDict):
    """A page of policies."""

    data: list[LicensePolicy]
    pagination: Pagination


class LicenseReinstatedEvent(TypedDict):
    """The event `license.reinstated`."""

    id: str
    type: Literal["license.reinstated"]
    timestamp: str
    app_id: str
    environment: Environment
    data: LicenseWithoutKey


class LicenseRenewedEvent(TypedDict):
    """The event `license.renewed`."""

    id: str
    type: Literal["license.renewed"]
    timestamp: str
    app_id: str
    environment: Environment
    data: LicenseWithoutKey


class LicenseRevokedEvent(TypedDict):
    """The event `license.revoked`."""

    id: str
    type: Literal["license.revoked"]
    timestamp: str
    app_id: str
    environment: Environment
    data: LicenseWithoutKey


class LicenseSigningKey(TypedDict):
    """A public key that licence files verify with."""

    kid: str
    public_key: str
    in_use: bool
    created_at: str
    published_until: str | None


class LicenseSigningKeys(TypedDict):
    """The keys of an application in one environment."""

    app_id: str
    environment: Literal["production", "sandbox"]
    keys: list[LicenseSigningKey]


LicenseState: TypeAlias = Literal["active", "expired", "suspended", "revoked"]


class LicenseStatus(TypedDict):
    """A licence, as who has its key sees it."""

    id: str
    status: LicenseState
    name: str | None
    max_devices: int | None
    devices: int
    entitlements: list[str]
    expires_at: str | None
    heartbeat_window: int | None


class LicenseSuspendedEvent(TypedDict):
    """The event `license.suspended`."""

    id: str
    type: Literal["license.suspended"]
    timestamp: str
    app_id: str
    environment: Environment
    data: LicenseWithoutKey


class LicenseUpdatedEvent(TypedDict):
    """The event `license.updated`."""

    id: str
    type: Literal["license.updated"]
    timestamp: str
    app_id: str
    environment: Environment
    data: LicenseWithoutKey


class LicenseValidation(TypedDict):
    """The outcome of a validation."""

    valid: bool
    code: LicenseCode
    detail: str
    license: LicenseStatus | None
    device: LicenseDevice | None


class LicenseWithoutKey(TypedDict):
    """A licence, for those who may not learn its key."""

    id: str
    policy_id: str
    status: LicenseState
    name: str | None
    holder: str | None
    max_devices: int | None
    devices: int
    entitlements: list[str]
    metadata: dict[str, str]
    expires_at: str | None
    activated_at: str | None
    validated_at: str | None
    created_at: str
    updated_at: str


Overage: TypeAlias = Literal["forbid", "allow", "allow_1_25x", "allow_1_5x", "allow_2x"]


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


PolicyId: TypeAlias = str


class RenameLicenseDevice(TypedDict):
    """The device's new name."""

    name: str


class RotateLicenseSigningKey(TypedDict):
    """How to rotate."""

    keep_previous: int


class SendHeartbeat(TypedDict):
    """The device that is in use."""

    key: str
    fingerprint: str


class StatusMessage(TypedDict):
    """An error as status and sentence."""

    statusCode: int
    message: str


class UpdateLicense(TypedDict):
    """What to change. Fields left out stay."""

    policy_id: NotRequired[str]
    name: NotRequired[str | None]
    holder: NotRequired[str | None]
    max_devices: NotRequired[int | None]
    entitlements: NotRequired[list[str]]
    metadata: NotRequired[dict[str, str]]
    expires_at: NotRequired[str | None]


class UpdateLicensePolicy(TypedDict):
    """What to change. Fields left out stay."""

    name: NotRequired[str]
    mode: NotRequired[LicenseMode]
    max_devices: NotRequired[int | None]
    overage: NotRequired[Overage]
    duration: NotRequired[int | None]
    expiry_basis: NotRequired[ExpiryBasis]
    heartbeat_window: NotRequired[int | None]
    require_fingerprint: NotRequired[bool]
    allow_eviction: NotRequired[bool]
    entitlements: NotRequired[list[str]]


class ValidateLicense(TypedDict):
    """What to validate."""

    key: str
    fingerprint: NotRequired[str]
    entitlements: NotRequired[list[str]]
