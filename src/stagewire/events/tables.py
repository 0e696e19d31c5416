"""Tables of the outbox and of jobs."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from stagewire.storage.tenancy import Tenant
from stagewire.storage.types import Key, UtcDateTime

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""``due_at`` of a job that waits for another one."""


class EventRecord(Tenant, table=True):
    """An event, as ``types.Event`` says. ``due_at`` is when it is to be told to the consumers,
    None once that has happened; ``failures`` counts how often they could not take it."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_of_application", "app_id", "environment", "seq"),
        Index(
            "ix_events_due",
            "seq",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=Key)
    id: str = Field(max_length=32, unique=True)
    type: str
    key: str
    body: bytes
    created_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime | None = Field(sa_type=UtcDateTime)
    failures: int = 0


class JobQueue(SQLModel, table=True):
    """A queue of jobs. Whoever takes, adds in order or finishes jobs of it locks this row.
    ``next_at`` is when it is worth a look: the earliest ``due_at`` of its jobs, unless it is at
    its limit."""

    __tablename__ = "job_queues"
    __table_args__ = (Index("ix_job_queues_next", "kind", "next_at"),)

    kind: str = Field(primary_key=True, max_length=64)
    queue: str = Field(primary_key=True, max_length=128)
    next_at: datetime = Field(sa_type=UtcDateTime)


class JobRecord(SQLModel, table=True):
    """A job that is not done.

    ``due_at`` is when a worker may take it: its time to run, the end of the lease while a
    ``worker`` holds it, NEVER while an older ordered job of its key is unfinished. ``dead_at``:
    it was given up then, and waits for the operator.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index(
            "ix_jobs_due",
            *("kind", "queue", "due_at", "id"),
            sqlite_where=text("dead_at IS NULL"),
            postgresql_where=text("dead_at IS NULL"),
        ),
        Index(
            "ix_jobs_held",
            *("kind", "queue"),
            sqlite_where=text("worker IS NOT NULL"),
            postgresql_where=text("worker IS NOT NULL"),
        ),
        Index(
            "ix_jobs_ordered",
            *("kind", "queue", "key", "id"),
            sqlite_where=text("ordered = 1 AND dead_at IS NULL"),
            postgresql_where=text("ordered AND dead_at IS NULL"),
        ),
        Index(
            "ix_jobs_dead",
            "dead_at",
            sqlite_where=text("dead_at IS NOT NULL"),
            postgresql_where=text("dead_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    kind: str = Field(max_length=64)
    queue: str = Field(max_length=128)
    key: str
    ordered: bool
    payload: bytes
    app_id: str | None = Field(default=None, max_length=63)
    environment: str | None = Field(default=None, max_length=16)
    attempts: int = 0
    progress: float | None = None
    error: str | None = None
    worker: str | None = Field(default=None, max_length=32)
    created_at: datetime = Field(sa_type=UtcDateTime)
    run_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    dead_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
