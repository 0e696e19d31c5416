"""A client of the WebSocket that holds the server to its contract: every message that comes must
fit its schema."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import asynccontextmanager
from functools import cache
from itertools import count
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from stagewire.contract.messages import Messages, load_messages

PATIENCE = 20.0
Message = dict[str, Any]


@cache
def messages() -> Messages:
    return load_messages()


def fits(message: Message) -> None:
    """Raises where a message of the server is not what the contract says."""
    schema = messages().outgoing.get(message["type"])
    assert schema is not None, f"unknown type: {message}"
    assert schema.is_valid(message), (message, schema.findings(message))


class Client:
    """``request`` waits for the answer with the same id; what came before it stays for ``next``."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self._ids = count(1)
        self.welcome: Message = {}
        self._waiting: deque[Message] = deque()

    @property
    def id(self) -> str:
        found: str = self.welcome["connection_id"]
        return found

    async def send(self, type: str, **fields: Any) -> int:
        number = fields.setdefault("id", next(self._ids))
        await self.socket.send(orjson.dumps({"type": type, **fields}).decode())
        return number

    async def request(self, type: str, **fields: Any) -> Message:
        number = await self.send(type, **fields)
        return await self.next(lambda message: message.get("id") == number)

    async def answer(self, kind: str, type: str, **fields: Any) -> Message:
        """``request`` whose answer must be of a kind."""
        answer = await self.request(type, **fields)
        assert answer["type"] == kind, answer
        return answer

    async def next(self, wanted: str | Callable[[Message], bool] = lambda _: True) -> Message:
        """The next message of a type (or that fits); those before it stay."""
        fit = (lambda m: m["type"] == wanted) if isinstance(wanted, str) else wanted
        for message in self._waiting:
            if fit(message):
                self._waiting.remove(message)
                return message
        async with asyncio.timeout(PATIENCE):
            while True:
                message = orjson.loads(await self.socket.recv())
                fits(message)
                if fit(message):
                    return message
                self._waiting.append(message)

    async def closed(self) -> tuple[int, str]:
        """Waits until the server has closed: code and reason."""
        async with asyncio.timeout(PATIENCE):
            try:
                while True:
                    message = orjson.loads(await self.socket.recv())
                    fits(message)
                    self._waiting.append(message)
            except ConnectionClosed:
                pass
        assert self.socket.close_code is not None
        return self.socket.close_code, self.socket.close_reason or ""

    def left(self) -> list[Message]:
        """What came and was not asked for."""
        return list(self._waiting)

    async def subscribe(self, room: str, **fields: Any) -> Message:
        return await self.answer("subscribed", "subscribe", room=room, **fields)

    async def publish(self, room: str, event: str = "told", **fields: Any) -> Message:
        return await self.answer("published", "publish", room=room, event=event, **fields)


@asynccontextmanager
async def connected(url: str, token: str | None, **options: Any) -> Any:
    """A Client that has been welcomed."""
    query = "" if token is None else f"?token={token}"
    options.setdefault("max_size", None)
    async with connect(f"{url}{query}", proxy=None, **options) as socket:
        client = Client(socket)
        if token is not None:
            client.welcome = await client.next("welcome")
        yield client
