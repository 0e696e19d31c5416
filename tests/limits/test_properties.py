"""What must hold for every sequence of requests."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from stagewire.contract.types import LimitState
from stagewire.limits.memory import MemoryLimiter
from stagewire.limits.redis import RedisLimiter, connect
from tests.limits.rules import rule
from tests.support.clock import Clock

# Milliseconds: in real life no two clocks agree on less.
pauses = st.integers(0, 90_000).map(lambda ms: ms / 1000)
limits = st.integers(1, 50)
windows = st.sampled_from([1, 7, 60, 3600])
ladders = st.lists(st.integers(1, 4000), max_size=4).map(lambda rungs: tuple(sorted(rungs)))


@settings(deadline=None)
@given(limits, windows, st.lists(pauses | st.just(0.0), min_size=1, max_size=120))
def test_no_span_lets_more_through_than_burst_and_refill(
    limit: int, window: int, gaps: list[float]
) -> None:
    clock = Clock()
    limiter, any_rule = MemoryLimiter(clock), rule(limit, window)
    passed = []
    for gap in gaps:
        clock.advance(gap)
        if limiter.hit_now(any_rule, "me", limit).allowed:
            passed.append(clock.now)
    for first in range(len(passed)):
        for last in range(first, len(passed)):
            span = passed[last] - passed[first]
            assert last - first + 1 <= limit + span * limit / window + 1e-3


@settings(deadline=None)
@given(limits, windows, ladders, st.lists(pauses | st.just(0.0), max_size=60))
def test_callers_are_told_the_truth(
    limit: int, window: int, ladder: tuple[int, ...], gaps: list[float]
) -> None:
    """``remaining`` requests pass now and not one more; ``retry_after`` and ``reset`` hold."""
    clock = Clock()
    limiter, any_rule = MemoryLimiter(clock), rule(limit, window, ladder)
    for gap in gaps:
        clock.advance(gap)
        limiter.hit_now(any_rule, "me", limit)
    told = limiter.peek_now(any_rule, "me", limit)
    for left in reversed(range(told.remaining)):
        state = limiter.hit_now(any_rule, "me", limit)
        assert (state.allowed, state.remaining) == (True, left)
    refused = limiter.hit_now(any_rule, "me", limit)
    assert not refused.allowed
    assert refused.retry_after > 0
    clock.advance(refused.retry_after)
    assert limiter.hit_now(any_rule, "me", limit).allowed
    clock.advance(limiter.peek_now(any_rule, "me", limit).reset)
    assert limiter.peek_now(any_rule, "me", limit).remaining == limit


# Time only goes on here. A clock set back is in test_quota.py: what of a caller was forgotten at
# the later time may differ then, as memory and Redis forget at different moments.
steps = st.lists(
    st.tuples(
        st.sampled_from(["hit", "hit", "hit", "hit", "hit", "peek", "lift"]),
        st.sampled_from(["a", "b"]),
        st.sampled_from([0.0, 0.0, 0.0, 0.5, 1.0, 7.0, 12.0, 61.0, 300.0, 1200.0]),
    ),
    max_size=80,
)


@settings(max_examples=60, deadline=None)
@given(steps, st.lists(st.integers(1, 6), min_size=1, max_size=2), windows, ladders)
async def test_memory_and_redis_agree(
    redis_url: str,
    trace: list[tuple[str, str, float]],
    in_force: list[int],
    window: int,
    ladder: tuple[int, ...],
) -> None:
    clock = Clock()
    any_rule = rule(in_force[0], window, ladder)
    client = connect(redis_url)
    memory, redis = MemoryLimiter(clock), RedisLimiter(client, clock)
    for number, (what, identity, pause) in enumerate(trace):
        clock.advance(pause)
        # The limit in force may change between requests, as when a tier does.
        limit = in_force[number % len(in_force)]
        if what == "lift":
            lifted = await redis.lift(any_rule.name, identity)
            assert lifted == memory.forgive(any_rule.name, identity)
            continue
        here = (memory.hit_now if what == "hit" else memory.peek_now)(any_rule, identity, limit)
        there = await (redis.hit if what == "hit" else redis.peek)(any_rule, identity, limit)
        assert _comparable(there) == _comparable(here)
    blocks = [block for block in await redis.blocks() if block.rule == any_rule.name]
    assert sorted(blocks) == sorted(await memory.blocks())
    await client.aclose()


def _comparable(state: LimitState) -> tuple[object, ...]:
    """Equal to the last bit, but for a quota that refilled within the rounding of the clock."""
    reset = 0.0 if state.reset < 1e-6 else state.reset
    return state.limit, state.remaining, state.allowed, state.retry_after, reset
