"""Presentations, what is paired with them, and what their audiences say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

from stagewire.storage.types import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _of(primary_key: bool = False) -> sa.Column[str]:
    reference = sa.ForeignKey("presentations.id", ondelete="CASCADE")
    return sa.Column(
        "presentation_id",
        AutoString(length=40),
        reference,
        primary_key=primary_key,
        nullable=False,
    )


def _tenant() -> list[sa.Column[str]]:
    return [
        sa.Column("app_id", AutoString(length=63), nullable=False),
        sa.Column("environment", AutoString(length=16), nullable=False),
    ]


def _said(participant_key: bool = False) -> list[sa.Column[str]]:
    return [
        sa.Column(
            "participant", AutoString(length=160), primary_key=participant_key, nullable=False
        ),
        sa.Column("name", AutoString(length=128)),
        sa.Column("role", AutoString(length=16), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "presentations",
        *_tenant(),
        sa.Column("id", AutoString(length=40), primary_key=True),
        sa.Column("title", AutoString(length=200), nullable=False),
        sa.Column("slides", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", AutoString(length=8), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", AutoString(length=160)),
        sa.Column("run_since", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime()),
        sa.Column("ended_at", UtcDateTime()),
    )
    op.create_index(
        "ix_presentations_newest", "presentations", ["app_id", "environment", "created_at", "id"]
    )
    op.create_table(
        "presentation_pairings",
        *_tenant(),
        sa.Column("id", AutoString(length=40), primary_key=True),
        _of(),
        sa.Column("digest", sa.LargeBinary(), nullable=False, unique=True),
        sa.Column("role", AutoString(length=16), nullable=False),
        sa.Column("name", AutoString(length=128)),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("max_claims", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime()),
    )
    op.create_index("ix_presentation_pairings_of", "presentation_pairings", ["presentation_id"])
    op.create_index("ix_presentation_pairings_expires_at", "presentation_pairings", ["expires_at"])
    op.create_table(
        "presentation_devices",
        *_tenant(),
        sa.Column("id", AutoString(length=40), primary_key=True),
        _of(),
        sa.Column("role", AutoString(length=16), nullable=False),
        sa.Column("name", AutoString(length=128)),
        sa.Column("paired_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
    )
    op.create_index(
        "ix_presentation_devices_of",
        "presentation_devices",
        ["presentation_id", "paired_at", "id"],
    )
    op.create_index("ix_presentation_devices_expires_at", "presentation_devices", ["expires_at"])
    op.create_table(
        "presentation_hands",
        _of(primary_key=True),
        *_said(participant_key=True),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "presentation_messages",
        *_said(),
        _of(primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("text", AutoString(length=500), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "presentation_polls",
        sa.Column("id", AutoString(length=40), primary_key=True),
        _of(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question", AutoString(length=300), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("multiple", sa.Boolean(), nullable=False),
        sa.Column("changeable", sa.Boolean(), nullable=False),
        sa.Column("status", AutoString(length=8), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_index(
        "ix_presentation_polls_of", "presentation_polls", ["presentation_id", "created_at", "id"]
    )
    op.create_table(
        "presentation_votes",
        sa.Column(
            "poll_id",
            AutoString(length=40),
            sa.ForeignKey("presentation_polls.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("participant", AutoString(length=160), primary_key=True),
        sa.Column("choices", sa.JSON(), nullable=False),
    )
    op.create_table(
        "presentation_questions",
        *_said(),
        sa.Column("id", AutoString(length=40), primary_key=True),
        _of(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", AutoString(length=500), nullable=False),
        sa.Column("upvotes", sa.Integer(), nullable=False),
        sa.Column("status", AutoString(length=12), nullable=False),
        sa.Column("answer", AutoString(length=500)),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
    )
    op.create_index(
        "ix_presentation_questions_of",
        "presentation_questions",
        ["presentation_id", "upvotes", "asked_at", "id"],
    )
    op.create_table(
        "presentation_upvotes",
        sa.Column(
            "question_id",
            AutoString(length=40),
            sa.ForeignKey("presentation_questions.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("participant", AutoString(length=160), primary_key=True),
    )
    op.create_table(
        "presentation_commands",
        _of(primary_key=True),
        sa.Column("key", sa.LargeBinary(), primary_key=True),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_presentation_commands_done_at", "presentation_commands", ["done_at"])


def downgrade() -> None:
    for table in (
        "presentation_commands",
        "presentation_upvotes",
        "presentation_questions",
        "presentation_votes",
        "presentation_polls",
        "presentation_messages",
        "presentation_hands",
        "presentation_devices",
        "presentation_pairings",
        "presentations",
    ):
        op.drop_table(table)
