"""Bytes served as they are: strong ETags, gzip made once, HEAD, 304, and 405 for the rest."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable
from functools import cached_property

from starlette.types import Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]

# A body this short is not worth the work of unpacking it.
_WORTH = 1024


class Page:
    """One answer. ``make`` gives its bytes, once and when first asked for, so that start-up pays
    for none; with ``packed`` they are gzip already. ``headers`` are sent with every answer."""

    def __init__(
        self,
        make: Callable[[], bytes],
        media_type: str,
        headers: Iterable[tuple[bytes, bytes]] = (),
        *,
        packed: bool = False,
    ) -> None:
        self._make = make
        self._packed = packed
        self._headers: Headers = [
            (b"content-type", media_type.encode()),
            (b"vary", b"accept-encoding"),
            (b"x-content-type-options", b"nosniff"),
            *headers,
        ]
        self.ready = False

    def prepare(self) -> None:
        """Does the slow part, so that serving has none; meant for a thread."""
        _ = self.version, self.zipped
        self.ready = True

    @cached_property
    def stored(self) -> bytes:
        return self._make()

    @cached_property
    def version(self) -> str:
        """Tells two contents apart. Pages name each other with `?v=<version>`."""
        return hashlib.sha256(self.stored).hexdigest()[:16]

    @cached_property
    def zipped(self) -> bytes | None:
        if self._packed:
            return self.stored
        return gzip.compress(self.stored, 6, mtime=0) if len(self.stored) >= _WORTH else None

    @cached_property
    def plain(self) -> bytes:
        return gzip.decompress(self.stored) if self._packed else self.stored

    def answer(
        self, query: bytes, accept_encoding: str, if_none_match: str
    ) -> tuple[int, Headers, bytes]:
        """Status, headers and body for a GET (RFC 9110 §8.8, §12.5.3, §13.1.2)."""
        packed = self.zipped if accepts_gzip(accept_encoding) else None
        # The two encodings are two representations, so a strong ETag tells them apart.
        etag = f'"{self.version}-gzip"' if packed is not None else f'"{self.version}"'
        forever = query == b"v=" + self.version.encode()
        cache = b"public, max-age=31536000, immutable" if forever else b"no-cache"
        headers = [*self._headers, (b"etag", etag.encode()), (b"cache-control", cache)]
        if matches(etag, if_none_match):
            return 304, headers, b""
        body = self.plain if packed is None else packed
        if packed is not None:
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", str(len(body)).encode()))
        return 200, headers, body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(send)
            return
        sent = {name: value.decode("latin-1") for name, value in scope["headers"]}
        status, headers, body = self.answer(
            scope["query_string"], sent.get(b"accept-encoding", ""), sent.get(b"if-none-match", "")
        )
        await reply(send, status, headers, b"" if scope["method"] == "HEAD" else body)


class Redirect:
    """A 302 to another path of this server."""

    ready = True

    def __init__(self, path: str) -> None:
        self._headers: Headers = [(b"location", path.encode()), (b"content-length", b"0")]

    def prepare(self) -> None:
        """There is nothing to prepare."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] in ("GET", "HEAD"):
            await reply(send, 302, self._headers, b"")
        else:
            await refuse(send)


def accepts_gzip(header: str) -> bool:
    """Whether `Accept-Encoding` names gzip, or everything, and does not refuse it with `q=0`."""
    found = {}
    for part in header.lower().split(","):
        coding, _, weight = part.partition(";")
        name, _, value = weight.strip().partition("=")
        found[coding.strip()] = name != "q" or value.strip(" 0.") != ""
    return found.get("gzip", found.get("*", False))


def matches(etag: str, if_none_match: str) -> bool:
    given = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return "*" in given or etag in given


async def refuse(send: Send) -> None:
    """405: these paths can only be read."""
    body = (
        b'{"type":"about:blank","title":"Method Not Allowed","status":405,'
        b'"detail":"Use GET or HEAD.","code":"method_not_allowed"}'
    )
    headers = [
        (b"allow", b"GET, HEAD"),
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await reply(send, 405, headers, body)


async def reply(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
