"""uvicorn's answer to one request, its head made in one go.

uvicorn looks at each name and value with regular expressions. The names are always the same
ones, and the values can be looked at together, which halves what ten headers cost.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.http.httptools_impl import (
    HEADER_RE,
    STATUS_LINE,
    RequestResponseCycle,
)

# What no value may have (RFC 9110, 5.5): a line's end there would begin a header or an answer.
_FORBIDDEN = bytes({*range(0x20), 0x7F} - {0x09})
# What uvicorn has to know of, beside `content-length`.
_TELLING = frozenset((b"connection", b"transfer-encoding"))
_MOST = 256

_starts: dict[bytes, bytes] = {}


class Answer(RequestResponseCycle):
    """What it does not know how to do faster, it leaves to uvicorn, as it was."""

    async def send(self, message: Any) -> None:
        if (
            self.response_started
            or self.disconnected
            or self.access_log
            or not self.keep_alive
            or message["type"] != "http.response.start"
            or self.flow.write_paused
        ):
            await super().send(message)
            return
        length, lines = None, [STATUS_LINE[message["status"]][:-2]]
        for headers in (self.default_headers, message.get("headers", ())):
            for name, value in headers:
                start = _starts.get(name) or _start(name)
                if start is None:
                    await super().send(message)
                    return
                lines.append(start)
                lines.append(value)
                if name == b"content-length":
                    length = value
        count = len(lines) // 2
        lines.append(b"\r\n\r\n")
        head = b"".join(lines)
        # Only the ends of lines that were put here may be found.
        if length is None or len(head) - len(head.translate(None, _FORBIDDEN)) != 2 * count + 4:
            await super().send(message)
            return
        self.response_started = True
        self.waiting_for_100_continue = False
        self.chunked_encoding = False
        self.expected_content_length = int(length)
        self.transport.write(head)


def _start(name: bytes) -> bytes | None:
    """The end of a line and the beginning of the next; None for what uvicorn has to look at."""
    if name in _TELLING or name != name.lower() or HEADER_RE.search(name):
        return None
    start = b"\r\n" + name + b": "
    if len(_starts) < _MOST:
        _starts[name] = start
    return start
