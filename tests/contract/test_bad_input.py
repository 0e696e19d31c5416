"""Bad bodies and bad parameters, over a socket: a clear 4xx in the document's own format that names
what is wrong, on every operation that could be sent it. New documents are covered by themselves.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tests.contract.endpoints import BY_ID, ENDPOINTS, Caller, Endpoint, each, refused
from tests.support.wire import ask, chunked

WITH_BODY = [endpoint for endpoint in ENDPOINTS if "requestBody" in endpoint.raw]
PAGED = [endpoint for endpoint in ENDPOINTS if endpoint.raw.get("x-pagination") == "page"]
JSON = [("Content-Type", "application/json")]
MEGABYTE = 1024 * 1024


def send(
    caller: Caller, endpoint: Endpoint, body: bytes | None = None, query: str = "", **options: Any
) -> Any:
    target = caller.path(endpoint) + (f"?{query}" if query else "")
    headers = options.pop("headers", JSON if body is not None else [])
    return ask(
        caller.server, endpoint.method, target, headers, body, caller.key_for(endpoint), **options
    )


# --- JSON that is refused at the door --------------------------------------------------------

# `§` stands for a field that the operation knows.
TEXTS = {
    "nan": b'{"\xa7": NaN}',
    "infinity": b'{"\xa7": Infinity}',
    "minus infinity": b'{"\xa7": -Infinity}',
    "overflowing number": b'{"\xa7": 1e999}',
    "huge integer": b'{"\xa7": 1' + b"0" * 30 + b"}",
    "integer of 5000 digits": b'{"\xa7": 1' + b"0" * 5000 + b"}",
    "lone surrogate": b'{"\xa7": "\\ud800"}',
    "swapped surrogates": b'{"\xa7": "\\udc00\\ud800"}',
    "deep arrays": b'{"\xa7": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep objects": b'{"\xa7": ' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}",
    "just too deep": b'{"\xa7": ' + b"[" * 64 + b"]" * 64 + b"}",
    "not UTF-8": b'{"\xa7": "\xff\xfe"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "overlong UTF-8": b'{"\xa7": "\xc0\xaf"}',
    "byte order mark": b"\xef\xbb\xbf{}",
    "cut off": b'{"\xa7": ',
    "trailing comma": b'{"\xa7": 1,}',
    "single quotes": b"{'\xa7': 1}",
    "comment": b'{"\xa7": 1 /* one */}',
    "two values": b"{} {}",
    "control character": b'{"\xa7": "\x01"}',
    "bare word": b"undefined",
    "white space only": b"  \n",
    "form": b"a=1&b=2",
}


@each(WITH_BODY)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_is_no_good_json_is_400(caller: Caller, endpoint: Endpoint, text: bytes) -> None:
    reply = send(caller, endpoint, text.replace(b"\xa7", _field(endpoint).encode()))
    refused(reply, endpoint, 400, "body")


@each(WITH_BODY)
def test_an_empty_body_is_400(caller: Caller, endpoint: Endpoint) -> None:
    refused(send(caller, endpoint, b""), endpoint, 400, "body")


@each(WITH_BODY)
def test_a_missing_body_is_400(caller: Caller, endpoint: Endpoint) -> None:
    refused(send(caller, endpoint), endpoint, 400, "body")


@each(WITH_BODY)
def test_a_repeated_key_is_400(caller: Caller, endpoint: Endpoint) -> None:
    name = _field(endpoint)
    value = json.dumps(endpoint.example[name]).encode()
    text = b'{"%b": %b, "%b": %b}' % (name.encode(), value, name.encode(), value)
    refused(send(caller, endpoint, text), endpoint, 400, name)
    # Written differently it is the same key.
    spelt = b'{"%b": %b, "\\u%04x%b": %b}'
    text = spelt % (name.encode(), value, ord(name[0]), name[1:].encode(), value)
    refused(send(caller, endpoint, text), endpoint, 400, name)


@each(WITH_BODY)
def test_a_nul_character_is_refused(caller: Caller, endpoint: Endpoint) -> None:
    name = _field(endpoint)
    reply = send(caller, endpoint, json.dumps({**endpoint.example, name: "a\0b"}).encode())
    refused(reply, endpoint, 400, name)
    reply = send(caller, endpoint, json.dumps({**endpoint.example, "a\0b": 1}).encode())
    refused(reply, endpoint, 400)


@pytest.mark.parametrize("depth", [1, 40])
def test_a_nul_deep_in_free_json_is_refused(caller: Caller, depth: int) -> None:
    payload: Any = "\0"
    for _ in range(depth):
        payload = {"a": payload}
    body = {**caller.application, "payload": payload}
    body = {name: body[name] for name in ("app_id", "app_secret", "payload")}
    endpoint = BY_ID["createToken"]
    reply = send(caller, endpoint, json.dumps(body).encode())
    refused(reply, endpoint, 400, "payload" + ".a" * depth)


@each(WITH_BODY)
@pytest.mark.parametrize("text", [b"[]", b'"text"', b"1", b"1.5", b"true", b"null", b"[{}]"])
def test_what_is_no_object_is_refused(caller: Caller, endpoint: Endpoint, text: bytes) -> None:
    refused(send(caller, endpoint, text), endpoint, _broken(endpoint), "body")


# --- fields ----------------------------------------------------------------------------------


@each(WITH_BODY)
def test_an_unknown_field_is_400_and_named(caller: Caller, endpoint: Endpoint) -> None:
    body = json.dumps({**endpoint.example, "nonsense": 1, "tooMuch": {}}).encode()
    refused(send(caller, endpoint, body), endpoint, 400, "nonsense", "tooMuch")


def test_an_unknown_field_far_down_is_named(caller: Caller) -> None:
    endpoint = BY_ID["createLinks"]
    links = [{"url": "https://example.com/"}, {"url": "https://example.com/", "nonsense": 1}]
    reply = send(caller, endpoint, json.dumps({"links": links}).encode())
    refused(reply, endpoint, 400, "links[1].nonsense")
    endpoint = BY_ID["createLink"]
    body = {"url": "https://example.com/", "qrConfig": {"nonsense": 1}}
    reply = send(caller, endpoint, json.dumps(body).encode())
    refused(reply, endpoint, 400, "qrConfig.nonsense")


READ_ONLY = [
    (endpoint, name)
    for endpoint in WITH_BODY
    for name, schema in endpoint.schema.get("properties", {}).items()
    if schema.get("readOnly")
]


@pytest.mark.parametrize(
    ("endpoint", "name"), READ_ONLY, ids=[f"{e.raw['operationId']}-{n}" for e, n in READ_ONLY]
)
def test_a_read_only_field_is_400_and_named(caller: Caller, endpoint: Endpoint, name: str) -> None:
    for value in ("text", 5, None):
        body = json.dumps({**endpoint.example, name: value}).encode()
        refused(send(caller, endpoint, body), endpoint, 400, name)


@each(WITH_BODY)
def test_a_missing_field_is_named(caller: Caller, endpoint: Endpoint) -> None:
    required = endpoint.schema.get("required", [])
    for name in required:
        body = {key: value for key, value in endpoint.example.items() if key != name}
        reply = send(caller, endpoint, json.dumps(body).encode())
        refused(reply, endpoint, _broken(endpoint), name)
    if endpoint.schema.get("minProperties"):
        refused(send(caller, endpoint, b"{}"), endpoint, _broken(endpoint), "body")


@each(WITH_BODY)
def test_a_field_of_the_wrong_type_is_named(caller: Caller, endpoint: Endpoint) -> None:
    for name in endpoint.example:
        body = json.dumps({**endpoint.example, name: {"wrong": []}}).encode()
        if name in ("payload", "data"):  # Any object is of the right type.
            body = json.dumps({**endpoint.example, name: [1]}).encode()
        refused(send(caller, endpoint, body), endpoint, _broken(endpoint), name)


@each([endpoint for endpoint in WITH_BODY if "name" in endpoint.schema["properties"]])
@pytest.mark.parametrize("character", ["\x07", "\n", "\x7f", "\x85", "\u2028"])
def test_names_have_no_control_characters(
    caller: Caller, endpoint: Endpoint, character: str
) -> None:
    body = json.dumps({**endpoint.example, "name": f"a{character}b"}).encode()
    reply = send(caller, endpoint, body)
    refused(reply, endpoint, _broken(endpoint), "name")
    assert "control characters" in reply.body.decode()


# --- media types and sizes -------------------------------------------------------------------


@each(WITH_BODY)
@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "application/jsonx",
        "application",
        "///",
        "*/*",
        ";",
        "application/json, text/plain",
        "application/json\xff".encode("latin-1"),
    ],
)
def test_another_media_type_is_415(
    caller: Caller, endpoint: Endpoint, content_type: str | bytes | None
) -> None:
    headers = [] if content_type is None else [("Content-Type", content_type)]
    reply = send(caller, endpoint, json.dumps(endpoint.example).encode(), headers=headers)
    refused(reply, endpoint, 415)
    assert "application/json" in reply.body.decode() or "UTF-8" in reply.body.decode()


@cache
def _large() -> bytes:
    return b'{"a": "' + b"x" * MEGABYTE + b'"}'


@each(WITH_BODY)
def test_a_body_that_is_too_large_is_413(caller: Caller, endpoint: Endpoint) -> None:
    reply = send(caller, endpoint, _large())
    refused(reply, endpoint, 413)
    assert str(MEGABYTE) in reply.body.decode()


@each(WITH_BODY)
def test_a_body_in_chunks_that_is_too_large_is_413(caller: Caller, endpoint: Endpoint) -> None:
    headers = [*JSON, ("Transfer-Encoding", "chunked")]
    refused(send(caller, endpoint, chunked(_large()), headers=headers), endpoint, 413)


@each(WITH_BODY)
@pytest.mark.parametrize("length", ["1048577", "99999999999", "9" * 18])
def test_a_body_announced_too_large_is_413(caller: Caller, endpoint: Endpoint, length: str) -> None:
    """Nothing of it has to arrive."""
    headers = [*JSON, ("Content-Length", length)]
    refused(send(caller, endpoint, b"", headers=headers), endpoint, 413)


@each(WITH_BODY)
def test_a_bad_body_in_chunks_is_as_bad(caller: Caller, endpoint: Endpoint) -> None:
    headers = [*JSON, ("Transfer-Encoding", "chunked")]
    body = json.dumps({**endpoint.example, "nonsense": 1}).encode()
    reply = send(caller, endpoint, chunked(body, size=1), headers=headers)
    refused(reply, endpoint, 400, "nonsense")


def test_a_good_body_in_chunks_is_read(caller: Caller) -> None:
    headers = [*JSON, ("Transfer-Encoding", "chunked")]
    endpoint = BY_ID["createLink"]
    body = chunked(b'{"url": "https://example.com/chunked"}', size=5)
    reply = send(caller, endpoint, body, headers=headers)
    assert reply.status == 201
    assert reply.json()["url"] == "https://example.com/chunked"


# --- parameters ------------------------------------------------------------------------------

PAGES = [
    *(("currentPage", value) for value in ("0", "-1", "1000001", "99999999999999999999")),
    *(
        ("currentPage", value)
        for value in ("1.5", "abc", "", "1e3", "%31%00", "0x1", "+", "%C2%B2")
    ),
    *(("pageSize", value) for value in ("0", "-1", "101", "1000000000", "two", "")),
    *(("limit", value) for value in ("0", "-5", "101", "9" * 400)),
]


@each(PAGED)
@pytest.mark.parametrize(("name", "value"), PAGES)
def test_impossible_pages_are_400(
    caller: Caller, endpoint: Endpoint, name: str, value: str
) -> None:
    refused(send(caller, endpoint, query=f"{name}={value}"), endpoint, 400, f"query.{name}")


@each(PAGED)
def test_a_page_past_the_end_is_empty(caller: Caller, endpoint: Endpoint) -> None:
    reply = send(caller, endpoint, query="currentPage=1000000&pageSize=100")
    assert reply.status == 200
    assert reply.json()["data"] == []


@each(ENDPOINTS)
@pytest.mark.parametrize("name", ["nonsense", "sort[x]", "PAGESIZE", "sort%5Bx%5D"])
def test_an_unknown_parameter_is_400_and_named(
    caller: Caller, endpoint: Endpoint, name: str
) -> None:
    body = None if endpoint.example is None else json.dumps(endpoint.example).encode()
    reply = send(caller, endpoint, body, query=f"{name}=1")
    shown = name.replace("%5B", "[").replace("%5D", "]")
    refused(reply, endpoint, 400, f"query.{shown}")


@each([endpoint for endpoint in ENDPOINTS if endpoint.parameters("query")])
def test_a_repeated_parameter_is_400_and_named(caller: Caller, endpoint: Endpoint) -> None:
    for name, schema in endpoint.parameters("query").items():
        value = {"integer": "1", "boolean": "true"}.get(schema["type"], "")
        value = value or schema.get("enum", ["2026-01-01"])[0]
        reply = send(caller, endpoint, query=f"{name}={value}&{name}={value}")
        refused(reply, endpoint, 400, f"query.{name}")


@pytest.mark.parametrize(
    "query",
    [
        "sort[id]=up",
        "sort[id]=",
        "sort[name]=ASC",
        "exists[deletedAt]=maybe",
        "exists[deletedAt]=1",
        "exists[deletedAt]=",
        "tags.name=",
        "tags.name=%00",
        "tags.name=%0a",
        "tags.name=" + "x" * 65,
        "tags.name=%ff",
        "tags.name=%c3%28",
        "tags.name=%ed%a0%80",
    ],
)
def test_bad_filters_are_400_and_named(caller: Caller, query: str) -> None:
    endpoint = BY_ID["listLinks"]
    reply = send(caller, endpoint, query=query)
    refused(reply, endpoint, 400, f"query.{query.partition('=')[0]}")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("from=yesterday", "from"),
        ("from=2026-02-30", "from"),
        ("from=2026-1-1", "from"),
        ("to=20260101", "to"),
        ("to=0000-01-01", "to"),
        ("from=2026-02-01&to=2026-01-01", "from"),
        ("from=2020-01-01&to=2026-01-01", "from"),
        ("to=9999-12-31&from=0001-01-01", "from"),
    ],
)
def test_bad_days_are_400_and_named(caller: Caller, query: str, name: str) -> None:
    endpoint = BY_ID["getLinkStats"]
    refused(send(caller, endpoint, query=query), endpoint, 400, f"query.{name}")


NUMBERED = [
    endpoint
    for endpoint in ENDPOINTS
    if endpoint.parameters("path").get("id", {}).get("type") == "integer"
]


@each(NUMBERED)
@pytest.mark.parametrize(
    ("name", "status"),
    [
        *((name, 404) for name in ("abc", "1.5", "1e2", "%20", "%D9%A1", "9" * 19, "9" * 5000)),
        *((name, 400) for name in ("0", "-1", "9007199254740992", "%ff", "%00", "1%00")),
    ],
)
def test_ids_that_cannot_be_are_400_or_404(
    caller: Caller, endpoint: Endpoint, name: str, status: int
) -> None:
    body = None if endpoint.example is None else json.dumps(endpoint.example).encode()
    target = endpoint.path.replace("{id}", name)
    headers = JSON if body is not None else []
    reply = ask(caller.server, endpoint.method, target, headers, body, caller.key)
    # Before the path is understood there is no document whose format it could be.
    refused(reply, endpoint, status)


NAMED = [
    endpoint for endpoint in ENDPOINTS if {"key_id", "app_id"} & set(endpoint.parameters("path"))
]


@each(NAMED)
@pytest.mark.parametrize(
    "name", ["x", "UPPER-CASE", "-a-", "a b", "%C3%BC%C3%BC%C3%BC", "x" * 3000]
)
def test_names_that_cannot_be_are_400(caller: Caller, endpoint: Endpoint, name: str) -> None:
    body = None if endpoint.example is None else json.dumps(endpoint.example).encode()
    (parameter,) = endpoint.parameters("path")
    target = endpoint.path.replace(f"{{{parameter}}}", name.replace(" ", "%20"))
    headers = JSON if body is not None else []
    reply = ask(caller.server, endpoint.method, target, headers, body, caller.key_for(endpoint))
    refused(reply, endpoint, 400, f"path.{parameter}")


# --- what only links can get wrong -----------------------------------------------------------

ADDRESSES = {
    "script": "javascript:alert(1)",
    "script in capitals": "JavaScript:alert(1)",
    "script behind a space": " javascript:alert(1)",
    "script with slashes": "javascript://example.com/%0aalert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "vbscript": "vbscript:msgbox(1)",
    "file": "file:///etc/passwd",
    "ftp": "ftp://example.com/",
    "mail": "mailto:a@example.com",
    "another app": "intent://scan/#Intent;scheme=zxing;end",
    "blob": "blob:https://example.com/1",
    "view-source": "view-source:https://example.com/",
    "websocket": "wss://example.com/",
    "no scheme": "example.com/page",
    "relative": "/page",
    "scheme-relative": "//example.com/page",
    "no host": "https://",
    "no host but a path": "https:///page",
    "one slash": "https:/example.com",
    "only a port": "https://:443/",
    "port out of range": "https://example.com:65536/",
    "user and password": "https://user:pass@example.com/",
    "user": "https://user@example.com/",
    "broken IPv6": "https://[::1/",
    "broken percent in the host": "https://exa%zzmple.com/",
    "empty label": "https://example..com/",
    "space in the host": "https://exa mple.com/",
    "only spaces": "   ",
    "line break": "https://example.com/\nSet-Cookie: a=b",
    "tab": "https://exam\tple.com/",
    "too long": "https://example.com/" + "x" * 8192,
    "too long once encoded": "https://example.com/" + "ü" * 3000,
}


@pytest.mark.parametrize("field", ["url", "expiredUrl"])
@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_that_no_link_may_lead_to_is_422(
    caller: Caller, address: str, field: str
) -> None:
    endpoint = BY_ID["createLink"]
    body = {"url": "https://example.com/", field: address}
    reply = send(caller, endpoint, json.dumps(body).encode())
    refused(reply, endpoint, 422, field)


@pytest.mark.parametrize("field", ["url", "expiredUrl"])
@pytest.mark.parametrize(
    "form",
    ["{base}/s/abc123", "{base}/s/abc123?a=b#c", "{base}/s/%61bc123", "{base}/x/../s/abc123"],
)
def test_a_link_to_a_short_link_of_ours_is_422(caller: Caller, form: str, field: str) -> None:
    endpoint = BY_ID["createLink"]
    base = caller.server.base_url
    for address in (form.format(base=base), form.format(base=base.replace("http://", "HTTP://"))):
        body = {"url": "https://example.com/", field: address}
        reply = send(caller, endpoint, json.dumps(body).encode())
        refused(reply, endpoint, 422, field)
        assert reply.json()["code"] == "link_loop"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "admin"),
        ("slug", "ab"),
        ("slug", "a/b"),
        ("slug", "x" * 65),
        ("slug", "a.b.c"),
        ("domain", "other.example.org"),
        ("domain", "a b"),
        ("name", ""),
        ("name", " "),
        ("name", "a\nb"),
        ("name", "x" * 256),
        ("password", ""),
        ("password", "x" * 129),
        ("utmSource", "a b"),
        ("utmSource", ""),
        ("tags", ["/app/tags/999999999"]),
        ("tags[0]", ["spring"]),
        ("tags[0]", ["/app/tags/0"]),
        ("tags[0]", ["/app/tags/1e3"]),
        ("tags", ["/app/tags/1", "/app/tags/1"]),
        ("expiresAt", "2001-01-01T00:00:00Z"),
        ("expiresAt", "tomorrow"),
        ("expiresAt", "2099-02-30T00:00:00Z"),
        ("expiresAt", "2099-01-01"),
        ("maxRedirects", 0),
        ("maxRedirects", -1),
        ("maxRedirects", 1.5),
        ("maxRedirects", "5"),
        ("maxRedirects", 10**10),
        ("maxRedirects", True),
        ("qrConfig.size", {"size": 1}),
        ("qrConfig.color", {"color": "red"}),
        ("qrConfig.color", {"color": '"><script>'}),
        ("qrConfig.errorCorrection", {"errorCorrection": "Z"}),
        ("qrConfig.margin", {"size": 64, "margin": 32}),
    ],
)
def test_bad_fields_of_a_link_are_422_and_named(caller: Caller, field: str, value: Any) -> None:
    endpoint = BY_ID["createLink"]
    name = field.partition(".")[0].partition("[")[0]
    body = {"url": "https://example.com/", name: value}
    reply = send(caller, endpoint, json.dumps(body).encode())
    if field == "tags" and len(value) == 1:
        field = "tags[0]"
    refused(reply, endpoint, 422, field)


def test_bad_items_of_many_are_answered_one_by_one(caller: Caller) -> None:
    links = [
        {"url": "javascript:alert(1)"},
        {"url": f"{caller.server.base_url}/s/abc123"},
        {"url": "https://example.com/fine"},
    ]
    reply = send(caller, BY_ID["createLinks"], json.dumps({"links": links}).encode())
    assert reply.status == 200
    results = reply.json()["results"]
    assert [one["status"] for one in results] == [422, 422, 201]
    assert "url" in results[0]["error"]["message"]
    assert results[1]["error"]["code"] == "link_loop"


def test_a_refused_bulk_creates_nothing(caller: Caller) -> None:
    with caller.server.client(caller.key) as client:
        before = client.get("/api/v1/credits").json()
        links = [{"url": "https://example.com/"}] * 101
        assert client.post("/api/v1/bulk/links", json={"links": links}).status_code == 422
        assert client.post("/api/v1/bulk/links", json={"links": []}).status_code == 422
        assert client.get("/api/v1/credits").json() == before


# --- helpers ---------------------------------------------------------------------------------


def _field(endpoint: Endpoint) -> str:
    name: str = next(iter(endpoint.example))
    return name


def _broken(endpoint: Endpoint) -> int:
    """What a body that breaks its schema answers: 422 where the operation documents it."""
    return 422 if "422" in endpoint.raw["responses"] else 400
