"""The opening handshake (RFC 6455, section 4.2) of an everyday request.

uvicorn hands on a head that httptools has read: whole, each header on a line of its own. A request
that is in any way unusual is left to the engine, which knows how to refuse it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from email.utils import formatdate
from hashlib import sha1
from typing import NamedTuple

_LONGEST = 8192
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_KEY = re.compile(rb"[A-Za-z0-9+/]{21}[AQgw]==")
_TOKENS = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:[ \t]*,[ \t]*[!#$%&'*+.^_`|~0-9A-Za-z-]+)*")


class Asked(NamedTuple):
    """A request for a WebSocket. ``headers`` as ASGI has them: names in lower case."""

    target: str
    headers: list[tuple[bytes, bytes]]

    def values(self, name: bytes) -> list[str]:
        """Of a header, in the order of its lines."""
        return [value.decode("latin-1") for known, value in self.headers if known == name]

    @property
    def subprotocols(self) -> list[str]:
        """Those that the client offers."""
        lines = self.values(b"sec-websocket-protocol")
        return [name.strip() for line in lines for name in line.split(",")]


def everyday(head: bytes) -> Asked | None:
    """The request of a head with its empty line; None for one that the engine has to look at."""
    if len(head) > _LONGEST or not head.isascii():
        return None
    first, *lines = head[:-4].split(b"\r\n")
    method, _, rest = first.partition(b" ")
    target, _, version = rest.partition(b" ")
    if method != b"GET" or version != b"HTTP/1.1":
        return None
    headers = []
    for line in lines:
        name, colon, value = line.partition(b":")
        if not colon:
            return None
        headers.append((name.lower(), value.strip(b" \t")))
    fields = dict(headers)
    if (
        len(fields) != len(headers)
        or fields.get(b"upgrade", b"").lower() != b"websocket"
        or fields.get(b"sec-websocket-version") != b"13"
        or not _KEY.fullmatch(fields.get(b"sec-websocket-key", b""))
        or not _TOKENS.fullmatch(fields.get(b"sec-websocket-protocol", b"none"))
    ):
        return None
    options = fields.get(b"connection", b"").lower().split(b",")
    if not any(option.strip() == b"upgrade" for option in options):
        return None
    return Asked(target.decode("ascii"), headers)


def accepted(asked: Asked, subprotocol: str | None) -> bytes:
    """The answer to an everyday request."""
    key = dict(asked.headers)[b"sec-websocket-key"]
    proof = b64encode(sha1(key + _GUID).digest()).decode()  # noqa: S324 - as the RFC has it
    chosen = f"Sec-WebSocket-Protocol: {subprotocol}\r\n" if subprotocol else ""
    return (
        "HTTP/1.1 101 Switching Protocols\r\n"
        f"Date: {formatdate(usegmt=True)}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {proof}\r\n{chosen}\r\n"
    ).encode()
