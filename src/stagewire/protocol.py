"""HTTP/1.1 with an end to how long the head of a request may grow, and how long a request may take.

uvicorn and httptools set neither, so that one connection could fill the memory, and the processor
with copying, before anybody knows who calls, and many that say a byte now and then could use up all
that there may be. What a request is refused with here is plain text: no document is known yet
(RFC 6585, section 5; RFC 9110, section 15.5.9).
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 64 * 1024
"""Bytes that a head may have beyond the packet it began in, which is at most 256 KiB."""


def _refusal(status: bytes, text: bytes) -> bytes:
    return (
        b"HTTP/1.1 %b\r\n"
        b"content-type: text/plain; charset=utf-8\r\n"
        b"content-length: %d\r\n"
        b"connection: close\r\n\r\n%b" % (status, len(text), text)
    )


_TOO_LONG = _refusal(
    b"431 Request Header Fields Too Large", b"The head of the request is too long."
)
_TOO_SLOW = _refusal(b"408 Request Timeout", b"The request did not come in time.")


class BoundedHttp(HttpToolsProtocol):
    """Given to uvicorn as ``http``."""

    patience = 30.0
    """Seconds for a whole head, also for the first one to begin, and between two pieces of a body.
    """

    _head = 0
    _moved = False
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._late = self.loop.call_later(self.patience, self._expire)

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before = self.scope
        super().data_received(data)
        scope = self.scope
        # uvicorn makes the scope where a head begins, and the cycle where it ends.
        if scope is None or ((cycle := self.cycle) is not None and cycle.scope is scope):
            if scope is None or not cycle.more_body:
                if self._late is not None:
                    self._wait_no_more()
                return
        elif scope is not before:
            self._head = 0
            self._wait_no_more()  # The time of the request before.
        else:
            self._head += len(data)
            if self._head > LONGEST_HEAD and not self.transport.is_closing():
                self.transport.write(_TOO_LONG)
                self.transport.close()
        self._moved = True
        if self._late is None:
            self._late = self.loop.call_later(self.patience, self._expire)

    def handle_websocket_upgrade(self) -> None:
        super().handle_websocket_upgrade()
        # What follows is the WebSocket's.
        self.scope = None  # type: ignore[assignment]

    def _wait_no_more(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _expire(self) -> None:
        self._late = None
        if self.transport.is_closing():
            return
        cycle = self.cycle
        in_body = cycle is not None and cycle.scope is self.scope
        # While it may not send, a client cannot be late.
        if in_body and (self._moved or self.flow.read_paused):
            self._moved = False
            self._late = self.loop.call_later(self.patience, self._expire)
            return
        if in_body:
            answerable = not cycle.response_started
        else:
            answerable = self.scope is not None and (cycle is None or cycle.response_complete)
        if answerable:
            self.transport.write(_TOO_SLOW)
        self.transport.close()
