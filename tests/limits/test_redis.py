"""What only the limiter on Redis must do: be atomic, clean up, survive a flushed script cache."""

from __future__ import annotations

import asyncio

import pytest
from redis.crc import key_slot
from redis.exceptions import ReadOnlyError

from stagewire.limits.redis import RedisLimiter, connect
from tests.limits.rules import licence_validation, rule
from tests.support.clock import Clock
from tests.support.redis import RedisServer


async def test_processes_share_one_quota(redis_url: str) -> None:
    """Two clients, on the server's own clock, all at once: exactly the limit gets through."""
    clients = [connect(redis_url) for _ in range(2)]
    limiters = [RedisLimiter(client) for client in clients]
    hourly = rule(40, 86_400)
    states = await asyncio.gather(
        *(limiters[number % 2].hit(hourly, "me", 40) for number in range(100))
    )
    assert sum(state.allowed for state in states) == 40
    assert sorted(state.remaining for state in states if state.allowed) == list(range(40))
    for client in clients:
        await client.aclose()


async def test_many_requests_at_once_need_few_connections(redis_server: RedisServer) -> None:
    client = connect(redis_server.url)
    limiter = RedisLimiter(client)
    busy = rule(1000)
    states = await asyncio.gather(*(limiter.hit(busy, "me", 1000) for _ in range(700)))
    assert all(state.allowed for state in states)
    assert (await client.info("clients"))["connected_clients"] <= 2
    await limiter.close()


async def test_answers_reach_who_asked(redis_url: str) -> None:
    limiter = RedisLimiter(connect(redis_url))
    many = rule(1000, 86_400)

    async def caller(number: int) -> list[int]:
        return [
            (await limiter.hit(many, f"caller-{number}", 100 + number)).remaining for _ in range(3)
        ]

    left = await asyncio.gather(*(caller(number) for number in range(300)))
    assert left == [[99 + number, 98 + number, 97 + number] for number in range(300)]
    await limiter.close()


async def test_a_caller_who_goes_away_disturbs_nobody(redis_url: str) -> None:
    limiter = RedisLimiter(connect(redis_url))
    five = rule(5)
    calls = [asyncio.create_task(limiter.hit(five, "me", 5)) for _ in range(3)]
    await asyncio.sleep(0)
    calls[0].cancel()
    calls[1].cancel()
    assert (await calls[2]).allowed
    assert (await limiter.hit(five, "me", 5)).allowed
    await limiter.close()


@pytest.mark.parametrize("steps", [0, 1, 2, 20])
async def test_closing_ends_what_is_under_way(redis_server: RedisServer, steps: int) -> None:
    limiter = RedisLimiter(connect(redis_server.url, timeout=30))
    with redis_server.paused():
        calls = [asyncio.create_task(limiter.hit(rule(5), "me", 5))]
        for _ in range(steps):
            await asyncio.sleep(0)
        calls.append(asyncio.create_task(limiter.hit(rule(5), "me", 5)))
        await asyncio.sleep(0)
        await limiter.close()
        for call in calls:
            with pytest.raises(asyncio.CancelledError):
                await call


async def test_many_at_once_on_a_server_that_forgot_the_script(redis_server: RedisServer) -> None:
    client = connect(redis_server.url)
    limiter = RedisLimiter(client)
    ten = rule(10, 86_400)
    await limiter.hit(ten, "me", 10)
    await client.script_flush()
    states = await asyncio.gather(*(limiter.hit(ten, "me", 10) for _ in range(50)))
    assert sum(state.allowed for state in states) == 9
    await limiter.close()


async def test_the_servers_clock_counts_when_none_is_given(redis_url: str) -> None:
    client = connect(redis_url)
    limiter = RedisLimiter(client)
    daily = rule(1, 86_400, (172_800,))
    assert (await limiter.hit(daily, "me", 1)).allowed
    state = await limiter.hit(daily, "me", 1)
    assert state.retry_after == pytest.approx(172_800)
    listed = [block for block in await limiter.blocks() if block.rule == daily.name]
    assert [(block.identity, block.strikes) for block in listed] == [("me", 1)]
    assert 172_000 < listed[0].seconds <= 172_800
    assert await limiter.lift(daily.name, "me") is True
    await client.aclose()


async def test_the_script_is_sent_again_to_a_server_that_forgot_it(
    redis_server: RedisServer, clock: Clock
) -> None:
    client = connect(redis_server.url)
    limiter = RedisLimiter(client, clock)
    two = rule(2)
    assert (await limiter.hit(two, "me", 2)).remaining == 1
    await client.script_flush()
    assert (await limiter.hit(two, "me", 2)).remaining == 0
    await client.aclose()


async def test_keys_say_whose_they_are_and_expire(redis_server: RedisServer, clock: Clock) -> None:
    client = connect(redis_server.url)
    limiter = RedisLimiter(client, clock)
    licence = licence_validation()
    for _ in range(6):
        await limiter.hit(licence, "2001:db8::1", 5)
    keys = sorted(await client.keys("*"))
    tag = f"{{{licence.name}:2001:db8::1}}".encode()
    assert keys == [b"sw:limit:mark:" + tag, b"sw:limit:quota:" + tag]
    assert key_slot(keys[0]) == key_slot(keys[1]), "one slot of a cluster"
    mark, quota = [await client.pttl(key) for key in keys]
    # Until nothing of it matters: 120 s of block and 600 s of quiet; the 60 s of a full quota.
    assert 719_000 < mark <= 721_000
    assert 59_000 < quota <= 61_000
    await client.aclose()


async def test_odd_rule_names_stay_apart_and_in_one_slot(redis_server: RedisServer) -> None:
    client = connect(redis_server.url)
    limiter = RedisLimiter(client)
    plain = licence_validation()
    for name, identity in (("a:b", "c"), ("a", "b:c"), ("}{", "{}")):
        odd = type(plain)(name, 1, 60, "ip", plain.block)
        assert (await limiter.hit(odd, identity, 1)).allowed
        assert not (await limiter.hit(odd, identity, 1)).allowed
        assert (name, identity) in {(b.rule, b.identity) for b in await limiter.blocks()}
    keys = await client.keys("*")
    assert len(keys) == 6
    assert len({key_slot(key) for key in keys}) == 3
    await client.aclose()


async def test_blocks_are_found_among_many_keys(redis_server: RedisServer, clock: Clock) -> None:
    client = connect(redis_server.url)
    limiter = RedisLimiter(client, clock)
    pipeline = client.pipeline(transaction=False)
    for number in range(5000):
        pipeline.set(f"other:{number}", 1)
    await pipeline.execute()
    once = rule(1, 60, (120,))
    for number in range(1200):
        await limiter.hit(once, f"caller-{number}", 1)
        await limiter.hit(once, f"caller-{number}", 1)
    assert len(await limiter.blocks()) == 1200
    await client.aclose()


async def test_a_block_taken_over_never_shortens_one(redis_url: str, clock: Clock) -> None:
    client = connect(redis_url)
    limiter = RedisLimiter(client, clock)
    licence = licence_validation()
    await limiter.impose(licence, "me", 600.0, 2)
    await limiter.impose(licence, "me", 300.0, 1)
    state = await limiter.hit(licence, "me", 5)
    assert state.retry_after == pytest.approx(600)
    clock.advance(600)
    for _ in range(6):
        state = await limiter.hit(licence, "me", 5)
    assert state.retry_after == pytest.approx(1800), "the third strike"
    await client.aclose()


async def test_the_probe_notices_a_server_that_takes_no_writes(redis_server: RedisServer) -> None:
    client = connect(redis_server.url)
    limiter = RedisLimiter(client)
    await limiter.probe()
    await client.execute_command("REPLICAOF", "127.0.0.1", "1")
    with pytest.raises(ReadOnlyError):
        await limiter.probe()
    await client.aclose()
