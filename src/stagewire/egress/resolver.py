"""Names to addresses, all of which are checked: a name with one address that is refused is refused,
for its owner could let the other ones fail."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import Any

from stagewire.egress.addresses import Addresses

LookUp = Callable[[str, int, int], Sequence[tuple[Any, ...]]]
"""(host, port, family) → what ``socket.getaddrinfo`` answers; OSError: there is no such name."""

Info = tuple[int, int, int, str, tuple[Any, ...]]
"""As ``socket.getaddrinfo`` answers it; the address in it is a literal one."""

# Threads of its own: names that take long must not hold up what else runs in threads.
_THREADS = 32
_REMEMBERED = 30.0
_MOST = 10_000


class Unresolved(OSError):
    """A name that leads nowhere."""


def look_up(host: str, port: int, family: int) -> Sequence[tuple[Any, ...]]:
    return socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)


class Resolver:
    """Says what may be connected to; the addresses it answers are the ones that were checked."""

    def __init__(self, addresses: Addresses, look_up: LookUp = look_up) -> None:
        self._addresses = addresses
        self._look_up = look_up
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="egress-dns")
        self._known: dict[tuple[str, int], tuple[list[Info], float]] = {}
        self._asking: dict[tuple[str, int], asyncio.Task[list[Info]]] = {}

    async def resolve(self, host: str, port: int) -> list[Info]:
        """The addresses of a name or a literal one. AddressRefused, or Unresolved."""
        literal = _literal(host, port)
        if literal is not None:
            self._addresses.check(host)
            return [literal]
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, self._look_up, host, port, 0)
        except (OSError, UnicodeError) as error:
            raise Unresolved(str(error)) from error
        for info in found:
            self._addresses.check(str(info[4][0]))
        if not found:
            raise Unresolved(f"{host} has no address")
        return list(found)

    async def known(self, host: str, port: int) -> list[Info]:
        """The same, remembered for 30 s. Whoever asks for one name waits for one look-up."""
        name = (host, port)
        found = self._known.get(name)
        if found is not None and asyncio.get_running_loop().time() < found[1]:
            return found[0]
        asking = self._asking.get(name)
        if asking is None:
            asking = self._asking[name] = asyncio.create_task(self.resolve(host, port))
            asking.add_done_callback(lambda task: self._answered(name, task))
        # Whoever gives up leaves the others waiting.
        return await asyncio.shield(asking)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _answered(self, name: tuple[str, int], task: asyncio.Task[list[Info]]) -> None:
        del self._asking[name]
        if task.cancelled() or task.exception() is not None:
            return
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[name] = (task.result(), task.get_loop().time() + _REMEMBERED)


def _literal(host: str, port: int) -> Info | None:
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if address.version == 4:
        return (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (host, port))
    return (socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (host, port, 0, 0))
