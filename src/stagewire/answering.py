"""One request and its answer, as an application knows that wants them whole.

uvicorn's own way, by messages, stays for all the others: it looks at each name and value of an
answer with regular expressions, and waits for a body that is mostly there. Of an answer that is
known as a whole the head is made in one go, which costs a fifth.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from uvicorn.protocols.http.httptools_impl import (
    HEADER_RE,
    STATUS_LINE,
    RequestResponseCycle,
)

from stagewire.contract.types import EXCHANGE

# What no value may have (RFC 9110, 5.5): a line's end there would begin a header or an answer.
_FORBIDDEN = bytes({*range(0x20), 0x7F} - {0x09})
# What uvicorn has to know of, beside `content-length`.
_TELLING = frozenset((b"connection", b"transfer-encoding"))
_WITHOUT_BODY = frozenset((204, 304))
_MOST = 256

_good: set[bytes] = set()
"""Names that uvicorn would send as they are."""


class Answer(RequestResponseCycle):
    """A ``contract.types.Exchange``. What it does not know how to do faster, it leaves to uvicorn,
    as it was."""

    async def run_asgi(self, app: Any) -> None:
        extensions: Any = self.scope.setdefault("extensions", {})
        extensions[EXCHANGE] = self
        try:
            await super().run_asgi(app)
        finally:
            # Who holds the scope would keep what holds it.
            del extensions[EXCHANGE]

    def body_at_hand(self) -> bytes | None:
        if self.more_body or self.disconnected or not self.message_event.is_set():
            return None
        self.message_event.clear()
        self.flow.resume_reading()
        body, self.body = bytes(self.body), bytearray()
        return body

    def answer(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> bool:
        if self._is_uvicorns():
            return False
        length = _length(headers)
        if length is None:
            if body or status not in _WITHOUT_BODY:
                return False
        elif int(length) != len(body):
            return False
        head = self._head(status, headers)
        if head is None:
            return False
        self.response_started = self.response_complete = True
        self.waiting_for_100_continue = False
        self.transport.send(head, body)  # type: ignore[attr-defined]
        self.message_event.set()
        self.on_response()
        return True

    async def send(self, message: Any) -> None:
        if message["type"] != "http.response.start" or self._is_uvicorns():
            await super().send(message)
            return
        headers = [*message.get("headers", ())]
        length = _length(headers)
        head = self._head(message["status"], headers)
        if length is None or head is None:
            await super().send(message)
            return
        self.response_started = True
        self.waiting_for_100_continue = False
        self.chunked_encoding = False
        self.expected_content_length = int(length)
        self.transport.write(head)

    def _is_uvicorns(self) -> bool:
        return (
            self.response_started
            or self.disconnected
            or self.access_log
            or not self.keep_alive
            or self.flow.write_paused
        )

    def _head(self, status: int, headers: list[tuple[bytes, bytes]]) -> bytes | None:
        """None for what uvicorn has to look at."""
        lines = [*self.default_headers, *headers]
        if not _good.issuperset([name for name, _ in lines]) and not _are_good(lines):
            return None
        head = STATUS_LINE[status] + b"\r\n".join(map(b": ".join, lines)) + b"\r\n\r\n"
        # Only the ends of lines that were put here may be found.
        if len(head) - len(head.translate(None, _FORBIDDEN)) != 2 * len(lines) + 4:
            return None
        return head


def _length(headers: Iterable[tuple[bytes, bytes]]) -> bytes | None:
    for name, value in headers:
        if name == b"content-length":
            return value
    return None


def _are_good(lines: Iterable[tuple[bytes, bytes]]) -> bool:
    for name, _ in lines:
        if name in _TELLING or name != name.lower() or HEADER_RE.search(name):
            return False
        if len(_good) < _MOST:
            _good.add(name)
    return True
