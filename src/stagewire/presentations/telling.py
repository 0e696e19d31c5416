"""Telling a presentation's room what has happened.

Counts change with every vote, and everybody is told of them: of one poll or question at most
``PER_SECOND`` changes a second are told, always ending with the newest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import structlog

from stagewire.contract.types import ApiError
from stagewire.presentations.audience import Event
from stagewire.presentations.ids import room_of
from stagewire.realtime.rooms import Rooms

if TYPE_CHECKING:
    from stagewire.platform import Platform

log = structlog.get_logger(__name__)

PER_SECOND = 5
_Place = tuple[str, str, str]


class Telling:
    """``platform.of(Telling)``."""

    def __init__(self, platform: Platform) -> None:
        self._rooms = platform.of(Rooms)
        self._waiting: dict[_Place, Mapping[str, Any] | None] = {}
        self._working: set[asyncio.Task[None]] = set()

    async def tell(self, app_id: str, presentation_id: str, event: Event) -> None:
        """ApiError 503: it may not have reached everybody."""
        await self._rooms.publish(
            app_id, room_of(presentation_id), event.name, event.data, key=event.once
        )

    def pace(self, app_id: str, presentation_id: str, event: Event) -> None:
        """Tells it now or soon; only the newest version of what has an ``id`` counts."""
        place = (app_id, presentation_id, event.data["id"])
        if place not in self._waiting:
            self._waiting[place] = None
            task = asyncio.get_running_loop().create_task(self._paced(place, event))
            self._working.add(task)
            task.add_done_callback(self._working.discard)
            return
        waiting = self._waiting[place]
        if waiting is None or waiting["version"] < event.data["version"]:
            self._waiting[place] = event.data

    async def stop(self) -> None:
        for task in self._working:
            task.cancel()
        if self._working:
            await asyncio.wait(self._working)

    async def _paced(self, place: _Place, event: Event) -> None:
        app_id, presentation_id, _ = place
        data: Mapping[str, Any] | None = event.data
        try:
            while data is not None:
                try:
                    await self._rooms.publish(app_id, room_of(presentation_id), event.name, data)
                except ApiError as error:
                    # The next change tells the counts, and so does the snapshot.
                    log.warning("presentation_counts_untold", code=error.code)
                await asyncio.sleep(1 / PER_SECOND)
                data, self._waiting[place] = self._waiting[place], None
        finally:
            del self._waiting[place]
