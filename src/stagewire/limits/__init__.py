"""Rate limits and block ladders: the contract's ``x-rate-limit`` rules, counted.

``interface.py`` says what a limiter does, ``memory.py`` and ``redis.py`` do it, ``ladder.py`` is
what they share, ``failover.py`` keeps counting when Redis is away.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from stagewire.limits.interface import Block, OperableLimiter
from stagewire.limits.memory import MemoryLimiter

__all__ = ["Block", "MemoryLimiter", "OperableLimiter", "make_limiter"]


def make_limiter(
    redis_url: str = "", clock: Callable[[], float] | None = None, *, share: float = 0.5
) -> OperableLimiter:
    """The limiter for these settings: in process, or on Redis with a local one in reserve.

    ``clock`` answers seconds; leave it out in production, where the process's monotonic clock or
    the Redis server's is the better one. ``share`` is the part of each limit that one process
    allows by itself while Redis is away.
    """
    if not redis_url:
        return MemoryLimiter(clock or monotonic)
    from stagewire.limits.failover import FailoverLimiter
    from stagewire.limits.redis import connect

    return FailoverLimiter(connect(redis_url), clock, share=share)
