"""HTTP/1.1 as bytes over a socket: requests that no well-behaved client library would send."""

from __future__ import annotations

import io
import json
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from tests.support.server import Server

TIMEOUT = 20.0


@dataclass(frozen=True)
class Reply:
    """``headers`` by name in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class _Socket:
    """What HTTPResponse needs of a socket, over bytes that were read already."""

    def __init__(self, received: bytes) -> None:
        self._received = received

    def makefile(self, mode: str) -> io.BytesIO:
        return io.BytesIO(self._received)


def exchange(server: Server, request: bytes | list[bytes], method: str = "GET") -> Reply:
    """Sends the bytes as they are, or piece by piece, and reads until the server closes the
    connection; answers its first reply."""
    address = urlsplit(server.base_url)
    with socket.create_connection((address.hostname, address.port), TIMEOUT) as connection:
        # A server that has seen enough hangs up; its answer may still be there.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for piece in [request] if isinstance(request, bytes) else request:
                connection.sendall(piece)
        received = bytearray()
        while True:
            try:
                part = connection.recv(65536)
            except ConnectionResetError:
                break
            if not part:
                break
            received += part
    response = HTTPResponse(_Socket(bytes(received)), method=method)  # type: ignore[arg-type]
    response.begin()
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Reply(response.status, headers, response.read())


def ask(
    server: Server,
    method: str,
    target: str | bytes,
    headers: Iterable[tuple[str, str | bytes]] = (),
    body: bytes | None = None,
    key: str | None = None,
) -> Reply:
    """One request; ``target`` and header values go out byte for byte. ``body`` brings its length
    unless the headers say how it is sent; ``key`` is a Bearer token."""
    lines = [method.encode() + b" " + _bytes(target) + b" HTTP/1.1", b"Host: localhost"]
    lines.append(b"Connection: close")
    if key is not None:
        lines.append(f"Authorization: Bearer {key}".encode())
    given = [(name, _bytes(value)) for name, value in headers]
    lines += [name.encode() + b": " + value for name, value in given]
    framed = {name.lower() for name, _ in given} & {"content-length", "transfer-encoding"}
    if body is not None and not framed:
        lines.append(b"Content-Length: %d" % len(body))
    return exchange(server, b"\r\n".join(lines) + b"\r\n\r\n" + (body or b""), method)


def hang_up(server: Server, request: bytes) -> None:
    """Sends the bytes and closes the connection without waiting for an answer."""
    address = urlsplit(server.base_url)
    with socket.create_connection((address.hostname, address.port), TIMEOUT) as connection:
        connection.sendall(request)


def flood(server: Server, begin: bytes, piece: bytes, most: int) -> int:
    """Sends ``begin`` and then pieces until the server hangs up; how many bytes it let come, at
    most ``most``."""
    address = urlsplit(server.base_url)
    sent = 0
    with (
        socket.create_connection((address.hostname, address.port), TIMEOUT) as connection,
        suppress(BrokenPipeError, ConnectionResetError),
    ):
        connection.sendall(begin)
        while sent < most:
            connection.sendall(piece)
            sent += len(piece)
    return sent


def chunked(body: bytes, size: int = 65536) -> bytes:
    """The body as `Transfer-Encoding: chunked` frames it (RFC 9112, 7.1)."""
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()
