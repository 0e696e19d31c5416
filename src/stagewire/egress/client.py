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

from aiohappyeyeballs import start_connection

from stagewire.egress.addresses import Addresses, AddressRefused
from stagewire.egress.answer import Answer, NoAnswer, Stale, short
from stagewire.egress.connection import Connection, Received
from stagewire.egress.pool import Origin, Pool
from stagewire.egress.request import Address, address_of, request
from stagewire.egress.resolver import Info, LookUp, Resolver, Unresolved, look_up
from stagewire.egress.urls import Target

_ASKED_FOR = 3.0
"""Seconds that a name's addresses may take when it is only asked whether they are permitted."""
_NEXT_ADDRESS = 0.25
"""Seconds until another address of a name is tried beside the first (RFC 8305)."""
_READ = 10_000


class Egress:
    """One per process. ``timeout`` seconds for everything, ``connect_timeout`` for a connection,
    name and TLS included. Connections are kept and used again; how many are used at once is the
    caller's matter."""

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
        self._pool = Pool()
        self._read: dict[str, Address] = {}

    async def check(self, target: Target) -> None:
        """AddressRefused when the target's addresses are refused. A name that leads nowhere, or
        does not say where in time, passes: it may do so later, and is checked again then."""
        try:
            async with asyncio.timeout(_ASKED_FOR):
                await self._resolver.resolve(target.host, target.port)
        except AddressRefused:
            raise
        except OSError:
            return

    async def post(self, href: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Sends to a normalised address (``Target.href``). Never raises for what is the other
        side's fault; ValueError for headers that cannot be sent."""
        begun = time.perf_counter()
        try:
            address = self._read.get(href) or self._address(href)
            status, kept, beginning = await self._exchange(
                address.origin, request(address, headers, body)
            )
        except NoAnswer as error:
            return Answer(None, str(error), {}, b"", time.perf_counter() - begun)
        return Answer(status, None, kept, beginning, time.perf_counter() - begun)

    async def close(self) -> None:
        self._pool.close()
        self._resolver.close()

    async def _exchange(self, origin: Origin, message: bytes) -> Received:
        until = asyncio.get_running_loop().time() + self._timeout
        connection = self._pool.take(origin)
        if connection is not None:
            try:
                return await self._ask(connection, origin, message, until)
            except Stale:
                pass  # It was closed while nobody asked: that says nothing about this request.
        return await self._ask(await self._connected(origin, until), origin, message, until)

    async def _ask(
        self, connection: Connection, origin: Origin, message: bytes, until: float
    ) -> Received:
        expiring = asyncio.get_running_loop().call_at(until, connection.expire)
        try:
            received = await connection.send(message)
        except asyncio.CancelledError:
            connection.close()
            raise
        finally:
            expiring.cancel()
        if connection.ready:
            self._pool.give(origin, connection)
        return received

    async def _connected(self, origin: Origin, until: float) -> Connection:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout_at(min(until, loop.time() + self._connect_timeout)):
                return await self._connect(origin)
        except TimeoutError:
            raise NoAnswer("It took too long.") from None
        except AddressRefused as error:
            raise NoAnswer(f"The address was refused: {error}.") from error
        except Unresolved as error:
            raise NoAnswer("The host's name could not be resolved.") from error
        except ssl.SSLError as error:
            raise NoAnswer(f"TLS failed: {short(error)}.") from error
        except OSError as error:
            raise NoAnswer(f"No connection: {error.strerror or short(error)}.") from error

    async def _connect(self, origin: Origin) -> Connection:
        infos = await self._resolver.known(origin.host, origin.port)
        connected = await start_connection(
            infos, happy_eyeballs_delay=_NEXT_ADDRESS, socket_factory=self._socket
        )
        _, connection = await asyncio.get_running_loop().create_connection(
            Connection,
            sock=connected,
            ssl=self._context() if origin.tls else None,
            server_hostname=origin.host if origin.tls else None,
        )
        return connection

    def _socket(self, info: Info) -> socket.socket:
        """The last word on an address, over whatever led here."""
        family, kind, proto, _, sockaddr = info
        self.addresses.check(str(sockaddr[0]))
        return socket.socket(family, kind, proto)

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls

    def _address(self, href: str) -> Address:
        try:
            made = address_of(href)
        except ValueError as error:
            raise NoAnswer(f"The address {error}.") from error
        if len(self._read) >= _READ:
            self._read.clear()
        self._read[href] = made
        return made
