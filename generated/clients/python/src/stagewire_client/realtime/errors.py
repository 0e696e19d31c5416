"""What can go wrong on the realtime connection. Every error is a `RealtimeError`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import StagewireError

if TYPE_CHECKING:
    from .messages import Error


class RealtimeError(StagewireError):
    """The base of all errors of the realtime connection."""


class RealtimeRequestError(RealtimeError):
    """The server refused a request. The connection lives on.

    Attributes:
        code: What went wrong, for programs.
        message: What went wrong, for people.
        field: The field that is wrong. None where none is.
        retry_after: Seconds to wait before the next try. None where the server does not say.
        details: The whole message.
    """

    def __init__(self, details: Error) -> None:
        super().__init__(details.message)
        self.code = details.code
        self.message = details.message
        self.field = details.field
        self.retry_after = details.retry_after
        self.details = details

    def __str__(self) -> str:
        return f"{self.message} ({self.code})"


class RealtimeConnectionError(RealtimeError):
    """The server could not be reached, or the connection broke. After the latter nobody knows
    whether a request that could not be repeated was done.

    Attributes:
        status: The HTTP status, where the server answered with one instead of a WebSocket.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class RealtimeClosedError(RealtimeError):
    """The connection was closed for good, or could not be opened.

    Attributes:
        code: The close code, 1000 after `close()`; see `CLOSE_CODES`.
        reason: Why, in the server's words.
        reconnect: Whether trying again helps.
    """

    def __init__(self, code: int, reason: str, reconnect: bool = False) -> None:
        super().__init__(f"the connection was closed: {reason or 'no reason given'} ({code})")
        self.code = code
        self.reason = reason
        self.reconnect = reconnect


class RealtimeQueueFullError(RealtimeError):
    """Too many requests wait for the connection to come back; this one was not taken."""


class RealtimeTimeoutError(RealtimeError):
    """No answer came within the timeout."""


class RealtimeTokenError(RealtimeError):
    """The token could not be had. `__cause__` is what the function that fetches it raised.

    Raise it in that function to say that there will never be a token: the connection is then
    closed for good. After any other error it is asked again.
    """
