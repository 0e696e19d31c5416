"""Raw ASGI: a 302 out of a dictionary."""

from __future__ import annotations

import os
from typing import Any

from benchmarks.peers.raw_things import Receive, Send

DESTINATION = b"https://example.com/some/long/url"


def create() -> Any:
    links = {f"/s/{os.environ['BENCHMARK_CODE']}": DESTINATION}

    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        location = links.get(scope["path"])
        headers = [(b"content-length", b"0")]
        if location is not None:
            headers.append((b"location", location))
        status = 302 if location else 404
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    return app
