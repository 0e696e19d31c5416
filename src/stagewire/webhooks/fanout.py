"""From an event to its deliveries: a row and a job for each webhook that wants it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert

from stagewire.events.jobs import Jobs
from stagewire.events.types import Event, NewJob
from stagewire.storage.hot import Hot, Unit
from stagewire.webhooks import earlier
from stagewire.webhooks.bodies import Bodies
from stagewire.webhooks.ids import delivery_id
from stagewire.webhooks.patterns import Patterns
from stagewire.webhooks.subscriptions import SUBSCRIBED, Subscriptions
from stagewire.webhooks.tables import Delivery

if TYPE_CHECKING:
    from stagewire.platform import Platform

KIND = "webhook"
"""Of the jobs that deliver."""

TEST = "webhook.test"
FAILING = "webhook.failing"
DISABLED = "webhook.disabled"
_OWN = (FAILING, DISABLED)

_COLUMNS = (
    *("app_id", "environment", "id", "webhook_id", "seq", "event_id", "event", "key"),
    *("status", "created_at"),
)
INSERT = Hot(insert(Delivery).values({name: bindparam(name) for name in _COLUMNS}))


def subject(webhook_id: str) -> str:
    """The key of events that tell of a webhook itself."""
    return f"webhook:{webhook_id}"


def job_of(delivery: Any, *, generation: int, ordered: bool) -> NewJob:
    """The job that delivers. ``delivery`` is a row with at least the columns named here."""
    return NewJob(
        KIND,
        {
            "delivery": delivery.id,
            "seq": delivery.seq,
            "event": delivery.event_id,
            "generation": generation,
        },
        queue=delivery.webhook_id,
        key=delivery.key if ordered else "",
        ordered=ordered,
        app_id=delivery.app_id,
        environment=delivery.environment,
    )


class WebhookFanout:
    """``platform.of(WebhookFanout)``."""

    def __init__(self, platform: Platform) -> None:
        self._clock = platform.clock
        self._jobs = platform.of(Jobs)
        self._subscriptions = platform.of(Subscriptions)
        self._bodies = platform.of(Bodies)

    def consume(self, events: Sequence[Event]) -> Unit[None]:
        """The consumer of the outbox."""
        rows: list[dict[str, Any]] = []
        jobs: list[NewJob] = []
        wanting: dict[tuple[str, str], list[tuple[Any, Patterns]]] = {}
        now = self._clock()
        for event in events:
            owner = (event.app_id, event.environment)
            if owner not in wanting:
                found = yield SUBSCRIBED(
                    app_id=owner[0], environment=owner[1], since=self._subscriptions.since()
                )
                wanting[owner] = [(row, Patterns(row.events)) for row in found]
        if not any(wanting.values()):
            return
        before = yield from earlier.among(events)
        for event in events:
            if event.type == TEST:
                continue  # Delivered by whoever asked for it, to one webhook.
            for webhook, patterns in wanting[event.app_id, event.environment]:
                if not patterns.match(event.type) or (event.seq, webhook.id) in before:
                    continue
                if event.type in _OWN and event.key == subject(webhook.id):
                    continue  # What tells of a webhook is for the others.
                goes = webhook.enabled and not webhook.releasing
                made = delivery_id(now)
                rows.append(row_of(event, made, webhook.id, "pending" if goes else "held"))
                if goes:
                    self._bodies.remember(event.seq, event.body)
                    jobs.append(
                        NewJob(
                            KIND,
                            {
                                "delivery": made,
                                "seq": event.seq,
                                "event": event.id,
                                "generation": webhook.generation,
                            },
                            queue=webhook.id,
                            key=event.key if webhook.ordered else "",
                            ordered=webhook.ordered,
                            app_id=event.app_id,
                            environment=event.environment,
                        )
                    )
        if rows:
            yield INSERT.many(rows)
        if jobs:
            yield from self._jobs.adding(jobs)


def row_of(event: Event, made: str, webhook_id: str, status: str) -> dict[str, Any]:
    """The columns of a new delivery."""
    return {
        "app_id": event.app_id,
        "environment": event.environment,
        "id": made,
        "webhook_id": webhook_id,
        "seq": event.seq,
        "event_id": event.id,
        "event": event.type,
        "key": event.key,
        "status": status,
        "created_at": event.created_at,
    }
