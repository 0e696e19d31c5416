"""What a rule without a ladder lets through, and what it tells the caller."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stagewire.limits.interface import OperableLimiter
from tests.limits.rules import licence_validation, rule
from tests.support.clock import Clock

ME = "203.0.113.7"


async def test_the_whole_quota_may_be_used_at_once(limiter: OperableLimiter) -> None:
    five = rule(5)
    states = [await limiter.hit(five, ME, 5) for _ in range(6)]
    assert [state.allowed for state in states] == [True] * 5 + [False]
    assert [state.remaining for state in states] == [4, 3, 2, 1, 0, 0]
    assert [state.reset for state in states] == pytest.approx([12, 24, 36, 48, 60, 60])
    assert [state.retry_after for state in states] == pytest.approx([0, 0, 0, 0, 0, 12])
    assert {state.limit for state in states} == {5}
    assert states[0].rule is five


async def test_who_waits_as_told_is_let_through(limiter: OperableLimiter, clock: Clock) -> None:
    seven = rule(7)
    for _ in range(7):
        assert (await limiter.hit(seven, ME, 7)).allowed
    for _ in range(20):
        clock.advance((await limiter.hit(seven, ME, 7)).retry_after)
        state = await limiter.hit(seven, ME, 7)
        assert state.allowed
        assert state.remaining == 0


async def test_a_refusal_costs_nothing(limiter: OperableLimiter, clock: Clock) -> None:
    one = rule(1)
    await limiter.hit(one, ME, 1)
    for _ in range(30):
        assert not (await limiter.hit(one, ME, 1)).allowed
        clock.advance(1)
    assert (await limiter.peek(one, ME, 1)).retry_after == pytest.approx(30)


async def test_the_quota_refills_evenly(limiter: OperableLimiter, clock: Clock) -> None:
    five = rule(5)
    for _ in range(5):
        await limiter.hit(five, ME, 5)
    clock.advance(36)
    assert (await limiter.peek(five, ME, 5)).remaining == 3
    clock.advance(24)
    state = await limiter.peek(five, ME, 5)
    assert (state.remaining, state.reset) == (5, pytest.approx(0, abs=1e-5))


async def test_looking_does_not_count(limiter: OperableLimiter) -> None:
    two = rule(2)
    for _ in range(10):
        state = await limiter.peek(two, ME, 2)
        assert (state.allowed, state.remaining) == (True, 2)
    await limiter.hit(two, ME, 2)
    await limiter.hit(two, ME, 2)
    state = await limiter.peek(two, ME, 2)
    assert (state.allowed, state.remaining) == (False, 0)
    assert state.retry_after == pytest.approx(30)


async def test_callers_and_rules_are_counted_apart(limiter: OperableLimiter) -> None:
    first, second = rule(1), rule(1)
    for identity in (ME, "2001:db8::1", "odd {name}: ü", "odd {name}: ü2"):
        for each in (first, second):
            assert (await limiter.hit(each, identity, 1)).allowed
            assert not (await limiter.hit(each, identity, 1)).allowed


async def test_another_limit_takes_over_the_used_share(limiter: OperableLimiter) -> None:
    tier = rule(100)
    for _ in range(50):
        await limiter.hit(tier, ME, 100)
    assert (await limiter.peek(tier, ME, 10)).remaining == 5
    assert (await limiter.peek(tier, ME, 1000)).remaining == 500


async def test_a_window_made_shorter_is_no_longer_wait(limiter: OperableLimiter) -> None:
    hourly = rule(1, 3600)
    await limiter.hit(hourly, ME, 1)
    state = await limiter.hit(replace(hourly, window=60), ME, 1)
    assert (state.allowed, state.retry_after) == (False, pytest.approx(60))


@pytest.mark.parametrize("limit", [0, -1])
async def test_a_limit_below_one_is_closed(limiter: OperableLimiter, limit: int) -> None:
    for each in (rule(5), licence_validation()):
        for state in (await limiter.hit(each, ME, limit), await limiter.peek(each, ME, limit)):
            assert not state.allowed
            assert (state.limit, state.remaining, state.retry_after) == (0, 0, 60)


async def test_a_clock_set_back_gives_nothing_away(limiter: OperableLimiter, clock: Clock) -> None:
    two = rule(2)
    await limiter.hit(two, ME, 2)
    clock.advance(-3600)
    state = await limiter.hit(two, ME, 2)
    assert (state.allowed, state.remaining, state.reset) == (True, 0, pytest.approx(60))
    assert (await limiter.hit(two, ME, 2)).retry_after == pytest.approx(30)


async def test_a_large_burst_is_exact(limiter: OperableLimiter) -> None:
    many = rule(997)
    allowed = [(await limiter.hit(many, ME, 997)).allowed for _ in range(1000)]
    assert allowed == [True] * 997 + [False] * 3
