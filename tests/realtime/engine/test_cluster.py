"""What only a Redis Cluster has: shards, and slots that move."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from secrets import token_hex

import pytest
from redis.asyncio import Redis
from redis.asyncio.cluster import RedisCluster

from stagewire.contract.types import ApiError
from stagewire.platform import Platform
from stagewire.realtime.redis import RedisBroker
from tests.realtime.engine.client import messages
from tests.realtime.engine.stage import APP, Stage, serving, until
from tests.support.clock import Clock


@pytest.fixture
async def cluster(redis_cluster_url: str) -> AsyncIterator[RedisCluster]:
    client = RedisCluster.from_url(redis_cluster_url)
    await client.initialize()
    yield client
    await client.aclose()


@pytest.fixture
async def process(hall: Platform, clock: Clock, redis_cluster_url: str) -> AsyncIterator[Stage]:
    broker = RedisBroker(
        redis_cluster_url, messages().limits, prefix=f"test:{token_hex(6)}:", longest_pause=0.1
    )
    async with serving(hall, messages(), clock, broker) as made:
        await broker.connected()
        yield made


@asynccontextmanager
async def nodes(cluster: RedisCluster) -> AsyncIterator[dict[str, Redis]]:
    """A plain client for each node, by its name."""
    async with AsyncExitStack() as stack:
        made = {}
        for node in cluster.get_primaries():
            client = Redis(host=node.host, port=node.port)
            stack.push_async_callback(client.aclose)
            made[node.name] = client
        yield made


async def test_rooms_are_told_on_the_node_that_holds_them(
    process: Stage, cluster: RedisCluster
) -> None:
    async with process.client() as client, nodes(cluster) as all_nodes:
        rooms = [f"room-{n}" for n in range(12)]
        for room in rooms:
            await client.subscribe(room)
            await client.publish(room)
            await client.next("event")
        used = set()
        for room in rooms:
            channel = process.broker._channel(next(k for k in process.hub.rooms if k.room == room))
            owner = cluster.get_node_from_key(channel).name
            for name, node in all_nodes.items():
                heard = await node.execute_command("PUBSUB", "SHARDNUMSUB", channel)
                assert heard[1] == (1 if name == owner else 0)
                assert (await node.pubsub_numsub(channel))[0][1] == 0
            used.add(owner)
        assert len(used) == 3


async def test_a_slot_that_moves_takes_its_room_along(
    process: Stage, cluster: RedisCluster
) -> None:
    total = 120
    async with process.client() as client, nodes(cluster) as all_nodes:
        await client.subscribe("lobby", presence=False)
        channel = process.broker._channel(next(iter(process.hub.rooms)))
        slot = cluster.keyslot(channel)
        source = cluster.get_node_from_key(channel)
        target = next(node for node in cluster.get_primaries() if node.name != source.name)
        published = 0

        async def publish() -> None:
            nonlocal published
            while published < total:
                try:
                    await process.rooms.publish(
                        APP, "lobby", "e", {"n": published}, key=f"k{published}"
                    )
                    published += 1
                except ApiError as error:
                    assert error.status == 503
                    await asyncio.sleep(0.01)

        async def move() -> None:
            await until(lambda: published > 30)
            await migrate(all_nodes, slot, source, target)

        async with asyncio.TaskGroup() as group:
            group.create_task(publish())
            group.create_task(move())
            for n in range(total):
                event = await client.next("event")
                assert (event["offset"], event["data"]["n"]) == (n + 1, n)
        for node, listeners in ((source, 0), (target, 1)):
            async with asyncio.timeout(20):
                # The process hears its own events of itself: its channel may follow later.
                while await listening(all_nodes[node.name], channel) != listeners:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)


async def listening(node: Redis, channel: str) -> int:
    heard = await node.execute_command("PUBSUB", "SHARDNUMSUB", channel)
    return int(heard[1])


async def migrate(all_nodes: dict[str, Redis], slot: int, source: object, target: object) -> None:
    """As `redis-cli --cluster reshard` does it, for one slot."""
    old, new = all_nodes[source.name], all_nodes[target.name]  # type: ignore[attr-defined]
    old_id = (await old.execute_command("CLUSTER", "MYID")).decode()
    new_id = (await new.execute_command("CLUSTER", "MYID")).decode()
    await new.execute_command("CLUSTER", "SETSLOT", slot, "IMPORTING", old_id)
    await old.execute_command("CLUSTER", "SETSLOT", slot, "MIGRATING", new_id)
    while keys := await old.execute_command("CLUSTER", "GETKEYSINSLOT", slot, 100):
        await old.execute_command(
            "MIGRATE",
            target.host,
            target.port,
            "",
            0,
            5000,
            "KEYS",
            *keys,  # type: ignore[attr-defined]
        )
    for node in (new, old):
        await node.execute_command("CLUSTER", "SETSLOT", slot, "NODE", new_id)
