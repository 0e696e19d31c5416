"""The bus: tells every part of every process that something happened.

It is for news that may be missed without harm, such as "forget what you cached about this key":
at most once, nothing is kept. What must arrive goes through the outbox. A subscriber that cannot
afford to miss anything (a cache) also registers ``on_gap`` and then starts afresh.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import orjson

from stagewire.events.subscribers import Subscriber, Subscribers


class Bus(Protocol):
    """``data`` is JSON: what subscribers get has been through orjson (a datetime arrives as
    text, a tuple as a list), in every process alike, and is shared by them: do not change it.
    Callbacks are plain functions, called on the event loop; they must be quick."""

    async def publish(self, topic: str, data: dict[str, Any]) -> None:
        """Call the subscribers of ``topic`` here, before this returns, and in every other
        process. Raises ``orjson.JSONEncodeError`` (a TypeError) for data that is not JSON, and
        nothing when other processes cannot be reached: they get a gap."""
        ...

    def subscribe(self, topic: str, callback: Subscriber) -> Callable[[], None]:
        """Call ``callback(data)`` for every event of ``topic``; returns how to stop that."""
        ...

    def on_gap(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call ``callback()`` when events may have been missed; returns how to stop that."""
        ...

    async def open(self) -> None: ...

    async def close(self) -> None: ...


class MemoryBus:
    """The bus of a single process. Nothing is ever missed, so there are no gaps."""

    def __init__(self) -> None:
        self._subscribers = Subscribers()

    async def publish(self, topic: str, data: dict[str, Any]) -> None:
        self._subscribers.deliver(topic, orjson.loads(orjson.dumps(data)))

    def subscribe(self, topic: str, callback: Subscriber) -> Callable[[], None]:
        return self._subscribers.add(topic, callback)

    def on_gap(self, callback: Callable[[], None]) -> Callable[[], None]:
        return self._subscribers.add_gap(callback)

    async def open(self) -> None:
        """Nothing to open; here so that every bus is handled alike."""

    async def close(self) -> None:
        """Nothing to close."""


def make_bus(redis_url: str = "") -> Bus:
    """The bus for these settings: in process, or between processes over Redis."""
    if not redis_url:
        return MemoryBus()
    from stagewire.events.redis import RedisBus

    return RedisBus(redis_url)
