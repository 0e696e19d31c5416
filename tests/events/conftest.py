"""The same tests run on every bus."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from stagewire.events.bus import Bus, MemoryBus
from stagewire.events.redis import RedisBus


@pytest.fixture(params=["memory", "redis"])
async def bus(request: pytest.FixtureRequest) -> AsyncIterator[Bus]:
    made: Bus
    if request.param == "memory":
        made = MemoryBus()
    else:
        made = RedisBus(request.getfixturevalue("redis_url"))
    await made.open()
    yield made
    await made.close()
