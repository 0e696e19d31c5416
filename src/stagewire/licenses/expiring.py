"""Tells of licences that expired: ``license.expired``, once for each expiry.

Nobody calls when a licence expires, so every process that does jobs looks for those that did, also
while none ran. Which expiry was told stands on the licence, written in the event's transaction: of
several processes one tells it, and a licence that gets another expiry has one more to be told of. A
suspended licence is told of when it is reinstated, a revoked one never.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, literal_column, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from stagewire.licenses import rows
from stagewire.licenses.owner import Owner
from stagewire.licenses.tables import License
from stagewire.licenses.telling import Telling
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.types import UtcDateTime, instant

if TYPE_CHECKING:
    from stagewire.platform import Platform

LOOK_EVERY = 20.0
"""Seconds; an expiry is told of at most that late."""
MOST = 100
"""Licences that one transaction tells of, so that no other writer waits for long."""

_due: Any = aliased(License)
# Said as the index `ix_licenses_untold` says it: with values in its place, databases cannot know
# that all of them are in there.
_found = (
    select(_due.id)
    .where(
        _due.state == literal_column("'active'"),
        _due.expiry_told_for.is_distinct_from(_due.expires_at),
        _due.expires_at <= bindparam("now", type_=UtcDateTime()),
    )
    .order_by(_due.expires_at)
    .limit(bindparam("most"))
    # One that is being changed is told of at the next look.
    .with_for_update(skip_locked=True, key_share=True)
    .cte("found")
)
_MARK = Hot(
    update(License)
    .where(col(License.id).in_(select(_found.c.id)))
    .values(expiry_told_for=col(License.expires_at))
    .returning(col(License.id), col(License.app_id), col(License.environment))
)


class Expiring:
    """``platform.of(Expiring)``."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._telling = platform.of(Telling)

    async def tell(self) -> None:
        """Tells of all licences that have expired by now and of whose expiry nobody told."""
        told = MOST
        while told == MOST:
            told = await self._database.write(_tell, self._clock(), self._telling)
            if told:
                self._telling.wake()


def _tell(now: float, telling: Telling) -> Unit[int]:
    expired = yield _MARK(now=instant(now), most=MOST)
    for one in expired:
        holder = Owner(one.app_id, one.environment)
        row = (yield rows.whole(holder, one.id, now))[0]
        yield telling.license(holder, "license.expired", row, now)
    return len(expired)
