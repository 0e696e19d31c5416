"""The outbox and durable jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

from stagewire.storage.types import Key, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("app_id", AutoString(length=63), nullable=False),
        sa.Column("environment", AutoString(length=16), nullable=False),
        sa.Column("seq", Key(), primary_key=True),
        sa.Column("id", AutoString(length=32), nullable=False),
        sa.Column("type", AutoString(), nullable=False),
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_of_application", "events", ["app_id", "environment", "seq"])
    _partial("ix_events_due", "events", ["seq"], "due_at IS NOT NULL")
    op.create_table(
        "job_queues",
        sa.Column("kind", AutoString(length=64), primary_key=True),
        sa.Column("queue", AutoString(length=128), primary_key=True),
        sa.Column("next_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_job_queues_next", "job_queues", ["kind", "next_at"])
    op.create_table(
        "jobs",
        sa.Column("id", Key(), primary_key=True),
        sa.Column("kind", AutoString(length=64), nullable=False),
        sa.Column("queue", AutoString(length=128), nullable=False),
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("ordered", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("app_id", AutoString(length=63)),
        sa.Column("environment", AutoString(length=16)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Float()),
        sa.Column("error", AutoString()),
        sa.Column("worker", AutoString(length=32)),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("run_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("dead_at", UtcDateTime()),
        sqlite_autoincrement=True,
    )
    _partial("ix_jobs_due", "jobs", ["kind", "queue", "due_at", "id"], "dead_at IS NULL")
    _partial("ix_jobs_held", "jobs", ["kind", "queue"], "worker IS NOT NULL")
    op.create_index(
        "ix_jobs_ordered",
        "jobs",
        ["kind", "queue", "key", "id"],
        # SQLite uses the index only where a query says it in the same words.
        sqlite_where=sa.text("ordered = 1 AND dead_at IS NULL"),
        postgresql_where=sa.text("ordered AND dead_at IS NULL"),
    )
    _partial("ix_jobs_dead", "jobs", ["dead_at"], "dead_at IS NOT NULL")


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(
        name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )


def downgrade() -> None:
    for table in ("jobs", "job_queues", "events"):
        op.drop_table(table)
