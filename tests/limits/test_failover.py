"""Redis goes away and comes back: strict meanwhile, never open, and back by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from stagewire.limits import make_limiter
from stagewire.limits.failover import FailoverLimiter
from stagewire.limits.memory import MemoryLimiter
from stagewire.limits.redis import RedisLimiter, connect
from tests.limits.rules import licence_validation, rule
from tests.support.clock import Clock
from tests.support.redis import RedisServer

ME = "203.0.113.7"
TIMEOUT = 30


def failover(url: str, clock: Clock, share: float = 0.5) -> FailoverLimiter:
    client = connect(url)
    return FailoverLimiter(client, clock, share=share, first_pause=0.01, longest_pause=0.05)


@pytest.fixture
async def limiter(redis_server: RedisServer, clock: Clock) -> AsyncIterator[FailoverLimiter]:
    made = failover(redis_server.url, clock)
    yield made
    await made.close()


async def test_redis_dies_and_returns(
    limiter: FailoverLimiter, redis_server: RedisServer, clock: Clock
) -> None:
    ten = rule(10)
    assert (await limiter.hit(ten, ME, 10)).remaining == 9
    assert not limiter.degraded

    redis_server.kill()
    states = [await limiter.hit(ten, ME, 10) for _ in range(8)]
    assert limiter.degraded
    assert [state.allowed for state in states] == [True] * 5 + [False] * 3, "half of the limit"
    assert states[0].limit == 5
    assert states[-1].retry_after == pytest.approx(12)
    assert not (await limiter.peek(ten, ME, 10)).allowed

    redis_server.start()
    await asyncio.wait_for(limiter.recovered(), TIMEOUT)
    assert not limiter.degraded
    state = await limiter.hit(ten, ME, 10)
    assert (state.limit, state.remaining) == (10, 9)

    redis_server.kill()
    assert (await limiter.hit(ten, ME, 10)).remaining == 4, "a new outage starts afresh"


async def test_every_request_at_once_when_redis_dies(
    limiter: FailoverLimiter, redis_server: RedisServer
) -> None:
    ten = rule(10)
    await limiter.hit(ten, ME, 10)
    redis_server.kill()
    states = await asyncio.gather(*(limiter.hit(ten, ME, 10) for _ in range(60)))
    assert sum(state.allowed for state in states) == 5


async def test_blocks_outlive_the_outage_on_both_sides(
    limiter: FailoverLimiter, redis_server: RedisServer, clock: Clock
) -> None:
    licence = licence_validation()
    for _ in range(6):
        await limiter.hit(licence, "blocked before", 5)

    redis_server.kill()
    clock.advance(20)
    state = await limiter.hit(licence, "blocked before", 5)
    assert not state.allowed
    assert state.retry_after == pytest.approx(100)
    while (await limiter.hit(licence, "blocked meanwhile", 5)).allowed:
        pass
    listed = {block.identity: block.seconds for block in await limiter.blocks()}
    assert listed == pytest.approx({"blocked before": 100, "blocked meanwhile": 120})

    redis_server.start()
    await asyncio.wait_for(limiter.recovered(), TIMEOUT)
    client = connect(redis_server.url)
    another_process = RedisLimiter(client, clock)
    state = await another_process.hit(licence, "blocked meanwhile", 5)
    assert not state.allowed
    assert state.retry_after == pytest.approx(120)
    await client.aclose()


async def test_a_block_lifted_by_another_process_is_not_kept_here(
    limiter: FailoverLimiter, redis_server: RedisServer, clock: Clock
) -> None:
    licence = licence_validation()
    for _ in range(6):
        await limiter.hit(licence, ME, 5)
    client = connect(redis_server.url)
    assert await RedisLimiter(client, clock).lift(licence.name, ME)
    await client.aclose()
    assert (await limiter.hit(licence, ME, 5)).allowed
    redis_server.kill()
    assert (await limiter.hit(licence, ME, 5)).allowed


async def test_operators_can_lift_during_the_outage(
    limiter: FailoverLimiter, redis_server: RedisServer
) -> None:
    licence = licence_validation()
    redis_server.kill()
    while (await limiter.hit(licence, ME, 5)).allowed:
        pass
    assert await limiter.lift(licence.name, ME) is True
    assert await limiter.lift(licence.name, ME) is False
    assert (await limiter.hit(licence, ME, 5)).allowed
    redis_server.start()
    await asyncio.wait_for(limiter.recovered(), TIMEOUT)
    assert await limiter.blocks() == []


async def test_a_server_that_takes_no_writes_is_away(
    limiter: FailoverLimiter, redis_server: RedisServer
) -> None:
    ten = rule(10)
    client = connect(redis_server.url)
    await client.execute_command("REPLICAOF", "127.0.0.1", "1")
    assert (await limiter.hit(ten, ME, 10)).limit == 5
    assert limiter.degraded
    await client.execute_command("REPLICAOF", "NO", "ONE")
    await asyncio.wait_for(limiter.recovered(), TIMEOUT)
    assert (await limiter.hit(ten, ME, 10)).limit == 10
    await client.aclose()


async def test_a_server_that_hangs_is_away(redis_server: RedisServer, clock: Clock) -> None:
    client = connect(redis_server.url, timeout=0.05)
    limiter = FailoverLimiter(client, clock, first_pause=0.01, longest_pause=0.05)
    ten = rule(10)
    assert (await limiter.hit(ten, ME, 10)).limit == 10
    with redis_server.paused():
        assert (await limiter.hit(ten, ME, 10)).limit == 5
    await asyncio.wait_for(limiter.recovered(), TIMEOUT)
    await limiter.close()


async def test_one_request_is_always_allowed_for(redis_server: RedisServer, clock: Clock) -> None:
    redis_server.kill()
    limiter = failover(redis_server.url, clock, share=0.1)
    once = rule(2)
    states = [await limiter.hit(once, ME, 2) for _ in range(2)]
    assert [state.allowed for state in states] == [True, False]
    closed = await limiter.hit(once, ME, 0)
    assert not closed.allowed
    await limiter.close()


async def test_the_log_tells_of_it_without_the_password(clock: Clock) -> None:
    limiter = make_limiter("redis://:hunter2@127.0.0.1:1/0", clock)
    with capture_logs() as logs:
        assert (await limiter.hit(rule(10), ME, 10)).allowed
    assert [entry["event"] for entry in logs] == ["limiter_alone"]
    assert "hunter2" not in str(logs)
    await limiter.close()


async def test_without_a_url_it_counts_in_process(clock: Clock) -> None:
    limiter = make_limiter("", clock)
    assert isinstance(limiter, MemoryLimiter)
    assert (await limiter.hit(rule(1), ME, 1)).allowed
    await limiter.open()
    await limiter.close()
