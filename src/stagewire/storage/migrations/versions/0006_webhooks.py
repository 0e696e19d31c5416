"""Webhooks, their deliveries and attempts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

from stagewire.storage.types import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhooks",
        sa.Column("environment", AutoString(length=16), nullable=False),
        sa.Column("id", AutoString(length=64), primary_key=True),
        sa.Column(
            "app_id",
            AutoString(length=63),
            sa.ForeignKey("applications.app_id"),
            nullable=False,
        ),
        sa.Column("url", AutoString(length=8192), nullable=False),
        sa.Column("description", AutoString(length=255)),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("ordered", sa.Boolean(), nullable=False),
        sa.Column("headers", sa.LargeBinary()),
        sa.Column("header_names", sa.JSON(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("previous_secret", sa.LargeBinary()),
        sa.Column("previous_expires_at", UtcDateTime()),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("releasing", sa.Boolean(), nullable=False),
        sa.Column("disabled_reason", AutoString(length=16)),
        sa.Column("disabled_at", UtcDateTime()),
        sa.Column("failing_since", UtcDateTime()),
        sa.Column("warned_at", UtcDateTime()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_webhooks_owner", "webhooks", ["app_id", "environment", "created_at", "id"])
    op.create_table(
        "webhook_deliveries",
        sa.Column("app_id", AutoString(length=63), nullable=False),
        sa.Column("environment", AutoString(length=16), nullable=False),
        sa.Column("id", AutoString(length=40), primary_key=True),
        sa.Column(
            "webhook_id",
            AutoString(length=64),
            sa.ForeignKey("webhooks.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("event_id", AutoString(length=32), nullable=False),
        sa.Column("event", AutoString(), nullable=False),
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("status", AutoString(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_status", sa.Integer()),
        sa.Column("last_error", AutoString(length=512)),
        sa.Column("next_attempt_at", UtcDateTime()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime()),
    )
    op.create_index(
        "ix_webhook_deliveries_webhook", "webhook_deliveries", ["webhook_id", "seq", "id"]
    )
    is_open = sa.text("status IN ('pending', 'held')")
    op.create_index(
        "ix_webhook_deliveries_open",
        "webhook_deliveries",
        ["webhook_id", "status", "seq"],
        postgresql_where=is_open,
        sqlite_where=is_open,
    )
    op.create_index("ix_webhook_deliveries_created_at", "webhook_deliveries", ["created_at"])
    op.create_table(
        "webhook_attempts",
        sa.Column(
            "delivery_id",
            AutoString(length=40),
            sa.ForeignKey("webhook_deliveries.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("duration_ms", sa.Float(), nullable=False),
        sa.Column("url", AutoString(length=8192), nullable=False),
        sa.Column("signature", AutoString(length=1024), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("error", AutoString(length=512)),
        sa.Column("response", sa.LargeBinary()),
    )


def downgrade() -> None:
    for table in ("webhook_attempts", "webhook_deliveries", "webhooks"):
        op.drop_table(table)
