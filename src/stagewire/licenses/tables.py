"""Policies, licences, devices, and the keys that licence files are signed with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, text
from sqlmodel import Field

from stagewire.storage.tenancy import Tenant
from stagewire.storage.types import UtcDateTime


class LicensePolicy(Tenant, table=True):
    """What licences allow; ``duration`` and ``heartbeat_window`` are seconds."""

    __tablename__ = "license_policies"
    __table_args__ = (
        Index("ix_license_policies_by_time", "app_id", "environment", "created_at", "id"),
    )

    id: str = Field(primary_key=True, max_length=24)
    name: str = Field(max_length=255)
    mode: str = Field(max_length=16)
    max_devices: int | None = None
    overage: str = Field(max_length=16)
    duration: int | None = Field(default=None, sa_type=BigInteger)
    expiry_basis: str = Field(max_length=20)
    heartbeat_window: int | None = None
    require_fingerprint: bool
    allow_eviction: bool
    entitlements: list[str] = Field(sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class License(Tenant, table=True):
    """A licence. ``digest`` is its key's hash, ``sealed_key`` the key encrypted; ``state`` is
    active, suspended or revoked, of which an active one may have expired. ``max_devices`` None is
    the policy's; ``entitlements`` are added to the policy's. ``expiry_told_for`` is the last
    ``expires_at`` whose passing was told of."""

    __tablename__ = "licenses"
    __table_args__ = (
        Index("uq_licenses_digest", "digest", unique=True),
        Index("ix_licenses_by_time", "app_id", "environment", "created_at", "id"),
        Index("ix_licenses_by_holder", "app_id", "environment", "holder", "created_at", "id"),
        Index(
            "ix_licenses_untold",
            "expires_at",
            postgresql_where=text(
                "state = 'active' AND expiry_told_for IS DISTINCT FROM expires_at"
            ),
            sqlite_where=text("state = 'active' AND expiry_told_for IS NOT expires_at"),
        ),
    )

    id: str = Field(primary_key=True, max_length=24)
    policy_id: str = Field(foreign_key="license_policies.id", index=True, max_length=24)
    digest: bytes
    sealed_key: bytes
    state: str = Field(max_length=16)
    name: str | None = Field(default=None, max_length=255)
    holder: str | None = Field(default=None, max_length=255)
    max_devices: int | None = None
    entitlements: list[str] = Field(sa_type=JSON)
    details: dict[str, Any] = Field(sa_type=JSON)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expiry_told_for: datetime | None = Field(default=None, sa_type=UtcDateTime)
    activated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    validated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class LicenseDevice(Tenant, table=True):
    """A device that a licence is activated on. ``heartbeat_at`` (Unix seconds, so that databases
    can count with it) is its last heartbeat or its activation."""

    __tablename__ = "license_devices"
    __table_args__ = (
        Index("uq_license_devices_fingerprint", "license_id", "fingerprint", unique=True),
    )

    id: str = Field(primary_key=True, max_length=24)
    license_id: str = Field(foreign_key="licenses.id", ondelete="CASCADE", max_length=24)
    fingerprint: str = Field(max_length=255)
    name: str | None = Field(default=None, max_length=255)
    platform: str | None = Field(default=None, max_length=64)
    heartbeat_at: int = Field(sa_type=BigInteger)
    created_at: datetime = Field(sa_type=UtcDateTime)


class LicenseSigningKey(Tenant, table=True):
    """An Ed25519 key pair of a tenant; ``number`` counts its rotations, ``sealed_private`` is
    encrypted, ``published_until`` is None for the one in use."""

    __tablename__ = "license_signing_keys"

    app_id: str = Field(primary_key=True, max_length=63)
    environment: str = Field(primary_key=True, max_length=16)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kid: str = Field(max_length=16)
    public: bytes
    sealed_private: bytes
    created_at: datetime = Field(sa_type=UtcDateTime)
    published_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
