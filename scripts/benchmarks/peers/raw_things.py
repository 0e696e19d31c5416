"""Raw ASGI: what uvicorn leaves to win. No routing, no check, no key, no limit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from benchmarks.things import CREATED_AT, THING

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def create() -> Any:
    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["method"] == "POST":
            body, more = b"", True
            while more:
                message = await receive()
                body += message.get("body", b"")
                more = message.get("more_body", False)
            made = {"id": 1, "shortCode": "k7Bx2", "createdAt": CREATED_AT, **orjson.loads(body)}
            await answer(send, 201, made)
        else:
            await answer(send, 200, {**THING, "id": 123})

    return app


async def answer(send: Send, status: int, value: Any) -> None:
    body = orjson.dumps(value)
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
