"""Presentations and all that hangs on them; it is deleted with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field, SQLModel

from stagewire.storage.tenancy import Tenant
from stagewire.storage.types import UtcDateTime

_PRESENTATION = "presentations.id"


class Presentation(Tenant, table=True):
    """A deck and what is shown of it. ``steps`` are those of ``slides``, so that driving need not
    read the notes; ``state`` is a PresentationState without version and status. Every version
    after ``run_since`` was made by ``changed_by``."""

    __tablename__ = "presentations"
    __table_args__ = (
        Index("ix_presentations_newest", "app_id", "environment", "created_at", "id"),
    )

    id: str = Field(primary_key=True, max_length=40)
    title: str = Field(max_length=200)
    slides: list[dict[str, Any]] = Field(sa_type=JSON)
    steps: list[int] = Field(sa_type=JSON)
    settings: dict[str, bool] = Field(sa_type=JSON)
    revision: int = 1
    status: str = Field(default="ready", max_length=8)
    state: dict[str, Any] = Field(sa_type=JSON)
    version: int = Field(default=0, sa_type=BigInteger)
    changed_by: str | None = Field(default=None, max_length=160)
    run_since: int = Field(default=0, sa_type=BigInteger)
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Pairing(Tenant, table=True):
    """A code that devices may claim; ``digest`` is what is kept of it."""

    __tablename__ = "presentation_pairings"
    __table_args__ = (Index("ix_presentation_pairings_of", "presentation_id"),)

    id: str = Field(primary_key=True, max_length=40)
    presentation_id: str = Field(foreign_key=_PRESENTATION, ondelete="CASCADE", max_length=40)
    digest: bytes = Field(unique=True)
    role: str = Field(max_length=16)
    name: str | None = Field(default=None, max_length=128)
    claims: int = 0
    max_claims: int
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Device(Tenant, table=True):
    """What claimed a pairing. Without its row, its token is worth nothing."""

    __tablename__ = "presentation_devices"
    __table_args__ = (Index("ix_presentation_devices_of", "presentation_id", "paired_at", "id"),)

    id: str = Field(primary_key=True, max_length=40)
    presentation_id: str = Field(foreign_key=_PRESENTATION, ondelete="CASCADE", max_length=40)
    role: str = Field(max_length=16)
    name: str | None = Field(default=None, max_length=128)
    paired_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class _Said(SQLModel):
    """Something of a participant, as it was when that was said."""

    participant: str = Field(max_length=160)
    name: str | None = Field(default=None, max_length=128)
    role: str = Field(max_length=16)


class Hand(SQLModel, table=True):
    """A raised hand."""

    __tablename__ = "presentation_hands"

    presentation_id: str = Field(
        primary_key=True, foreign_key=_PRESENTATION, ondelete="CASCADE", max_length=40
    )
    participant: str = Field(primary_key=True, max_length=160)
    name: str | None = Field(default=None, max_length=128)
    role: str = Field(max_length=16)
    raised_at: datetime = Field(sa_type=UtcDateTime)


class Message(_Said, table=True):
    """A chat message; ``number`` counts up within the presentation."""

    __tablename__ = "presentation_messages"

    presentation_id: str = Field(
        primary_key=True, foreign_key=_PRESENTATION, ondelete="CASCADE", max_length=40
    )
    number: int = Field(primary_key=True, sa_type=BigInteger)
    text: str = Field(max_length=500)
    removed: bool = False
    sent_at: datetime = Field(sa_type=UtcDateTime)


class Poll(SQLModel, table=True):
    """A poll; ``counts`` and ``votes`` add up its rows of ``PollVote``, whose changes they are
    written with."""

    __tablename__ = "presentation_polls"
    __table_args__ = (Index("ix_presentation_polls_of", "presentation_id", "created_at", "id"),)

    id: str = Field(primary_key=True, max_length=40)
    presentation_id: str = Field(foreign_key=_PRESENTATION, ondelete="CASCADE", max_length=40)
    version: int = 1
    question: str = Field(max_length=300)
    options: list[str] = Field(sa_type=JSON)
    multiple: bool
    changeable: bool
    status: str = Field(max_length=8)
    counts: list[int] = Field(sa_type=JSON)
    votes: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)


class PollVote(SQLModel, table=True):
    """What a participant chose: the places of the options, counted from 0."""

    __tablename__ = "presentation_votes"

    poll_id: str = Field(
        primary_key=True, foreign_key="presentation_polls.id", ondelete="CASCADE", max_length=40
    )
    participant: str = Field(primary_key=True, max_length=160)
    choices: list[int] = Field(sa_type=JSON)


class Question(_Said, table=True):
    """A question of the audience; ``upvotes`` counts its rows of ``Upvote``."""

    __tablename__ = "presentation_questions"
    __table_args__ = (
        Index("ix_presentation_questions_of", "presentation_id", "upvotes", "asked_at", "id"),
    )

    id: str = Field(primary_key=True, max_length=40)
    presentation_id: str = Field(foreign_key=_PRESENTATION, ondelete="CASCADE", max_length=40)
    version: int = 1
    text: str = Field(max_length=500)
    upvotes: int = 0
    status: str = Field(default="open", max_length=12)
    answer: str | None = Field(default=None, max_length=500)
    asked_at: datetime = Field(sa_type=UtcDateTime)


class Upvote(SQLModel, table=True):
    """Somebody else wants to know too."""

    __tablename__ = "presentation_upvotes"

    question_id: str = Field(
        primary_key=True,
        foreign_key="presentation_questions.id",
        ondelete="CASCADE",
        max_length=40,
    )
    participant: str = Field(primary_key=True, max_length=160)


class Done(SQLModel, table=True):
    """What a command with a ``key`` was answered, so that a retry is answered alike."""

    __tablename__ = "presentation_commands"

    presentation_id: str = Field(
        primary_key=True, foreign_key=_PRESENTATION, ondelete="CASCADE", max_length=40
    )
    key: bytes = Field(primary_key=True)
    answer: dict[str, Any] = Field(sa_type=JSON)
    done_at: datetime = Field(sa_type=UtcDateTime, index=True)
