"""Answers leave whole, in order and in as few pieces as they can."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn

from stagewire.serving import HttpProtocol, JoiningTransport

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Recorder(asyncio.Transport):
    """What reaches the socket, a piece for each system call."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []
        self.closed = False

    def write(self, data: Any) -> None:
        self.pieces.append(bytes(data))

    def writelines(self, list_of_data: Any) -> None:
        self.pieces.append(b"".join(list_of_data))

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    abort = close

    def get_write_buffer_size(self) -> int:
        return 0


@pytest.fixture
async def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
async def joining(recorder: Recorder) -> JoiningTransport:
    return JoiningTransport(recorder, asyncio.get_running_loop())


async def test_head_and_body_leave_together(joining: JoiningTransport, recorder: Recorder) -> None:
    joining.write(b"head ")
    assert recorder.pieces == []
    joining.write(b"body")
    await asyncio.sleep(0)
    assert recorder.pieces == [b"head body"]


async def test_what_nothing_follows_leaves_with_the_loops_next_turn(
    joining: JoiningTransport, recorder: Recorder
) -> None:
    joining.write(b"alone")
    assert joining.get_write_buffer_size() == 5
    await asyncio.sleep(0)
    assert recorder.pieces == [b"alone"]


async def test_an_empty_body_sends_the_head(joining: JoiningTransport, recorder: Recorder) -> None:
    joining.write(b"head")
    joining.write(b"")
    assert recorder.pieces == [b"head"]


async def test_closing_sends_what_waits(joining: JoiningTransport, recorder: Recorder) -> None:
    joining.write(b"last words")
    joining.close()
    assert recorder.pieces == [b"last words"]
    assert recorder.closed


async def test_nothing_is_written_to_what_was_aborted(
    joining: JoiningTransport, recorder: Recorder
) -> None:
    joining.write(b"lost")
    joining.abort()
    await asyncio.sleep(0)
    assert recorder.pieces == []


async def app(scope: Any, receive: Any, send: Send) -> None:
    """Three answers by path: at once, in chunks with pauses, and one that is large."""
    if scope["path"] == "/chunks":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for part in (b"a" * 10, b"b" * 100_000, b"c"):
            await send({"type": "http.response.body", "body": part, "more_body": True})
            await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": b""})
        return
    body = b"x" * (5_000_000 if scope["path"] == "/large" else 2)
    headers = [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def test_over_a_socket_with_pipelined_requests() -> None:
    config = uvicorn.Config(
        app, port=0, http=HttpProtocol, lifespan="off", log_level="warning", loop="none"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(10):
        while not server.started:  # noqa: ASYNC110 - uvicorn tells no other way
            await asyncio.sleep(0.001)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1_000_000)
        for path in ("/", "/large", "/chunks", "/"):
            writer.write(f"GET {path} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
        first = await reader.readuntil(b"\r\n\r\nxx")
        assert first.startswith(b"HTTP/1.1 200")
        await reader.readuntil(b"\r\n\r\n")
        assert await reader.readexactly(5_000_000) == b"x" * 5_000_000
        await reader.readuntil(b"\r\n\r\n")
        chunked = await reader.readuntil(b"0\r\n\r\n")
        assert chunked.count(b"b") == 100_000
        assert chunked.endswith(b"1\r\nc\r\n0\r\n\r\n")
        assert (await reader.readuntil(b"\r\n\r\nxx")).startswith(b"HTTP/1.1 200")
        writer.write(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        assert (await reader.read()).endswith(b"\r\n\r\nxx")
        writer.close()
    finally:
        server.should_exit = True
        await serving
