"""One HTTP/1.1 connection (RFC 9112): a request, its answer, the next request.

The parser is llhttp, as lenient as browsers are about line ends; nothing is taken for granted of
who answers. The head and framing of an answer are bounded, and of its body only the beginning is
read: what is longer is cut off with the connection. What comes without being asked for closes it.
"""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from stagewire.egress.answer import KEPT, NoAnswer, Stale, short

MOST = 65536
"""Bytes of one answer: interim answers (1xx), head and framing, besides its body's beginning."""


class Received(NamedTuple):
    """As ``Answer`` has it."""

    status: int
    headers: dict[str, str]
    body: bytes


class Connection(asyncio.Protocol):
    """``ready``: it takes another request. ``idle_since`` is the pool's note."""

    idle_since = 0.0
    # Of the answer under way: its head is here, says where it ends, all of it is here, and the
    # connection is good for another one.
    _headed: bool
    _framed: bool
    _complete: bool
    _kept_alive: bool

    def __init__(self) -> None:
        self.ready = False
        self._answer: asyncio.Future[Received] | None = None
        self._parser = HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(
            lenient_headers=True,
            lenient_optional_cr_before_lf=True,
            lenient_spaces_after_chunk_size=True,
        )

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self.ready = True

    def send(self, request: bytes) -> asyncio.Future[Received]:
        """Its answer, or NoAnswer. Only while it is ``ready``."""
        self.ready = False
        self._came = 0
        self._begin()
        self._answer = answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return answer

    def expire(self) -> None:
        """The time of the request is over."""
        self._fail(NoAnswer("It took too long."))

    def close(self) -> None:
        """At once: what was not written yet is nobody's."""
        self.ready = False
        self._transport.abort()

    # --- from the transport ------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        if self._answer is None:
            self.close()  # It answers nothing.
            return
        self._came += len(data)
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade:
            pass  # 101, which nobody asked for, is an answer like others; the connection ends.
        except HttpParserError as error:
            if not self._complete:
                self._fail(NoAnswer(f"The answer is no HTTP: {short(error)}."))
                return
        if self._complete or self._length > KEPT:
            self._finish()
        elif self._came > MOST:
            self._overrun()

    def connection_lost(self, error: Exception | None) -> None:
        self.ready = False
        if self._answer is None:
            return
        if self._headed and not self._framed and error is None:
            self._finish()  # Its end is the answer's.
        elif not self._came:
            self._fail(Stale("The connection was closed without an answer."))
        elif error is None:
            self._fail(NoAnswer("The connection was closed in the middle of an answer."))
        else:
            self._fail(NoAnswer(f"The connection broke: {short(error)}."))

    # --- from the parser ---------------------------------------------------------------------

    def on_message_begin(self) -> None:
        if self._complete:
            self._kept_alive = False  # More than one answer to one request.

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._headed:
            return  # Trailers.
        lower = name.lower()
        if lower == b"content-length" or lower == b"transfer-encoding":
            self._framed = lower == b"content-length" or value.lower().endswith(b"chunked")
        self._headers[lower.decode("latin-1")] = value.decode("latin-1").rstrip()

    def on_headers_complete(self) -> None:
        if self._complete:
            return
        self._status = self._parser.get_status_code()
        self._headed = True

    def on_body(self, body: bytes) -> None:
        if not self._complete and self._length <= KEPT:
            self._body.append(body)
        self._length += len(body)

    def on_message_complete(self) -> None:
        if self._complete:
            return
        if 100 <= self._status < 200 and self._status != 101:
            self._begin()  # An interim answer: the one that was asked for follows.
            return
        self._complete = True
        self._kept_alive = self._status != 101 and self._parser.should_keep_alive()

    # -----------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._status = 0
        self._headers: dict[str, str] = {}
        self._body: list[bytes] = []
        self._length = 0
        self._headed = self._framed = self._complete = self._kept_alive = False

    def _overrun(self) -> None:
        if self._headed:
            self._finish()  # Its body is framed in more than it has.
        else:
            self._fail(NoAnswer("The answer is no HTTP: its head is too long."))

    def _finish(self) -> None:
        answer, self._answer = self._answer, None
        # Who answers before the request was read may take the rest of it for another one.
        if self._kept_alive and not self._transport.get_write_buffer_size():
            self.ready = True
        else:
            self.close()
        if answer is not None and not answer.done():
            body = b"".join(self._body)[:KEPT]
            answer.set_result(Received(self._status, self._headers, body))

    def _fail(self, error: NoAnswer) -> None:
        answer, self._answer = self._answer, None
        self.close()
        if answer is not None and not answer.done():
            answer.set_exception(error)
