"""Those who take too little, send too much or leave without a word: others notice nothing, and
what they took is given back."""

from __future__ import annotations

import asyncio
import gc
import socket
from contextlib import AsyncExitStack
from typing import Any

import pytest

from stagewire.realtime.connection import Connection
from stagewire.realtime.protocol import RealtimeProtocol
from stagewire.realtime.room import Room
from tests.realtime.engine.stage import APP, Stage, until
from tests.realtime.engine.test_frames import BINARY, PING, TEXT, frame, raw


@pytest.mark.parametrize("limits", [{"queue_bytes": 262_144, "history_bytes": 131_072}])
async def test_who_reads_too_slowly_is_closed_and_recovers(
    stage: Stage, limits: dict[str, int]
) -> None:
    data = {"x": "x" * 30_000}
    async with stage.client() as quick, raw(stage) as slow:
        slow.send(frame(TEXT, b'{"type":"subscribe","room":"lobby","presence":false}'))
        assert (await slow.message())["type"] == "subscribed"
        await quick.subscribe("lobby", presence=False)
        # Nothing is read from here on: kernel and stream buffers fill, then the server's queue.
        slow.reader._transport.pause_reading()  # type: ignore[attr-defined]
        published = 0
        while len(stage.hub.connections) == 2:
            await stage.rooms.publish(APP, "lobby", "large", data)
            published += 1
            event = await quick.next("event")
            assert event["offset"] == published
            assert published < 2000
        # What it reads in the end is whole, in order, and ends with the reason.
        slow.reader._transport.resume_reading()  # type: ignore[attr-defined]
        offsets = []
        while (got := await slow.frame())[0] == 0x80 | TEXT:
            offsets.append(len(offsets) + 1)
            assert b'"offset":%d,' % offsets[-1] in got[1]
        assert got[1][:2] == (4008).to_bytes(2, "big")
        assert 0 < len(offsets) < published
    await stage.empty()


async def test_who_asks_and_does_not_read_is_cut_off(stage: Stage) -> None:
    async with stage.client() as witness:
        async with raw(stage) as greedy:
            sock: socket.socket = greedy.writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            greedy.reader._transport.pause_reading()  # type: ignore[attr-defined]
            pings = frame(PING, b"x" * 125) * 400

            async def ask() -> None:
                while stage.hub.wires > 1:
                    greedy.send(pings)
                    stage.clock.advance(5)
                    await asyncio.sleep(0.001)

            await asyncio.wait_for(ask(), 60)
        await witness.answer("pong", "ping")
    await stage.empty()


@pytest.mark.parametrize("limits", [{"messages_per_second": 10}])
async def test_who_sends_too_much_is_told_and_waits(stage: Stage, limits: dict[str, int]) -> None:
    async with stage.client() as client, stage.client() as other:
        ids = [await client.send("ping") for _ in range(15)]
        answers = [await client.next(lambda m, n=n: m.get("id") == n) for n in ids[:10]]
        assert {answer["type"] for answer in answers} == {"pong"}
        refused = await client.next("error")
        assert refused["code"] == "rate_limited" and refused["id"] == ids[10]
        assert 0 < refused["retry_after"] <= 1
        await other.answer("pong", "ping")
        stage.clock.advance(1)
        assert (await client.next(lambda m: m.get("id") == ids[-1]))["type"] in ("pong", "error")
        stage.clock.advance(1)
        await client.answer("pong", "ping")


@pytest.mark.parametrize(
    ("limits", "others"),
    [
        ({"messages_per_second_per_ip": 20}, False),
        ({"messages_per_second_per_application": 20}, True),
    ],
)
async def test_many_connections_share_a_limit(
    stage: Stage, limits: dict[str, int], others: bool
) -> None:
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(stage.client()) for _ in range(5)]
        stranger = await stack.enter_async_context(stage.client(app_id="other-app"))
        answers = [await client.request("ping") for client in clients for _ in range(4)]
        assert {answer["type"] for answer in answers} == {"pong"}
        assert (await clients[0].request("ping"))["code"] == "rate_limited"
        assert ((await stranger.request("ping"))["type"] == "pong") is others
        stage.clock.advance(1)
        await clients[1].answer("pong", "ping")


@pytest.mark.parametrize("limits", [{"bytes_per_second": 65_536}])
async def test_bytes_are_limited_too(stage: Stage, limits: dict[str, int]) -> None:
    async with stage.client() as client:
        large = {"x": "x" * 60_000}
        await client.publish("lobby", data=large)
        await client.publish("lobby", data=large)
        error = await client.answer("error", "publish", room="lobby", event="e", data=large)
        assert error["code"] == "rate_limited"
        stage.clock.advance(2)
        await client.publish("lobby", data=large)


@pytest.mark.parametrize("limits", [{"messages_per_second": 10_000}])
async def test_a_flood_of_subscriptions_leaves_nothing(
    stage: Stage, limits: dict[str, int]
) -> None:
    async with stage.client() as client:
        for n in range(500):
            await client.send("subscribe", room=f"room-{n}")
            await client.send("unsubscribe", room=f"room-{n}")
        await client.answer("pong", "ping")
        assert not stage.hub.rooms
        assert stage.broker.size == (0, 0)


async def test_everything_is_given_back(stage: Stage) -> None:
    """Counts what is left after clients that leave in every way there is."""

    async def visit(n: int) -> None:
        if n % 4 == 0:
            async with raw(stage) as bad:
                bad.send(frame(TEXT, b'{"type":"subscribe","room":"lobby"}'))
                await bad.message()
                bad.send(frame(BINARY, b"x"))
                await bad.ended()
            return
        async with stage.client(user_id=f"u{n}") as client:
            await client.subscribe("lobby")
            await client.subscribe(f"own-{n}")
            await client.publish("lobby")
            if n % 4 == 1:
                client.socket.transport.abort()
            elif n % 4 == 2:
                await stage.rooms.disconnect(APP, connection_id=client.id)

    before = len(asyncio.all_tasks())
    for _ in range(4):
        await asyncio.gather(*(visit(n) for n in range(20)))
        await stage.empty()
    await stage.rooms.close_room(APP, "lobby")
    await until(lambda: not living())
    assert len(asyncio.all_tasks()) == before
    hub = stage.hub
    assert not hub.rooms and not hub.connections and not hub.apps() and hub.wires == 0
    assert len(hub.deadlines) == 0 and stage.broker.size == (0, 0)


def living() -> list[Any]:
    """Connections and rooms that something still holds."""
    gc.collect()
    return [o for o in gc.get_objects() if isinstance(o, RealtimeProtocol | Connection | Room)]


async def test_what_comes_while_busy_goes_out_together(stage: Stage) -> None:
    """A hundred events at once are far fewer writes than events."""
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(stage.client()) for _ in range(10)]
        for client in clients:
            await client.subscribe("lobby", presence=False)
        writes: list[int] = []
        for connection in stage.hub.connections.values():
            connection.wire = Counting(connection.wire, writes)
            connection.settle()
        for n in range(100):
            await stage.rooms.publish(APP, "lobby", "e", {"n": n})
        for client in clients:
            offsets = [(await client.next("event"))["offset"] for _ in range(100)]
            assert offsets == list(range(1, 101))
        assert 10 <= len(writes) <= 40


class Counting:
    """A wire that counts its writes."""

    def __init__(self, wire: Any, writes: list[int]) -> None:
        self._wire = wire
        self._writes = writes

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wire, name)

    def write(self, data: bytes) -> None:
        self._writes.append(len(data))
        self._wire.write(data)

    put = write
