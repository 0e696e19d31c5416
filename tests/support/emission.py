"""What a platform tells of its changes, and whether that is as the documents declare it."""

from __future__ import annotations

from typing import Any

import jsonschema_rs

from stagewire.events.fanout import Fanout
from stagewire.platform import Platform
from stagewire.webhooks.catalogue import EventTypes
from tests.events.outboxes import Heard
from tests.support.platform import contract


def declared() -> dict[str, Any]:
    types = EventTypes()
    types.adopt(contract())
    return {one["name"]: one for one in types.all}


def fits(event: dict[str, Any]) -> bool:
    """Whether an event is as its document declares."""
    schema = declared()[event["type"]]["schema"]
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(event)
    return True


class Listening:
    """What is told of changes, event by event."""

    def __init__(self, platform: Platform) -> None:
        self._fanout = platform.of(Fanout)
        self._heard = Heard()
        self._fanout.consumer("test", self._heard)

    async def news(self) -> list[dict[str, Any]]:
        """The events since the last look; each fits its schema."""
        self._heard.events.clear()
        await self._fanout.turn()
        found = [self._heard.body(n) for n in range(len(self._heard.events))]
        assert all(map(fits, found))
        return found

    async def one(self) -> dict[str, Any]:
        (event,) = await self.news()
        return event

    def keys(self) -> list[str]:
        return [event.key for event in self._heard.events]
