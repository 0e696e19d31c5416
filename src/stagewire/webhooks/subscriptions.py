"""Which events of an application any of its webhooks wants."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select
from sqlmodel import col

from stagewire.storage.hot import Hot
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant
from stagewire.webhooks.endpoints import REMEMBERED, TOPIC
from stagewire.webhooks.patterns import Patterns
from stagewire.webhooks.tables import Webhook

if TYPE_CHECKING:
    from stagewire.platform import Platform

_MOST = 50_000

# A webhook that was disabled before anything that is still kept happened gets nothing any more.
SUBSCRIBED = Hot(
    scoped(
        select(
            *(col(Webhook.id), col(Webhook.events), col(Webhook.enabled)),
            *(col(Webhook.releasing), col(Webhook.generation), col(Webhook.ordered)),
        ),
        Webhook,
        *owner(),
    )
    .where(or_(col(Webhook.enabled), col(Webhook.disabled_at) > bindparam("since")))
    .order_by(col(Webhook.id))
    # Whoever disables one waits until what was begun for it is written, and the other way round.
    .with_for_update(read=True)
)
_INTERESTED = Hot(
    scoped(select(col(Webhook.events)), Webhook, *owner()).where(
        or_(col(Webhook.enabled), col(Webhook.disabled_at) > bindparam("since"))
    )
)


class Subscriptions:
    """``platform.of(Subscriptions)``: an ``events.types.Interest``."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._kept = timedelta(days=platform.settings.event_days)
        self._known: dict[tuple[str, str], tuple[Patterns, float]] = {}
        self._changes = 0
        platform.bus.subscribe(TOPIC, self._changed)
        platform.bus.on_gap(self._forget)

    def since(self) -> datetime:
        """Webhooks that were disabled before then get nothing."""
        return instant(self._clock()) - self._kept

    def known(self, app_id: str, environment: str, event: str) -> bool | None:
        known = self._known.get((app_id, environment))
        if known is None or self._clock() >= known[1]:
            return None
        return known[0].match(event)

    async def wanted(self, app_id: str, environment: str, event: str) -> bool:
        known = self.known(app_id, environment, event)
        if known is not None:
            return known
        changes = self._changes
        rows = await self._database.fetch(
            _INTERESTED, app_id=app_id, environment=environment, since=self.since()
        )
        patterns = Patterns(pattern for row in rows for pattern in row.events)
        if changes == self._changes:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[app_id, environment] = (patterns, self._clock() + REMEMBERED)
        return patterns.match(event)

    def _changed(self, data: dict[str, Any]) -> None:
        self._changes += 1
        self._known.pop((data.get("app_id", ""), data.get("environment", "")), None)

    def _forget(self) -> None:
        self._changes += 1
        self._known.clear()
