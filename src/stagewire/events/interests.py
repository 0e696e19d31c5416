"""Who wants to be told of what: events that may come by the thousands a second are written to the
outbox only where somebody does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from stagewire.events.types import Interest

if TYPE_CHECKING:
    from stagewire.platform import Platform


class Interests:
    """``platform.of(Interests)``: those who know who is interested register here, those who have
    something to tell ask."""

    def __init__(self, _platform: Platform) -> None:
        self._all: list[Interest] = []
        self.reserved: frozenset[str] = frozenset()

    def register(self, interest: Interest) -> None:
        self._all.append(interest)

    def reserve(self, names: Iterable[str]) -> None:
        """The names of the server's own events: no application may tell one of them itself."""
        self.reserved |= frozenset(names)

    def known(self, app_id: str, environment: str, event: str) -> bool | None:
        """Without waiting; None when somebody has to look it up."""
        answer: bool | None = False
        for one in self._all:
            known = one.known(app_id, environment, event)
            if known:
                return True
            if known is None:
                answer = None
        return answer

    async def wanted(self, app_id: str, environment: str, event: str) -> bool:
        known = self.known(app_id, environment, event)
        if known is not None:
            return known
        for one in self._all:
            if await one.wanted(app_id, environment, event):
                return True
        return False
