"""Software licences with their policies, devices and signing keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

from stagewire.storage.types import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "license_policies",
        sa.Column("app_id", AutoString(length=63), nullable=False),
        sa.Column("environment", AutoString(length=16), nullable=False),
        sa.Column("id", AutoString(length=24), primary_key=True),
        sa.Column("name", AutoString(length=255), nullable=False),
        sa.Column("mode", AutoString(length=16), nullable=False),
        sa.Column("max_devices", sa.Integer(), nullable=True),
        sa.Column("overage", AutoString(length=16), nullable=False),
        sa.Column("duration", sa.BigInteger(), nullable=True),
        sa.Column("expiry_basis", AutoString(length=20), nullable=False),
        sa.Column("heartbeat_window", sa.Integer(), nullable=True),
        sa.Column("require_fingerprint", sa.Boolean(), nullable=False),
        sa.Column("allow_eviction", sa.Boolean(), nullable=False),
        sa.Column("entitlements", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
    )
    op.create_index(
        "ix_license_policies_by_time",
        "license_policies",
        ["app_id", "environment", "created_at", "id"],
    )
    op.create_table(
        "licenses",
        sa.Column("app_id", AutoString(length=63), nullable=False),
        sa.Column("environment", AutoString(length=16), nullable=False),
        sa.Column("id", AutoString(length=24), primary_key=True),
        sa.Column(
            "policy_id",
            AutoString(length=24),
            sa.ForeignKey("license_policies.id"),
            nullable=False,
        ),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("state", AutoString(length=16), nullable=False),
        sa.Column("name", AutoString(length=255), nullable=True),
        sa.Column("holder", AutoString(length=255), nullable=True),
        sa.Column("max_devices", sa.Integer(), nullable=True),
        sa.Column("entitlements", sa.JSON(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("activated_at", UtcDateTime(), nullable=True),
        sa.Column("validated_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
    )
    op.create_index("uq_licenses_digest", "licenses", ["digest"], unique=True)
    op.create_index(
        "ix_licenses_by_time", "licenses", ["app_id", "environment", "created_at", "id"]
    )
    op.create_index(
        "ix_licenses_by_holder",
        "licenses",
        ["app_id", "environment", "holder", "created_at", "id"],
    )
    op.create_index("ix_licenses_policy_id", "licenses", ["policy_id"])
    op.create_table(
        "license_devices",
        sa.Column("app_id", AutoString(length=63), nullable=False),
        sa.Column("environment", AutoString(length=16), nullable=False),
        sa.Column("id", AutoString(length=24), primary_key=True),
        sa.Column(
            "license_id",
            AutoString(length=24),
            sa.ForeignKey("licenses.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("fingerprint", AutoString(length=255), nullable=False),
        sa.Column("name", AutoString(length=255), nullable=True),
        sa.Column("platform", AutoString(length=64), nullable=True),
        sa.Column("heartbeat_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_index(
        "uq_license_devices_fingerprint",
        "license_devices",
        ["license_id", "fingerprint"],
        unique=True,
    )
    op.create_table(
        "license_signing_keys",
        sa.Column("app_id", AutoString(length=63), primary_key=True),
        sa.Column("environment", AutoString(length=16), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("kid", AutoString(length=16), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_private", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("published_until", UtcDateTime(), nullable=True),
    )


def downgrade() -> None:
    for table in ("license_signing_keys", "license_devices", "licenses", "license_policies"):
        op.drop_table(table)
