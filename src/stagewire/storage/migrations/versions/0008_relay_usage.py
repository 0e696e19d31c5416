"""What the relay carried, by hour and user."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relay_usage",
        sa.Column("app_id", AutoString(length=63), primary_key=True),
        sa.Column("environment", AutoString(length=16), primary_key=True),
        sa.Column("start", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("relay_user", AutoString(length=96), primary_key=True),
        sa.Column("allocations", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_relay_usage_start", "relay_usage", ["start"])


def downgrade() -> None:
    op.drop_table("relay_usage")
