"""Repeated violations climb the ladder; good behaviour climbs down."""

from __future__ import annotations

import pytest

from stagewire.contract.types import LimitRule, LimitState
from stagewire.limits.interface import Block, OperableLimiter
from tests.limits.rules import licence_validation, rule
from tests.support.clock import Clock

ME = "203.0.113.7"


async def violate(limiter: OperableLimiter, broken: LimitRule, identity: str = ME) -> LimitState:
    """Requests until one is refused; at least one must have been allowed."""
    for sent in range(1000):
        assert broken.limit is not None
        state = await limiter.hit(broken, identity, broken.limit)
        if not state.allowed:
            assert sent, "refused at once: still blocked"
            return state
    raise AssertionError("never refused")


async def blocks(limiter: OperableLimiter, of: LimitRule) -> list[Block]:
    return [block for block in await limiter.blocks() if block.rule == of.name]


async def test_each_violation_takes_the_next_rung(limiter: OperableLimiter, clock: Clock) -> None:
    licence = licence_validation()
    for expected in (120, 600, 1800, 3600, 3600, 3600):
        state = await violate(limiter, licence)
        assert state.retry_after == pytest.approx(expected)
        assert state.reset == pytest.approx(expected)
        assert state.remaining == 0
        clock.advance(expected)


async def test_requests_during_a_block_do_not_lengthen_it(
    limiter: OperableLimiter, clock: Clock
) -> None:
    licence = licence_validation()
    await violate(limiter, licence)
    for passed in range(0, 120, 10):
        state = await limiter.hit(licence, ME, 5)
        assert not state.allowed
        assert state.retry_after == pytest.approx(120 - passed)
        clock.advance(10)
    state = await limiter.hit(licence, ME, 5)
    assert (state.allowed, state.remaining) == (True, 4)


async def test_a_quiet_period_forgives_one_strike(limiter: OperableLimiter, clock: Clock) -> None:
    licence = licence_validation()
    for rung in (120, 600, 1800):
        assert (await violate(limiter, licence)).retry_after == pytest.approx(rung)
        clock.advance(rung)
    # As long as the last block, 1800 s: three strikes become two, so the third rung is next.
    clock.advance(1800 - 1)
    before = await violate(limiter, licence, "198.51.100.1")
    assert before.retry_after == pytest.approx(120)
    clock.advance(1)
    assert (await violate(limiter, licence)).retry_after == pytest.approx(1800)


async def test_just_short_of_a_quiet_period_forgives_nothing(
    limiter: OperableLimiter, clock: Clock
) -> None:
    licence = licence_validation()
    for rung in (120, 600, 1800):
        await violate(limiter, licence)
        clock.advance(rung)
    clock.advance(1800 - 1)
    assert (await violate(limiter, licence)).retry_after == pytest.approx(3600)


async def test_a_quiet_period_lasts_ten_windows_at_least(
    limiter: OperableLimiter, clock: Clock
) -> None:
    licence = licence_validation()
    await violate(limiter, licence)
    clock.advance(120 + 599)
    assert (await violate(limiter, licence)).retry_after == pytest.approx(600)
    clock.advance(600 + 2 * 600)
    assert (await violate(limiter, licence)).retry_after == pytest.approx(120)


async def test_long_good_behaviour_is_a_clean_slate(limiter: OperableLimiter, clock: Clock) -> None:
    licence = licence_validation()
    for rung in (120, 600, 1800, 3600, 3600):
        await violate(limiter, licence)
        clock.advance(rung)
    clock.advance(4 * 3600)
    assert (await violate(limiter, licence)).retry_after == pytest.approx(120)


async def test_a_block_lasts_until_a_request_fits(limiter: OperableLimiter, clock: Clock) -> None:
    """Otherwise who keeps to Retry-After would be refused, and climb, for doing so."""
    slow = rule(1, 3600, (10, 7200))
    state = await violate(limiter, slow)
    assert state.retry_after == pytest.approx(3600)
    clock.advance(state.retry_after)
    assert (await limiter.hit(slow, ME, 1)).allowed


async def test_looking_neither_counts_nor_climbs(limiter: OperableLimiter, clock: Clock) -> None:
    licence = licence_validation()
    for _ in range(5):
        await limiter.hit(licence, ME, 5)
    for _ in range(3):
        # Used up, but not blocked: a request that only counts when it fails may still succeed.
        state = await limiter.peek(licence, ME, 5)
        assert (state.allowed, state.remaining, state.retry_after) == (True, 0, 0)
    assert (await limiter.hit(licence, ME, 5)).retry_after == pytest.approx(120)
    clock.advance(20)
    state = await limiter.peek(licence, ME, 5)
    assert (state.allowed, state.remaining) == (False, 0)
    assert state.retry_after == pytest.approx(100)


async def test_blocks_are_listed_longest_first(limiter: OperableLimiter, clock: Clock) -> None:
    licence = licence_validation()
    assert await blocks(limiter, licence) == []
    await violate(limiter, licence, "2001:db8::1")
    clock.advance(120)
    await violate(limiter, licence, "203.0.113.9")
    await violate(limiter, licence, "2001:db8::1")
    clock.advance(20)
    listed = await blocks(limiter, licence)
    assert [(block.identity, block.strikes) for block in listed] == [
        ("2001:db8::1", 2),
        ("203.0.113.9", 1),
    ]
    assert [block.seconds for block in listed] == pytest.approx([580, 100])
    clock.advance(100)
    assert [block.identity for block in await blocks(limiter, licence)] == ["2001:db8::1"]


async def test_lifting_a_block_forgets_its_caller(limiter: OperableLimiter, clock: Clock) -> None:
    licence = licence_validation()
    await violate(limiter, licence)
    clock.advance(120)
    await violate(limiter, licence)
    await violate(limiter, licence, "198.51.100.1")
    assert await limiter.lift(licence.name, ME) is True
    assert await limiter.lift(licence.name, ME) is False
    assert await limiter.lift("no-such-rule", ME) is False
    assert [block.identity for block in await blocks(limiter, licence)] == ["198.51.100.1"]
    assert (await limiter.peek(licence, ME, 5)).remaining == 5
    assert (await violate(limiter, licence)).retry_after == pytest.approx(120)


async def test_lifting_after_the_end_was_no_block(limiter: OperableLimiter, clock: Clock) -> None:
    licence = licence_validation()
    await violate(limiter, licence)
    clock.advance(121)
    assert await limiter.lift(licence.name, ME) is False
