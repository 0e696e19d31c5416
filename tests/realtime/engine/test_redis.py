"""Two processes on a Redis that breaks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace

import pytest
from redis.asyncio import Redis
from websockets.asyncio.client import connect

from stagewire.contract.types import ApiError
from stagewire.platform import Platform
from stagewire.realtime.redis import RedisBroker
from stagewire.realtime.types import Unavailable
from tests.realtime.engine.client import Client, messages
from tests.realtime.engine.stage import APP, Stage, serving, until
from tests.support.clock import Clock
from tests.support.platform import make_platform
from tests.support.redis import RedisServer


@asynccontextmanager
async def process(
    hall: Platform, clock: Clock, redis: RedisServer, lease: int = 12, up: bool = True
) -> AsyncIterator[Stage]:
    contract = messages()
    contract = replace(contract, limits=replace(contract.limits, presence_lease_seconds=lease))
    platform = make_platform(hall.database, hall.settings.data_dir, clock)
    broker = RedisBroker(
        redis.url, contract.limits, timeout=0.5, heartbeat=0.2, longest_pause=0.1, unsure_pause=0.3
    )
    async with serving(platform, contract, clock, broker) as made:
        if up:
            await broker.connected()
        yield made


@pytest.fixture
async def two(
    hall: Platform, clock: Clock, redis_server: RedisServer
) -> AsyncIterator[tuple[Stage, Stage]]:
    async with process(hall, clock, redis_server) as one, process(hall, clock, redis_server) as two:
        yield one, two


async def test_without_redis_connections_live_and_publishing_says_so(
    two: tuple[Stage, Stage], redis_server: RedisServer
) -> None:
    one, other = two
    async with one.client() as a, one.client() as b, other.client() as c:
        for client in (a, b, c):
            await client.subscribe("lobby")
        place = await a.publish("lobby")
        await c.next("event")
        redis_server.kill()
        error = await a.answer("error", "publish", room="lobby", event="e")
        assert error["code"] == "unavailable" and error["retry_after"] > 0
        with pytest.raises(ApiError) as refused:
            await one.rooms.publish(APP, "lobby", "e", {})
        assert (refused.value.status, refused.value.code) == (503, "unavailable")
        assert (await b.request("subscribe", room="other"))["code"] == "unavailable"
        # What needs no other process goes on.
        await b.answer("pong", "ping")
        await a.answer("signaled", "signal", room="lobby", to=b.id, data={"n": 1})
        assert (await b.next("signal"))["data"] == {"n": 1}

        redis_server.start()
        # It kept nothing: everybody is told that the room begins anew.
        for client in (a, b, c):
            anew = await client.next(lambda m: m["type"] == "subscribed" and "id" not in m)
            assert anew["recovered"] is False and anew["epoch"] != place["epoch"]
        await until_published(one, "after")
        for client in (a, b, c):
            assert (await client.next(lambda m: m.get("event") == "after"))["data"] == {}
        # Who was there is there again, in both processes' eyes.
        for stage in two:
            await members(stage, 3)
            assert (await stage.rooms.publish(APP, "lobby", "e", {})).subscriber_count == 3


async def test_who_comes_or_goes_meanwhile_is_told_the_truth(
    two: tuple[Stage, Stage], redis_server: RedisServer
) -> None:
    one, other = two
    async with one.client() as goes, other.client() as stays:
        await stays.subscribe("lobby")
        await goes.subscribe("lobby")
        await stays.next("join")
        with redis_server.paused():
            await goes.answer("unsubscribed", "unsubscribe", room="lobby")
            # Whether a user is blocked cannot be known now: come again.
            token = one.token(user_id="somebody")
            async with connect(f"{one.url}?token={token}", proxy=None) as socket:
                code, reason = await Client(socket).closed()
            assert code == 1011 and "try again" in reason
        await members(other, 1)
        again = await goes.answer("error", "unsubscribe", room="lobby")
        assert again["code"] == "not_subscribed"


async def members(stage: Stage, count: int) -> None:
    """Waits until the room has so many, and until that can be asked."""
    async with asyncio.timeout(20):
        while True:
            with suppress(Unavailable):
                if len(await stage.rooms.members(APP, "lobby")) == count:
                    return
            await asyncio.sleep(0.01)


async def until_published(stage: Stage, event: str) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                await stage.rooms.publish(APP, "lobby", event, {})
                return
            except ApiError as error:
                assert error.status == 503
                await asyncio.sleep(0.01)


async def test_a_server_may_start_before_its_redis(
    hall: Platform, clock: Clock, redis_server: RedisServer
) -> None:
    redis_server.kill()
    async with process(hall, clock, redis_server, up=False) as stage, stage.client() as client:
        assert (await client.request("subscribe", room="lobby"))["code"] == "unavailable"
        redis_server.start()
        await stage.broker.connected()
        await client.subscribe("lobby")
        await client.publish("lobby")
        await client.next("event")


async def test_a_redis_that_hangs_fails_soon_and_recovers(
    two: tuple[Stage, Stage], redis_server: RedisServer
) -> None:
    one, other = two
    async with one.client() as a, other.client() as b:
        await a.subscribe("lobby")
        await b.subscribe("lobby")
        await a.publish("lobby")
        with redis_server.paused():
            error = await a.answer("error", "publish", room="lobby", event="e")
            assert error["code"] == "unavailable"
            await b.answer("pong", "ping")
        await until_published(one, "last")
        seen: list[int] = []
        while True:
            event = await b.next("event")
            seen.append(event["offset"])
            if event["event"] == "last":
                break
        # What was refused may have been done later; nothing is twice or out of order.
        assert seen == list(range(1, seen[-1] + 1))


@pytest.mark.parametrize("seed", range(3))
async def test_a_channel_that_breaks_loses_nothing(
    two: tuple[Stage, Stage], redis_server: RedisServer, seed: int
) -> None:
    """Only the connections that listen are cut: events go on being published, unheard."""
    one, other = two
    admin = Redis.from_url(redis_server.url)
    total = 200
    async with one.client() as a, other.client() as b:
        await a.subscribe("lobby", presence=False)
        await b.subscribe("lobby", presence=False)

        async def publish() -> None:
            done = 0
            while done < total:
                try:
                    # The key makes trying again safe.
                    await one.rooms.publish(APP, "lobby", "e", {"n": done}, key=f"k{done}")
                    done += 1
                except ApiError as error:
                    assert error.status == 503
                    await asyncio.sleep(0.005)
                if done % 40 == 10 + seed:
                    await admin.client_kill_filter(_type="pubsub")

        async with asyncio.TaskGroup() as group:
            group.create_task(publish())
            for client in (a, b):
                group.create_task(_all(client, total))
    await admin.aclose()


async def _all(client: object, total: int) -> None:
    numbers = []
    while len(numbers) < total:
        event = await client.next("event")  # type: ignore[attr-defined]
        assert event["offset"] == len(numbers) + 1
        numbers.append(event["data"]["n"])
    assert numbers == list(range(total))


async def test_more_was_missed_than_is_kept(
    hall: Platform, clock: Clock, redis_server: RedisServer
) -> None:
    admin = Redis.from_url(redis_server.url)
    async with process(hall, clock, redis_server) as stage, stage.client() as client:
        place = await client.subscribe("lobby")
        key = stage.broker._channel(next(iter(stage.hub.rooms)))
        await client.publish("lobby")
        await client.next("event")
        # As if another process had published a thousand events, unheard by this one.
        await admin.hset(f"{key}:m", "offset", 1000)
        await admin.delete(f"{key}:h")
        await client.publish("lobby", "later")
        told = await client.next(lambda m: m["type"] == "subscribed" and "id" not in m)
        assert told["recovered"] is False and told["offset"] >= 1000
        recover = {"epoch": place["epoch"], "offset": 1}
        assert (await client.subscribe("lobby", recover=recover))["recovered"] is False
    await admin.aclose()


async def test_a_redis_with_older_data_begins_rooms_anew(
    hall: Platform, clock: Clock, redis_server: RedisServer
) -> None:
    admin = Redis.from_url(redis_server.url)
    async with process(hall, clock, redis_server) as stage, stage.client() as client:
        place = await client.subscribe("lobby")
        for _ in range(3):
            await client.publish("lobby")
        key = stage.broker._channel(next(iter(stage.hub.rooms)))
        # Restored from a copy that was made after the first event.
        await admin.hset(f"{key}:m", "offset", 1)
        await admin.ltrim(f"{key}:h", 0, 0)
        await admin.client_kill_filter(_type="pubsub")
        told = await client.next(lambda m: m["type"] == "subscribed" and "id" not in m)
        assert told["recovered"] is False and told["epoch"] != place["epoch"]
    await admin.aclose()


async def test_who_dies_without_a_word_is_not_listed_for_long(
    hall: Platform, clock: Clock, redis_server: RedisServer
) -> None:
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(process(hall, clock, redis_server, lease=3))
        dying = await stack.enter_async_context(process(hall, clock, redis_server, lease=3))
        stays = await stack.enter_async_context(stage.client(user_id="stays"))
        ghost = await stack.enter_async_context(dying.client(user_id="ghost"))
        await stays.subscribe("lobby")
        await ghost.subscribe("lobby")
        await stays.next("join")
        assert (await stage.rooms.publish(APP, "lobby", "e", {})).subscriber_count == 2
        # Nothing of it reaches Redis any more.
        for task in list(dying.broker._tasks):
            task.cancel()
        await dying.broker._lines.client.connection_pool.disconnect()
        left = await stays.next("leave")
        assert left["member"]["user_id"] == "ghost"
        assert [m.user_id for m in await stage.rooms.members(APP, "lobby")] == ["stays"]
        assert (await stage.rooms.publish(APP, "lobby", "e", {})).subscriber_count == 1
        # It was only cut off: when it is back, so are those who are with it.
        dying.broker._connected.clear()
        dying.broker._start(dying.broker._stay_connected())
        dying.broker._start(dying.broker._renew())
        assert (await stays.next("join"))["member"]["user_id"] == "ghost"
        await until(lambda: dying.broker._connected.is_set())
        assert (await stage.rooms.publish(APP, "lobby", "e", {})).subscriber_count == 2


async def test_a_farewell_that_failed_is_said_again(
    two: tuple[Stage, Stage], redis_server: RedisServer
) -> None:
    one, other = two
    async with one.client() as stays:
        await stays.subscribe("lobby")
        async with other.client() as goes:
            await goes.subscribe("lobby")
            await stays.next("join")
            with redis_server.paused():
                assert (await goes.request("publish", room="lobby", event="e"))["type"] == "error"
                goes.socket.transport.abort()
                await other.empty()
        await stays.next("leave")
        await members(one, 1)
