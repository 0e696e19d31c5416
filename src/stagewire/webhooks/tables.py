"""Webhooks, what is delivered to them, and every try."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index, text
from sqlmodel import Field, SQLModel

from stagewire.storage.tenancy import Tenant
from stagewire.storage.types import UtcDateTime


class Webhook(Tenant, table=True):
    """Where events are sent. Secrets and headers are kept encrypted.

    ``generation`` grows when it is disabled: jobs of an earlier one are void. While it is
    ``releasing`` what was held before it was enabled, new events queue up behind.
    ``failing_since`` is when the first try failed that none has succeeded after.
    """

    __tablename__ = "webhooks"
    __table_args__ = (Index("ix_webhooks_owner", "app_id", "environment", "created_at", "id"),)

    id: str = Field(primary_key=True, max_length=64)
    app_id: str = Field(foreign_key="applications.app_id", max_length=63)
    url: str = Field(max_length=8192)
    description: str | None = Field(default=None, max_length=255)
    events: list[str] = Field(sa_type=JSON)
    ordered: bool = False
    headers: bytes | None = None
    header_names: list[str] = Field(default_factory=list, sa_type=JSON)
    secret: bytes
    previous_secret: bytes | None = None
    previous_expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    enabled: bool = True
    generation: int = 1
    releasing: bool = False
    disabled_reason: str | None = Field(default=None, max_length=16)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failing_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    warned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)


class EarlierEvent(SQLModel, table=True):
    """An event, by its number in the outbox, that is older than a webhook: ``earlier.py``."""

    __tablename__ = "webhook_earlier_events"

    seq: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    webhook_id: str = Field(
        primary_key=True, foreign_key="webhooks.id", ondelete="CASCADE", index=True, max_length=64
    )


class Delivery(Tenant, table=True):
    """An event on its way to a webhook. ``seq`` is the event's number in the outbox, which keeps
    the body; ``attempts`` counts those of all its jobs."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index("ix_webhook_deliveries_webhook", "webhook_id", "seq", "id"),
        # What is about to be held, or sent after all.
        Index(
            "ix_webhook_deliveries_open",
            "webhook_id",
            "status",
            "seq",
            postgresql_where=text("status IN ('pending', 'held')"),
            sqlite_where=text("status IN ('pending', 'held')"),
        ),
        Index("ix_webhook_deliveries_created_at", "created_at"),
    )

    id: str = Field(primary_key=True, max_length=40)
    webhook_id: str = Field(foreign_key="webhooks.id", ondelete="CASCADE", max_length=64)
    seq: int = Field(sa_type=BigInteger)
    event_id: str = Field(max_length=32)
    event: str
    key: str
    status: str = Field(default="pending", max_length=16)
    attempts: int = 0
    last_status: int | None = None
    last_error: str | None = Field(default=None, max_length=512)
    next_attempt_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Attempt(SQLModel, table=True):
    """One try. ``timestamp`` and ``signature`` are what its headers were beside the constant ones;
    ``response`` the first bytes of the answer."""

    __tablename__ = "webhook_attempts"

    delivery_id: str = Field(
        primary_key=True, foreign_key="webhook_deliveries.id", ondelete="CASCADE", max_length=40
    )
    number: int = Field(primary_key=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    duration_ms: float
    url: str = Field(max_length=8192)
    signature: str = Field(max_length=1024)
    status: int | None = None
    error: str | None = Field(default=None, max_length=512)
    response: bytes | None = None
