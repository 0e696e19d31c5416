"""Broadcasts: events told to rooms, one or many at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import orjson

from stagewire.contract.types import ApiError, FieldError
from stagewire.platform import Platform
from stagewire.realtime.rooms import Published, Rooms

if TYPE_CHECKING:
    from stagewire_models import broadcasts as wire


class Broadcasts:
    """``platform.of(Broadcasts)``."""

    def __init__(self, platform: Platform) -> None:
        self._rooms = platform.of(Rooms)

    async def send(self, app_id: str, room: str, event: str, data: wire.EventData) -> Published:
        """Tells a room; ApiError 403: it is none of the application's, 413: ``data`` is too large,
        503: it may not have reached all."""
        if self._rooms.reserved(room):
            # What stands there for a presentation's state must be its state.
            raise ApiError(
                403,
                "forbidden",
                "`room` must not be one of a presentation: send it a command instead.",
                errors=[FieldError("room", "must not be one of a presentation")],
            )
        most = self._rooms.limits.message_bytes
        if len(orjson.dumps(data)) > most:
            raise ApiError(
                413,
                "payload_too_large",
                f"`data` may have at most {most} bytes.",
                errors=[FieldError("data", f"may have at most {most} bytes")],
            )
        return await self._rooms.publish(app_id, room, event, data, broadcast=True)

    async def send_all(
        self, app_id: str, items: Sequence[wire.BatchedBroadcast]
    ) -> list[Published | ApiError]:
        """What became of each, in order. Those of one room are sent one after another, so that
        they keep their order; rooms do not wait for each other."""
        outcomes: list[Published | ApiError] = [_UNSENT] * len(items)
        by_room: dict[str, list[int]] = {}
        for index, item in enumerate(items):
            by_room.setdefault(item["room"], []).append(index)

        async def send_to_one(indexes: list[int]) -> None:
            for index in indexes:
                item = items[index]
                try:
                    outcomes[index] = await self.send(
                        app_id, item["room"], item["event"], item.get("data", {})
                    )
                except ApiError as error:
                    outcomes[index] = error

        await asyncio.gather(*map(send_to_one, by_room.values()))
        return outcomes


_UNSENT = ApiError(500, "internal_error", "")
