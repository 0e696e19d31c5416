"""Events that had happened when a webhook was registered, but were not told yet: it gets what
happens from then on.

Which those are is written down with the webhook. Neither their times nor their numbers would say:
clocks of several machines differ, and on PostgreSQL a transaction may take a number and commit
after one that has a later number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import bindparam, delete, exists, insert, literal, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.contract.types import Environment
from stagewire.events.tables import EventRecord
from stagewire.events.types import Event
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.tenancy import scoped
from stagewire.webhooks.tables import EarlierEvent, Webhook

_seq, _webhook = col(EarlierEvent.seq), col(EarlierEvent.webhook_id)
_BETWEEN = Hot(select(_seq, _webhook).where(_seq >= bindparam("first"), _seq <= bindparam("last")))
_FORGET = Hot(
    delete(EarlierEvent).where(_seq == bindparam("event"), _webhook == bindparam("webhook"))
)
_TOLD = Hot(
    delete(EarlierEvent).where(
        ~exists().where(col(EventRecord.seq) == _seq, col(EventRecord.due_at).is_not(None))
    )
)


async def note(session: AsyncSession, webhook: Webhook) -> None:
    """In the transaction that registers the webhook, as its last statement."""
    await session.flush()
    untold = scoped(
        select(col(EventRecord.seq), literal(webhook.id)).where(
            col(EventRecord.due_at).is_not(None)
        ),
        EventRecord,
        webhook.app_id,
        cast(Environment, webhook.environment),
    )
    connection = await session.connection()
    await connection.execute(insert(EarlierEvent).from_select(["seq", "webhook_id"], untold))


def among(events: Sequence[Event]) -> Unit[frozenset[tuple[int, str]]]:
    """Which of these events, by number, are not for which webhooks. To be asked after the webhooks
    are read: then what is noted of each of them is seen."""
    rows = yield _BETWEEN(first=events[0].seq, last=events[-1].seq)
    if not rows:
        return frozenset()
    told = {event.seq for event in events}
    found = frozenset((row.seq, row.webhook_id) for row in rows if row.seq in told)
    yield _FORGET.many([{"event": seq, "webhook": webhook} for seq, webhook in found])
    return found


def tidy() -> Unit[None]:
    """Forgets what was told while its webhook was being registered."""
    yield _TOLD()
