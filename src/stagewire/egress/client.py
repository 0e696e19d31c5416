"""The HTTP client for addresses that strangers chose.

Guarded against server-side request forgery (OWASP): http and https only, every resolved address
checked and the checked one connected to, TLS verified by the original name, no redirects, no
cookies, no proxy from the environment, everything bounded in time and size.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

import aiohttp
from yarl import URL

from stagewire.egress.addresses import Addresses, AddressRefused
from stagewire.egress.resolver import LookUp, Resolver, look_up
from stagewire.egress.urls import Target

KEPT = 4096
"""Bytes of an answer that are read."""
_CONNECTIONS = 2048
_RESOLVED_FOR = 30
_ASKED_FOR = 3.0
"""Seconds that a name's addresses may take when it is only asked whether they are permitted."""


class Answer(NamedTuple):
    """``status`` None: there was no answer, and ``error`` says why. ``body`` are its first KEPT
    bytes; ``duration`` in seconds."""

    status: int | None
    error: str | None
    headers: Mapping[str, str]
    body: bytes
    duration: float


class Egress:
    """One per process. ``timeout`` seconds for everything, ``connect_timeout`` for a connection,
    name and TLS included. Connections are kept and used again."""

    def __init__(
        self,
        addresses: Addresses,
        *,
        timeout: float = 15.0,
        connect_timeout: float = 5.0,
        tls: ssl.SSLContext | None = None,
        look_up: LookUp = look_up,
    ) -> None:
        self.addresses = addresses
        self._resolver = Resolver(addresses, look_up)
        self._timeout = timeout
        self._connect_timeout = connect_timeout
        self._tls = tls
        self._client: aiohttp.ClientSession | None = None
        self._urls: dict[str, URL] = {}

    async def check(self, target: Target) -> None:
        """AddressRefused when the target's addresses are refused. A name that leads nowhere, or
        does not say where in time, passes: it may do so later, and is checked again then."""
        if target.is_literal:
            self.addresses.check(target.host)
            return
        try:
            async with asyncio.timeout(_ASKED_FOR):
                await self._resolver.resolve(target.host, target.port)
        except AddressRefused:
            raise
        except (OSError, UnicodeError):
            return

    async def post(self, href: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Sends to a normalised address (``Target.href``). Never raises for what is the other
        side's fault."""
        client = self._client or self._open()
        begun = time.perf_counter()
        try:
            async with client.post(
                self._url(href), data=body, headers=headers, allow_redirects=False
            ) as response:
                kept = await _beginning(response)
                return Answer(
                    response.status, None, response.headers, kept, time.perf_counter() - begun
                )
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return Answer(None, _reason(error), {}, b"", time.perf_counter() - begun)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()
        await self._resolver.close()

    def _open(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver,
            ttl_dns_cache=_RESOLVED_FOR,
            limit=_CONNECTIONS,
            ssl=self._tls or ssl.create_default_context(),
            # The last word, over whatever led here: literal addresses pass no resolver.
            socket_factory=self._socket,
        )
        self._client = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=self._timeout, connect=self._connect_timeout),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            skip_auto_headers=("Accept", "Accept-Encoding"),
        )
        return self._client

    def _socket(self, info: tuple[Any, ...]) -> socket.socket:
        family, kind, proto, _, sockaddr = info
        self.addresses.check(str(sockaddr[0]))
        return socket.socket(family, kind, proto)

    def _url(self, href: str) -> URL:
        known = self._urls.get(href)
        if known is None:
            if len(self._urls) >= 10_000:
                self._urls.clear()
            known = self._urls[href] = URL(href, encoded=True)
        return known


async def _beginning(response: aiohttp.ClientResponse) -> bytes:
    """Up to KEPT bytes. What is longer is cut off with its connection."""
    content = response.content
    parts: list[bytes] = []
    wanted = KEPT
    while wanted:
        part = await content.read(wanted)
        if not part:
            return b"".join(parts)
        parts.append(part)
        wanted -= len(part)
    if not content.at_eof():
        response.close()
    return b"".join(parts)


def _reason(error: BaseException) -> str:
    """Why there was no answer, in a sentence that tells nothing of this side."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, AddressRefused):
            return f"The address was refused: {cause}."
        for inner in getattr(cause, "exceptions", ()):
            if isinstance(inner, AddressRefused):
                return f"The address was refused: {inner}."
        cause = cause.__cause__ or cause.__context__
    match error:
        case TimeoutError():
            return "It took too long."
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientConnectorSSLError():
            return f"TLS failed: {_short(error)}."
        case aiohttp.ClientConnectorDNSError():
            return "The host's name could not be resolved."
        case aiohttp.ClientConnectorError():
            return f"No connection: {error.os_error.strerror or _short(error)}."
        case aiohttp.ServerDisconnectedError():
            return "The connection was closed without an answer."
        case aiohttp.ClientPayloadError() | aiohttp.ClientResponseError():
            return f"The answer is no HTTP: {_short(error)}."
    return f"The connection broke: {_short(error)}."


def _short(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:200].rstrip(".")
