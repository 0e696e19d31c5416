"""The bodies of events on their way: most are sent right after the event was told, and one event
goes to many webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlmodel import col

from stagewire.events.tables import EventRecord
from stagewire.storage.hot import Hot

if TYPE_CHECKING:
    from stagewire.platform import Platform

_BODY = Hot(select(col(EventRecord.body)).where(col(EventRecord.seq) == bindparam("event")))
_BYTES = 16 * 1024 * 1024
"""The most that is remembered; the oldest go first."""


class Bodies:
    """``platform.of(Bodies)``, by the event's number in the outbox."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._known: dict[int, bytes] = {}
        self._size = 0

    def remember(self, seq: int, body: bytes) -> None:
        if seq in self._known:
            return
        self._known[seq] = body
        self._size += len(body)
        while self._size > _BYTES:
            self._size -= len(self._known.pop(next(iter(self._known))))

    async def get(self, seq: int) -> bytes | None:
        """None: the event is not kept any more."""
        known = self._known.get(seq)
        if known is not None:
            return known
        rows = await self._database.fetch(_BODY, event=seq)
        if not rows:
            return None
        body: bytes = rows[0].body
        self.remember(seq, body)
        return body
