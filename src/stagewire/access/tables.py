"""The tenants and the keys that speak for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field, SQLModel

from stagewire.storage.types import UtcDateTime


class Application(SQLModel, table=True):
    """A tenant. A deleted one stays as a row so that its id is never given again."""

    __tablename__ = "applications"
    __table_args__ = (Index("ix_applications_created_at", "created_at", "app_id"),)

    app_id: str = Field(primary_key=True, max_length=63)
    name: str = Field(max_length=255)
    allowed_domain: str | None = Field(default=None, max_length=253)
    rate_limit: int | None = None
    tier: str = Field(default="standard", max_length=16)
    status: bool = True
    link_credits: int = Field(default=0, sa_type=BigInteger)
    secret_digest: bytes
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ApiKey(SQLModel, table=True):
    """An API key; of its secret only the beginning and the SHA-256 digest are kept.

    ``app_id`` None: an admin key. ``first``: the application's own key from its creation, which
    has every scope an application can have, also those added later; ``scopes`` is empty then.
    ``previous_…``: the secret before the last rotation, while its grace period runs.
    """

    __tablename__ = "api_keys"
    __table_args__ = (Index("ix_api_keys_app_id_created_at", "app_id", "created_at", "id"),)

    id: str = Field(primary_key=True, max_length=40)
    app_id: str | None = Field(default=None, foreign_key="applications.app_id", max_length=63)
    environment: str = Field(max_length=16)
    first: bool = False
    name: str = Field(max_length=255)
    scopes: list[str] = Field(default_factory=list, sa_type=JSON)
    prefix: str = Field(index=True, max_length=24)
    digest: bytes
    previous_prefix: str | None = Field(default=None, index=True, max_length=24)
    previous_digest: bytes | None = None
    previous_expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
