"""Sending what was held while a webhook was disabled, and sending again what was sent.

Held events go out in their order. Until the last of them has its job, new events queue up behind
them as held ones (``Webhook.releasing``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update
from sqlmodel import col

from stagewire.contract.types import ApiError
from stagewire.events.jobs import Jobs
from stagewire.events.types import Done, Job, NewJob, Outcome
from stagewire.storage.hot import Hot, Unit
from stagewire.webhooks.fanout import job_of
from stagewire.webhooks.tables import Delivery, Webhook

if TYPE_CHECKING:
    from stagewire.platform import Platform

KIND = "webhook.release"
_AT_ONCE = 500

_webhook = col(Webhook.id) == bindparam("webhook")
_ENABLE = Hot(
    update(Webhook)
    .where(_webhook, col(Webhook.enabled).is_(False))
    .values(
        enabled=True,
        releasing=True,
        disabled_reason=None,
        disabled_at=None,
        updated_at=bindparam("now"),
    )
    .returning(col(Webhook.id))
)
_FORGET_FAILING = Hot(update(Webhook).where(_webhook).values(failing_since=None, warned_at=None))
_LOCK = Hot(
    select(
        *(col(Webhook.enabled), col(Webhook.releasing), col(Webhook.ordered)),
        col(Webhook.generation),
    )
    .where(_webhook)
    .with_for_update()
)
_FOUND_COLUMNS = (
    *(col(Delivery.id), col(Delivery.seq), col(Delivery.event_id), col(Delivery.webhook_id)),
    *(col(Delivery.key), col(Delivery.app_id), col(Delivery.environment)),
)
_HELD = Hot(
    select(*_FOUND_COLUMNS)
    .where(
        col(Delivery.webhook_id) == bindparam("webhook"), col(Delivery.status) == bindparam("was")
    )
    .order_by(col(Delivery.seq))
    .limit(_AT_ONCE)
)
_PENDING = Hot(
    update(Delivery)
    .where(col(Delivery.id) == bindparam("delivery"), col(Delivery.status) != "pending")
    .values(status="pending", next_attempt_at=None, finished_at=None)
    .returning(*_FOUND_COLUMNS)
)
_RELEASED = Hot(update(Webhook).where(_webhook).values(releasing=False))


class Releasing:
    """``platform.of(Releasing)``."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._jobs = platform.of(Jobs)

    async def enable(self, webhook_id: str, now: datetime) -> None:
        def unit() -> Unit[None]:
            yield _FORGET_FAILING(webhook=webhook_id)
            enabled = yield _ENABLE(webhook=webhook_id, now=now)
            if enabled and (yield from self._release(webhook_id)):
                yield from self._jobs.adding([NewJob(KIND, {"webhook": webhook_id})])

        await self._database.write(unit)
        self._jobs.wake()

    async def go_on(self, job: Job) -> Outcome:
        """The handler of KIND jobs."""
        while await self._database.write(self._release, job.payload["webhook"]):
            self._jobs.wake()
        self._jobs.wake()
        return Done()

    async def again(self, webhook_id: str, deliveries: Sequence[str]) -> list[Any]:
        """Sends these again, in this order, but for those that are under way; the rows of those
        that are. ApiError 409: the webhook is disabled; 404: it is gone."""

        def unit() -> Unit[list[Any]]:
            locked = yield _LOCK(webhook=webhook_id)
            if not locked:
                raise ApiError(404, "not_found", f"There is no webhook {webhook_id}.")
            webhook = locked[0]
            if not webhook.enabled:
                raise disabled()
            rows = []
            for delivery in deliveries:
                rows += yield _PENDING(delivery=delivery)
            yield from self._jobs.adding(
                [
                    job_of(row, generation=webhook.generation, ordered=webhook.ordered)
                    for row in rows
                ]
            )
            return rows

        rows = await self._database.write(unit)
        self._jobs.wake()
        return rows

    def _release(self, webhook_id: str) -> Unit[bool]:
        """Releases some; whether there are more."""
        locked = yield _LOCK(webhook=webhook_id)
        if not locked or not (locked[0].enabled and locked[0].releasing):
            return False
        webhook = locked[0]
        rows = yield _HELD(webhook=webhook_id, was="held")
        jobs = []
        for row in rows:
            yield _PENDING(delivery=row.id)
            jobs.append(job_of(row, generation=webhook.generation, ordered=webhook.ordered))
        if jobs:
            yield from self._jobs.adding(jobs)
        if len(rows) < _AT_ONCE:
            yield _RELEASED(webhook=webhook_id)
            return False
        return True


def disabled() -> ApiError:
    return ApiError(409, "webhook_disabled", "The webhook is disabled: enable it first.")
