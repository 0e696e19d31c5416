"""The same tests run on every limiter: in memory, on Redis, and on Redis behind its failover."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from stagewire.limits.failover import FailoverLimiter
from stagewire.limits.interface import OperableLimiter
from stagewire.limits.memory import MemoryLimiter
from stagewire.limits.redis import RedisLimiter, connect
from tests.support.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "redis", "failover"])
async def limiter(request: pytest.FixtureRequest, clock: Clock) -> AsyncIterator[OperableLimiter]:
    made: OperableLimiter
    if request.param == "memory":
        made = MemoryLimiter(clock)
    else:
        client = connect(request.getfixturevalue("redis_url"))
        kind = RedisLimiter if request.param == "redis" else FailoverLimiter
        made = kind(client, clock)
    yield made
    if isinstance(made, FailoverLimiter):
        assert not made.degraded, "Redis answered throughout"
    await made.close()
