"""The block ladder: what repeated violations cost, and how good behaviour is forgiven.

A violation is a request refused because its quota was used up. Each one climbs a rung of
``rule.block`` and blocks the caller for that many seconds; the last rung repeats. Requests during
a block are refused without making it longer. One strike is forgotten for every quiet period that
passes after a block without another violation, so that a caller who behaves starts lower next
time. ``hit.lua`` says the same in Lua, operation for operation; the tests hold the two together.
"""

from __future__ import annotations

from typing import NamedTuple

from stagewire.contract.types import LimitRule

QUIET_WINDOWS = 10


class Mark(NamedTuple):
    """What is remembered of a violator: ``strikes`` at the last violation (1 to the number of
    rungs) and ``until``, the clock's time when the block it earned ends."""

    strikes: int
    until: float


def quiet_period(rule: LimitRule, strikes: int) -> float:
    """Seconds without a violation that forgive one strike: as long as the last block was, but
    at least ten windows, so that a short block is not forgotten before its quota has refilled a
    few times."""
    return max(rule.block[min(strikes, len(rule.block)) - 1], QUIET_WINDOWS * rule.window)


def climb(rule: LimitRule, mark: Mark | None, now: float, wait: float) -> Mark:
    """The mark after a violation at ``now``, which must not lie within a block.

    ``wait`` is how many seconds pass until the quota has room for one request: a block is never
    shorter, or a caller who kept to ``Retry-After`` would violate again at once."""
    strikes = 0
    if mark is not None:
        forgiven = int((now - mark.until) / quiet_period(rule, mark.strikes))
        strikes = max(mark.strikes - forgiven, 0)
    strikes = min(strikes + 1, len(rule.block))
    return Mark(strikes, now + max(rule.block[strikes - 1], wait))


def forgotten_at(rule: LimitRule, mark: Mark) -> float:
    """When the last strike is forgiven and nothing needs to be remembered."""
    return mark.until + mark.strikes * quiet_period(rule, mark.strikes)
