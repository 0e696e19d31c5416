"""An application's figures by minute and hour, and when its users were last there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("app_id", AutoString(length=63), primary_key=True),
        sa.Column("environment", AutoString(length=16), primary_key=True),
        sa.Column("span", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("start", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("connections", sa.BigInteger(), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("broadcasts", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_activity_start", "activity", ["span", "start"])
    op.create_table(
        "seen_users",
        sa.Column("app_id", AutoString(length=63), primary_key=True),
        sa.Column("environment", AutoString(length=16), primary_key=True),
        sa.Column("user_id", AutoString(length=128), primary_key=True),
        sa.Column("last_seen", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_seen_users_by_time", "seen_users", ["app_id", "environment", "last_seen"])
    op.create_index("ix_seen_users_last_seen", "seen_users", ["last_seen"])


def downgrade() -> None:
    for table in ("seen_users", "activity"):
        op.drop_table(table)
