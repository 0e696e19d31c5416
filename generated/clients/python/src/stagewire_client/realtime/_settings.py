"""What a realtime connection is made with."""

from __future__ import annotations

import os
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Union
from urllib.parse import urlsplit, urlunsplit

from .._transport import DEFAULT_BASE_URL
from .messages import ADDRESS, ServerMessage

Token = Union[str, Callable[[], Union[str, Awaitable[str]]]]
"""A client token, or a function that fetches one, called whenever a new one is needed."""

Status = Literal["connected", "reconnecting", "closed"]


@dataclass(frozen=True)
class StateChange:
    """How the connection is now.

    Attributes:
        status: The connection's status from now on.
        connection_id: What the server calls this connection, while there is one.
        error: Why, if something is wrong. None also after `close()`.
        retry_in: Seconds until the next try, while reconnecting.
    """

    status: Status
    error: Exception | None = None
    retry_in: float | None = None
    connection_id: str | None = None


@dataclass(frozen=True)
class Settings:
    """See `connect`."""

    url: str
    token: Token
    timeout: float
    connect_timeout: float
    open_timeout: float
    ping_interval: float | None
    ping_timeout: float
    initial_backoff: float
    max_backoff: float
    max_waiting: int
    max_queue: int
    on_state: Callable[[StateChange], None] | None
    on_error: Callable[[Exception], None] | None
    on_message: Callable[[ServerMessage], None] | None

    def backoff(self, attempt: int) -> float:
        """Seconds before a try, the first being 0: exponential backoff with full jitter."""
        longest = min(self.initial_backoff * 2 ** min(attempt, 30), self.max_backoff)
        return random.uniform(0, longest)


def address(given: str | None) -> str:
    """The address of the WebSocket, from that of the server or from the whole one."""
    url = given or os.environ.get("STAGEWIRE_BASE_URL") or DEFAULT_BASE_URL
    parts = urlsplit(url)
    scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
    if scheme not in ("ws", "wss") or not parts.hostname:
        raise ValueError(f"url must be a ws://, wss://, http:// or https:// address, not {url!r}")
    path = parts.path.rstrip("/")
    if not path.endswith(ADDRESS):
        path += ADDRESS
    return urlunsplit((scheme, parts.netloc, path, parts.query, ""))
