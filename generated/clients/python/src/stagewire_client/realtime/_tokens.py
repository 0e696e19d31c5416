"""The client token: kept as long as it lasts, fetched anew where there is a function for it."""

from __future__ import annotations

import asyncio
import inspect
import re
import time

from ._settings import Token
from .errors import RealtimeTokenError

# A token that ends sooner is not worth a try.
_LEAST_LEFT = 5.0
# It travels as the name of a subprotocol (RFC 6455, section 4.1): a `token` of RFC 9110.
_USABLE = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Tokens:
    """``fresh`` says that the token in use was not yet accepted or refused by a server."""

    def __init__(self, source: Token, timeout: float) -> None:
        self._source = source
        self._timeout = timeout
        self._token: str | None = source if isinstance(source, str) else None
        self._ends: float | None = None
        self.fresh = True

    @property
    def renewable(self) -> bool:
        return not isinstance(self._source, str)

    async def current(self) -> str:
        """The token, a new one if the one before has ended. RealtimeTokenError if none comes."""
        if self._token is None or (self.renewable and self._ending()):
            return await self.renew()
        return _usable(self._token)

    async def renew(self) -> str:
        """A new token."""
        if isinstance(self._source, str):
            return _usable(self._source)
        try:
            made = self._source()
            if inspect.isawaitable(made):
                made = await asyncio.wait_for(made, self._timeout)
        except RealtimeTokenError:
            raise
        except asyncio.TimeoutError:
            raise _Failed(f"no token came within {self._timeout:g} s") from None
        except Exception as error:
            raise _Failed(f"the token could not be fetched: {error!r}") from error
        try:
            token = _usable(made)
        except RealtimeTokenError as error:
            # An error page, perhaps, of what is between: the next answer may be a token.
            raise _Failed(str(error)) from None
        self._token, self._ends, self.fresh = token, None, True
        return token

    def accepted(self, ends_at: int) -> None:
        """``ends_at`` is in milliseconds since 1970."""
        self._ends = ends_at / 1000
        self.fresh = False

    def drop(self) -> None:
        """The token is of no use any more."""
        if self.renewable:
            self._token = None

    def _ending(self) -> bool:
        return self._ends is not None and self._ends - time.time() < _LEAST_LEFT


def _usable(token: object) -> str:
    if not isinstance(token, str) or not _USABLE.fullmatch(token):
        raise RealtimeTokenError("the token is no client token: it must be a JWT")
    return token


class _Failed(RealtimeTokenError):
    """There may be a token later."""


def may_come(error: RealtimeTokenError) -> bool:
    """Whether asking again helps."""
    return isinstance(error, _Failed)
