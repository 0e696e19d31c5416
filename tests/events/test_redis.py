"""What the bus on Redis does between processes, and when Redis fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs
from structlog.typing import EventDict

from stagewire.events.bus import make_bus
from stagewire.events.redis import RedisBus
from tests.support.redis import RedisServer

T = TypeVar("T")
TIMEOUT = 30


class Process:
    """A bus as one of several processes has it, and what it heard: events of "t" and gaps."""

    def __init__(self, url: str, heartbeat: float) -> None:
        self.bus = RedisBus(url, heartbeat=heartbeat, first_pause=0.01, longest_pause=0.05)
        self.heard: asyncio.Queue[dict[str, Any] | str] = asyncio.Queue()
        self.bus.subscribe("t", self.heard.put_nowait)
        self.bus.on_gap(lambda: self.heard.put_nowait("gap"))

    async def next(self) -> dict[str, Any] | str:
        return await within(self.heard.get())


async def within(waiting: Awaitable[T]) -> T:
    return await asyncio.wait_for(waiting, TIMEOUT)


@asynccontextmanager
async def processes(url: str, number: int, heartbeat: float = 5.0) -> AsyncIterator[list[Process]]:
    async with AsyncExitStack() as stack:
        made = [Process(url, heartbeat) for _ in range(number)]
        for process in made:
            stack.push_async_callback(process.bus.close)
            await process.bus.open()
        yield made


@pytest.fixture
async def admin(redis_server: RedisServer) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_server.url)
    yield client
    await client.aclose()


async def test_every_process_hears_everything_once_and_in_order(redis_server: RedisServer) -> None:
    async with processes(redis_server.url, 3) as made:
        for number in range(20):
            await made[0].bus.publish("t", {"n": number})
        for process in made:
            assert [await process.next() for _ in range(20)] == [{"n": n} for n in range(20)]
        # Once more through Redis: nothing that was published comes a second time.
        await made[1].bus.publish("t", {"n": "last"})
        for process in made:
            assert await process.next() == {"n": "last"}
            assert process.heard.empty()


async def test_a_killed_connection_is_a_gap(redis_server: RedisServer, admin: Redis) -> None:
    async with processes(redis_server.url, 2) as (one, two):
        await one.bus.publish("t", {"n": 1})
        assert await two.next() == {"n": 1}
        assert await admin.execute_command("CLIENT", "KILL", "TYPE", "pubsub") == 2
        assert await two.next() == "gap"
        assert await one.next() == {"n": 1}
        assert await one.next() == "gap"
        await within(one.bus.connected())
        await one.bus.publish("t", {"n": 2})
        assert await two.next() == {"n": 2}
        assert await one.next() == {"n": 2}


async def test_a_killed_idle_publishing_connection_is_made_anew(
    redis_server: RedisServer, admin: Redis
) -> None:
    async with processes(redis_server.url, 2) as (one, two):
        await one.bus.publish("t", {"n": 1})
        assert await two.next() == {"n": 1}
        await admin.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        await one.bus.publish("t", {"n": 2})
        # Either the event itself, or, if it was lost with the connection, a gap: never nothing.
        assert await two.next() in ({"n": 2}, "gap")


async def test_a_restarted_server_is_a_gap(redis_server: RedisServer) -> None:
    async with processes(redis_server.url, 2) as (one, two):
        redis_server.kill()
        await one.bus.publish("t", {"n": "missed by the other"})
        assert await one.next() == {"n": "missed by the other"}, "here it is heard at once"
        redis_server.start()
        assert await two.next() == "gap"
        assert await one.next() == "gap"
        for process in (one, two):
            await within(process.bus.connected())
        await two.bus.publish("t", {"n": 2})
        assert await one.next() == {"n": 2}


async def test_what_could_not_be_published_is_a_gap_for_the_others(
    redis_server: RedisServer, admin: Redis
) -> None:
    """Only the publisher is cut off: the others would not notice by themselves."""
    async with processes(redis_server.url, 2) as (one, two):
        await admin.execute_command("ACL", "SETUSER", "default", "-publish")
        with capture_logs() as logs:
            await one.bus.publish("t", {"n": "refused"})
        assert [entry["event"] for entry in logs] == ["event_not_sent"]
        assert await one.next() == {"n": "refused"}
        assert two.heard.empty()
        await admin.execute_command("ACL", "SETUSER", "default", "+publish")
        assert await two.next() == "gap"
        assert one.heard.empty(), "it missed nothing itself"


async def test_what_was_published_while_cut_off_is_a_gap_for_the_others(
    redis_server: RedisServer, admin: Redis
) -> None:
    await admin.execute_command("ACL", "SETUSER", "cut", "on", ">pw", "+@all", "&*", "~*")
    cut_off = redis_server.url.replace("unix://", "unix://cut:pw@")
    async with processes(cut_off, 1) as (one,), processes(redis_server.url, 1) as (two,):
        await admin.execute_command("ACL", "SETUSER", "cut", "-subscribe")
        noticed = asyncio.Event()

        def notice(_: object, __: str, entry: EventDict) -> EventDict:
            noticed.set()
            return entry

        with capture_logs(processors=[notice]):
            await admin.execute_command("CLIENT", "KILL", "USER", "cut")
            await within(noticed.wait())
            await one.bus.publish("t", {"n": 1})
            assert await one.next() == {"n": 1}
            await admin.execute_command("ACL", "SETUSER", "cut", "+subscribe")
            assert await one.next() == "gap"
            assert await two.next() == "gap"
            assert two.heard.empty()


async def test_a_server_that_hangs_is_noticed(redis_server: RedisServer) -> None:
    async with processes(redis_server.url, 1, heartbeat=0.05) as (one,):
        noticed = asyncio.Event()

        def notice(_: object, __: str, entry: EventDict) -> EventDict:
            noticed.set()
            return entry

        with redis_server.paused(), capture_logs(processors=[notice]) as logs:
            await within(noticed.wait())
        assert logs[0]["event"] == "bus_disconnected"
        assert await one.next() == "gap"


async def test_redis_may_come_after_the_process(redis_server: RedisServer) -> None:
    redis_server.kill()
    async with processes(redis_server.url, 2) as (one, two):
        await one.bus.publish("t", {"n": 1})
        assert await one.next() == {"n": 1}
        redis_server.start()
        for process in (one, two):
            assert await process.next() == "gap", "what was cached before is not to be trusted"
            await within(process.bus.connected())


async def test_a_failing_subscriber_does_not_end_the_listening(redis_server: RedisServer) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    async with processes(redis_server.url, 2) as (one, two):
        two.bus.subscribe("bad", fail)
        await one.bus.publish("bad", {})
        await one.bus.publish("t", {"n": 1})
        assert await two.next() == {"n": 1}


async def test_foreign_messages_are_logged_and_skipped(
    redis_server: RedisServer, admin: Redis
) -> None:
    async with processes(redis_server.url, 2) as (one, two):
        with capture_logs() as logs:
            for foreign in ("no JSON", "[1,2]", "7", '{"a":1}', '["x",7,{}]', '["x","t",[]]'):
                await admin.publish("sw:events:0", foreign)
            await one.bus.publish("t", {"n": 1})
            assert await two.next() == {"n": 1}
        assert {entry["event"] for entry in logs} == {"bus_message_unreadable"}


async def test_database_numbers_keep_installations_apart(redis_server: RedisServer) -> None:
    async with (
        processes(f"{redis_server.url}?db=1", 1) as (ours,),
        processes(f"{redis_server.url}?db=2", 2) as (theirs, witness),
    ):
        await ours.bus.publish("t", {"n": "ours"})
        await theirs.bus.publish("t", {"n": "theirs"})
        assert await witness.next() == {"n": "theirs"}


async def test_more_events_at_once_than_connections(redis_server: RedisServer) -> None:
    async with processes(redis_server.url, 2) as (one, two):
        await asyncio.gather(*(one.bus.publish("t", {"n": number}) for number in range(200)))
        heard = [await two.next() for _ in range(200)]
        assert sorted(event["n"] for event in heard if isinstance(event, dict)) == list(range(200))


async def test_the_log_keeps_the_password() -> None:
    bus = make_bus("redis://:hunter2@127.0.0.1:1/0")
    with capture_logs() as logs:
        await bus.open()
    await bus.close()
    assert [entry["event"] for entry in logs] == ["bus_disconnected"]
    assert "hunter2" not in str(logs)


async def test_closing_while_redis_is_away(redis_server: RedisServer) -> None:
    redis_server.kill()
    bus = make_bus(redis_server.url)
    await bus.open()
    await bus.publish("t", {"id": uuid4().hex})
    await within(bus.close())
