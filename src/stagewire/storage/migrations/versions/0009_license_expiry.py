"""Which expiry of a licence was told of. Those of the past are left alone: nobody asked for them
when they came, and nobody wants them all at once."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from stagewire.storage.types import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_LICENSES = sa.table(
    "licenses",
    sa.column("expires_at", UtcDateTime()),
    sa.column("expiry_told_for", UtcDateTime()),
)


def upgrade() -> None:
    op.add_column("licenses", sa.Column("expiry_told_for", UtcDateTime(), nullable=True))
    op.execute(
        _LICENSES.update()
        .where(_LICENSES.c.expires_at <= datetime.now(UTC))
        .values(expiry_told_for=_LICENSES.c.expires_at)
    )
    op.create_index(
        "ix_licenses_untold",
        "licenses",
        ["expires_at"],
        postgresql_where=sa.text(
            "state = 'active' AND expiry_told_for IS DISTINCT FROM expires_at"
        ),
        sqlite_where=sa.text("state = 'active' AND expiry_told_for IS NOT expires_at"),
    )


def downgrade() -> None:
    op.drop_index("ix_licenses_untold", "licenses")
    op.drop_column("licenses", "expiry_told_for")
