"""Everybody who can call: owners of API keys and clients with tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagewire.access.authenticator import Authenticator
from stagewire.access.clients import Clients
from stagewire.contract.types import Principal

if TYPE_CHECKING:
    from stagewire.platform import Platform

_CLIENT = frozenset(("client",))


class Callers:
    """``platform.of(Callers)``: what the contract asks whose a key or token is."""

    def __init__(self, platform: Platform) -> None:
        self._keys = platform.of(Authenticator)
        self._clients = platform.of(Clients)
        self.cached = self._keys.cached

    async def authenticate(self, token: str, *, kinds: frozenset[str]) -> Principal | None:
        """See ``Authenticator`` and ``Clients``; where client tokens are let in they come by a
        scheme of their own."""
        if kinds == _CLIENT:
            return await self._clients.principal(token)
        return await self._keys.authenticate(token, kinds=kinds)
