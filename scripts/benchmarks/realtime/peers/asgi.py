"""Rooms as an ASGI application, over one of uvicorn's own protocol classes. `asgi.py port ws`."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import Any

import orjson
import uvicorn

from benchmarks.realtime.said import event, subscribed

_rooms: dict[str, set[Any]] = defaultdict(set)


async def app(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return
    await receive()
    await send({"type": "websocket.accept"})
    room = ""
    while (came := await receive())["type"] == "websocket.receive":
        message = orjson.loads(came["text"])
        if message["type"] == "subscribe":
            room = message["room"]
            _rooms[room].add(send)
            await send({"type": "websocket.send", "text": subscribed(room).decode()})
            continue
        out = {"type": "websocket.send", "text": event(message).decode()}
        for to in _rooms[message["room"]]:
            await to(out)
    _rooms[room].discard(send)


uvicorn.run(
    app,
    port=int(sys.argv[1]),
    ws=sys.argv[2],
    ws_per_message_deflate=False,
    # The load counts messages by a byte, which a ping may have by chance.
    ws_ping_interval=None,
    lifespan="off",
    log_level="error",
    backlog=2048,
)
