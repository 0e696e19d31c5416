"""The bus between processes: one Redis pub/sub channel.

Redis pub/sub keeps nothing, so a process that was not connected has missed what was said. It
learns so by a gap after it is connected again. A process that could not publish makes sure that
the others get a gap too, as soon as Redis hears it again.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import orjson
import structlog
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from stagewire.events.redis_client import client
from stagewire.events.subscribers import Subscriber, Subscribers
from stagewire.tasks import end

log = structlog.get_logger(__name__)

AWAY = (RedisError, OSError, TimeoutError)


class RedisBus:
    """Messages are ``[sender, topic, data]``; no topic means a gap. A process hears its own
    events directly and drops them when they come back, so that each arrives exactly once.

    ``timeout`` is how many seconds Redis may take for anything; a connection that is silent for
    ``heartbeat`` seconds is checked, so one that died unnoticed is found after twice that.
    """

    def __init__(
        self,
        redis_url: str,
        *,
        timeout: float = 1.0,
        heartbeat: float = 5.0,
        first_pause: float = 0.1,
        longest_pause: float = 5.0,
    ) -> None:
        self._client = client(redis_url, timeout)
        # Pub/sub is not divided by database numbers as keys are.
        database = self._client.connection_pool.connection_kwargs.get("db") or 0
        self._channel = f"sw:events:{database}"
        self._sender = uuid4().hex
        self._heartbeat = heartbeat
        self._pauses = (first_pause, longest_pause)
        self._subscribers = Subscribers()
        self._listening: asyncio.Task[None] | None = None
        self._telling: asyncio.Task[None] | None = None
        self._tried = asyncio.Event()
        self._connected = asyncio.Event()
        # Something may have been missed: by this process, or something of ours by the others.
        self._missed = False
        self._untold = False

    def subscribe(self, topic: str, callback: Subscriber) -> Callable[[], None]:
        return self._subscribers.add(topic, callback)

    def on_gap(self, callback: Callable[[], None]) -> Callable[[], None]:
        return self._subscribers.add_gap(callback)

    async def open(self) -> None:
        """Connects, or begins to try to: a Redis that is away keeps nobody from starting."""
        if self._listening is None:
            self._listening = asyncio.create_task(self._stay_connected())
        await self._tried.wait()

    async def connected(self) -> None:
        """Waits until this process hears the others (again)."""
        await self._connected.wait()

    async def close(self) -> None:
        await end(*(task for task in (self._listening, self._telling) if task is not None))
        self._listening = self._telling = None
        await self._client.aclose()

    async def publish(self, topic: str, data: dict[str, Any]) -> None:
        message = orjson.dumps([self._sender, topic, data])
        self._subscribers.deliver(topic, orjson.loads(message)[2])
        if not self._connected.is_set():
            # Nobody waits for a Redis that is known to be away.
            self._owe_gap()
            return
        try:
            await self._client.publish(self._channel, message)
        except AWAY as error:
            log.warning("event_not_sent", topic=topic, error=type(error).__name__)
            self._owe_gap()

    def _owe_gap(self) -> None:
        self._untold = True
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell_gap())

    async def _tell_gap(self) -> None:
        pauses = self._backoff()
        while self._untold:
            await self._connected.wait()
            self._untold = False
            try:
                await self._client.publish(self._channel, orjson.dumps([self._sender, None, None]))
            except AWAY:
                self._untold = True
                await asyncio.sleep(next(pauses))

    async def _stay_connected(self) -> None:
        pauses = self._backoff()
        while True:
            try:
                async with self._client.pubsub() as pubsub:
                    await self._listen(pubsub)
            except AWAY as error:
                # The error's type only: its text may carry the address.
                log.warning("bus_disconnected", error=type(error).__name__)
            except Exception:
                log.exception("bus_failed")
            if self._connected.is_set():
                pauses = self._backoff()
            self._connected.clear()
            self._missed = True
            self._tried.set()
            await asyncio.sleep(next(pauses))

    async def _listen(self, pubsub: PubSub) -> None:
        await pubsub.subscribe(self._channel)
        asked = False
        while True:
            message = await pubsub.get_message(timeout=self._heartbeat)
            if message is None:
                if asked:
                    raise TimeoutError("no answer to PING")
                await pubsub.ping()
                asked = True
                continue
            asked = False
            if message["type"] == "subscribe":
                self._joined()
            elif message["type"] == "message":
                self._receive(message["data"])

    def _joined(self) -> None:
        # Confirmed twice: the library made a new connection by itself.
        if self._missed or self._connected.is_set():
            self._subscribers.gap()
        self._missed = False
        self._connected.set()
        self._tried.set()

    def _receive(self, message: bytes) -> None:
        try:
            read = orjson.loads(message)
        except orjson.JSONDecodeError:
            read = None
        match read:
            case [self._sender, _, _]:
                pass
            case [str(), None, None]:
                self._subscribers.gap()
            case [str(), str() as topic, dict() as data]:
                self._subscribers.deliver(topic, data)
            case _:
                log.warning("bus_message_unreadable", size=len(message))

    def _backoff(self) -> Iterator[float]:
        """Growing pauses in seconds, jittered so that processes do not return all at once."""
        pause, longest = self._pauses
        while True:
            yield pause * random.uniform(0.5, 1.0)  # noqa: S311
            pause = min(pause * 2, longest)
