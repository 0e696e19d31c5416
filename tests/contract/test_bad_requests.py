"""Methods, paths and headers, over a socket: what HTTP asks for is answered as the contract says,
and what cannot be is refused in the document's own format.
"""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from tests.contract.endpoints import CONTRACT, ENDPOINTS, Caller, Endpoint, each, refused
from tests.support.server import Server
from tests.support.wire import ask, exchange, flood, hang_up

PATHS: dict[str, set[str]] = defaultdict(set)
for _endpoint in ENDPOINTS:
    PATHS[_endpoint.path].add(_endpoint.method)
# One operation of each path; its siblings speak the same format.
FIRST = list({endpoint.path: endpoint for endpoint in reversed(ENDPOINTS)}.values())
READS = [endpoint for endpoint in ENDPOINTS if endpoint.method == "GET"]
MEGABYTE = 1024 * 1024
ORIGIN = ("Origin", "https://app.example.com")


def allowed(path: str) -> set[str]:
    """The methods of a path, with those that every path has."""
    return PATHS[path] | {"OPTIONS"} | ({"HEAD"} if "GET" in PATHS[path] else set())


def listed(header: str) -> set[str]:
    return {method.strip() for method in header.split(",")}


# --- methods ---------------------------------------------------------------------------------


@each(FIRST)
def test_a_wrong_method_is_405_with_allow(caller: Caller, endpoint: Endpoint) -> None:
    every = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "LOCK"}
    for method in sorted(every - allowed(endpoint.path)):
        reply = ask(caller.server, method, caller.path(endpoint), key=caller.key)
        assert listed(reply.headers["allow"]) == allowed(endpoint.path)
        if method != "HEAD":
            refused(reply, endpoint, 405)
            assert method in reply.body.decode()


@each(FIRST)
def test_a_wrong_method_needs_no_key(caller: Caller, endpoint: Endpoint) -> None:
    method = next(iter({"PUT", "PATCH"} - allowed(endpoint.path)))
    refused(ask(caller.server, method, caller.path(endpoint)), endpoint, 405)


@each(FIRST)
def test_options_tells_the_methods(caller: Caller, endpoint: Endpoint) -> None:
    reply = ask(caller.server, "OPTIONS", caller.path(endpoint))
    assert (reply.status, reply.body) == (204, b"")
    assert listed(reply.headers["allow"]) == allowed(endpoint.path)
    assert "content-type" not in reply.headers
    assert "content-length" not in reply.headers


@each(READS)
def test_head_answers_as_get_without_a_body(caller: Caller, endpoint: Endpoint) -> None:
    path, key = caller.path(endpoint), caller.key_for(endpoint)
    got, head = (ask(caller.server, method, path, key=key) for method in ("GET", "HEAD"))
    assert got.status == head.status == 200
    assert head.body == b""
    assert head.headers["content-type"] == got.headers["content-type"]
    if endpoint.path != "/metrics":
        assert head.headers["content-length"] == got.headers["content-length"]
    assert got.headers["content-length"] == str(len(got.body))


@each([endpoint for endpoint in READS if endpoint.guarded])
def test_head_is_refused_without_a_body_too(caller: Caller, endpoint: Endpoint) -> None:
    reply = ask(caller.server, "HEAD", caller.path(endpoint))
    assert (reply.status, reply.body) == (401, b"")
    assert int(reply.headers["content-length"]) > 0


@each(READS)
def test_a_body_where_none_belongs_is_not_read(caller: Caller, endpoint: Endpoint) -> None:
    headers = [("Content-Type", "application/json")]
    path, key = caller.path(endpoint), caller.key_for(endpoint)
    assert ask(caller.server, "GET", path, headers, b"{not json", key).status == 200


# --- CORS ------------------------------------------------------------------------------------


@each(FIRST)
def test_a_preflight_is_answered_from_the_contract(caller: Caller, endpoint: Endpoint) -> None:
    headers = [
        ORIGIN,
        ("Access-Control-Request-Method", endpoint.method),
        ("Access-Control-Request-Headers", "authorization, content-type, x-evil"),
    ]
    reply = ask(caller.server, "OPTIONS", caller.path(endpoint), headers)
    assert (reply.status, reply.body) == (204, b"")
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in reply.headers
    assert listed(reply.headers["access-control-allow-methods"]) == allowed(endpoint.path)
    names = {n.lower() for n in listed(reply.headers["access-control-allow-headers"])}
    assert {"authorization", "content-type", "idempotency-key", "x-app-api-key"} <= names
    assert "x-evil" not in names


@each(FIRST)
def test_a_browser_may_read_refusals_too(caller: Caller, endpoint: Endpoint) -> None:
    reply = ask(caller.server, "TRACE", caller.path(endpoint), [ORIGIN])
    assert reply.status == 405
    assert reply.headers["access-control-allow-origin"] == "*"
    exposed = {n.lower() for n in listed(reply.headers["access-control-expose-headers"])}
    assert {"x-request-id", "retry-after", "x-ratelimit-remaining"} <= exposed


def test_a_preflight_for_nothing_is_404(server: Server) -> None:
    headers = [ORIGIN, ("Access-Control-Request-Method", "GET")]
    assert ask(server, "OPTIONS", "/api/v1/nothing", headers).status == 404


# --- paths -----------------------------------------------------------------------------------

NOWHERE = next(endpoint for endpoint in ENDPOINTS if endpoint.format == "problem")
"""An endpoint whose errors are problems, as those of unknown paths are."""


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nothing",
        "/api/v1/links/",
        "/api/v1//links",
        "//api/v1/links",
        "/API/V1/LINKS",
        "/api/v1/links/1/2/3/4",
        "/api/v1/./links",
        "/api/v1/links/../links",
        "/api/v1/links%2F1",
        "/api/v1/links;a=b",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/docs/../../../etc/passwd",
        "/docs/%2e%2e/%2e%2e/openapi.json",
        "/openapi/../links.json",
        "/openapi/nothing.json",
        "/\\..\\..\\windows",
        "/api/v1/links%zz",
        "/api/v1/links%",
        "/a" * 5000,
        "/" + "a" * 20_000,
        "/" + "%41" * 10_000,
        "/%E2%98%83",
    ],
)
def test_unknown_paths_are_404(caller: Caller, path: str) -> None:
    assert NOWHERE.format == "problem"
    refused(ask(caller.server, "GET", path, key=caller.key), NOWHERE, 404)


@pytest.mark.parametrize("path", ["/api/v1/links/%ff", "/%c3%28", "/api/%00", "/%ed%a0%80"])
def test_a_path_that_is_no_text_is_400(caller: Caller, path: str) -> None:
    refused(ask(caller.server, "GET", path, key=caller.key), NOWHERE, 400)


# --- headers ---------------------------------------------------------------------------------


@each([endpoint for endpoint in READS if endpoint.guarded])
def test_long_and_odd_headers_do_no_harm(caller: Caller, endpoint: Endpoint) -> None:
    odd: list[tuple[str, str | bytes]] = [
        ("X-Request-Id", "x" * 8000),
        ("X-Forwarded-For", "not an address, " * 200),
        ("Cookie", "=;=;;;a=\xff"),
        ("Accept", "text/nothing;q=\xff"),
        ("Accept-Encoding", "\xff"),
        ("Range", "bytes=9-1"),
        ("If-None-Match", '"'),
        ("Content-Type", "///"),
        ("X-Odd", b"\xff\xfe"),
        *((f"X-Many-{n}", "x") for n in range(100)),
    ]
    reply = ask(caller.server, "GET", caller.path(endpoint), odd, key=caller.key_for(endpoint))
    assert reply.status == 200
    assert len(reply.headers["x-request-id"]) <= 128


@pytest.mark.parametrize(
    "request_",
    [
        b"BREW /api/v1/links HTTP/1.1\r\nHost: a\r\n\r\n",
        b"get /api/v1/links HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /api/v1/links?a=\xff HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /api/v1/links HTTP/9.9\r\nHost: a\r\n\r\n",
        b"GET /api/v1/links HTTP/1.1\r\nHost: a\r\nBad Header: b\r\n\r\n",
        b"GET /api/v1/links HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
        b"POST /app/tags HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /app/tags HTTP/1.1\r\nHost: a\r\nContent-Length: two\r\n\r\n",
        b"POST /app/tags HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /app/tags HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /app/tags HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\r\n\r\nnonsense\r\n\r\n",
    ],
    ids=lambda request: repr(request[:40]),
)
def test_what_is_no_http_is_refused_by_the_parser(server: Server, request_: bytes) -> None:
    """No document is known yet, so the answer is plain."""
    assert exchange(server, request_).status == 400


@pytest.mark.parametrize("begin", [b"GET /", b"GET / HTTP/1.1\r\nX: ", b"GET / HTTP/1.1\r\n"])
def test_a_head_without_end_is_cut_off(server: Server, begin: bytes) -> None:
    piece = b"x" * 65536 if begin[-2:] != b"\r\n" else b"X-Many: xxxxxx\r\n" * 4096
    # Far more than the buffers between client and server hold.
    assert flood(server, begin, piece, most=64 * MEGABYTE) < 64 * MEGABYTE


@pytest.mark.parametrize("size", [1, 1000, 60_000])
def test_a_head_in_small_pieces_is_read(server: Server, size: int) -> None:
    head = b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: %b\r\n\r\n"
    whole = head % (b"x" * (60_000 if size > 1 else 200))
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert exchange(server, pieces).json() == {"status": "ok"}


def test_requests_in_one_packet_are_all_answered(server: Server) -> None:
    """The end of a large body may bring the beginning of the next head."""
    body = b'{"app_id": "x", "app_secret": "y", "payload": {"a": "' + b"x" * 600_000 + b'"}}'
    first = (
        b"POST /api/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    )
    second = b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    assert exchange(server, [first + second[:9], second[9:]]).status == 401


def test_the_server_is_well_after_all_this(server: Server) -> None:
    assert ask(server, "GET", "/health").json() == {"status": "ok"}
    assert b"Traceback" not in server.log.read_bytes()


@each([endpoint for endpoint in ENDPOINTS if endpoint.example is not None])
def test_a_body_may_stop_half_way(caller: Caller, endpoint: Endpoint) -> None:
    """Nobody is left to answer; the server goes on."""
    body = json.dumps(endpoint.example).encode()
    head = (
        f"{endpoint.method} {caller.path(endpoint)} HTTP/1.1\r\nHost: a\r\n"
        f"Authorization: Bearer {caller.key_for(endpoint)}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body) + 9}\r\n\r\n"
    )
    hang_up(caller.server, head.encode() + body)
    assert ask(caller.server, "GET", "/health").status == 200


def test_every_format_in_use_is_tested() -> None:
    formats = {document.error_format for document in CONTRACT.documents}
    assert formats == {"problem", "status-message", "success-envelope"}
