"""Names to addresses, all of which are checked: a name with one address that is refused is refused,
for its owner could let the other ones fail."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from stagewire.egress.addresses import Addresses

LookUp = Callable[[str, int, int], Sequence[tuple[Any, ...]]]
"""(host, port, family) → what ``socket.getaddrinfo`` answers; OSError: there is no such name."""

# Threads of its own: names that take long must not hold up what else runs in threads.
_THREADS = 32


def look_up(host: str, port: int, family: int) -> Sequence[tuple[Any, ...]]:
    return socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)


class Resolver(AbstractResolver):
    """What aiohttp asks before it connects, so the address that was checked is the one that is
    connected to."""

    def __init__(self, addresses: Addresses, look_up: LookUp = look_up) -> None:
        self._addresses = addresses
        self._look_up = look_up
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="egress-dns")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """AddressRefused, or another OSError when the name leads nowhere."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, self._look_up, host, port, family)
        answers: list[ResolveResult] = []
        for kind, _, proto, _, sockaddr in found:
            address = str(sockaddr[0])
            self._addresses.check(address)
            answers.append(
                ResolveResult(
                    hostname=host,
                    host=address,
                    port=port,
                    family=kind,
                    proto=proto,
                    flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
                )
            )
        if not answers:
            raise OSError(f"{host} has no address")
        return answers

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
