"""What only the limiter in memory must do: stay small, answer without a coroutine."""

from __future__ import annotations

from stagewire.limits.memory import SWEEP, MemoryLimiter
from tests.limits.rules import licence_validation, rule
from tests.support.clock import Clock


def test_a_million_callers_do_not_stay(clock: Clock) -> None:
    limiter = MemoryLimiter(clock, capacity=2_000_000)
    busy = rule(10)
    for number in range(1_000_000):
        limiter.hit_now(busy, f"caller-{number}", 10)
    assert len(limiter) == 1_000_000
    clock.advance(61)
    for _ in range(1_000_000 // SWEEP + 1):
        limiter.hit_now(busy, "the one who stays", 1_000_000)
    assert len(limiter) == 1


def test_a_steady_stream_of_callers_keeps_only_the_recent(clock: Clock) -> None:
    limiter = MemoryLimiter(clock)
    busy = rule(60)
    most = 0
    for number in range(20_000):
        clock.advance(0.01)
        limiter.hit_now(busy, f"caller-{number}", 60)
        most = max(most, len(limiter))
    # Each is idle after a second, a hundred callers later; a sweep comes every eighth window.
    assert most <= 100 + 750 + 1


def test_beyond_its_capacity_the_longest_idle_is_forgotten(clock: Clock) -> None:
    limiter = MemoryLimiter(clock, capacity=3)
    two = rule(2)
    for identity in ("a", "b", "c", "a", "d"):
        assert limiter.hit_now(two, identity, 2).allowed
    left = {identity: limiter.peek_now(two, identity, 2).remaining for identity in "abcd"}
    assert left == {"a": 0, "b": 2, "c": 1, "d": 1}
    assert len(limiter) == 3


def test_strikes_are_forgotten_when_forgiven(clock: Clock) -> None:
    limiter = MemoryLimiter(clock)
    licence = licence_validation()
    for number in range(500):
        for _ in range(6):
            limiter.hit_now(licence, f"caller-{number}", 5)
    assert len(limiter) == 1000
    clock.advance(120 + 600 - 1)
    for _ in range(5):
        limiter.hit_now(licence, "another", 5)
    assert len(limiter) == 500 + 1, "their quotas are full again, their strikes remembered"
    clock.advance(60)
    for _ in range(5):
        limiter.hit_now(licence, "another", 5)
    assert len(limiter) == 1


def test_violators_are_bounded_too(clock: Clock) -> None:
    limiter = MemoryLimiter(clock, capacity=10)
    licence = licence_validation()
    for number in range(100):
        for _ in range(6):
            limiter.hit_now(licence, f"caller-{number}", 5)
    assert len(limiter) == 20
    assert limiter.marked(licence, "caller-99") is not None


async def test_the_quick_way_is_the_same_as_the_awaited(clock: Clock) -> None:
    limiter = MemoryLimiter(clock)
    two = rule(2)
    assert limiter.peek_now(two, "me", 2) == await limiter.peek(two, "me", 2)
    assert limiter.hit_now(two, "me", 2).remaining == 1
    assert (await limiter.hit(two, "me", 2)).remaining == 0
    assert limiter.hit_now(two, "me", 2).allowed is False
