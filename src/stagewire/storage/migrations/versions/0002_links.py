"""Short links, their tags and their visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

from stagewire.links.tables import Ordered
from stagewire.storage.types import Key, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "links",
        sa.Column("app_id", AutoString(length=63), nullable=False),
        sa.Column("environment", AutoString(length=16), nullable=False),
        sa.Column("id", Key(), primary_key=True),
        sa.Column("domain", Ordered(253), nullable=False),
        sa.Column("short_code", Ordered(64), nullable=False),
        sa.Column("url", Ordered(), nullable=False),
        sa.Column("name", Ordered(255)),
        sa.Column("password_hash", AutoString()),
        sa.Column("qr_config", sa.JSON()),
        sa.Column("utm_source", AutoString(length=255)),
        sa.Column("utm_medium", AutoString(length=255)),
        sa.Column("utm_campaign", AutoString(length=255)),
        sa.Column("utm_term", AutoString(length=255)),
        sa.Column("utm_content", AutoString(length=255)),
        sa.Column("expires_at", UtcDateTime()),
        sa.Column("max_redirects", sa.Integer()),
        sa.Column("expired_url", AutoString()),
        sa.Column("redirects", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("deleted_at", UtcDateTime()),
    )
    op.create_index("uq_links_code", "links", ["domain", "short_code"], unique=True)
    for name, key in (("code", "short_code"), ("url", None), ("name", "name")):
        op.create_index(
            f"ix_links_by_{name}",
            "links",
            [
                "app_id",
                "environment",
                key or sa.text("substr(url, 1, 1024)"),
                "id",
                "deleted_at",
            ],
        )
    op.create_index("ix_links_by_id", "links", ["app_id", "environment", "id", "deleted_at"])

    op.create_table(
        "tags",
        sa.Column("app_id", AutoString(length=63), nullable=False),
        sa.Column("environment", AutoString(length=16), nullable=False),
        sa.Column("id", Key(), primary_key=True),
        sa.Column("name", Ordered(64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_tags_name", "tags", ["app_id", "environment", "name"], unique=True)

    op.create_table(
        "link_tags",
        sa.Column("link_id", Key(), sa.ForeignKey("links.id"), primary_key=True),
        sa.Column("tag_id", Key(), sa.ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_link_tags_tag_id", "link_tags", ["tag_id", "link_id"])

    op.create_table(
        "link_visits",
        sa.Column("link_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("visits", sa.BigInteger(), nullable=False),
        sa.Column("bots", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "link_referrers",
        sa.Column("link_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("referrer", Ordered(253), primary_key=True),
        sa.Column("visits", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "link_devices",
        sa.Column("link_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("device", AutoString(length=8), primary_key=True),
        sa.Column("visits", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    for table in ("link_devices", "link_referrers", "link_visits", "link_tags", "tags", "links"):
        op.drop_table(table)
