"""When keys were last used, to the minute, written beside the requests and not in them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sqlalchemy import bindparam, update
from sqlmodel import col

from stagewire.access.tables import ApiKey
from stagewire.storage.database import Database
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.types import instant

_TOUCH = Hot(
    update(ApiKey)
    .where(col(ApiKey.id) == bindparam("key_id"))
    .values(last_used_at=bindparam("used_at"))
)
_MINUTE = 60.0
_GATHER = 1.0
_MOST_REMEMBERED = 100_000


class LastUsed:
    """Gathers uses for a second and writes them in one transaction."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._written: dict[str, float] = {}
        self._waiting: dict[str, float] = {}
        self._flushing: asyncio.Task[None] | None = None

    def note(self, key_id: str) -> None:
        """The key was used now. At most one write a minute comes of it."""
        now = self._clock()
        if now - self._written.get(key_id, 0.0) < _MINUTE:
            return
        if len(self._written) >= _MOST_REMEMBERED:
            self._written.clear()
        self._written[key_id] = self._waiting[key_id] = now
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._soon())

    async def flush(self) -> None:
        """Writes what is waiting."""
        waiting, self._waiting = self._waiting, {}
        if waiting:
            await self._database.write(_touch, waiting)

    async def close(self) -> None:
        if self._flushing is not None:
            self._flushing.cancel()
            await asyncio.wait([self._flushing])
        await self.flush()

    async def _soon(self) -> None:
        try:
            await asyncio.sleep(_GATHER)
        finally:
            self._flushing = None
        await self.flush()


def _touch(uses: dict[str, float]) -> Unit[None]:
    # In one order in every process, so that two of them do not wait for each other's rows.
    for key_id in sorted(uses):
        yield _TOUCH(key_id=key_id, used_at=instant(uses[key_id]))
