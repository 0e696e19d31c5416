"""What travels between those who tell of events, those who hear of them, and jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from stagewire.storage.hot import Step, Unit


class Event(NamedTuple):
    """An event as the outbox keeps it. ``body`` is the JSON text that is sent, always the same
    bytes: ``{id, type, timestamp (RFC 3339), app_id, environment, data}``. ``key`` says of what
    the event tells (``link:42``): those of one key keep their order. ``seq`` grows with every
    event of the server: of two that cannot overlap, the later one has the greater."""

    seq: int
    id: str
    app_id: str
    environment: str
    type: str
    key: str
    body: bytes
    created_at: datetime


Consumer = Callable[[Sequence[Event]], Unit[None]]
"""Makes the unit that writes what follows from events, as deliveries and their jobs. It runs in
the transaction that marks the events as told, so it happens exactly once. Being a unit it only
computes between its steps, and may be run again from its beginning."""


class Interest(Protocol):
    """Whether anybody wants to be told of an event that happens too often to be kept for nobody.
    Answers may be some moments old."""

    def known(self, app_id: str, environment: str, event: str) -> bool | None:
        """Without waiting; None when it has to be looked up."""
        ...

    async def wanted(self, app_id: str, environment: str, event: str) -> bool: ...


class NewJob(NamedTuple):
    """Work to be done once it is committed, at least once.

    ``payload`` is JSON. Jobs of a ``queue`` share its limit (an endpoint, say), and queues take
    turns; ``""`` is a queue like others. ``ordered`` jobs of one queue and ``key`` are done one
    after another, in the order they were added, the next only once the one before is done or
    dead. ``run_at`` None: now.
    """

    kind: str
    payload: Mapping[str, Any]
    queue: str = ""
    key: str = ""
    ordered: bool = False
    run_at: datetime | None = None
    app_id: str | None = None
    environment: str | None = None


class Job(NamedTuple):
    """A job that this process holds. ``attempt`` counts from 1 and includes the ones that ended
    in a crash; ``worker`` is who holds it."""

    id: int
    kind: str
    queue: str
    key: str
    ordered: bool
    payload: dict[str, Any]
    attempt: int
    app_id: str | None
    environment: str | None
    created_at: datetime
    worker: str


class Done(NamedTuple):
    """The job is done and forgotten. ``writes`` are committed together with that; the same
    statement of many jobs is run as one."""

    writes: Sequence[Step] = ()


class Retry(NamedTuple):
    """Try again ``at`` that time; None: after a pause that doubles with each attempt, with
    jitter, and the job is dead after its kind's last attempt."""

    at: datetime | None = None
    reason: str = ""
    writes: Sequence[Step] = ()


class Dead(NamedTuple):
    """It cannot be done. The job is kept for the operator to look at and to retry."""

    reason: str
    writes: Sequence[Step] = ()


Outcome = Done | Retry | Dead
