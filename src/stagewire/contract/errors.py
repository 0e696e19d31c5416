"""Errors on the wire: one ApiError, three formats, chosen by the document's `x-error-format`.

- `problem`: RFC 9457, `application/problem+json`;
- `status-message`: `{"statusCode", "message"}`;
- `success-envelope`: `{"success": false, "error"}`, on 429 also `retry_after` in seconds.

Inside and outside are apart: of a 5xx the caller sees a general sentence and the request id, the
log has the exception under the same id.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson
import structlog
from connexion.exceptions import ProblemException
from connexion.lifecycle import ConnexionRequest, ConnexionResponse
from starlette.exceptions import HTTPException

from stagewire.contract.load import ErrorFormat
from stagewire.contract.requests import request_of
from stagewire.contract.types import ApiError

log = structlog.get_logger("stagewire.contract")

HeaderList = list[tuple[bytes, bytes]]
Answer = tuple[int, HeaderList, bytes]
"""Status, headers and body."""

_TITLES = {status.value: status.phrase for status in HTTPStatus} | {
    # RFC 9110 names, newer than Python's.
    413: "Content Too Large",
    422: "Unprocessable Content",
}
_CODES = {
    400: "invalid_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "payload_too_large",
    415: "unsupported_media_type",
    422: "validation_failed",
    429: "rate_limited",
    500: "internal_error",
    503: "service_unavailable",
}
_APOLOGIES = {
    500: "Something went wrong on our side.",
    503: "A part that is needed here cannot be reached. Try again shortly.",
}
PROBLEM = (b"content-type", b"application/problem+json")
JSON = (b"content-type", b"application/json")
_CHALLENGE = (b"www-authenticate", b"Bearer")


def render(error: ApiError, format: ErrorFormat, request_id: str) -> Answer:
    """Status, headers (with content type, without length) and body of an error."""
    status, message = error.status, error.message
    if status >= 500:
        message = f"{_APOLOGIES.get(status, _APOLOGIES[500])} Ask about request {request_id}."
    body: dict[str, Any]
    if format == "problem":
        body = {
            "type": "about:blank",
            "title": _TITLES.get(status, "Error"),
            "status": status,
            "detail": message,
            "code": error.code if status < 500 else code_of(status),
            "requestId": request_id,
        }
        if error.errors and status < 500:
            body["errors"] = [
                {"field": field, "message": message} for field, message in error.errors
            ]
    elif format == "status-message":
        body = {"statusCode": status, "message": message}
    else:
        body = {"success": False, "error": message}
        if status == 429:
            body["retry_after"] = int(error.headers.get("Retry-After", "1"))
    headers: HeaderList = [PROBLEM if format == "problem" else JSON]
    for name, value in error.headers.items():
        headers.append((name.lower().encode("latin-1"), value.encode("latin-1")))
    if status == 401 and "WWW-Authenticate" not in error.headers:
        headers.append(_CHALLENGE)
    return status, headers, orjson.dumps(body)


def internal_error() -> ApiError:
    return ApiError(500, "internal_error", "")


def code_of(status: int) -> str:
    """The stable word for a status that says no more than itself."""
    return _CODES.get(status, "server_error" if status >= 500 else "invalid_request")


def as_api_error(error: Exception) -> ApiError:
    """What escaped somewhere else as an ApiError: Connexion's and Starlette's own exceptions keep
    status and detail, anything else is a 500."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, ProblemException):
        status, detail = error.status, error.detail or error.title
    elif isinstance(error, HTTPException):
        status, detail = error.status_code, error.detail
    else:
        return internal_error()
    headers = dict(getattr(error, "headers", None) or {})
    message = str(detail or _TITLES.get(status, "Error"))
    return ApiError(status, code_of(status), message, headers=headers)


def handle_escaped(request: ConnexionRequest, error: Exception) -> ConnexionResponse:
    """For Connexion's `add_error_handler`: whatever no document's dispatcher answered."""
    request_id = request_of(request.scope).id
    api_error = as_api_error(error)
    if api_error.status >= 500:
        log.error("unhandled error", request_id=request_id, exc_info=error)
    status, headers, body = render(api_error, "problem", request_id)
    decoded = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers}
    content_type = decoded.pop("content-type")
    return ConnexionResponse(status_code=status, mimetype=content_type, body=body, headers=decoded)
