"""The log of deliveries, and sending again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import structlog
from sqlalchemy import bindparam, delete, or_, true
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from stagewire.contract.types import ApiError, Environment, Principal, Request
from stagewire.events.jobs import Jobs
from stagewire.events.outbox import Outbox
from stagewire.events.tables import EventRecord
from stagewire.events.types import Event
from stagewire.platform import Platform
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.pages import Page, paginate
from stagewire.storage.types import instant, instant_of, rfc3339
from stagewire.webhooks import earlier
from stagewire.webhooks.endpoints import FIXED_HEADERS
from stagewire.webhooks.fanout import INSERT, TEST, job_of, row_of, subject
from stagewire.webhooks.gate import refused
from stagewire.webhooks.ids import delivery_id
from stagewire.webhooks.releasing import Releasing, disabled
from stagewire.webhooks.service import found
from stagewire.webhooks.tables import Attempt, Delivery

if TYPE_CHECKING:
    from stagewire_models import webhooks as wire

log = structlog.get_logger(__name__)

MOST_REPLAYED = 1000
_PURGED_AT_ONCE = 1000

_WRITTEN = Hot(
    select_columns(
        *(col(EventRecord.seq), col(EventRecord.id), col(EventRecord.app_id)),
        *(col(EventRecord.environment), col(EventRecord.type), col(EventRecord.key)),
        *(col(EventRecord.body), col(EventRecord.created_at)),
    ).where(col(EventRecord.id) == bindparam("event"))
)
_DELIVERY = Hot(
    select_columns(*Delivery.__table__.columns).where(  # type: ignore[attr-defined]
        col(Delivery.id) == bindparam("delivery")
    )
)
_OLD = Hot(
    select_columns(col(Delivery.id))
    .where(col(Delivery.created_at) < bindparam("before"))
    .where(col(Delivery.status) != "pending")
    .order_by(col(Delivery.created_at))
    .limit(_PURGED_AT_ONCE)
)
_FORGET = Hot(delete(Delivery).where(col(Delivery.id) == bindparam("delivery")))


class Replayed(NamedTuple):
    """``next_since`` is where those begin that were too many for one call."""

    sent: int
    next_since: datetime | None


class Deliveries:
    """``platform.of(Deliveries)``. All take a webhook of the caller's: ApiError 404."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._database = platform.database
        self._clock = platform.clock

    async def page(
        self,
        caller: Principal,
        request: Request,
        webhook_id: str,
        *,
        event: str | None,
        status: str | None,
        event_id: str | None,
        current_page: int,
        page_size: int,
        limit: int | None,
    ) -> Page:
        statement = select(Delivery).where(col(Delivery.webhook_id) == webhook_id)
        for column, value in (
            (Delivery.event, event),
            (Delivery.status, status),
            (Delivery.event_id, event_id),
        ):
            if value is not None:
                statement = statement.where(col(column) == value)
        statement = statement.order_by(col(Delivery.seq).desc(), col(Delivery.id).desc())
        async with self._database.session() as session:
            await found(session, caller, webhook_id)
            return await paginate(
                session, statement, request,
                current_page=current_page, page_size=page_size, limit=limit, render=shown,
            )  # fmt: skip

    async def get(
        self, caller: Principal, webhook_id: str, delivery_id: str
    ) -> wire.DeliveryDetail:
        """The delivery with its body and attempts."""
        async with self._database.session() as session:
            await found(session, caller, webhook_id)
            delivery = (await session.exec(_one(webhook_id, delivery_id))).first()
            if delivery is None:
                raise _missing(delivery_id)
            attempts = await session.exec(
                select(Attempt)
                .where(col(Attempt.delivery_id) == delivery_id)
                .order_by(col(Attempt.number))
            )
            body = (
                await session.exec(
                    select(EventRecord.body).where(col(EventRecord.seq) == delivery.seq)
                )
            ).first()
            return {
                **shown(delivery),
                "request_body": (body or b"").decode(),
                "attempt_log": [_attempt(delivery, attempt) for attempt in attempts],
            }

    async def test(self, caller: Principal, webhook_id: str) -> wire.Delivery:
        """Sends ``webhook.test`` to this webhook; ApiError 409: it is disabled."""
        async with self._database.session() as session:
            webhook = await found(session, caller, webhook_id)
        if not webhook.enabled:
            raise disabled()
        outbox, jobs = self._platform.of(Outbox), self._platform.of(Jobs)
        made = delivery_id(self._clock())
        told = outbox.step(
            webhook.app_id,
            cast(Environment, webhook.environment),
            TEST,
            {"webhook_id": webhook_id},
            key=subject(webhook_id),
        )

        def unit() -> Unit[Any]:
            yield told
            event = Event(*(yield _WRITTEN(event=told.values["id"]))[0])
            yield INSERT.many([row_of(event, made, webhook_id, "pending")])
            row = (yield _DELIVERY(delivery=made))[0]
            yield from jobs.adding([job_of(row, generation=webhook.generation, ordered=False)])
            return row

        row = await self._database.write(unit)
        outbox.wake()
        jobs.wake()
        return shown(row)

    async def again(self, caller: Principal, webhook_id: str, delivery_id: str) -> wire.Delivery:
        """ApiError 409: it is under way, or its webhook is disabled; 404: no such delivery."""
        async with self._database.session() as session:
            await found(session, caller, webhook_id)
            if (await session.exec(_one(webhook_id, delivery_id))).first() is None:
                raise _missing(delivery_id)
        if not await self._platform.of(Releasing).again(webhook_id, [delivery_id]):
            raise ApiError(409, "delivery_pending", "The delivery is under way already.")
        rows = await self._database.fetch(_DELIVERY, delivery=delivery_id)
        if not rows:
            raise _missing(delivery_id)
        return shown(rows[0])

    async def replay(
        self, caller: Principal, webhook_id: str, wanted: wire.ReplayDeliveries
    ) -> Replayed:
        """Sends a range again, oldest first; ApiError 400 names a field, 409: it is disabled."""
        since = _moment("since", wanted["since"])
        until = _moment("until", wanted["until"]) if "until" in wanted else None
        if until is not None and until <= since:
            raise refused("until", "must be after `since`")
        statuses = wanted.get("statuses", ["failed", "held"])
        statement = (
            select(Delivery.id, Delivery.created_at)
            .where(
                col(Delivery.webhook_id) == webhook_id,
                col(Delivery.created_at) >= since,
                col(Delivery.status).in_(statuses),
            )
            .order_by(col(Delivery.created_at), col(Delivery.seq))
            .limit(MOST_REPLAYED + 1)
        )
        if until is not None:
            statement = statement.where(col(Delivery.created_at) < until)
        if "events" in wanted:
            statement = statement.where(_named(wanted["events"]))
        async with self._database.session() as session:
            webhook = await found(session, caller, webhook_id)
            if not webhook.enabled:
                raise disabled()
            rows = (await session.exec(statement)).all()
        sent = await self._platform.of(Releasing).again(
            webhook_id, [row[0] for row in rows[:MOST_REPLAYED]]
        )
        more = rows[MOST_REPLAYED][1] if len(rows) > MOST_REPLAYED else None
        return Replayed(len(sent), more)

    async def purge(self) -> None:
        """Forgets deliveries, and their attempts, whose events are not kept any more."""
        await self._database.write(earlier.tidy)
        before = instant(self._clock()) - timedelta(days=self._platform.settings.event_days)
        while True:
            rows = await self._database.fetch(_OLD, before=before)
            await self._database.write(_forget, [row.id for row in rows])
            if len(rows) < _PURGED_AT_ONCE:
                return


def _forget(deliveries: Sequence[str]) -> Unit[None]:
    yield _FORGET.many([{"delivery": one} for one in deliveries])


def _one(webhook_id: str, delivery_id: str) -> Any:
    return select(Delivery).where(
        col(Delivery.id) == delivery_id, col(Delivery.webhook_id) == webhook_id
    )


def _named(patterns: Sequence[str]) -> Any:
    """The SQL of ``patterns.Patterns``."""
    return or_(
        *(
            true()
            if pattern == "*"
            else col(Delivery.event).startswith(pattern[:-1], autoescape=True)
            if pattern.endswith(".*")
            else col(Delivery.event) == pattern
            for pattern in patterns
        )
    )


def shown(row: Any) -> wire.Delivery:
    """A delivery as the API answers it."""
    return {
        "id": row.id,
        "webhook_id": row.webhook_id,
        "event_id": row.event_id,
        "event": row.event,
        "status": row.status,
        "attempts": row.attempts,
        "last_status": row.last_status,
        "last_error": row.last_error,
        "next_attempt_at": rfc3339(row.next_attempt_at) if row.next_attempt_at else None,
        "created_at": rfc3339(row.created_at),
        "finished_at": rfc3339(row.finished_at) if row.finished_at else None,
    }


def _attempt(delivery: Delivery, row: Attempt) -> wire.DeliveryAttempt:
    return {
        "number": row.number,
        "started_at": rfc3339(row.started_at),
        "duration_ms": row.duration_ms,
        "url": row.url,
        "request_headers": FIXED_HEADERS
        | {
            "webhook-id": delivery.event_id,
            "webhook-timestamp": str(int(row.started_at.timestamp())),
            "webhook-signature": row.signature,
        },
        "status": row.status,
        "error": row.error,
        "response_body": None if row.response is None else row.response.decode(errors="replace"),
    }


def _moment(field: str, text: str) -> datetime:
    moment = instant_of(text)
    if moment is None:
        raise refused(field, "must be a time that the calendar has")
    return moment


def _missing(delivery_id: str) -> ApiError:
    return ApiError(404, "not_found", f"There is no delivery {delivery_id}.")
