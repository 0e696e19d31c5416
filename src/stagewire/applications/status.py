"""Whether an application is switched on, for those who serve its links and clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from stagewire.access.authenticator import TOPIC
from stagewire.access.tables import Application
from stagewire.storage.hot import Hot

if TYPE_CHECKING:
    from stagewire.platform import Platform

_REMEMBERED = 4.0
_MOST = 10_000

_FIND = Hot(
    select(col(Application.status)).where(
        col(Application.app_id) == bindparam("app"), col(Application.deleted_at).is_(None)
    )
)


class ApplicationStatus:
    """``platform.of(ApplicationStatus)``. Answers are remembered for 4 s and forgotten at once
    when the bus tells of a change, as those of the Authenticator are."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._known: dict[str, tuple[bool, float]] = {}
        self._changes = 0
        platform.bus.subscribe(TOPIC, self._changed)
        platform.bus.on_gap(self._forget)

    def cached(self, app_id: str) -> bool | None:
        """What is remembered; None: ask ``active``."""
        known = self._known.get(app_id)
        return known[0] if known is not None and self._clock() < known[1] else None

    async def active(self, app_id: str) -> bool:
        """False for an application that is switched off, deleted or was never there."""
        known = self.cached(app_id)
        if known is not None:
            return known
        changes = self._changes
        rows = await self._database.fetch(_FIND, app=app_id)
        found = bool(rows) and rows[0].status
        if changes == self._changes:
            if len(self._known) >= _MOST:
                del self._known[next(iter(self._known))]
            self._known[app_id] = (found, self._clock() + _REMEMBERED)
        return found

    def _forget(self) -> None:
        self._changes += 1
        self._known.clear()

    def _changed(self, data: dict[str, Any]) -> None:
        self._changes += 1
        self._known.pop(data.get("app_id") or "", None)
