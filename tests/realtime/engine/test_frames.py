"""Frames that RFC 6455 forbids, sent by hand; and a second, unrelated client that keeps to it."""

from __future__ import annotations

import asyncio
import base64
import os
import random
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest
from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Ping,
    Pong,
    Request,
    TextMessage,
)

from tests.realtime.engine.client import PATIENCE
from tests.realtime.engine.stage import Stage, until

TEXT, BINARY, CONT, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10


class Raw:
    """A socket after the handshake. ``ended`` answers the server's close code, or None when it
    cut the connection without one."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def frame(self) -> tuple[int, bytes]:
        first, second = await self.reader.readexactly(2)
        assert second < 128, "a server does not mask"
        size = second
        if size == 126:
            (size,) = struct.unpack("!H", await self.reader.readexactly(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", await self.reader.readexactly(8))
        return first, await self.reader.readexactly(size)

    async def message(self) -> Any:
        first, payload = await self.frame()
        assert first == 0x80 | TEXT
        return orjson.loads(payload)

    async def ended(self) -> int | None:
        code = None
        async with asyncio.timeout(PATIENCE):
            try:
                while True:
                    first, payload = await self.frame()
                    if first == 0x80 | CLOSE:
                        code = struct.unpack("!H", payload[:2])[0] if payload else 1005
            except (asyncio.IncompleteReadError, ConnectionError):
                return code


@asynccontextmanager
async def raw(stage: Stage, token: str | None = None) -> AsyncIterator[Raw]:
    reader, writer = await asyncio.open_connection("127.0.0.1", stage.port)
    key = base64.b64encode(os.urandom(16)).decode()
    query = f"?token={token or stage.token()}"
    writer.write(
        f"GET /realtime{query} HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 101 ") and b"xtensions" not in head
    made = Raw(reader, writer)
    try:
        assert (await made.message())["type"] == "welcome"
        yield made
    finally:
        writer.close()


def frame(
    opcode: int, payload: bytes, *, fin: bool = True, rsv: int = 0, masked: bool = True
) -> bytes:
    first = (0x80 if fin else 0) | rsv << 4 | opcode
    bit = 0x80 if masked else 0
    if len(payload) < 126:
        head = bytes((first, bit | len(payload)))
    elif len(payload) < 65536:
        head = bytes((first, bit | 126)) + struct.pack("!H", len(payload))
    else:
        head = bytes((first, bit | 127)) + struct.pack("!Q", len(payload))
    # A mask of zeros leaves the payload readable.
    return head + (b"\0\0\0\0" if masked else b"") + payload


PING_MESSAGE = b'{"type":"ping","id":1}'
BAD = {
    "unmasked": (frame(TEXT, PING_MESSAGE, masked=False), 1002),
    "compressed": (frame(TEXT, PING_MESSAGE, rsv=4), 1002),
    "reserved bit 2": (frame(TEXT, PING_MESSAGE, rsv=2), 1002),
    "reserved bit 3": (frame(TEXT, PING_MESSAGE, rsv=1), 1002),
    **{f"reserved opcode {n}": (frame(n, b""), 1002) for n in (3, 4, 5, 6, 7, 11, 13, 15)},
    "fragmented ping": (frame(PING, b"", fin=False), 1002),
    "long ping": (frame(PING, b"x" * 126), 1002),
    "continuation of nothing": (frame(CONT, PING_MESSAGE), 1002),
    "text within text": (frame(TEXT, b"{", fin=False) + frame(TEXT, b"}"), 1002),
    "close of one byte": (frame(CLOSE, b"\x03"), 1002),
    "close with a reserved code": (frame(CLOSE, struct.pack("!H", 1005)), 1002),
    "close with bad text": (frame(CLOSE, struct.pack("!H", 1000) + b"\xff"), 1007),
    "binary": (frame(BINARY, PING_MESSAGE), 1003),
    "not UTF-8": (frame(TEXT, b'{"type":"\xff"}'), 1007),
    "a surrogate in UTF-8": (frame(TEXT, b'{"type":"\xed\xa0\x80"}'), 1007),
    "UTF-8 cut off": (frame(TEXT, b'"\xc3', fin=False) + frame(CONT, b'"'), 1007),
    "too big": (frame(TEXT, b" " * 65537), 1009),
    "too big by its length": (b"\x81\xff" + struct.pack("!Q", 2**62) + b"\0\0\0\0", 1009),
    "too big in pieces": (
        frame(TEXT, b" " * 40000, fin=False) + frame(CONT, b" " * 40000), 1009),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
async def test_what_is_forbidden_closes_one_connection(stage: Stage, name: str) -> None:
    sent, code = BAD[name]
    async with stage.client() as witness:
        await witness.subscribe("lobby")
        async with raw(stage) as bad:
            bad.send(frame(TEXT, b'{"type":"subscribe","room":"lobby"}'))
            assert (await bad.message())["type"] == "subscribed"
            bad.send(sent)
            assert await bad.ended() == code
        await witness.next("leave")
        await witness.publish("lobby")
        await witness.next("event")
    await stage.empty()


@pytest.mark.parametrize("seed", range(4))
async def test_noise_hurts_nobody_else(stage: Stage, seed: int) -> None:
    """Random bytes, random frames and frames whose bits were flipped, from many sockets."""
    chance = random.Random(seed)
    good = [PING_MESSAGE, b'{"type":"subscribe","room":"lobby"}', b"{}", b"\xff", b"[" * 300]

    def noise() -> bytes:
        kind = chance.randrange(3)
        if kind == 0:
            return chance.randbytes(chance.randrange(200))
        sent = frame(chance.randrange(16), chance.choice(good), fin=chance.random() < 0.7)
        if kind == 1:
            return sent
        at = chance.randrange(len(sent))
        return sent[:at] + bytes([sent[at] ^ 1 << chance.randrange(8)]) + sent[at + 1 :]

    async with stage.client() as witness:
        await witness.subscribe("lobby", presence=False)
        for _ in range(25):
            async with raw(stage) as bad:
                for _ in range(chance.randrange(1, 12)):
                    bad.send(noise())
                bad.writer.write_eof()
                assert await bad.ended() in (None, 1000, 1002, 1003, 1007, 1009, 1011)
            stage.clock.advance(1)
        place = await witness.publish("lobby")
        assert (await witness.next("event"))["offset"] == place["offset"]
    await stage.empty()
    assert stage.hub.wires == 0


async def test_text_in_pieces_is_one_message(stage: Stage) -> None:
    async with raw(stage) as client:
        for byte in range(len(PING_MESSAGE) - 1):
            opcode = TEXT if byte == 0 else CONT
            client.send(frame(opcode, PING_MESSAGE[byte : byte + 1], fin=False))
            client.send(frame(PING, b"between"))
            assert await client.frame() == (0x80 | PONG, b"between")
        client.send(frame(CONT, PING_MESSAGE[-1:]))
        assert await client.message() == {"type": "pong", "id": 1}


async def test_frames_may_come_in_any_pieces_of_the_stream(stage: Stage) -> None:
    sent = frame(TEXT, PING_MESSAGE) * 3 + frame(TEXT, b'{"type":"ping","id":2}' + b" " * 60000)
    async with raw(stage) as client:
        for at in range(0, 120):
            client.send(sent[at : at + 1])
            await asyncio.sleep(0)
        client.send(sent[120:])
        ids = [(await client.message())["id"] for _ in range(4)]
        assert ids == [1, 1, 1, 2]


def scrambled(sent: bytes, payload: bytes, mask: bytes) -> bytes:
    """A frame with a mask that is none of zeros."""
    head = sent[: len(sent) - len(payload) - 4]
    return head + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(payload))


@pytest.mark.parametrize("seed", range(4))
async def test_frames_of_all_kinds_may_follow_each_other(stage: Stage, seed: int) -> None:
    """Everyday texts, long ones, such in pieces, pings and pongs, cut anywhere: each that asks for
    something is answered once, in its turn."""
    chance = random.Random(seed)
    sent, pinged, asked = b"", [], []

    def add(opcode: int, payload: bytes, fin: bool = True) -> None:
        nonlocal sent
        sent += scrambled(frame(opcode, payload, fin=fin), payload, chance.randbytes(4))

    for n in range(70):
        text = b'{"type":"ping","id":%d}' % n
        kind = chance.randrange(6)
        if kind == 0:
            add(PING, b"%d" % n)
            pinged.append(n)
            continue
        if kind == 5:
            add(PONG, chance.randbytes(chance.choice((0, 1, 125))))
            continue
        if kind == 1:
            text = text.ljust(chance.choice((125, 126, 127, 8191, 8192, 8193, 20_000)))
        if kind == 2:
            cut = chance.randrange(len(text))
            add(TEXT, text[:cut], fin=False)
            add(CONT, text[cut:])
        else:
            add(TEXT, text)
        asked.append(n)
    async with raw(stage) as client:
        while sent:
            size = chance.choice((1, 2, 3, 7, 50, 5_000, 70_000))
            client.send(sent[:size])
            sent = sent[size:]
            await asyncio.sleep(0)
        pongs, told = [], []
        for _ in range(len(pinged) + len(asked)):
            first, payload = await client.frame()
            if first == 0x80 | PONG:
                pongs.append(int(payload))
            else:
                told.append(orjson.loads(payload)["id"])
        # A pong need not wait for what is written together.
        assert (pongs, told) == (pinged, asked)


async def test_the_largest_message_is_taken(stage: Stage) -> None:
    async with raw(stage) as client:
        client.send(frame(TEXT, PING_MESSAGE.ljust(65536)))
        assert (await client.message())["id"] == 1


async def test_a_handshake_that_is_none_is_refused(stage: Stage) -> None:
    good = {
        "Host": "h", "Upgrade": "websocket", "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }  # fmt: skip
    for change, status in (
        ({"Sec-WebSocket-Version": "8"}, b"400"),
        ({"Sec-WebSocket-Key": "short"}, b"400"),
        ({"Sec-WebSocket-Key": None}, b"400"),
        ({"Sec-WebSocket-Version": None}, b"400"),
    ):
        headers = {name: value for name, value in (good | change).items() if value}
        reader, writer = await asyncio.open_connection("127.0.0.1", stage.port)
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"GET /realtime HTTP/1.1\r\n{lines}\r\n".encode())
        assert (await reader.readline()).split()[1] == status, change
        writer.close()
    await stage.empty()


async def test_a_silent_client_is_asked_and_then_closed(stage: Stage) -> None:
    async with raw(stage) as silent, raw(stage) as alive:
        stage.pass_time(26)
        stage.pass_time(26)
        for client in (silent, alive):
            assert await client.frame() == (0x80 | PING, b"")
        # That it lives shows in anything it sends.
        alive.send(frame(TEXT, PING_MESSAGE))
        assert (await alive.message())["type"] == "pong"
        stage.pass_time(26)
        assert await silent.frame() == (0x80 | CLOSE, struct.pack("!H", 4010) + REASON)
        assert len(stage.hub.connections) == 1
        alive.send(frame(TEXT, PING_MESSAGE))
        assert (await alive.message())["type"] == "pong"
        # A client whose host is gone does not answer the close either.
        stage.pass_time(7)
        await silent.ended()
        assert len(stage.state.connections) == 1


REASON = b"nothing came for too long"


async def test_who_does_not_answer_a_close_is_cut_off(stage: Stage) -> None:
    async with raw(stage) as client:
        await stage.rooms.disconnect("my-app-123", connection_id=next(iter(stage.hub.connections)))
        await until(lambda: not stage.hub.connections)
        assert stage.state.connections
        stage.pass_time(7)
        assert await client.ended() == 4006
    await stage.empty()


async def test_another_implementation_speaks_with_us(stage: Stage) -> None:
    """wsproto shares no code with the engine."""
    reader, writer = await asyncio.open_connection("127.0.0.1", stage.port)
    ws = WSConnection(ConnectionType.CLIENT)
    writer.write(ws.send(Request(host="h", target=f"/realtime?token={stage.token()}")))
    seen: list[Any] = []

    async def more(kind: type) -> Any:
        async with asyncio.timeout(PATIENCE):
            while True:
                for event in seen:
                    if isinstance(event, kind):
                        seen.remove(event)
                        return event
                ws.receive_data(await reader.read(65536) or None)
                seen.extend(ws.events())

    await more(AcceptConnection)
    assert '"welcome"' in (await more(TextMessage)).data
    for size in (0, 1, 124, 125, 126, 127, 65535 - 60, 65536 - 60):
        text = '{"type":"publish","room":"r","event":"e","data":{"x":"%s"}}' % ("ü" * (size // 2))
        writer.write(ws.send(TextMessage(text)))
        assert '"published"' in (await more(TextMessage)).data
    writer.write(ws.send(TextMessage('{"type":"history","room":"r","limit":8}')))
    answer = ""
    while True:
        part = await more(TextMessage)
        answer += part.data
        if part.message_finished:
            break
    assert len(orjson.loads(answer)["events"]) == 8
    writer.write(ws.send(Ping(b"there?")))
    assert (await more(Pong)).payload == b"there?"
    writer.write(ws.send(CloseConnection(1000, "bye")))
    closed = await more(CloseConnection)
    assert (closed.code, closed.reason) == (1000, "bye")
    assert await reader.read() == b""
    writer.close()
    assert not [event for event in seen if isinstance(event, BytesMessage)]
    await stage.empty()
