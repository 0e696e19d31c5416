"""How every client behaves, whatever its language: the same calls, answers and outcomes for all.

A driver program per language (`drivers/`) makes the ``call`` of each scenario and reports its
outcome: ``{"ok": …}``, or ``{"error": {"kind": …}}``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.clients.scripted import Answer, Asked, Step

KEY = "sw_test_scripted"
LINK = {
    "id": 123,
    "shortLink": "https://clq.sh/k7Bx2",
    "shortCode": "k7Bx2",
    "domain": "clq.sh",
    "url": "https://example.com/",
    "name": None,
    "passwordProtected": False,
    "qrConfig": {"size": 300},
    "utmSource": None,
    "utmMedium": None,
    "utmCampaign": None,
    "utmTerm": None,
    "utmContent": None,
    "tags": ["/app/tags/1"],
    "expiresAt": None,
    "maxRedirects": None,
    "expiredUrl": None,
    "redirects": 0,
    "createdAt": "2026-11-20T09:30:00.250Z",
    "updatedAt": "2026-11-20T09:30:00Z",
    "deletedAt": None,
}
READ = {"id": 123, "name": None, "tags": ["/app/tags/1"], "created": 1795167000250}
BUSY = Answer(503, {"title": "Service Unavailable"})
OK = Answer(200, LINK)
CREATED = Answer(201, LINK)
PNG = b"\x89PNG\r\n\x1a\n\x00\xff"


def problem(status: int, **more: Any) -> Answer:
    body = {"type": "about:blank", "title": "Title", "status": status, "requestId": "body-id"}
    return Answer(status, body | more, {"Content-Type": "application/problem+json"})


@dataclass(frozen=True)
class Scenario:
    """``call`` and ``arguments`` say what a driver does, ``options`` how it makes its client;
    ``check`` looks at the requests that arrived."""

    name: str
    call: str
    steps: Sequence[Step]
    outcome: dict[str, Any]
    requests: int
    arguments: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    check: Callable[[list[Asked]], None] = lambda asked: None


def error(kind: str, **more: Any) -> dict[str, Any]:
    """An error's report: what a scenario does not name is empty."""
    empty = {"status": None, "code": None, "message": None, "fields": [], "request_id": None}
    return {"error": {"kind": kind, **empty, "retry_after": None, **more}}


# --- what must have arrived ------------------------------------------------------------------


def bearer(asked: list[Asked]) -> None:
    assert {one.headers.get("authorization") for one in asked} == {f"Bearer {KEY}"}


def no_key(asked: list[Asked]) -> None:
    assert not {"authorization", "x-admin-api-key"} & set(asked[0].headers)


def one_made_key(asked: list[Asked]) -> None:
    keys = {one.headers["idempotency-key"] for one in asked}
    assert len(keys) == 1
    assert UUID(keys.pop()).version == 4
    assert {str(one.body) for one in asked} == {str({"url": "https://example.com/"})}


def given_key(asked: list[Asked]) -> None:
    assert [one.headers["idempotency-key"] for one in asked] == ["order-8714-link"] * 2


def no_idempotency(asked: list[Asked]) -> None:
    assert "idempotency-key" not in asked[0].headers


def three_pages(asked: list[Asked]) -> None:
    expected = [
        [("currentPage", str(number)), ("pageSize", "2"), ("sort[id]", "desc")]
        for number in (1, 2, 3)
    ]
    kept = [sorted(pair for pair in one.query if pair[0] != "exists[deletedAt]") for one in asked]
    assert kept == expected
    assert {dict(one.query)["exists[deletedAt]"] for one in asked} == {"true"}


def cleared(asked: list[Asked]) -> None:
    assert asked[0].method == "PATCH"
    assert asked[0].headers["content-type"] == "application/json"
    assert asked[0].body == {"name": None, "utmCampaign": "summer_sale"}


def escaped(asked: list[Asked]) -> None:
    assert asked[0].path == "/api/keys/a%2Fb%20c%3F"


def picture(asked: list[Asked]) -> None:
    assert asked[0].query == [("format", "png")]
    assert asked[0].headers["accept"] == "image/svg+xml, image/png"


def said_who(asked: list[Asked]) -> None:
    assert asked[0].headers["user-agent"].startswith("stagewire-client-")
    assert asked[0].headers["x-team"] == "growth"
    assert asked[0].headers["accept"] == "application/json"


def page(number: int, ids: list[int]) -> Answer:
    return Answer(
        200,
        {
            "data": [LINK | {"id": one} for one in ids],
            "pagination": {
                "currentPage": number,
                "currentPageItems": len(ids),
                "pageSize": 2,
                "pagesTotal": 3,
                "itemsTotal": 5,
                "links": [{"rel": "self", "uri": "/api/v1/links?currentPage=1"}],
            },
        },
    )


# --- the scenarios ---------------------------------------------------------------------------

_FAILED = error("server", status=503, message="Service Unavailable")

SCENARIOS = [
    Scenario("reads", "get_link", [OK], {"ok": READ}, 1, check=bearer),
    Scenario(
        "headers", "get_link", [OK], {"ok": READ}, 1, options={"headers": True}, check=said_who
    ),
    Scenario("newer_server", "get_link", [Answer(200, LINK | {"new": 1})], {"ok": READ}, 1),
    # Retries.
    Scenario("retries", "get_link", [BUSY, Answer(502), OK], {"ok": READ}, 3, check=bearer),
    Scenario("gives_up", "get_link", [BUSY], _FAILED, 3),
    Scenario("no_retries", "get_link", [BUSY], _FAILED, 1, options={"max_retries": 0}),
    Scenario("dropped", "get_link", ["drop", OK], {"ok": READ}, 2),
    Scenario(
        "seconds",
        "get_link",
        [Answer(429, {}, {"Retry-After": "0"}), Answer(500, {}, {"Retry-After": "0"}), OK],
        {"ok": READ},
        3,
        # Should a client not follow the header, it would wait for hours.
        options={"backoff": 36000},
    ),
    Scenario(
        "date",
        "get_link",
        [Answer(429, {}, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), OK],
        {"ok": READ},
        2,
        options={"backoff": 36000},
    ),
    Scenario(
        "too_long",
        "get_link",
        [Answer(429, {"success": False, "error": "Slow down."}, {"Retry-After": "3600"}), OK],
        error("rate_limited", status=429, message="Slow down.", retry_after=3600),
        1,
    ),
    Scenario(
        "not_retried",
        "get_link",
        [problem(422, detail="no")],
        error("unprocessable", status=422, message="no", request_id="body-id"),
        1,
    ),
    Scenario("post_unsafe", "create_token", [BUSY], _FAILED, 1, check=no_key),
    Scenario("post_dropped", "create_token", ["drop"], error("connection"), 1),
    Scenario("patch_unsafe", "update_link", [BUSY], _FAILED, 1, check=no_idempotency),
    # Idempotency.
    Scenario(
        "made_key", "create_link", [BUSY, "drop", CREATED], {"ok": READ}, 3, check=one_made_key
    ),
    Scenario(
        "given_key",
        "create_link",
        [BUSY, CREATED],
        {"ok": READ},
        2,
        arguments={"idempotency_key": "order-8714-link"},
        check=given_key,
    ),
    Scenario(
        "still_running",
        "create_link",
        ["drop", Answer(409, {}, {"Retry-After": "0"}), CREATED],
        {"ok": READ},
        3,
        options={"backoff": 0},
        check=one_made_key,
    ),
    Scenario(
        "conflict_without_key",
        "update_link",
        [Answer(409, {"message": "No."}, {"Retry-After": "0"})],
        error("conflict", status=409, message="No.", retry_after=0),
        1,
    ),
    # Errors.
    Scenario(
        "problem",
        "create_link",
        [
            Answer(
                422,
                {
                    "title": "Unprocessable Content",
                    "detail": "`url` must be an http or https address.",
                    "code": "validation_failed",
                    "requestId": "01hx3k8s7a",
                    "errors": [{"field": "url", "message": "must be an http or https address"}],
                },
                {"X-Request-Id": "header-id"},
            )
        ],
        error(
            "unprocessable",
            status=422,
            code="validation_failed",
            message="`url` must be an http or https address.",
            fields=[["url", "must be an http or https address"]],
            request_id="header-id",
        ),
        1,
    ),
    Scenario(
        "status_message",
        "get_link",
        [Answer(404, {"statusCode": 404, "message": "No such resource."})],
        error("not_found", status=404, message="No such resource."),
        1,
    ),
    Scenario(
        "failure",
        "get_link",
        [Answer(429, {"success": False, "error": "Too many.", "retry_after": 3600})],
        error("rate_limited", status=429, message="Too many.", retry_after=3600),
        1,
    ),
    Scenario(
        "no_json",
        "create_token",
        [Answer(502, b"<html>Bad Gateway</html>")],
        error("server", status=502, message="Bad Gateway"),
        1,
    ),
    *(
        Scenario(
            f"status_{status}",
            "get_link",
            [problem(status, detail="Why.", code="some_code")],
            error(kind, status=status, message="Why.", code="some_code", request_id="body-id"),
            1,
        )
        for status, kind in (
            (400, "bad_request"),
            (401, "unauthorized"),
            (403, "forbidden"),
            (409, "conflict"),
            (418, "api"),
        )
    ),
    Scenario(
        "redirected",
        "get_link",
        [Answer(302, headers={"Location": "/elsewhere"})],
        error("api", status=302, message="Found"),
        1,
    ),
    Scenario(
        "no_answer",
        "get_link",
        ["hang"],
        error("timeout"),
        1,
        options={"timeout": 1.5, "max_retries": 0},
    ),
    Scenario(
        "no_end_of_the_answer",
        "get_link",
        ["drip"],
        error("timeout"),
        1,
        options={"timeout": 1.5, "max_retries": 0},
    ),
    Scenario("broken_answer", "get_link", [Answer(200, b'{"id": 1')], error("invalid_response"), 1),
    Scenario("no_api_key", "get_link", [OK], error("client"), 0, options={"api_key": ""}),
    Scenario("elsewhere", "get_key", [OK], error("client"), 0, arguments={"id": ".."}),
    Scenario(
        "escaped",
        "get_key",
        [problem(404, detail="No.")],
        error("not_found", status=404, message="No.", request_id="body-id"),
        1,
        arguments={"id": "a/b c?"},
        check=escaped,
    ),
    # Values.
    Scenario(
        "pages",
        "all_links",
        [page(1, [1, 2]), page(2, [3, 4]), page(3, [5])],
        {"ok": [1, 2, 3, 4, 5]},
        3,
        check=three_pages,
    ),
    Scenario(
        "pages_fail",
        "all_links",
        [page(1, [1, 2]), problem(403, detail="No.")],
        error("forbidden", status=403, message="No.", request_id="body-id"),
        2,
    ),
    Scenario("nulls", "update_link", [OK], {"ok": READ}, 1, check=cleared),
    Scenario("nothing", "delete_link", [Answer(204)], {"ok": None}, 1),
    Scenario("bytes", "get_qr", [Answer(200, PNG)], {"ok": PNG.hex()}, 1, check=picture),
    Scenario(
        "text",
        "get_metrics",
        [Answer(200, b"# TYPE a counter\n")],
        {"ok": "# TYPE a counter\n"},
        1,
        options={"api_key": ""},
        check=no_key,
    ),
]
