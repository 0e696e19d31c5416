"""What happens to a request, step by step."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.contract.conftest import Serve
from tests.contract.services import World, make_world

GOOD = {"name": "Lamp", "price": 3}
BEARER = {"Authorization": "Bearer writer"}


def fields(answer: httpx.Response) -> dict[str, str]:
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


# --- routes ----------------------------------------------------------------------------------


async def test_a_good_request_is_served(client: httpx.AsyncClient) -> None:
    answer = await client.post("/items", json=GOOD | {"note": None, "tags": ["a", "b"]})
    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["location"] == "/items/1"
    assert answer.json() == {
        "id": 1,
        "createdAt": "2026-01-31T12:00:00Z",
        "name": "Lamp",
        "price": 3,
        "note": None,
        "tags": ["a", "b"],
    }


@pytest.mark.parametrize("path", ["/nothing", "/items/", "/items/1/2/3", "/", "//items", "/ITEMS"])
async def test_an_unknown_path_is_404(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"


async def test_a_literal_path_wins_over_a_parameter(client: httpx.AsyncClient) -> None:
    assert (await client.get("/items/search?q=ab")).json() == {"q": "ab"}


async def test_a_path_parameter_of_the_wrong_type_is_404(client: httpx.AsyncClient) -> None:
    for path in ("/items/abc", "/items/1.5", "/items/9223372036854775808", "/items/%31x"):
        answer = await client.get(path)
        assert answer.status_code == 404, path


async def test_a_path_parameter_that_breaks_its_schema_is_400(client: httpx.AsyncClient) -> None:
    answer = await client.get("/items/0")
    assert answer.status_code == 400
    assert fields(answer) == {"path.id": "must be at least 1"}


async def test_path_parameters_are_decoded_by_segment(client: httpx.AsyncClient) -> None:
    answer = await client.get("/names/a%2Fb%C3%A9%20")
    assert answer.json() == {"name": "a/bé "}


@pytest.mark.parametrize("path", ["/names/%ff", "/names/%00"])
async def test_bad_percent_encoding_is_400(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 400


async def test_a_path_may_mix_text_and_parameters(client: httpx.AsyncClient) -> None:
    answer = await client.get("/items/7/picture.svg")
    assert (answer.text, answer.headers["content-type"]) == ("7", "image/svg+xml")
    assert (await client.get("/items/7/picture.gif")).status_code == 400
    assert (await client.get("/items/7/picturesvg")).status_code == 404


async def test_a_wrong_method_is_405_with_allow(client: httpx.AsyncClient) -> None:
    answer = await client.put("/items/1", json={})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH"
    assert answer.json()["code"] == "method_not_allowed"


async def test_405_speaks_the_format_of_its_document(client: httpx.AsyncClient) -> None:
    answer = await client.get("/envelope/1")
    assert answer.status_code == 405
    assert answer.json()["success"] is False


async def test_options_is_answered_from_the_contract(client: httpx.AsyncClient) -> None:
    answer = await client.options("/items")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert "content-length" not in answer.headers


async def test_head_answers_as_get_without_a_body(client: httpx.AsyncClient) -> None:
    get, head = await client.get("/items/1"), await client.head("/items/1")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == str(len(get.content))
    assert (await client.head("/forms")).status_code == 405


# --- keys and scopes -------------------------------------------------------------------------


async def test_without_a_key_401_says_how_to_send_one(client: httpx.AsyncClient) -> None:
    answer = await client.post("/items", json=GOOD, headers={"Authorization": ""})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["detail"] == (
        "Send an API key as `Authorization: Bearer <key>` or `X-APP-API-KEY`."
    )


@pytest.mark.parametrize(
    "sent",
    [
        {"headers": {"authorization": "Bearer reader"}},
        {"headers": {"authorization": "bearer   reader "}},
        {"headers": {"x-app-api-key": "reader"}},
        {"params": {"api_key": "reader"}},
    ],
)
async def test_a_key_is_read_wherever_the_operation_says(
    world: World, sent: dict[str, Any]
) -> None:
    transport = httpx.ASGITransport(world.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as anonymous:
        assert (await anonymous.get("/items", **sent)).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {"headers": {"x-admin-api-key": "admin"}},
        {"headers": {"authorization": "Basic cmVhZGVy"}},
        {"headers": {"authorization": "reader"}},
        {"params": {"api_key": ""}},
    ],
)
async def test_a_key_sent_elsewhere_is_none(world: World, sent: dict[str, Any]) -> None:
    transport = httpx.ASGITransport(world.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as anonymous:
        assert (await anonymous.get("/items", **sent)).status_code == 401


async def test_a_missing_scope_is_403_and_named(client: httpx.AsyncClient) -> None:
    answer = await client.post("/items", json=GOOD, headers={"Authorization": "Bearer reader"})
    assert answer.status_code == 403
    assert answer.json()["code"] == "missing_scope"
    assert answer.json()["detail"] == "This API key lacks the scope `items:write`."


async def test_an_implied_scope_is_enough(client: httpx.AsyncClient) -> None:
    answer = await client.post("/items", json=GOOD, headers={"Authorization": "Bearer deleter"})
    assert answer.status_code == 201


async def test_an_admin_key_passes_every_scope(client: httpx.AsyncClient) -> None:
    answer = await client.post("/items", json=GOOD, headers={"Authorization": "Bearer admin"})
    assert answer.status_code == 201


async def test_only_admin_keys_are_valid_as_admin_keys(client: httpx.AsyncClient) -> None:
    admin = await client.delete(
        "/items/1", headers={"X-ADMIN-API-KEY": "admin", "Authorization": ""}
    )
    assert (admin.status_code, admin.content) == (204, b"")
    for _ in range(2):
        other = await client.delete(
            "/items/1", headers={"X-ADMIN-API-KEY": "deleter", "Authorization": ""}
        )
        assert other.status_code == 401
        # The same key, remembered from another place, is still no admin key.
        await client.delete("/items/1", headers={"Authorization": "Bearer deleter"})


async def test_of_several_keys_one_good_one_is_enough(client: httpx.AsyncClient) -> None:
    answer = await client.get(
        "/items", headers={"Authorization": "Bearer wrong", "X-APP-API-KEY": "reader"}
    )
    assert answer.status_code == 200


async def test_where_a_key_is_optional_a_wrong_one_is_still_told(
    client: httpx.AsyncClient,
) -> None:
    anonymous = await client.get("/items/1", headers={"Authorization": ""})
    assert anonymous.json()["name"] == "anonymous"
    assert (await client.get("/items/1")).json()["name"] == "writer"
    wrong = await client.get("/items/1", headers={"Authorization": "Bearer wrong"})
    assert wrong.status_code == 401


async def test_guesses_block_their_address(client: httpx.AsyncClient, world: World) -> None:
    for _ in range(3):
        answer = await client.get("/items", headers={"Authorization": "Bearer guess"})
        assert answer.status_code == 401
    asked = world.keys.asked
    answer = await client.get("/items", headers={"Authorization": "Bearer reader"})
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "13"
    # Right or wrong, the key was not even looked at.
    assert world.keys.asked == asked
    world.limiter.end_windows()
    assert (await client.get("/items")).status_code == 200


async def test_a_known_key_is_not_punished_for_guesses(client: httpx.AsyncClient) -> None:
    assert (await client.get("/items")).status_code == 200
    for _ in range(4):
        await client.get("/items", headers={"Authorization": "Bearer guess"})
    assert (await client.get("/items")).status_code == 200


async def test_a_missing_key_is_no_guess(client: httpx.AsyncClient) -> None:
    for _ in range(5):
        answer = await client.get("/items", headers={"Authorization": ""})
        assert answer.status_code == 401


# --- limits ----------------------------------------------------------------------------------


async def test_limits_are_told_on_every_answer(client: httpx.AsyncClient) -> None:
    for status, body in ((201, GOOD), (400, b"{")):
        content = {"json": body} if isinstance(body, dict) else {"content": body}
        headers = {"Content-Type": "application/json"}
        answer = await client.post("/items", headers=headers, **content)  # type: ignore[arg-type]
        assert answer.status_code == status
        assert answer.headers["x-ratelimit-limit"] == "100"
        assert answer.headers["x-ratelimit-retry-after"] == "30"
        assert answer.headers["ratelimit-policy"] == '"shop-ip";q=5000;w=60, "shop";q=100;w=60'
    assert answer.headers["x-ratelimit-remaining"] == "98"
    assert answer.headers["ratelimit"] == '"shop";r=98;t=30'


async def test_too_many_requests_are_429(client: httpx.AsyncClient) -> None:
    body = {"rate_limit": 1}
    for _ in range(2):
        assert (await client.put("/envelope/a", json=body)).status_code == 200
    answer = await client.put("/envelope/a", json=body)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "13"
    assert answer.headers["x-ratelimit-remaining"] == "0"
    assert answer.json() == {
        "success": False,
        "error": "Too many requests: 2 per minute are allowed. Try again in 13 seconds.",
        "retry_after": 13,
    }


async def test_limits_scale() -> None:
    world = make_world(limit_scale=2.0)
    transport = httpx.ASGITransport(world.app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://test", headers=BEARER
    ) as client:
        assert (await client.get("/items")).headers["x-ratelimit-limit"] == "200"
        answer = await client.put("/envelope/a", json={"rate_limit": 1})
        assert answer.headers["x-ratelimit-limit"] == "4"


async def test_each_key_has_its_own_count(client: httpx.AsyncClient) -> None:
    await client.get("/items")
    other = await client.get("/items", headers={"Authorization": "Bearer reader"})
    assert other.headers["x-ratelimit-remaining"] == "99"


async def test_an_unlimited_operation_speaks_of_no_limit(client: httpx.AsyncClient) -> None:
    assert "x-ratelimit-limit" not in (await client.get("/names/a")).headers


# --- parameters ------------------------------------------------------------------------------


async def test_parameters_reach_the_handler_typed(client: httpx.AsyncClient) -> None:
    answer = await client.get(
        "/items?pageSize=10&sort%5Bid%5D=desc&exists[deletedAt]=true&tags=a&tags=b&ids=1,-2"
        "&min=2.5&from=2026-01-31T12:00:00%2B01:00",
        headers={"X-Trace": "t1", "Cookie": "other=1; theme=dark"},
    )
    assert answer.json()["query"] == {
        "currentPage": 1,
        "pageSize": 10,
        "exists": True,
        "sort": "desc",
        "tags": ["a", "b"],
        "ids": [1, -2],
        "min": 2.5,
        "from": "2026-01-31T12:00:00+01:00",
        "trace": "t1",
        "theme": "dark",
    }


async def test_every_wrong_parameter_is_named(client: httpx.AsyncClient) -> None:
    answer = await client.get(
        "/items?pageSize=101&currentPage=x&sort[id]=up&exists[deletedAt]=yes&tags=A&ids=1,b"
        "&min=-1&from=yesterday&sort[x]=asc"
    )
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid_request"
    found = fields(answer)
    unknown = found.pop("query.sort[x]")
    assert unknown.startswith(
        "is not a known parameter; known here: currentPage, exists[deletedAt]"
    )
    assert found == {
        "query.pageSize": "must be at most 100",
        "query.currentPage": "must be a whole number",
        "query.sort[id]": "must be one of asc, desc",
        "query.exists[deletedAt]": "must be true or false",
        "query.tags[0]": "must match the pattern ^[a-z]+$",
        "query.ids": "must be a whole number",
        "query.min": "must be at least 0",
        "query.from": "must be a date and time like 2026-01-31T12:00:00Z (RFC 3339)",
    }


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("pageSize=1&pageSize=2", "query.pageSize", "must be given once"),
        ("pageSize=", "query.pageSize", "must be a whole number"),
        ("pageSize=9223372036854775808", "query.pageSize", "must be a whole number of at most"),
        ("pageSize=" + "9" * 5000, "query.pageSize", "must be a whole number of at most"),
        ("pageSize=1_0", "query.pageSize", "must be a whole number"),
        ("pageSize=٣", "query.pageSize", "must be a whole number"),
        ("min=nan", "query.min", "must be a number"),
        ("min=1e999", "query.min", "must be a number that fits 64 bits"),
        ("from=%ff", "query.from", "must be percent-encoded UTF-8"),
        ("from=a%00b", "query.from", "must not contain a NUL character"),
        ("%ff=1", "query", "must be percent-encoded UTF-8"),
        ("tags=a&tags=b&tags=c&tags=d", "query.tags", "must have at most 3 items"),
    ],
)
async def test_odd_parameters_are_400(
    client: httpx.AsyncClient, query: str, field: str, message: str
) -> None:
    answer = await client.get(f"/items?{query}")
    assert answer.status_code == 400
    assert fields(answer)[field].startswith(message)


async def test_a_required_parameter_is_asked_for(client: httpx.AsyncClient) -> None:
    for path in ("/items/search", "/items/search?"):
        answer = await client.get(path)
        assert answer.status_code == 400
        assert fields(answer) == {"query.q": "is required"}


async def test_headers_and_cookies_are_checked(client: httpx.AsyncClient) -> None:
    answer = await client.get("/items", headers={"X-Trace": "too long by far"})
    assert fields(answer) == {"header.X-Trace": "must have at most 8 characters"}
    answer = await client.get("/items", headers={"Cookie": "theme=blue"})
    assert fields(answer) == {"cookie.theme": "must be one of dark, light"}


# --- bodies ----------------------------------------------------------------------------------


async def test_every_wrong_field_is_named(client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/items",
        json={
            "name": "",
            "price": 1.5,
            "note": 3,
            "site": "not a uri",
            "tags": ["ok", "No"],
            "size": {"width": 0, "unit": "km"},
            "expiresAt": "tomorrow",
            "ratio": 11,
        },
    )
    assert answer.status_code == 422
    assert answer.json()["code"] == "validation_failed"
    assert fields(answer) == {
        "name": "must not be empty",
        "price": "must be a whole number",
        "note": "must be a string or null",
        "site": "must be an absolute URI",
        "tags[1]": "must match the pattern ^[a-z]+$",
        "size.width": "must be greater than 0",
        "size.unit": "must be one of mm, cm",
        "expiresAt": "must be a date and time like 2026-01-31T12:00:00Z (RFC 3339)",
        "ratio": "must be at most 10",
    }


async def test_a_missing_field_is_named(client: httpx.AsyncClient) -> None:
    answer = await client.post("/items", json={"name": "a", "size": {}})
    assert answer.status_code == 422
    assert fields(answer) == {"price": "is required", "size.width": "is required"}


async def test_an_unknown_field_is_400_and_named(client: httpx.AsyncClient) -> None:
    answer = await client.post("/items", json=GOOD | {"colour": 1, "size": {"width": 1, "x": 1}})
    assert answer.status_code == 400
    assert answer.json()["code"] == "unknown_field"
    assert fields(answer) == {
        "colour": "is not a known field; known here: expiresAt, name, note, price, ratio, secret, "
        "site, size, tags",
        "size.x": "is not a known field; known here: unit, width",
    }


async def test_a_read_only_field_is_400_and_named(client: httpx.AsyncClient) -> None:
    answer = await client.post("/items", json=GOOD | {"id": 5})
    assert answer.status_code == 400
    assert answer.json()["code"] == "read_only_field"
    assert fields(answer) == {"id": "is read-only and cannot be set"}


async def test_a_secret_is_not_repeated(client: httpx.AsyncClient) -> None:
    answer = await client.post("/items", json=GOOD | {"secret": "abc"})
    assert answer.status_code == 422
    assert "abc" not in answer.text
    assert fields(answer) == {"secret": "must have at least 4 characters"}


async def test_without_422_a_broken_schema_is_400(client: httpx.AsyncClient) -> None:
    answer = await client.patch("/items/1", json={"name": 5})
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid_request"


async def test_a_body_may_be_optional(client: httpx.AsyncClient) -> None:
    assert (await client.patch("/items/1")).json() == {"id": 1, "body": None}
    answer = await client.patch("/items/1", json={"name": None})
    assert answer.json() == {"id": 1, "body": {"name": None}}


async def test_a_required_body_is_asked_for(client: httpx.AsyncClient) -> None:
    for headers in ({}, {"Content-Type": "application/json"}):
        answer = await client.post("/items", headers=headers)
        assert answer.status_code == 400
        assert fields(answer) == {"body": "is required"}


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/xml", "json", "application/json; charset=latin-1", "/"],
)
async def test_an_unknown_media_type_is_415(client: httpx.AsyncClient, content_type: str) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    answer = await client.post("/items", content=b"{}", headers=headers)
    assert answer.status_code == 415
    assert answer.json()["code"] == "unsupported_media_type"


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON",
        "application/json;charset=UTF-8",
        'application/json; charset="utf-8"',
    ],
)
async def test_json_may_be_called_by_its_names(
    client: httpx.AsyncClient, content_type: str
) -> None:
    headers = {"Content-Type": content_type}
    answer = await client.post("/items", content=b'{"name":"a","price":1}', headers=headers)
    assert answer.status_code == 201


async def test_forms_are_typed_by_their_schema(client: httpx.AsyncClient) -> None:
    answer = await client.post("/forms", data={"count": "3", "flags": ["a b", "ü"]})
    assert answer.json() == {"count": 3, "flags": ["a b", "ü"], "file": None}
    answer = await client.post("/forms", data={"count": "3"}, files={"file": b"hello"})
    assert answer.json() == {"count": 3, "file": "hello"}


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        ({"data": {"count": "x"}}, "count", "must be a whole number"),
        ({"data": {"flags": "x"}}, "count", "is required"),
        ({"data": {"count": ["1", "2"]}}, "count", "must be given once"),
        ({"data": {"count": "1", "more": "x"}}, "more", "is not a known field"),
        ({"data": {"count": "1", "file": "x"}}, "file", "must be a file"),
        ({"data": {"count": "1"}, "files": {"flags": b"x"}}, "flags", "must be text"),
        ({"data": {"count": "1"}, "files": {"more": b"x"}}, "more", "is not a known field"),
    ],
)
async def test_a_wrong_form_is_400(
    client: httpx.AsyncClient, sent: dict[str, Any], field: str, message: str
) -> None:
    answer = await client.post("/forms", **sent)
    assert answer.status_code == 400
    assert fields(answer)[field].startswith(message)


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("multipart/form-data", b"--x\r\n\r\n"),
        ("multipart/form-data; boundary=", b"--x\r\n\r\n"),
        ("multipart/form-data; boundary=x", b"nothing of the kind"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n"),
        ("application/x-www-form-urlencoded", b"count=%ff"),
        ("application/x-www-form-urlencoded", b"count=1\x00"),
        ("application/x-www-form-urlencoded", b"\xff=1"),
    ],
)
async def test_a_malformed_form_is_400(
    client: httpx.AsyncClient, content_type: str, content: bytes
) -> None:
    answer = await client.post("/forms", content=content, headers={"Content-Type": content_type})
    assert answer.status_code == 400, answer.text


# --- idempotency -----------------------------------------------------------------------------


async def test_a_repeated_key_gets_the_first_answer(
    client: httpx.AsyncClient, world: World
) -> None:
    headers = {"Idempotency-Key": "order-1"}
    first = await client.post("/items", json=GOOD, headers=headers)
    again = await client.post("/items", json=GOOD, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["content-type"] == "application/json"
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert again.headers["x-ratelimit-remaining"] == "98"
    assert world.platform["made"] == 1


async def test_the_same_key_for_another_request_is_422(client: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "order-1"}
    await client.post("/items", json=GOOD, headers=headers)
    other = await client.post("/items", json=GOOD | {"price": 4}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_a_handlers_refusal_is_kept(client: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "order-1"}
    first = await client.post("/items", json=GOOD | {"name": "taken"}, headers=headers)
    again = await client.post("/items", json=GOOD | {"name": "taken"}, headers=headers)
    assert (first.status_code, again.status_code) == (422, 422)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"


async def test_a_failure_may_be_tried_again(client: httpx.AsyncClient, world: World) -> None:
    headers = {"Idempotency-Key": "order-1"}
    answer = await client.post("/items", json=GOOD | {"name": "flaky"}, headers=headers)
    assert answer.status_code == 503
    assert world.answers.held == {}


async def test_a_bad_request_takes_no_key(client: httpx.AsyncClient, world: World) -> None:
    headers = {"Idempotency-Key": "order-1"}
    assert (await client.post("/items", json={}, headers=headers)).status_code == 422
    assert world.answers.held == {}


@pytest.mark.parametrize("key", ["", "a" * 256, "a b", "ü", "a\tb"])
async def test_a_malformed_key_is_400(client: httpx.AsyncClient, key: str) -> None:
    headers = {"Idempotency-Key": key.encode("latin-1")}
    answer = await client.post("/items", json=GOOD, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 400
    assert list(fields(answer)) == ["header.Idempotency-Key"]


async def test_keys_of_other_callers_do_not_meet(client: httpx.AsyncClient, world: World) -> None:
    headers = {"Idempotency-Key": "order-1"}
    await client.post("/items", json=GOOD, headers=headers)
    await client.post("/items", json=GOOD, headers=headers | {"Authorization": "Bearer admin"})
    assert world.platform["made"] == 2


# --- answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["crash", "wrong", "write-only", "undocumented", "bytes"])
async def test_what_breaks_the_contract_is_500_and_says_nothing(
    client: httpx.AsyncClient, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await client.get(f"/broken/{how}")
    assert answer.status_code == 500
    body = answer.json()
    assert body["code"] == "internal_error"
    assert body["requestId"] in body["detail"]
    assert "hunter2" not in answer.text
    assert body["requestId"] in capsys.readouterr().out


async def test_answers_are_checked_only_when_asked_for() -> None:
    world = make_world(validate_responses=False)
    transport = httpx.ASGITransport(world.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.get("/broken/wrong")
    assert (answer.status_code, answer.json()) == (200, {"right": "no"})


async def test_a_handlers_error_keeps_its_headers(client: httpx.AsyncClient) -> None:
    answer = await client.get("/broken/conflict")
    assert (answer.status_code, answer.headers["x-why"]) == (409, "because")


# --- over a real socket ----------------------------------------------------------------------


async def test_over_a_socket(world: World, serve: Serve) -> None:
    async def chunks() -> Any:
        yield b'{"name": "Lamp",'
        yield b'"price": 3}'

    async with serve(world.app) as url, httpx.AsyncClient(base_url=url, headers=BEARER) as client:
        headers = {"Content-Type": "application/json"}
        chunked = await client.post("/items", content=chunks(), headers=headers)
        assert chunked.status_code == 201
        assert (await client.head("/items/1")).headers["content-length"] == "34"
        assert (
            await client.delete("/items/1", headers={"Authorization": "Bearer deleter"})
        ).status_code == 204
        large = await client.post("/items", content=b" " * 2_000_000, headers=headers)
        assert large.status_code == 413
        assert large.json()["code"] == "payload_too_large"
        assert (await client.get("/names/%2f%41")).json() == {"name": "/A"}


async def test_a_large_chunked_body_is_413(world: World, serve: Serve) -> None:
    async def chunks() -> Any:
        for _ in range(20):
            yield b" " * 100_000

    async with serve(world.app) as url, httpx.AsyncClient(base_url=url, headers=BEARER) as client:
        headers = {"Content-Type": "application/json"}
        answer = await client.post("/items", content=chunks(), headers=headers)
        assert answer.status_code == 413
