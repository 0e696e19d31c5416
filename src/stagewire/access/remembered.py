"""What was read of an application, remembered for a short time.

It is kept for 4 s and forgotten at once when the bus tells of a change (``access.changed``); where
the bus fails, the short memory makes a change seen within 5 s.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from stagewire.access.authenticator import TOPIC

if TYPE_CHECKING:
    from stagewire.platform import Platform

T = TypeVar("T")
_LIFE = 4.0
_MOST = 10_000


class Remembered(Generic[T]):
    """``read(app_id)`` answers what is to be remembered of an application, also of one that is
    not there."""

    def __init__(self, platform: Platform, read: Callable[[str], Awaitable[T]]) -> None:
        self._read = read
        self._clock = platform.clock
        self._known: dict[str, tuple[T, float]] = {}
        # Counts the changes, so that what was read before one is not remembered after it.
        self._changes = 0
        platform.bus.subscribe(TOPIC, self._changed)
        platform.bus.on_gap(self._forget)

    def cached(self, app_id: str) -> T | None:
        """What is remembered; None: ask ``get``."""
        known = self._known.get(app_id)
        return known[0] if known is not None and self._clock() < known[1] else None

    async def get(self, app_id: str) -> T:
        known = self._known.get(app_id)
        if known is not None and self._clock() < known[1]:
            return known[0]
        changes = self._changes
        found = await self._read(app_id)
        if changes == self._changes:
            self._known.pop(app_id, None)
            if len(self._known) >= _MOST:
                del self._known[next(iter(self._known))]
            self._known[app_id] = (found, self._clock() + _LIFE)
        return found

    def _forget(self) -> None:
        self._changes += 1
        self._known.clear()

    def _changed(self, data: dict[str, Any]) -> None:
        self._changes += 1
        self._known.pop(data.get("app_id") or "", None)
