"""The engine on a real socket, in the test's own loop: uvicorn's HTTP protocol in front, uvloop
underneath, as it is served; only the clock is moved by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from stagewire.access.tokens import ClientTokens
from stagewire.contract.messages import Messages
from stagewire.contract.types import LimitRule
from stagewire.platform import Platform
from stagewire.realtime import engine as realtime
from stagewire.realtime.broker import Broker
from stagewire.realtime.engine import Engine
from stagewire.realtime.memory import MemoryBroker
from stagewire.realtime.protocol import STATE, RealtimeProtocol
from stagewire.realtime.rooms import Rooms
from tests.realtime.engine.client import PATIENCE, Client, connected
from tests.support.clock import Clock

APP = "my-app-123"
EVERYTHING = {"*": ["subscribe", "publish", "presence", "history", "signal"]}


async def until(condition: Callable[[], Any]) -> None:
    """Waits for a condition; the loop goes on meanwhile."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - there is no event for every condition
            await asyncio.sleep(0.001)


@dataclass
class Stage:
    """A running engine. ``state`` are the sockets uvicorn knows of."""

    platform: Platform
    engine: Engine
    broker: Any
    clock: Clock
    state: ServerState
    url: str
    port: int
    # Another process of the same server: clients go to both in turn.
    twin: Stage | None = None
    turn: bool = False

    @property
    def hub(self) -> Any:
        return self.engine.hub

    @property
    def rooms(self) -> Rooms:
        return self.platform.of(Rooms)

    def token(self, app_id: str = APP, rooms: Any = EVERYTHING, **payload: Any) -> str:
        if rooms is not None:
            payload["rooms"] = rooms
        return self.platform.of(ClientTokens).issue(app_id, payload).token

    @asynccontextmanager
    async def client(
        self, token: str | None = None, options: Any = None, **payload: Any
    ) -> AsyncIterator[Client]:
        token = token or self.token(**payload)
        url = self.url
        if self.twin is not None:
            self.turn = not self.turn
            url = self.url if self.turn else self.twin.url
        async with connected(url, token, **(options or {})) as client:
            yield client

    def pass_time(self, seconds: float) -> None:
        """Time passes, and what is due is done."""
        self.clock.advance(seconds)
        self.hub.deadlines.tick()
        self.broker.tick()

    async def empty(self) -> None:
        """Waits until the server has noticed that all clients are gone."""
        for stage in filter(None, (self, self.twin)):
            await until(lambda s=stage: not s.state.connections and not s.hub.connections)
            await stage.hub.settled()


async def _no_http(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@asynccontextmanager
async def serving(
    platform: Platform,
    contract: Messages,
    clock: Clock,
    broker: Broker | None = None,
    failures: LimitRule | None = None,
    protocol_class: type[RealtimeProtocol] = RealtimeProtocol,
) -> AsyncIterator[Stage]:
    broker = broker or MemoryBroker(contract.limits, clock)
    engine = Engine(platform, contract, broker, clock, failures=failures)
    platform.of(Rooms).adopt(engine.hub)
    config = uvicorn.Config(_no_http, ws=protocol_class, http="httptools", lifespan="off")
    config.load()
    state = ServerState()

    def protocol() -> asyncio.Protocol:
        app_state = {STATE: engine}
        return config.http_protocol_class(config=config, server_state=state, app_state=app_state)

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    url = f"ws://127.0.0.1:{port}/realtime"
    async with realtime.running(engine):
        try:
            yield Stage(platform, engine, broker, clock, state, url, port)
        finally:
            server.close()
            for connection in list(state.connections):
                connection.shutdown()
