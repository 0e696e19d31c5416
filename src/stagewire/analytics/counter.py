"""Counting: what happens is added up by application and minute, and written by the second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from stagewire.analytics.tables import Activity, SeenUser
from stagewire.contract.types import Environment
from stagewire.storage.tally import Tally
from stagewire.storage.upserts import adding

if TYPE_CHECKING:
    from stagewire.platform import Platform

COLUMNS = ("connections", "events", "broadcasts")
# What is noted, and the columns it counts in: a broadcast is an event, too.
_COUNTS = {
    "connections": (0,),
    "disconnections": (),
    "events": (1,),
    "broadcasts": (1, 2),
}
MINUTE = 60
HOUR = 3600
ENVIRONMENT: Environment = "production"
"""Connections and rooms have no sandbox."""

PURGE_EVERY = 3600.0
# A little longer than the longest period that is answered from it.
_KEPT = {MINUTE: 2 * HOUR, HOUR: 32 * 24 * HOUR}
_KEPT_USERS = 32 * 24 * HOUR
_MOST_USERS = 100_000


class Sums:
    """``counts`` by application and minute (Unix seconds of its start), each a list in the order
    of COLUMNS; ``seen`` the last moment of each application's users."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, int], list[int]] = {}
        self.seen: dict[tuple[str, str], int] = {}

    def __bool__(self) -> bool:
        return bool(self.counts or self.seen)

    def merge(self, other: Sums) -> None:
        """Adds sums that could not be written."""
        for key, counted in other.counts.items():
            mine = self.counts.setdefault(key, [0] * len(COLUMNS))
            for index, n in enumerate(counted):
                mine[index] += n
        for user, moment in other.seen.items():
            if self.seen.get(user, 0) < moment:
                self.seen[user] = moment


class Counter(Tally[Sums]):
    """``platform.of(Counter)``."""

    name = "analytics"
    kind = Sums

    def __init__(self, platform: Platform) -> None:
        super().__init__(platform.database)
        self._clock = platform.clock

    def count(self, app_id: str, kind: str, n: int = 1, user_id: str | None = None) -> None:
        """``n`` more ``connections``, ``disconnections``, ``events`` (by clients) or
        ``broadcasts``, now; a ``user_id`` is of somebody who is connected now, or was until now.
        """
        columns = _COUNTS[kind]
        if columns:
            key = (app_id, int(self._clock() // MINUTE) * MINUTE)
            counted = self.sums.counts.get(key)
            if counted is None:
                counted = self.sums.counts[key] = [0] * len(COLUMNS)
            for column in columns:
                counted[column] += n
        if user_id is not None:
            self.seen(app_id, user_id)

    def seen(self, app_id: str, user_id: str) -> None:
        """A user is connected now, or was until now."""
        # A database that is away must not fill memory with names.
        if len(self.sums.seen) < _MOST_USERS or (app_id, user_id) in self.sums.seen:
            self.sums.seen[app_id, user_id] = int(self._clock())

    async def purge(self) -> None:
        """Deletes what no period reaches any more."""
        now = int(self._clock())
        async with self._database.begin() as session:
            connection = await session.connection()
            for span, kept in _KEPT.items():
                await connection.execute(
                    delete(Activity).where(
                        col(Activity.span) == span, col(Activity.start) < now - kept
                    )
                )
            await connection.execute(
                delete(SeenUser).where(col(SeenUser.last_seen) < now - _KEPT_USERS)
            )

    def statements(self, sums: Sums) -> list[tuple[Any, list[dict[str, Any]]]]:
        return [(_ADD, _activity(sums)), (_SEE, _users(sums))]


_ADD = adding(Activity, *COLUMNS)
_insert = insert(SeenUser)
_SEE = _insert.on_conflict_do_update(
    index_elements=["app_id", "environment", "user_id"],
    set_={"last_seen": _insert.excluded.last_seen},
    where=col(SeenUser.last_seen) < _insert.excluded.last_seen,
)


def _activity(sums: Sums) -> list[dict[str, Any]]:
    """The rows of each minute and of its hour."""
    added: dict[tuple[str, int, int], list[int]] = {}
    for (app_id, minute), counted in sums.counts.items():
        for span in (MINUTE, HOUR):
            row = added.setdefault((app_id, span, minute // span * span), [0] * len(COLUMNS))
            for index, n in enumerate(counted):
                row[index] += n
    return [
        {
            "app_id": app_id,
            "environment": ENVIRONMENT,
            "span": span,
            "start": start,
            **dict(zip(COLUMNS, counted, strict=True)),
        }
        for (app_id, span, start), counted in sorted(added.items())
    ]


def _users(sums: Sums) -> list[dict[str, Any]]:
    return [
        {"app_id": app_id, "environment": ENVIRONMENT, "user_id": user_id, "last_seen": moment}
        for (app_id, user_id), moment in sorted(sums.seen.items())
    ]
