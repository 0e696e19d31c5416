"""What webhooks are told of presentations, written in the transaction of the change it tells of.

Only what changes rarely or is worth a request is told: not every step, reaction or vote. Slides
and notes, which may be long, are left out. What tells of one presentation keeps its order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from stagewire.contract.types import Environment
from stagewire.events.outbox import Outbox
from stagewire.presentations import rendering
from stagewire.presentations.audience import Outcome
from stagewire.storage.hot import Step, Unit

if TYPE_CHECKING:
    from stagewire.platform import Platform

ENVIRONMENT: Environment = "production"


class News:
    """``platform.of(News)``. ``wake`` is called after a unit that told something."""

    def __init__(self, platform: Platform) -> None:
        self._outbox = platform.of(Outbox)
        self.wake = self._outbox.wake

    def created(self, row: Any) -> Step:
        """``row`` is of Presentation."""
        return self._step(row, "presentation.created")

    def deleted(self, row: Any) -> Step:
        return self._step(row, "presentation.deleted")

    def of(self, app_id: str, presentation_id: str, outcome: Outcome | None) -> Unit[None]:
        """Tells the ``news`` of what a unit did."""
        for event, data in outcome.news if outcome is not None else ():
            yield self._outbox.step(
                app_id, ENVIRONMENT, event, data, key=f"presentation:{presentation_id}"
            )

    def _step(self, row: Any, event: str) -> Step:
        data = cast("Mapping[str, Any]", rendering.summary(row))
        return self._outbox.step(row.app_id, ENVIRONMENT, event, data, key=f"presentation:{row.id}")
