"""Running servers that a whole test session shares: one process as it starts by itself, and two
processes on PostgreSQL and Redis. A test that takes ``server`` runs on both."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.databases import postgres_empty
from tests.support.server import Server, serving

# Above anything a test sends: limits have tests of their own.
ROOMY = {
    "limit_scale": "100000",
    "access_log": "false",
    "webhook_networks": "127.0.0.0/8",
}


@pytest.fixture(scope="session")
def small_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """SQLite, in-process bus and limits."""
    with serving(tmp_path_factory.mktemp("server"), **ROOMY) as made:
        yield made


@pytest.fixture(scope="session")
def large_server(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, redis_url: str
) -> Iterator[Server]:
    """PostgreSQL, Redis, two processes."""
    with asyncio.Runner() as runner:
        empty = postgres_empty(postgres_server)
        url = runner.run(empty.__aenter__())
        parts = {"database_url": url, "redis_url": redis_url, "workers": "2"}
        try:
            with serving(tmp_path_factory.mktemp("servers"), **ROOMY, **parts) as made:
                yield made
        finally:
            runner.run(empty.__aexit__(None, None, None))


@pytest.fixture(params=["small", "large"])
def server(request: pytest.FixtureRequest) -> Server:
    """A server for tests that leave it as they found it."""
    made: Server = request.getfixturevalue(f"{request.param}_server")
    return made


@pytest.fixture
def application(server: Server) -> dict[str, Any]:
    """A new application on the server, with its `app_secret` and `api_key`."""
    return server.application()
