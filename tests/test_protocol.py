"""A request has an end: in bytes, and in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from stagewire.protocol import LONGEST_HEAD, BoundedHttp
from tests.test_serving import Recorder

HEAD = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n"
Late = Callable[[], None]


class Timer:
    def __init__(self, call: Late) -> None:
        self.call, self.cancelled = call, False

    def cancel(self) -> None:
        self.cancelled = True


class Loop:
    """The running loop, whose timers go off when the test says so."""

    def __init__(self) -> None:
        self.timers: list[Timer] = []

    def call_later(self, _seconds: float, call: Late) -> Timer:
        self.timers.append(Timer(call))
        return self.timers[-1]

    def create_task(self, work: Any, **more: Any) -> asyncio.Task[Any]:
        return asyncio.get_running_loop().create_task(work, **more)

    def waiting(self) -> list[Timer]:
        return [timer for timer in self.timers if not timer.cancelled]

    def time_is_up(self) -> None:
        for timer in self.waiting():
            timer.cancelled = True
            timer.call()


class Wire(Recorder):
    def __init__(self) -> None:
        super().__init__()
        self.reading = True

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True

    @property
    def sent(self) -> bytes:
        return b"".join(self.pieces)


class WebSocket(asyncio.Protocol):
    def __init__(self, **_: Any) -> None:
        pass


class Scene:
    """One connection. ``app`` answers when ``answer`` is set."""

    def __init__(self) -> None:
        self.loop, self.wire, self.state = Loop(), Wire(), ServerState()
        self.answer = asyncio.Event()
        config = uvicorn.Config(self.app, log_level="warning", ws=WebSocket, interface="asgi3")
        config.load()
        self.protocol = BoundedHttp(config, self.state, {}, self.loop)  # type: ignore[arg-type]
        self.protocol.connection_made(self.wire)

    async def app(self, _scope: Any, receive: Any, send: Any) -> None:
        await self.answer.wait()
        headers = [(b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"ok"})

    def comes(self, data: bytes) -> None:
        self.protocol.data_received(data)

    async def end(self) -> None:
        self.answer.set()
        self.protocol.connection_lost(None)
        await asyncio.gather(*self.state.tasks)


@pytest.fixture
async def scene() -> Iterator[Scene]:  # type: ignore[misc]
    made = Scene()
    yield made
    await made.end()
    assert made.loop.waiting() == []


async def test_who_says_nothing_is_not_kept(scene: Scene) -> None:
    scene.loop.time_is_up()
    assert (scene.wire.sent, scene.wire.closed) == (b"", True)


async def test_a_head_must_come_whole_in_time(scene: Scene) -> None:
    for byte in range(20):
        scene.comes(HEAD[byte : byte + 1])
    scene.loop.time_is_up()
    assert scene.wire.sent.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert b"connection: close\r\n" in scene.wire.sent
    assert scene.wire.closed


async def test_a_body_must_go_on(scene: Scene) -> None:
    scene.comes(HEAD)
    scene.comes(b"12345")
    scene.loop.time_is_up()
    assert not scene.wire.closed, "some of it came"
    scene.comes(b"678")
    scene.loop.time_is_up()
    assert not scene.wire.closed
    scene.loop.time_is_up()
    assert scene.wire.sent.startswith(b"HTTP/1.1 408 ")
    assert scene.wire.closed


async def test_a_whole_request_is_waited_for_no_more(scene: Scene) -> None:
    scene.comes(HEAD[:30])
    scene.comes(HEAD[30:])
    scene.comes(b"1234567890")
    assert scene.loop.waiting() == []
    scene.answer.set()
    await asyncio.gather(*scene.state.tasks)
    assert scene.wire.sent.endswith(b"ok")
    # What is waited for now is the next one.
    scene.loop.time_is_up()
    assert scene.wire.closed


async def test_who_may_not_send_is_not_late(scene: Scene) -> None:
    scene.comes(HEAD.replace(b"10", b"200000"))
    scene.comes(b"x" * 100_000)
    assert not scene.wire.reading
    for _ in range(3):
        scene.loop.time_is_up()
    assert not scene.wire.closed


async def test_what_was_answered_is_not_answered_again(scene: Scene) -> None:
    scene.comes(HEAD)
    scene.answer.set()
    await asyncio.gather(*scene.state.tasks)
    assert scene.wire.sent.endswith(b"ok")
    sent = scene.wire.sent
    scene.loop.time_is_up()
    assert (scene.wire.sent, scene.wire.closed) == (sent, True)


async def test_an_answer_on_its_way_is_not_disturbed(scene: Scene) -> None:
    """The client has begun the next request meanwhile, and does not go on with it."""
    scene.comes(HEAD + b"1234567890" + HEAD[:20])
    scene.loop.time_is_up()
    assert (scene.wire.sent, scene.wire.closed) == (b"", True)


async def test_each_request_has_its_own_time(scene: Scene) -> None:
    scene.comes(HEAD[:20])
    (first,) = scene.loop.waiting()
    scene.comes(HEAD[20:] + b"1234567890" + HEAD[:20])
    assert first.cancelled
    assert len(scene.loop.waiting()) == 1


async def test_a_websocket_is_not_waited_for(scene: Scene) -> None:
    scene.wire.set_protocol = lambda _protocol: None  # type: ignore[method-assign]
    scene.comes(
        b"GET / HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
        b"sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    assert scene.loop.waiting() == []


async def test_a_head_has_an_end(scene: Scene) -> None:
    scene.comes(HEAD[:-2] + b"x-endless: ")
    for _ in range(LONGEST_HEAD // 1000 + 1):
        assert not scene.wire.closed
        scene.comes(b"y" * 1000)
    assert scene.wire.sent.startswith(b"HTTP/1.1 431 ")
    assert scene.wire.closed
