"""The connections to Redis: to one server, or to a cluster.

A cluster tells only the node that holds a channel's slot of what is said there (sharded pub/sub,
Redis 7), so that adding nodes adds room; one server knows the plain kind. The broker sees no
difference.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from redis.asyncio.client import PubSub
from redis.asyncio.cluster import ClusterNode, ClusterPubSub, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError, RedisError, ResponseError

from stagewire.events.redis_client import client
from stagewire.limits.batch import ScriptBatch
from stagewire.tasks import end

AWAY = (RedisError, OSError, TimeoutError)
_BATCH = 256
_AT_ONCE = 64

OnMessage = Callable[[str, bytes], None]
OnSubscribed = Callable[[str], None]


class Lines(Protocol):
    """``tell`` is the command that says something on a room's channel. Everything raises one of
    AWAY when Redis is away."""

    tell: str
    client: Any

    async def run(self, keys: tuple[str, ...], arguments: tuple[Any, ...]) -> Any:
        """Runs the script; calls with the same first key run in the order they came."""
        ...

    async def publish(self, channel: str, message: bytes) -> None:
        """Says something on a channel that every process may hear."""
        ...

    async def listeners(self, channel: str) -> int: ...

    async def listen(
        self, channels: tuple[str, ...], on_message: OnMessage, on_subscribed: OnSubscribed
    ) -> None:
        """Hears these channels and those of ``change`` until something breaks; then it raises."""
        ...

    async def change(self, gone: Iterable[str], new: Iterable[str]) -> None:
        """Which rooms' channels are heard besides."""
        ...

    async def close(self) -> None: ...


async def connect(url: str, script: str, *, patience: float, heartbeat: float) -> Lines:
    """Asks the server at this address what it is. Redis may take ``patience`` seconds for
    anything; a connection that is silent for ``heartbeat`` seconds is checked."""
    single = SingleLines(url, script, patience, heartbeat)
    try:
        clustered = (await single.client.info("cluster")).get("cluster_enabled")
    except ResponseError:
        # Not everybody is allowed to ask; a cluster's nodes allow it.
        clustered = False
    except BaseException:
        await single.close()
        raise
    if not clustered:
        return single
    await single.close()
    return ClusterLines(url, script, patience, heartbeat)


class SingleLines:
    tell = "PUBLISH"

    def __init__(self, url: str, script: str, patience: float, heartbeat: float) -> None:
        self.client = client(url, patience)
        self._script = ScriptBatch(self.client, script)
        self._heartbeat = heartbeat
        self._pubsub: PubSub | None = None

    async def run(self, keys: tuple[str, ...], arguments: tuple[Any, ...]) -> Any:
        return await self._script.run(keys, arguments)

    async def publish(self, channel: str, message: bytes) -> None:
        await self.client.publish(channel, message)

    async def listeners(self, channel: str) -> int:
        [(_, count)] = await self.client.pubsub_numsub(channel)
        return int(count)

    async def listen(
        self, channels: tuple[str, ...], on_message: OnMessage, on_subscribed: OnSubscribed
    ) -> None:
        async with self.client.pubsub() as pubsub:
            self._pubsub = pubsub
            await pubsub.subscribe(*channels)
            await read(pubsub, self._heartbeat, on_message, on_subscribed)

    async def change(self, gone: Iterable[str], new: Iterable[str]) -> None:
        assert self._pubsub is not None
        for some in _in_batches(gone):
            await self._pubsub.unsubscribe(*some)
        for some in _in_batches(new):
            await self._pubsub.subscribe(*some)

    async def close(self) -> None:
        await self._script.close()
        await self.client.aclose()


class ClusterLines:
    """Any trouble with any node begins everything anew, with the cluster's map as it is then."""

    tell = "SPUBLISH"

    def __init__(self, url: str, script: str, patience: float, heartbeat: float) -> None:
        self.client = RedisCluster.from_url(
            url,
            socket_timeout=patience,
            socket_connect_timeout=patience,
            retry=Retry(NoBackoff(), 1),
        )
        self._source = script
        self._sha = self.client.register_script(script).sha
        self._patience = patience
        self._heartbeat = heartbeat
        self._turns: dict[str, asyncio.Future[None]] = {}
        self._free = asyncio.Semaphore(_AT_ONCE)
        self._pubsub: ClusterPubSub | None = None
        # Channels that this process left, until the node has said so.
        self._farewells: Counter[str] = Counter()
        self._readers: dict[str, asyncio.Task[None]] = {}
        self._failed: asyncio.Future[None] | None = None

    async def run(self, keys: tuple[str, ...], arguments: tuple[Any, ...]) -> Any:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        before, self._turns[keys[0]] = self._turns.get(keys[0]), turn
        try:
            if before is not None:
                await asyncio.wait([before])
            async with asyncio.timeout(2 * self._patience), self._free:
                try:
                    return await self.client.evalsha(self._sha, len(keys), *keys, *arguments)
                except NoScriptError:
                    return await self.client.eval(self._source, len(keys), *keys, *arguments)
        finally:
            turn.set_result(None)
            if self._turns.get(keys[0]) is turn:
                del self._turns[keys[0]]

    async def publish(self, channel: str, message: bytes) -> None:
        async with asyncio.timeout(2 * self._patience):
            await self.client.publish(channel, message)

    async def listeners(self, channel: str) -> int:
        # Each node knows its own clients only.
        nodes = self.client.get_primaries() + self.client.get_replicas()
        async with asyncio.timeout(2 * self._patience):
            counts = await asyncio.gather(
                *(self.client.pubsub_numsub(channel, target_nodes=node) for node in nodes)
            )
        return sum(count for [(_, count)] in counts)

    async def listen(
        self, channels: tuple[str, ...], on_message: OnMessage, on_subscribed: OnSubscribed
    ) -> None:
        await self.client.aclose()
        async with asyncio.timeout(4 * self._patience):
            await self.client.initialize()
        self._farewells.clear()
        self._heard = (on_message, on_subscribed)
        self._failed = failed = asyncio.get_running_loop().create_future()
        # Whatever the readers' channels fail with ends the reading of the common ones too.
        common = asyncio.ensure_future(self._common(channels, on_message, on_subscribed))
        try:
            await asyncio.wait([common, failed], return_when=asyncio.FIRST_COMPLETED)
            await (common if common.done() else failed)
        finally:
            readers = [common, *self._readers.values()]
            self._readers.clear()
            await end(*readers, failed)
            if self._pubsub is not None:
                await self._pubsub.aclose()

    async def change(self, gone: Iterable[str], new: Iterable[str]) -> None:
        pubsub = self._pubsub
        assert pubsub is not None
        for channel in gone:
            self._farewells[channel] += 1
            await pubsub.sunsubscribe(channel)
        for channel in new:
            await pubsub.ssubscribe(channel)
            node = self.client.get_node_from_key(channel)
            if node is None:
                raise ConnectionError("nobody serves the channel's slot")
            known = self._readers.get(node.name)
            if known is None or known.done():
                reader = asyncio.ensure_future(self._shard(pubsub, node))
                self._readers[node.name] = reader
                reader.add_done_callback(self._ended)

    async def close(self) -> None:
        await self.client.aclose()

    async def _common(
        self, channels: tuple[str, ...], on_message: OnMessage, on_subscribed: OnSubscribed
    ) -> None:
        self._pubsub = pubsub = self.client.pubsub()
        await pubsub.subscribe(*channels)
        await read(pubsub, self._heartbeat, on_message, on_subscribed)

    async def _shard(self, pubsub: ClusterPubSub, node: ClusterNode) -> None:
        on_message, on_subscribed = self._heard
        asked = False
        while True:
            message = await pubsub.get_sharded_message(timeout=self._heartbeat, target_node=node)
            if message is None:
                mine = pubsub.node_pubsub_mapping.get(node.name)
                if mine is None:
                    return
                if asked:
                    raise TimeoutError("no answer to PING")
                await mine.ping()
                asked = True
                continue
            asked = False
            kind, channel = message["type"], message["channel"].decode()
            if kind == "smessage":
                on_message(channel, message["data"])
            elif kind == "ssubscribe":
                on_subscribed(channel)
            elif kind == "sunsubscribe":
                if not self._farewells[channel]:
                    raise ConnectionError("the channel's slot has moved")
                self._farewells -= Counter([channel])

    def _ended(self, reader: asyncio.Task[None]) -> None:
        for name, known in list(self._readers.items()):
            if known is reader:
                del self._readers[name]
        if reader.cancelled() or self._failed is None or self._failed.done():
            return
        error = reader.exception()
        if error is not None:
            self._failed.set_exception(error)


async def read(
    pubsub: PubSub, heartbeat: float, on_message: OnMessage, on_subscribed: OnSubscribed
) -> None:
    """Reads until the connection breaks, or is silent although it was asked."""
    asked = False
    while True:
        message = await pubsub.get_message(timeout=heartbeat)
        if message is None:
            if asked:
                raise TimeoutError("no answer to PING")
            await pubsub.ping()
            asked = True
            continue
        asked = False
        if message["type"] == "message":
            on_message(message["channel"].decode(), message["data"])
        elif message["type"] == "subscribe":
            on_subscribed(message["channel"].decode())


def _in_batches(channels: Iterable[str]) -> Iterable[list[str]]:
    listed = list(channels)
    for n in range(0, len(listed), _BATCH):
        yield listed[n : n + _BATCH]
