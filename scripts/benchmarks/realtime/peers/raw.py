"""A WebSocket server of bare `transport.write`: what fan-out costs without any rule about it.

`raw.py port`. It takes what the load sends for granted: whole frames, mask 0, valid JSON.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import sys
from collections import defaultdict
from typing import cast

import orjson
import uvloop

from benchmarks.realtime.said import event, subscribed

_MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

rooms: dict[str, set[asyncio.Transport]] = defaultdict(set)


def frame(payload: bytes) -> bytes:
    size = len(payload)
    head = bytes((0x81, size)) if size < 126 else b"\x81\x7e" + size.to_bytes(2, "big")
    return head + payload


class Protocol(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.unread = b""
        self.upgraded = False
        self.room = ""

    def connection_lost(self, exc: Exception | None) -> None:
        rooms[self.room].discard(self.transport)

    def data_received(self, data: bytes) -> None:
        self.unread += data
        if not self.upgraded:
            head, end, rest = self.unread.partition(b"\r\n\r\n")
            if not end:
                return
            self.unread = rest
            self.upgraded = True
            self.upgrade(head)
        while len(self.unread) >= 6:
            size, start = self.unread[1] & 0x7F, 6
            if size == 126:
                size, start = int.from_bytes(self.unread[2:4], "big"), 8
            if len(self.unread) < start + size:
                return
            payload, self.unread = self.unread[start : start + size], self.unread[start + size :]
            self.message(orjson.loads(payload))

    def upgrade(self, head: bytes) -> None:
        headers = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
        key = headers.get(b"Sec-WebSocket-Key")
        if key is None:
            self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            self.transport.close()
            return
        accept = base64.b64encode(hashlib.sha1(key + _MAGIC).digest())
        self.transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )

    def message(self, message: dict[str, object]) -> None:
        room = message["room"]
        assert isinstance(room, str)
        if message["type"] == "subscribe":
            self.room = room
            rooms[room].add(self.transport)
            self.transport.write(frame(subscribed(room)))
            return
        data = frame(event(message))
        for transport in rooms[room]:
            transport.write(data)


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(
        Protocol, "127.0.0.1", port, backlog=2048
    )
    await server.serve_forever()


uvloop.run(main(int(sys.argv[1])))
