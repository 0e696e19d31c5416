"""HTTP/1.1 with an end to how long the head of a request may grow.

uvicorn and httptools set none, so that one connection could fill the memory, and the processor with
copying, before anybody knows who calls. What a request is refused with here is plain text: no
document is known yet (RFC 6585, 5).
"""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 64 * 1024
"""Bytes that a head may have beyond the packet it began in, which is at most 256 KiB."""

_TEXT = b"The head of the request is too long."
_REFUSAL = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: text/plain; charset=utf-8\r\n"
    b"content-length: %d\r\n"
    b"connection: close\r\n\r\n%b" % (len(_TEXT), _TEXT)
)


class BoundedHttp(HttpToolsProtocol):
    """Given to uvicorn as ``http``."""

    _head = 0

    def data_received(self, data: bytes) -> None:
        before = self.scope
        super().data_received(data)
        scope = self.scope
        # uvicorn makes the scope where a head begins, and the cycle where it ends.
        if scope is None or (self.cycle is not None and self.cycle.scope is scope):
            return
        if scope is not before:
            self._head = 0
            return
        self._head += len(data)
        if self._head > LONGEST_HEAD and not self.transport.is_closing():
            self.transport.write(_REFUSAL)
            self.transport.close()
