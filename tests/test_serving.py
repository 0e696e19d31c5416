"""Answers leave whole, in order and in as few pieces as they can."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
from uvicorn.server import ServerState

from stagewire.answering import Answer
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

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

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


class _Flow:
    write_paused = False


async def _sent(kind: type[RequestResponseCycle], message: dict[str, Any]) -> list[bytes]:
    """What a cycle of a class writes for the start of an answer and its two bytes of body."""
    recorder = Recorder()
    cycle = kind(
        scope={"type": "http", "method": message.pop("method", "GET")},  # type: ignore[typeddict-item]
        transport=recorder,
        flow=_Flow(),  # type: ignore[arg-type]
        logger=logging.getLogger("test"),
        access_logger=logging.getLogger("test"),
        access_log=False,
        default_headers=[(b"date", b"Sun, 22 Nov 2026 06:58:00 GMT")],
        message_event=asyncio.Event(),
        expect_100_continue=False,
        keep_alive=message.pop("keep_alive", True),
        on_response=lambda: None,
    )
    await cycle.send({"type": "http.response.start", **message})  # type: ignore[arg-type]
    await cycle.send({"type": "http.response.body", "body": b"xx"})
    return recorder.pieces


_LENGTH = (b"content-length", b"2")


@pytest.mark.parametrize(
    "message",
    [
        {"headers": [_LENGTH, (b"x-request-id", b"1"), (b"vary", b"a\tb")]},
        {"headers": [(b"Content-Length", b"2"), (b"X-Any", b"")], "status": 404},
        {"headers": [_LENGTH, (b"connection", b"close")]},
        {"headers": [_LENGTH], "keep_alive": False},
        {"headers": [_LENGTH], "method": "HEAD"},
        {"headers": [(b"content-type", b"text/plain")]},
        {"headers": [(b"transfer-encoding", b"chunked")]},
        {"headers": [(b"x", bytes({*range(0x20, 0x100)} - {0x7F})), _LENGTH]},
        {},
    ],
)
async def test_an_answer_is_what_uvicorn_makes_of_it(message: dict[str, Any]) -> None:
    message = {"status": 200, **message}
    ours = await _sent(Answer, dict(message))
    assert ours == await _sent(RequestResponseCycle, dict(message))
    assert ours[0].startswith(b"HTTP/1.1 ")


@pytest.mark.parametrize(
    "header",
    [
        (b"x-a", b"1\r\nset-cookie: a=b"),
        (b"x-a", b"1\n"),
        (b"x-a", b"\r"),
        (b"x-a", b"\0"),
        (b"x-a", b"\x7f"),
        (b"x a", b"1"),
        (b"x:a", b"1"),
        (b"x\r\na", b"1"),
        (b"X\n", b"1"),
    ],
)
async def test_a_header_that_is_none_is_not_sent(header: tuple[bytes, bytes]) -> None:
    message = {"status": 200, "headers": [header, _LENGTH]}
    for _ in range(2):  # Nor once it is known.
        with pytest.raises(RuntimeError, match="Invalid HTTP header"):
            await _sent(Answer, dict(message))


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, [_LENGTH, (b"x-request-id", b"1"), (b"vary", b"a\tb")], b"xx"),
        (404, [(b"x-any", b""), (b"content-length", b"0")], b""),
        (200, [(b"content-length", b"50000")], b"x" * 50_000),
        (204, [(b"allow", b"GET")], b""),
    ],
)
async def test_a_whole_answer_is_what_its_messages_would_be(
    status: int, headers: list[tuple[bytes, bytes]], body: bytes
) -> None:
    recorder, whole, ended = _whole()
    assert whole.answer(status, headers, body)
    assert ended == [True]
    messages, cycle, _ = _whole()
    await cycle.send({"type": "http.response.start", "status": status, "headers": headers})
    await cycle.send({"type": "http.response.body", "body": body})
    await asyncio.sleep(0)
    assert recorder.pieces == [b"".join(messages.pieces)]
    assert not whole.answer(status, headers, body), "an answer is sent once"


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, [], b"xx"),
        (200, [(b"content-length", b"3")], b"xx"),
        (200, [_LENGTH, (b"x-a", b"1\r\nset-cookie: a=b")], b"xx"),
        (200, [_LENGTH, (b"x\na", b"1")], b"xx"),
        (200, [_LENGTH, (b"connection", b"close")], b"xx"),
        (204, [], b"xx"),
    ],
)
async def test_what_uvicorn_has_to_look_at_is_declined(
    status: int, headers: list[tuple[bytes, bytes]], body: bytes
) -> None:
    recorder, whole, ended = _whole()
    assert not whole.answer(status, headers, body)
    await asyncio.sleep(0)
    assert (recorder.pieces, ended) == ([], [])


async def test_a_body_is_taken_once_and_only_when_it_is_there() -> None:
    _, cycle, _ = _whole()
    cycle.body += b"half"
    assert cycle.body_at_hand() is None
    cycle.body += b" and half"
    cycle.more_body = False
    cycle.message_event.set()
    assert cycle.body_at_hand() == b"half and half"
    assert cycle.body_at_hand() is None
    cycle.disconnected = True
    cycle.message_event.set()
    assert (await cycle.receive())["type"] == "http.disconnect"


def _whole() -> tuple[Recorder, Answer, list[bool]]:
    """A cycle behind a joining transport, and what tells that its answer is complete."""
    recorder = Recorder()
    ended: list[bool] = []
    transport = JoiningTransport(recorder, asyncio.get_running_loop())
    cycle = Answer(
        scope={"type": "http", "method": "GET"},  # type: ignore[typeddict-item]
        transport=transport,
        flow=FlowControl(transport),
        logger=logging.getLogger("test"),
        access_logger=logging.getLogger("test"),
        access_log=False,
        default_headers=[(b"date", b"Sun, 22 Nov 2026 06:58:00 GMT")],
        message_event=asyncio.Event(),
        expect_100_continue=False,
        keep_alive=True,
        on_response=lambda: ended.append(True),
    )
    return recorder, cycle, ended


class _Clock:
    """The loop of a connection, its time moved by the test."""

    def __init__(self) -> None:
        self.now = 100.0
        self.due: list[tuple[float, Callable[[], None]]] = []

    def time(self) -> float:
        return self.now

    def call_later(self, seconds: float, callback: Callable[[], None]) -> object:
        self.due.append((self.now + seconds, callback))
        return callback

    def to(self, now: float) -> None:
        self.now = now
        due = [callback for when, callback in self.due if when <= now]
        self.due = [one for one in self.due if one[0] > now]
        for callback in due:
            callback()


async def test_a_connection_is_closed_when_it_was_idle_for_the_time() -> None:
    config = uvicorn.Config(app, http=HttpProtocol, lifespan="off", timeout_keep_alive=5)
    config.load()
    protocol = HttpProtocol(config, ServerState(), {})
    recorder = Recorder()
    protocol.connection_made(recorder)
    clock = _Clock()
    protocol.loop = clock  # type: ignore[assignment]
    protocol.on_response_complete()
    clock.to(104)
    protocol.on_response_complete()  # Another answer.
    clock.to(105)
    assert not recorder.closed
    assert len(clock.due) == 1, "one timer, however many answers"
    clock.to(108)
    protocol.data_received(b"GET / HT")  # A request begins, and takes its time.
    clock.to(120)
    assert not recorder.closed
    protocol.on_response_complete()
    clock.to(124.9)
    assert not recorder.closed
    clock.to(125)
    assert recorder.closed


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
