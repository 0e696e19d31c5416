"""What can go wrong. Every error is a `StagewireError`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any


class StagewireError(Exception):
    """The base of all errors of this package."""


class APIConnectionError(StagewireError):
    """No answer came: the server could not be reached, or the connection broke."""


class APITimeoutError(APIConnectionError):
    """No answer came within the timeout."""


class InvalidResponseError(StagewireError):
    """The answer is not what the contract says. `body` holds it as it came."""

    def __init__(self, message: str, body: bytes) -> None:
        super().__init__(message)
        self.body = body


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field that is wrong: its name as you sent it, and what was expected."""

    field: str
    message: str


class APIError(StagewireError):
    """The server answered with an error.

    Attributes:
        status: The HTTP status.
        code: What went wrong, for programs. None where this API does not say it.
        message: What went wrong, for people.
        errors: The fields that are wrong.
        request_id: Names the request in the server's log.
        retry_after: Seconds to wait before the next try. None where the server does not say.
        headers: The answer's headers.
        body: The answer as it came.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str | None = None,
        errors: tuple[FieldError, ...] = (),
        request_id: str | None = None,
        retry_after: float | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.errors = errors
        self.request_id = request_id
        self.retry_after = retry_after
        self.headers: Mapping[str, str] = headers or {}
        self.body = body

    def __str__(self) -> str:
        known = f", request {self.request_id}" if self.request_id else ""
        return f"{self.message} (status {self.status}{known})"


class BadRequestError(APIError):
    """400: the request is malformed, a parameter is wrong, or a field is unknown."""


class AuthenticationError(APIError):
    """401: the API key is missing, wrong, expired or revoked."""


class PermissionDeniedError(APIError):
    """403: the key is valid but may not do this."""


class NotFoundError(APIError):
    """404: it does not exist, or it is not yours."""


class ConflictError(APIError):
    """409: it contradicts what is already there."""


class UnprocessableContentError(APIError):
    """422: the body is well formed but breaks a rule."""


class RateLimitedError(APIError):
    """429: too many requests."""


class ServerError(APIError):
    """5xx: something failed on the server's side."""


_BY_STATUS: dict[int, type[APIError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableContentError,
    429: RateLimitedError,
}


def api_error(status: int, headers: Mapping[str, str], body: bytes) -> APIError:
    """The error of an answer, in any of the formats that the APIs use: problem details (RFC 9457),
    `{"statusCode", "message"}`, and `{"success": false, "error"}`."""
    try:
        parsed = json.loads(body)
    except ValueError:
        parsed = None
    data: dict[str, Any] = parsed if isinstance(parsed, dict) else {}
    message = _text(data, "detail") or _text(data, "message") or _text(data, "error")
    retry_after = parse_retry_after(headers.get("retry-after"))
    if retry_after is None and isinstance(data.get("retry_after"), int):
        retry_after = float(data["retry_after"])
    kind = ServerError if status >= 500 else _BY_STATUS.get(status, APIError)
    return kind(
        status,
        message or _text(data, "title") or _phrase(status),
        code=_text(data, "code"),
        errors=tuple(_field_errors(data.get("errors"))),
        request_id=headers.get("x-request-id") or _text(data, "requestId"),
        retry_after=retry_after,
        headers=headers,
        body=body,
    )


def parse_retry_after(value: str | None) -> float | None:
    """Seconds to wait, from seconds or an HTTP date (RFC 9110, section 10.2.3)."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=timezone.utc)
    return max(0.0, (when - datetime.now(timezone.utc)).total_seconds())


def _text(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    return value if isinstance(value, str) and value else None


def _field_errors(value: Any) -> list[FieldError]:
    return [
        FieldError(str(one.get("field", "")), str(one.get("message", "")))
        for one in (value if isinstance(value, list) else [])
        if isinstance(one, dict)
    ]


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"
