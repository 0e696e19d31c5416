"""What the tests of the outbox and of jobs share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import orjson

from stagewire.events.types import Event
from stagewire.storage.hot import Unit

PATIENCE = 20.0


class Heard:
    """A consumer that remembers, once they are committed or not, the events it was told."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def __call__(self, events: Sequence[Event]) -> Unit[None]:
        self.events += events
        return
        yield  # A unit without steps is a generator still.

    @property
    def types(self) -> list[str]:
        return [event.type for event in self.events]

    def body(self, number: int = -1) -> dict[str, Any]:
        read: dict[str, Any] = orjson.loads(self.events[number].body)
        return read


async def until(true: Callable[[], bool | Awaitable[bool]]) -> None:
    """Waits until it is so; AssertionError when that takes too long."""
    async with asyncio.timeout(PATIENCE):
        while True:
            answer = true()
            if isinstance(answer, Awaitable):
                answer = await answer
            if answer:
                return
            await asyncio.sleep(0.005)
