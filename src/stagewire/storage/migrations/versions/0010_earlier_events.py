"""Events that are older than a webhook and were not told when it was registered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook_earlier_events",
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column(
            "webhook_id",
            AutoString(length=64),
            sa.ForeignKey("webhooks.id", ondelete="CASCADE"),
            primary_key=True,
        ),
    )
    op.create_index(
        "ix_webhook_earlier_events_webhook_id", "webhook_earlier_events", ["webhook_id"]
    )


def downgrade() -> None:
    op.drop_table("webhook_earlier_events")
