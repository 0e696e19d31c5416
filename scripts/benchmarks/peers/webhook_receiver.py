"""Takes webhooks on the load's core, as fast as Python can: `python -m … PORT`. `GET /` answers how
many came and how long ago the last hundred thousand had been sent, in µs."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import deque
from typing import Any

import httptools
import uvloop

_SENT = re.compile(rb'"sent":(\d+)')
_OK = b"HTTP/1.1 204 No Content\r\n\r\n"

ages: deque[int] = deque(maxlen=100_000)
count = 0


class Protocol(asyncio.Protocol):
    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._parser = httptools.HttpRequestParser(self)
        self._body = b""

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        global count
        if self._parser.get_method() == b"GET":
            text = json.dumps({"count": count, "ages": sorted(ages)}).encode()
            count = 0
            ages.clear()
            self._transport.write(
                b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(text), text)
            )
            return
        count += 1
        found = _SENT.search(self._body)
        if found is not None:
            ages.append((time.monotonic_ns() - int(found[1])) // 1000)
        self._body = b""
        self._transport.write(_OK)


async def main(port: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Protocol, "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
