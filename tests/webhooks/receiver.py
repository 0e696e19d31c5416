"""A server that webhooks are sent to: it notes what came and answers as it is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.egress.receiver import raw_server

PATIENCE = 20.0


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        made: dict[str, Any] = json.loads(self.body)
        return made


def answer(status: int = 200, body: bytes = b"ok", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} Said", f"content-length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass
class Receiver:
    """``answers`` by path, the rest gets ``answer()``; each may be bytes, or a function of what
    was received that answers bytes or, when awaited, does so later."""

    base: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    _more: asyncio.Event = field(default_factory=asyncio.Event)

    def url(self, path: str = "/hook") -> str:
        return self.base + path

    def at(self, path: str) -> list[Received]:
        return [one for one in self.received if one.path == path]

    async def until(self, count: int, path: str | None = None) -> list[Received]:
        """What came, once it is so many."""

        def found() -> list[Received]:
            return self.received if path is None else self.at(path)

        await self.when(lambda: len(found()) >= count)
        return found()

    async def when(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self._more.clear()
                await self._more.wait()

    def note(self, one: Received) -> None:
        self.received.append(one)
        self._more.set()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    made = Receiver()

    async def act(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head, body = server.requests[-1]
        first, *lines = head.decode().strip().split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        one = Received(first.split()[1], headers, body)
        made.note(one)
        said = made.answers.get(one.path, answer())
        if callable(said):
            said = said(one)
        if not isinstance(said, bytes):
            said = await said
        writer.write(said)
        await writer.drain()

    async with raw_server(act) as server:
        made.base = f"http://127.0.0.1:{server.port}"
        yield made
