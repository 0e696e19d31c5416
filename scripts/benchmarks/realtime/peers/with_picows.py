"""Rooms on picows, on a port of its own. `with_picows.py port`."""

from __future__ import annotations

import sys
from collections import defaultdict

import orjson
import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_create_server

from benchmarks.realtime.said import event, subscribed

_rooms: dict[str, set[WSTransport]] = defaultdict(set)


class Client(WSListener):
    room = ""

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type != WSMsgType.TEXT:
            return
        message = orjson.loads(frame.get_payload_as_memoryview())
        if message["type"] == "subscribe":
            self.room = message["room"]
            _rooms[self.room].add(transport)
            transport.send(WSMsgType.TEXT, subscribed(self.room))
            return
        payload = event(message)
        for to in _rooms[message["room"]]:
            to.send(WSMsgType.TEXT, payload)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        _rooms[self.room].discard(transport)


async def main(port: int) -> None:
    server = await ws_create_server(lambda _request: Client(), "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


uvloop.run(main(int(sys.argv[1])))
