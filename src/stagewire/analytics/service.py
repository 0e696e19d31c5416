"""An application's figures: those of a period from the database, those of now from the rooms.

A period ends now and begins with a whole step of its timeline, so that both add up to the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from stagewire.analytics.counter import ENVIRONMENT, HOUR, MINUTE, Counter
from stagewire.analytics.tables import Activity, SeenUser
from stagewire.platform import Platform
from stagewire.realtime.rooms import Rooms
from stagewire.storage.hot import Hot
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant, rfc3339
from stagewire.webrtc.usage import Usage

if TYPE_CHECKING:
    from stagewire_models import analytics as wire

_DAY = 24 * HOUR
_ASKED_AT_ONCE = 500


class _Shape(NamedTuple):
    """A period's ``steps`` of ``step`` seconds each, added up from rows of ``span`` seconds."""

    span: int
    step: int
    steps: int

    def first(self, now: float) -> int:
        """When the period that ends now begins, in Unix seconds."""
        return (int(now) // self.step - self.steps + 1) * self.step


_SHAPES = {
    "1h": _Shape(MINUTE, MINUTE, 60),
    "24h": _Shape(HOUR, HOUR, 24),
    "7d": _Shape(HOUR, HOUR, 7 * 24),
    "30d": _Shape(HOUR, _DAY, 30),
}

_COUNTED = Hot(
    scoped(
        select(
            col(Activity.start),
            col(Activity.connections),
            col(Activity.events),
            col(Activity.broadcasts),
        ),
        Activity,
        *owner(),
    ).where(col(Activity.span) == bindparam("span"), col(Activity.start) >= bindparam("since"))
)
_SEEN = Hot(
    scoped(select(func.count().label("users")).select_from(SeenUser), SeenUser, *owner()).where(
        col(SeenUser.last_seen) >= bindparam("since")
    )
)


class Analytics:
    """``platform.of(Analytics)``."""

    def __init__(self, platform: Platform) -> None:
        self._clock = platform.clock
        self._database = platform.database
        self._counter = platform.of(Counter)
        self._rooms = platform.of(Rooms)
        self._relay = platform.of(Usage)

    async def read(self, app_id: str, period: wire.Period, timeline: bool) -> wire.Analytics:
        """The figures of ``period``, with each step of it when ``timeline``."""
        now = self._clock()
        shape = _SHAPES[period]
        since = shape.first(now)
        online = await self._rooms.online(app_id)
        steps = await self._steps(app_id, shape, since)
        answer: wire.Analytics = {
            "success": True,
            "app_id": app_id,
            "period": period,
            "metrics": {
                "connections": {
                    "total": sum(step["connections"] for step in steps),
                    "current": online.connections,
                },
                "events": {
                    "total": sum(step["events"] for step in steps),
                    "broadcasts": sum(step["broadcasts"] for step in steps),
                },
                "users": {
                    "online": len(online.users),
                    "total": await self._users(app_id, since, online.users),
                },
            },
            "timestamp": int(now * 1000),
        }
        if self._relay.measured:
            allocations, relayed = await self._relay.total(app_id, since)
            answer["metrics"]["relay"] = {"allocations": allocations, "bytes": relayed}
        if timeline:
            answer["timeline"] = steps
        return answer

    async def _steps(self, app_id: str, shape: _Shape, since: int) -> list[wire.TimelineEntry]:
        steps: list[wire.TimelineEntry] = [
            {
                "start": rfc3339(instant(since + number * shape.step)),
                "connections": 0,
                "events": 0,
                "broadcasts": 0,
            }
            for number in range(shape.steps)
        ]
        rows = await self._database.fetch(
            _COUNTED, app_id=app_id, environment=ENVIRONMENT, span=shape.span, since=since
        )
        for row in rows:
            # Another process's clock may be a little ahead.
            step = steps[min((row.start - since) // shape.step, shape.steps - 1)]
            step["connections"] += row.connections
            step["events"] += row.events
            step["broadcasts"] += row.broadcasts
        return steps

    async def _users(self, app_id: str, since: int, here: Mapping[str, float]) -> int:
        """Users seen since then. Those who are ``here`` with connections opened before may have
        been noted before only; they count all the same."""
        rows = await self._database.fetch(
            _SEEN, app_id=app_id, environment=ENVIRONMENT, since=since
        )
        total: int = rows[0].users
        waiting = iter(sorted(user_id for user_id, at in here.items() if at < since))
        while asked := list(islice(waiting, _ASKED_AT_ONCE)):
            counted = select(func.count()).select_from(SeenUser)
            counted = scoped(counted, SeenUser, app_id, ENVIRONMENT).where(
                col(SeenUser.last_seen) >= since, col(SeenUser.user_id).in_(asked)
            )
            async with self._database.session() as session:
                noted = await session.scalar(counted)
            total += len(asked) - (noted or 0)
            for user_id in asked:
                self._counter.seen(app_id, user_id)
        # Whoever came this second may not be in the database yet.
        return max(total, len(here))
