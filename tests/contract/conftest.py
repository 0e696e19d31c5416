"""Fixtures of the contract's own tests: one app over the documents in `documents/`."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import httpx
import pytest
import structlog
import uvicorn

from tests.contract.endpoints import Caller
from tests.contract.services import World, make_world
from tests.support.server import Server

Serve = Callable[..., AbstractAsyncContextManager[str]]


@pytest.fixture(scope="package", autouse=True)
def plain_logs() -> Iterator[None]:
    """One line per event, without the local variables that structlog prints by default."""
    processors = [structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()]
    structlog.configure(processors=processors)  # type: ignore[arg-type]
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def compiled() -> World:
    return make_world()


@pytest.fixture
def world(compiled: World) -> World:
    """The app as if it had just started: compiled once, its surroundings empty."""
    compiled.reset()
    return compiled


@pytest.fixture
async def client(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the app without a socket, as the key `writer`."""
    transport = httpx.ASGITransport(world.app, raise_app_exceptions=False)
    headers = {"Authorization": "Bearer writer"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://test", headers=headers
    ) as made:
        yield made


@pytest.fixture
def serve() -> Serve:
    """An ASGI app behind uvicorn on a free port of this machine: `async with serve(app) as url`.
    ``http`` is uvicorn's protocol."""

    @asynccontextmanager
    async def serving(app: Any, http: Any = "auto") -> AsyncIterator[str]:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, http=http, log_level="error", access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            # The socket is bound already: connections wait until the server takes them.
            listening.listen()
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task
            listening.close()

    return serving


@pytest.fixture(scope="session")
def callers() -> Iterator[dict[str, Caller]]:
    made: dict[str, Caller] = {}
    yield made
    for one in made.values():
        one.socket.close()


@pytest.fixture
def caller(server: Server, callers: dict[str, Caller]) -> Caller:
    """One application on each server, for tests of requests that are refused."""
    if server.base_url not in callers:
        callers[server.base_url] = Caller(server)
    return callers[server.base_url]
