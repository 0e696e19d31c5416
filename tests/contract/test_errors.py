"""Errors in their three formats."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from connexion.exceptions import BadRequestProblem, ProblemException
from starlette.exceptions import HTTPException

from stagewire.contract.app import _Exceptions
from stagewire.contract.errors import as_api_error, handle_escaped, render
from stagewire.contract.types import ApiError, FieldError

BAD = ApiError(
    400,
    "invalid_request",
    "`name` is required.",
    errors=[FieldError("name", "is required")],
    headers={"X-Why": "because"},
)
LIMITED = ApiError(429, "rate_limited", "Slower.", headers={"Retry-After": "7"})


def test_problem() -> None:
    status, headers, body = render(BAD, "problem", "r1")
    assert status == 400
    assert headers == [(b"content-type", b"application/problem+json"), (b"x-why", b"because")]
    assert orjson.loads(body) == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "`name` is required.",
        "code": "invalid_request",
        "requestId": "r1",
        "errors": [{"field": "name", "message": "is required"}],
    }


def test_problem_without_fields_has_no_list_of_them() -> None:
    assert "errors" not in orjson.loads(render(LIMITED, "problem", "r1")[2])


def test_status_message() -> None:
    _, headers, body = render(BAD, "status-message", "r1")
    assert headers[0] == (b"content-type", b"application/json")
    assert orjson.loads(body) == {"statusCode": 400, "message": "`name` is required."}


def test_success_envelope() -> None:
    body = render(BAD, "success-envelope", "r1")[2]
    assert orjson.loads(body) == {"success": False, "error": "`name` is required."}
    body = render(LIMITED, "success-envelope", "r1")[2]
    assert orjson.loads(body) == {"success": False, "error": "Slower.", "retry_after": 7}


def test_titles_are_those_of_rfc_9110() -> None:
    for status, title in ((413, "Content Too Large"), (422, "Unprocessable Content")):
        body = orjson.loads(render(ApiError(status, "x", "x"), "problem", "r1")[2])
        assert body["title"] == title


@pytest.mark.parametrize("format", ["problem", "status-message", "success-envelope"])
def test_a_5xx_says_nothing_but_the_request_id(format: Any) -> None:
    error = ApiError(500, "internal_error", "password hunter2", errors=[FieldError("a", "b")])
    body = render(error, format, "r1")[2].decode()
    assert "hunter2" not in body
    assert "errors" not in body
    assert "r1" in body


def test_401_challenges_unless_the_handler_does() -> None:
    _, headers, _ = render(ApiError(401, "unauthorized", "Who?"), "problem", "r1")
    assert (b"www-authenticate", b"Bearer") in headers
    other = ApiError(401, "unauthorized", "Who?", headers={"WWW-Authenticate": "Basic"})
    _, headers, _ = render(other, "problem", "r1")
    assert [value for name, value in headers if name == b"www-authenticate"] == [b"Basic"]


def test_the_exceptions_of_connexion_and_starlette_keep_what_they_say() -> None:
    error = as_api_error(BadRequestProblem(detail="Bad thing"))
    assert (error.status, error.code, error.message) == (400, "invalid_request", "Bad thing")
    error = as_api_error(HTTPException(404, "Not here", headers={"X-A": "b"}))
    assert (error.status, error.code, error.headers) == (404, "not_found", {"X-A": "b"})
    error = as_api_error(ProblemException(status=418, title="Tea"))
    assert (error.status, error.message) == (418, "Tea")
    assert as_api_error(RuntimeError("x")).status == 500


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        (ApiError(409, "conflict", "No.", headers={"X-Why": "because"}), 409, "conflict"),
        (HTTPException(404, "Not here"), 404, "not_found"),
        (BadRequestProblem(detail="Bad"), 400, "invalid_request"),
        (RuntimeError("the secret is hunter2"), 500, "internal_error"),
    ],
)
async def test_what_escapes_everything_is_still_a_problem(
    raised: Exception, status: int, code: str
) -> None:
    async def failing(scope: Any, receive: Any, send: Any) -> None:
        raise raised

    app = _Exceptions(failing)
    for kind in (Exception, HTTPException, ProblemException):
        app.add_exception_handler(kind, handle_escaped)
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"x-request-id", b"r1")],
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    assert sent[0]["status"] == status
    assert dict(sent[0]["headers"])[b"content-type"] == b"application/problem+json"
    body = orjson.loads(sent[1]["body"])
    assert (body["code"], body["requestId"]) == (code, "r1")
    assert "hunter2" not in sent[1]["body"].decode()
