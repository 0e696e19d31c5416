"""Applications, API keys and the answers kept for idempotent requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

from stagewire.storage.types import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("app_id", AutoString(length=63), primary_key=True),
        sa.Column("name", AutoString(length=255), nullable=False),
        sa.Column("allowed_domain", AutoString(length=253)),
        sa.Column("rate_limit", sa.Integer()),
        sa.Column("tier", AutoString(length=16), nullable=False),
        sa.Column("status", sa.Boolean(), nullable=False),
        sa.Column("link_credits", sa.BigInteger(), nullable=False),
        sa.Column("secret_digest", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("deleted_at", UtcDateTime()),
    )
    op.create_index("ix_applications_created_at", "applications", ["created_at", "app_id"])

    op.create_table(
        "api_keys",
        sa.Column("id", AutoString(length=40), primary_key=True),
        sa.Column("app_id", AutoString(length=63), sa.ForeignKey("applications.app_id")),
        sa.Column("environment", AutoString(length=16), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("name", AutoString(length=255), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("prefix", AutoString(length=24), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("previous_prefix", AutoString(length=24)),
        sa.Column("previous_digest", sa.LargeBinary()),
        sa.Column("previous_expires_at", UtcDateTime()),
        sa.Column("expires_at", UtcDateTime()),
        sa.Column("revoked_at", UtcDateTime()),
        sa.Column("last_used_at", UtcDateTime()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_api_keys_app_id_created_at", "api_keys", ["app_id", "created_at", "id"])
    op.create_index("ix_api_keys_prefix", "api_keys", ["prefix"])
    op.create_index("ix_api_keys_previous_prefix", "api_keys", ["previous_prefix"])

    op.create_table(
        "idempotency_records",
        sa.Column("digest", sa.LargeBinary(), primary_key=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("holder", AutoString(length=32), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.LargeBinary()),
    )
    op.create_index("ix_idempotency_records_expires_at", "idempotency_records", ["expires_at"])


def downgrade() -> None:
    op.drop_table("idempotency_records")
    op.drop_table("api_keys")
    op.drop_table("applications")
