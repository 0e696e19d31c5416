from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
import uvloop

from stagewire.platform import Platform
from stagewire.realtime.redis import RedisBroker
from stagewire.storage.database import Database
from tests.realtime.engine.client import messages
from tests.realtime.engine.stage import APP, Stage, serving
from tests.support.clock import Clock
from tests.support.databases import sqlite_copy
from tests.support.platform import make_platform, tenant


def pytest_asyncio_loop_factories(config: Any, item: Any) -> Any:
    """What serves in production."""
    return {"uvloop": uvloop.new_event_loop}


@pytest.fixture
async def hall(sqlite_template_file: Path, tmp_path: Path, clock: Clock) -> AsyncIterator[Platform]:
    """A platform with two applications."""
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(sqlite_copy(sqlite_template_file, tmp_path))
        database = Database(url)
        await database.open()
        stack.push_async_callback(database.close)
        platform = make_platform(database, tmp_path, clock)
        await tenant(platform, APP)
        await tenant(platform, "other-app")
        yield platform


@pytest.fixture
def limits() -> dict[str, int]:
    """Limits that differ from the contract's; tests override it by parametrizing."""
    return {}


@pytest.fixture
def kind() -> str:
    """`memory`: one process; `redis`, `cluster`: two. Modules whose tests hold for all of them
    override it."""
    return "memory"


@pytest.fixture
async def stage(
    hall: Platform, clock: Clock, limits: dict[str, int], kind: str, request: pytest.FixtureRequest
) -> AsyncIterator[Stage]:
    contract = messages()
    contract = replace(contract, limits=replace(contract.limits, **limits))
    async with AsyncExitStack() as stack:
        if kind == "memory":
            yield await stack.enter_async_context(serving(hall, contract, clock))
            return
        fixture = "redis_url" if kind == "redis" else "redis_cluster_url"
        url = request.getfixturevalue(fixture)
        made = []
        # The Redis is shared by all tests.
        prefix = f"test:{token_hex(6)}:"
        for platform in (hall, make_platform(hall.database, hall.settings.data_dir, clock)):
            broker = RedisBroker(url, contract.limits, prefix=prefix, timeout=20)
            made.append(await stack.enter_async_context(serving(platform, contract, clock, broker)))
            await broker.connected()
        one, two = made
        one.twin = two
        yield one
