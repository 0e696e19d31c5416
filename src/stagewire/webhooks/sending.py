"""Delivering: what a job of a delivery does, and what follows from the answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from stagewire.egress import Answer
from stagewire.events.outbox import Outbox
from stagewire.events.types import Dead, Done, Job, Outcome, Retry
from stagewire.storage.hot import Hot, Step, Unit
from stagewire.storage.types import UtcDateTime, instant, rfc3339
from stagewire.webhooks import schedule
from stagewire.webhooks.bodies import Bodies
from stagewire.webhooks.endpoints import TOPIC, Endpoint, Endpoints
from stagewire.webhooks.fanout import DISABLED, FAILING, subject
from stagewire.webhooks.gate import Gate
from stagewire.webhooks.signing import Signer, v1
from stagewire.webhooks.tables import Attempt, Delivery, Webhook

if TYPE_CHECKING:
    from stagewire.platform import Platform

_TRY = {
    column.key: bindparam(column.key, type_=column.type)
    for column in Attempt.__table__.columns  # type: ignore[attr-defined]
    if column.key not in ("delivery_id", "number")
}
# Counted by the delivery, which may have had several jobs.
_ATTEMPT = Hot(
    insert(Attempt)
    # Of a delivery that is deleted by now, nothing is written.
    .from_select(
        ["delivery_id", "number", *_TRY],
        select(col(Delivery.id), col(Delivery.attempts) + 1, *_TRY.values()).where(
            col(Delivery.id) == bindparam("delivery")
        ),
    )
    # Two workers may both have tried, where the lease of one ran out.
    .on_conflict_do_nothing()
)


def _delivery(**values: Any) -> Hot:
    return Hot(
        update(Delivery)
        .where(col(Delivery.id) == bindparam("delivery"))
        .values(attempts=col(Delivery.attempts) + 1, last_status=bindparam("answered"), **values)
    )


_DELIVERED = _delivery(
    status="delivered", last_error=None, next_attempt_at=None, finished_at=bindparam("now")
)
# It may have been held meanwhile, or be one that the operator tries again after it had failed.
_waits = or_(col(Delivery.status) == "pending", col(Delivery.status) == "failed")
_TRIED = _delivery(
    status=case((_waits, "pending"), else_=col(Delivery.status)),
    last_error=bindparam("problem"),
    next_attempt_at=case((_waits, bindparam("later", type_=UtcDateTime()))),
    finished_at=case((~_waits, col(Delivery.finished_at))),
)
_ended: dict[str, Any] = {
    "status": "failed",
    "last_error": bindparam("problem"),
    "next_attempt_at": None,
    "finished_at": bindparam("now"),
}
_FAILED = _delivery(**_ended)
_NOT_KEPT = Hot(update(Delivery).where(col(Delivery.id) == bindparam("delivery")).values(_ended))
# A void job has another one in its place.
_CANCELLED = Hot(
    update(Delivery)
    .where(
        col(Delivery.id) == bindparam("delivery"),
        col(Delivery.status) == "pending",
        exists().where(
            col(Webhook.id) == col(Delivery.webhook_id),
            col(Webhook.generation) == bindparam("sent_in"),
        ),
    )
    .values(_ended | {"last_error": "The operator cancelled it."})
)
_webhook = col(Webhook.id) == bindparam("webhook")
# What an address answers says nothing of another one, nor of what was enabled again since.
_as_sent = (
    _webhook,
    col(Webhook.url) == bindparam("sent_to"),
    col(Webhook.generation) == bindparam("sent_in"),
)
_STARTED_FAILING = Hot(
    update(Webhook)
    .where(*_as_sent, col(Webhook.failing_since).is_(None))
    .values(failing_since=bindparam("now"))
)
_WORKS = Hot(update(Webhook).where(*_as_sent).values(failing_since=None, warned_at=None))
_WARN = Hot(
    update(Webhook)
    .where(*_as_sent, col(Webhook.enabled), col(Webhook.warned_at).is_(None))
    .values(warned_at=bindparam("now"))
    .returning(col(Webhook.id))
)
_DISABLED: dict[str, Any] = {
    "enabled": False,
    "releasing": False,
    "generation": col(Webhook.generation) + 1,
    "disabled_reason": bindparam("reason"),
    "disabled_at": bindparam("now"),
    "updated_at": bindparam("now"),
}
_DISABLE = Hot(
    update(Webhook)
    .where(_webhook, col(Webhook.enabled))
    .values(_DISABLED)
    .returning(col(Webhook.id))
)
_DISABLE_AS_SENT = Hot(
    update(Webhook)
    .where(*_as_sent, col(Webhook.enabled))
    .values(_DISABLED)
    .returning(col(Webhook.id))
)
_HOLD = Hot(
    update(Delivery)
    .where(
        col(Delivery.webhook_id) == bindparam("webhook"), col(Delivery.status) == bindparam("was")
    )
    .values(status="held", next_attempt_at=None)
)


def disabling(
    webhook_id: str, reason: str, now: datetime, sent: dict[str, Any] | None = None
) -> Unit[bool]:
    """Disables a webhook and holds what is on its way; False: it was disabled already. ``sent``:
    only if it stands yet as it did when that was sent."""
    given = {"webhook": webhook_id, "reason": reason, "now": now}
    rows = yield _DISABLE(**given) if sent is None else _DISABLE_AS_SENT(**given, **sent)
    if rows:
        yield _HOLD(webhook=webhook_id, was="pending")
    return bool(rows)


class Sending:
    """``platform.of(Sending)``."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._database = platform.database
        self._clock = platform.clock
        self._endpoints = platform.of(Endpoints)
        self._outbox = platform.of(Outbox)
        self._signer = Signer(platform.settings.secret)
        self._bodies = platform.of(Bodies)
        self._egress = platform.of(Gate).egress

    async def deliver(self, job: Job) -> Outcome:
        """The handler of KIND jobs."""
        payload = job.payload
        endpoint = await self._endpoints.get(job.queue)
        if endpoint is not None and endpoint.generation != payload["generation"]:
            # What is remembered may be older than the job.
            endpoint = await self._endpoints.get(job.queue, anew=True)
        if endpoint is None or endpoint.generation != payload["generation"]:
            return Done()  # It was deleted, or disabled: then the delivery is held.
        body = await self._bodies.get(payload["seq"])
        now = self._clock()
        if body is None:
            return _not_kept(payload["delivery"], instant(now))
        signature, answer = await self._send(endpoint, payload["event"], body, now)
        writes = [_log(payload["delivery"], endpoint, signature, answer, now)]
        if answer.status is not None and 200 <= answer.status < 300:
            writes.append(
                _DELIVERED(
                    delivery=payload["delivery"],
                    answered=answer.status,
                    now=instant(self._clock()),
                )
            )
            if endpoint.failing_since is not None:
                # By itself: the transaction that ends jobs must not wait for a webhook's row.
                await self._database.execute(_WORKS, webhook=endpoint.id, **_sent(endpoint))
                endpoint.failing_since = endpoint.warned_at = None
            return Done(writes)
        return await self._failed(job, endpoint, answer, writes)

    def cancelled(self, payload: dict[str, Any]) -> Unit[None]:
        """What becomes of a delivery whose job the operator cancels."""
        now = instant(self._clock())
        yield _CANCELLED(delivery=payload["delivery"], sent_in=payload["generation"], now=now)

    async def _send(
        self, endpoint: Endpoint, event_id: str, body: bytes, now: float
    ) -> tuple[str, Answer]:
        timestamp = str(int(now))
        signed = b"%b.%b.%b" % (event_id.encode(), timestamp.encode(), body)
        signature = (
            v1(endpoint.keys(now), signed)
            + " "
            + self._signer.v1a(endpoint.app_id, endpoint.environment, signed)
        )
        headers = endpoint.headers | {
            "webhook-id": event_id,
            "webhook-timestamp": timestamp,
            "webhook-signature": signature,
        }
        return signature, await self._egress.post(endpoint.url, body, headers)

    async def _failed(
        self, job: Job, endpoint: Endpoint, answer: Answer, writes: list[Step]
    ) -> Outcome:
        problem = answer.error or f"The answer was {answer.status}."
        now = self._clock()
        tried = {
            "delivery": job.payload["delivery"],
            "answered": answer.status,
            "problem": problem,
        }
        # Kept: another delivery that arrives meanwhile forgets it for the endpoint.
        since = endpoint.failing_since
        if since is None:
            since = endpoint.failing_since = instant(now)
            await self._database.execute(
                _STARTED_FAILING, webhook=endpoint.id, now=instant(now), **_sent(endpoint)
            )
        failed_for = now - since.timestamp()
        reason = (
            "gone"
            if answer.status == 410
            else "failing"
            if failed_for >= schedule.DISABLE_AFTER
            else None
        )
        if reason is not None and await self.disable(endpoint, reason):
            return Done([*writes, _TRIED(**tried, later=None)])
        if failed_for >= schedule.WARN_AFTER and endpoint.warned_at is None:
            await self._warn(endpoint)
        pause = schedule.wait(job.attempt)
        if pause is None:
            return Dead(problem, [*writes, _FAILED(**tried, now=instant(self._clock()))])
        asked = schedule.retry_after(answer.status, answer.headers, now)
        later = instant(now) + timedelta(seconds=max(pause, asked))
        return Retry(later, problem, [*writes, _TRIED(**tried, later=later)])

    async def disable(self, endpoint: Endpoint, reason: str) -> bool:
        """Disables a webhook for what its address does, and tells the application's others. False:
        it is disabled already, or has another address by now, or was enabled anew."""
        now = instant(self._clock())

        def unit() -> Unit[bool]:
            done = yield from disabling(endpoint.id, reason, now, _sent(endpoint))
            if done:
                yield self._telling(endpoint, DISABLED, reason)
            return done

        done = await self._database.write(unit)
        if done:
            self._outbox.wake()
            await self._platform.bus.publish(TOPIC, topic(endpoint))
        return done

    async def _warn(self, endpoint: Endpoint) -> None:
        now = instant(self._clock())

        def unit() -> Unit[None]:
            if (yield _WARN(webhook=endpoint.id, now=now, **_sent(endpoint))):
                yield self._telling(endpoint, FAILING, None)

        await self._database.write(unit)
        endpoint.warned_at = now
        self._outbox.wake()

    def _telling(self, endpoint: Endpoint, event: str, reason: str | None) -> Step:
        since = endpoint.failing_since
        data = {
            "webhook_id": endpoint.id,
            "url": endpoint.url,
            "failing_since": rfc3339(since) if since else None,
            "disabled_reason": reason,
        }
        return self._outbox.step(
            endpoint.app_id, endpoint.environment, event, data, key=subject(endpoint.id)
        )


def topic(webhook: Any) -> dict[str, Any]:
    """What the bus tells of a change."""
    return {
        "app_id": webhook.app_id,
        "environment": webhook.environment,
        "webhook_id": webhook.id,
    }


def _not_kept(delivery: str, now: datetime) -> Dead:
    problem = "The event is not kept any more."
    return Dead(problem, [_NOT_KEPT(delivery=delivery, problem=problem, now=now)])


def _sent(endpoint: Endpoint) -> dict[str, Any]:
    return {"sent_to": endpoint.url, "sent_in": endpoint.generation}


def _log(delivery: str, endpoint: Endpoint, signature: str, answer: Answer, now: float) -> Step:
    return _ATTEMPT(
        delivery=delivery,
        started_at=instant(now),
        duration_ms=round(answer.duration * 1000, 3),
        url=endpoint.url,
        signature=signature,
        status=answer.status,
        error=answer.error,
        response=answer.body if answer.status is not None else None,
    )
