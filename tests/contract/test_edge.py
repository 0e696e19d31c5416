"""The outermost layer: ids, addresses, log, metrics, CORS."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from ipaddress import ip_network
from typing import Any

import httpx
import pytest
from starlette.responses import PlainTextResponse

from stagewire.contract.body import MAX_BODY
from stagewire.contract.edge import Edge
from stagewire.contract.metrics import Metrics
from stagewire.contract.requests import client_ip, make_request
from stagewire.serving import HttpProtocol
from tests.contract.conftest import Serve
from tests.contract.services import World

PROXIES = (ip_network("10.0.0.0/8"), ip_network("::1/128"))


def edge(world: World, **options: Any) -> Edge:
    options.setdefault("access_log", False)
    options.setdefault("metrics", Metrics())
    return Edge(world.app, allow=world.app.allow, respond=world.app.respond, **options)


async def ask(app: Any, method: str, path: str, **options: Any) -> httpx.Response:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.request(method, path, **options)


# --- request ids -----------------------------------------------------------------------------


@pytest.mark.parametrize("sent", ["abc", "A-b_c.9", "x" * 128])
async def test_a_good_request_id_is_kept(world: World, sent: str) -> None:
    answer = await ask(edge(world), "GET", "/nothing", headers={"X-Request-Id": sent})
    assert answer.headers["x-request-id"] == sent
    assert answer.json()["requestId"] == sent


@pytest.mark.parametrize("sent", ["", "x" * 129, "a b", "ü", 'a"b', "a\tb"])
async def test_a_bad_request_id_is_replaced(world: World, sent: str) -> None:
    headers = {"X-Request-Id": sent.encode("latin-1")}
    answer = await ask(edge(world), "GET", "/nothing", headers=headers)
    assert answer.headers["x-request-id"] not in ("", sent)
    assert answer.json()["requestId"] == answer.headers["x-request-id"]


async def test_made_request_ids_differ(world: World) -> None:
    app = edge(world)
    ids = {(await ask(app, "GET", "/names/a")).headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5


async def test_every_answer_has_an_id_and_is_not_to_be_sniffed(world: World) -> None:
    app = edge(world)
    for method, path in (
        ("GET", "/names/a"),
        ("GET", "/no"),
        ("PUT", "/items"),
        ("OPTIONS", "/items"),
    ):
        answer = await ask(app, method, path)
        assert answer.headers["x-request-id"]
        assert answer.headers["x-content-type-options"] == "nosniff"


# --- addresses -------------------------------------------------------------------------------


def scope(peer: str, *forwarded: str) -> dict[str, Any]:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "client": (peer, 1),
        "headers": headers,
    }


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", (), "203.0.113.9"),
        # Whoever is no proxy may write what he likes.
        ("203.0.113.9", ("198.51.100.1",), "203.0.113.9"),
        ("10.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        # What stands left of the first foreign address is the client's own writing.
        ("10.0.0.1", ("1.1.1.1, 198.51.100.1",), "198.51.100.1"),
        ("10.0.0.1", ("1.1.1.1, 198.51.100.1, 10.0.0.2",), "198.51.100.1"),
        ("10.0.0.1", ("1.1.1.1", "198.51.100.1, 10.0.0.2"), "198.51.100.1"),
        ("10.0.0.1", ("198.51.100.1:4711",), "198.51.100.1"),
        ("::1", ("[2001:db8::1]:4711",), "2001:db8::1"),
        ("::1", ("2001:db8::1",), "2001:db8::1"),
        ("::ffff:10.0.0.1", ("198.51.100.1",), "198.51.100.1"),
        ("10.0.0.1", ("10.0.0.3, 10.0.0.2",), "10.0.0.3"),
        ("10.0.0.1", ("unknown",), "10.0.0.1"),
        ("10.0.0.1", ("1.1.1.1, unknown, 10.0.0.2",), "10.0.0.2"),
        ("10.0.0.1", (), "10.0.0.1"),
    ],
)
def test_the_clients_address(peer: str, forwarded: tuple[str, ...], expected: str) -> None:
    assert client_ip(scope(peer, *forwarded), PROXIES) == expected


def test_a_forwarded_request_is_not_direct() -> None:
    assert make_request(scope("127.0.0.1")).direct
    assert not make_request(scope("127.0.0.1", "198.51.100.1")).direct


async def test_limits_count_the_clients_address(world: World) -> None:
    app = edge(world, trusted_proxies=(ip_network("127.0.0.0/8"),))
    for client in ("198.51.100.1", "198.51.100.2"):
        answer = await ask(
            app, "PUT", "/envelope/a", json={"rate_limit": 1}, headers={"X-Forwarded-For": client}
        )
        assert answer.headers["x-ratelimit-remaining"] == "1"


# --- CORS ------------------------------------------------------------------------------------

ORIGIN = {"Origin": "https://app.example"}
PREFLIGHT = ORIGIN | {
    "Access-Control-Request-Method": "PATCH",
    "Access-Control-Request-Headers": "authorization, content-type",
}


async def test_a_preflight_is_answered_from_the_contract(world: World) -> None:
    answer = await ask(edge(world), "OPTIONS", "/items/5", headers=PREFLIGHT)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "DELETE, GET, HEAD, OPTIONS, PATCH"
    assert "Authorization" in answer.headers["access-control-allow-headers"]


async def test_a_preflight_of_an_unknown_path_is_404(world: World) -> None:
    assert (await ask(edge(world), "OPTIONS", "/no", headers=PREFLIGHT)).status_code == 404


async def test_a_browser_may_read_the_answers_headers(world: World) -> None:
    answer = await ask(edge(world), "GET", "/names/a", headers=ORIGIN)
    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = answer.headers["access-control-expose-headers"].split(", ")
    assert {"X-Request-Id", "X-RateLimit-Remaining", "Retry-After", "Location"} <= set(exposed)
    plain = await ask(edge(world), "GET", "/names/a")
    assert "access-control-allow-origin" not in plain.headers


async def test_origins_can_be_named(world: World) -> None:
    app = edge(world, cors_origins="https://app.example, https://b.example")
    answer = await ask(app, "GET", "/names/a", headers=ORIGIN)
    assert answer.headers["access-control-allow-origin"] == "https://app.example"
    assert answer.headers["vary"] == "Origin"
    other = await ask(app, "GET", "/names/a", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers
    assert other.headers["vary"] == "Origin"


async def test_cors_can_be_off(world: World) -> None:
    answer = await ask(edge(world, cors_origins=""), "GET", "/names/a", headers=ORIGIN)
    assert "access-control-allow-origin" not in answer.headers


# --- log and metrics -------------------------------------------------------------------------


async def test_the_access_log_has_no_query(
    world: World, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    app = edge(world, access_log=True)
    await ask(app, "GET", "/items?api_key=reader", headers={"X-Request-Id": "r1"})
    out = capfdbinary.readouterr().out
    assert b"reader" not in out
    line = json.loads(out)
    assert line.pop("ms") >= 0
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "request",
        "method": "GET",
        "path": "/items",
        "status": 200,
        "id": "r1",
        "ip": "127.0.0.1",
    }


async def test_the_access_log_can_be_off(
    world: World, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    await ask(edge(world), "GET", "/names/a")
    assert capfdbinary.readouterr().out == b""


async def test_requests_are_counted_by_operation(world: World) -> None:
    metrics = Metrics()
    app = edge(world, metrics=metrics)
    await ask(app, "GET", "/names/a")
    await ask(app, "GET", "/names/b")
    await ask(app, "GET", "/names/far-too-long")
    await ask(app, "GET", "/no")
    await ask(app, "BREW", "/no")
    sample = metrics.registry.get_sample_value

    def count(operation: str, method: str, status: str) -> float | None:
        labels = {"operation": operation, "method": method, "status": status}
        return sample("stagewire_http_requests_total", labels)

    assert count("getName", "GET", "2xx") == 2
    assert count("getName", "GET", "4xx") == 1
    assert count("other", "GET", "4xx") == 1
    # Nobody can grow the metrics by inventing methods.
    assert count("other", "other", "4xx") == 1
    text = metrics.render().decode()
    assert "process_resident_memory_bytes" in text
    assert "stagewire_http_request_duration_seconds_bucket" in text


def test_a_histogram_counts_from_below() -> None:
    metrics = Metrics()
    for seconds in (0.0005, 0.001, 0.0011, 99.0):
        metrics.observe("op", "GET", 200, seconds)
    sample = metrics.registry.get_sample_value
    name = "stagewire_http_request_duration_seconds"
    labels = {"operation": "op", "method": "GET"}
    assert sample(f"{name}_bucket", {**labels, "le": "0.001"}) == 2
    assert sample(f"{name}_bucket", {**labels, "le": "0.0025"}) == 3
    assert sample(f"{name}_bucket", {**labels, "le": "10.0"}) == 3
    assert sample(f"{name}_bucket", {**labels, "le": "+Inf"}) == 4
    assert sample(f"{name}_count", labels) == 4
    assert sample(f"{name}_sum", labels) == pytest.approx(99.0026)


# --- the rest --------------------------------------------------------------------------------


async def test_what_fails_in_front_of_the_contract_is_a_problem(world: World) -> None:
    async def failing(scope: Any, receive: Any, send: Any) -> None:
        raise RuntimeError("the secret is hunter2")

    app = Edge(failing, allow=world.app.allow, access_log=False, metrics=Metrics())
    answer = await ask(app, "GET", "/", headers={"X-Request-Id": "r1"})
    assert answer.status_code == 500
    assert answer.json()["requestId"] == "r1"
    assert "hunter2" not in answer.text


async def test_what_the_contract_does_not_know_is_for_the_app(world: World) -> None:
    page = PlainTextResponse("page")
    app = Edge(
        page,
        allow=world.app.allow,
        respond=world.app.respond,
        access_log=False,
        metrics=Metrics(),
    )
    for path in ("/", "/s/%FF"):
        assert (await ask(app, "GET", path)).text == "page"
    assert (await ask(app, "GET", "/names/a")).json() == {"name": "a"}
    assert (await ask(edge(world), "GET", "/names/%FF")).status_code == 400


async def test_shared_answers_do_not_grow(world: World) -> None:
    page = PlainTextResponse("page")
    app = Edge(page, allow=world.app.allow, access_log=False, metrics=Metrics())
    first, second = await ask(app, "GET", "/"), await ask(app, "GET", "/")
    assert len(first.headers) == len(second.headers)


async def test_other_scopes_pass_through(world: World) -> None:
    seen: list[str] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    app = Edge(inner, allow=world.app.allow, access_log=False, metrics=Metrics())

    async def nothing(*_: Any) -> None: ...

    for kind in ("lifespan", "websocket"):
        await app({"type": kind}, nothing, nothing)
    assert seen == ["lifespan", "websocket"]


async def test_over_a_socket(world: World, serve: Serve) -> None:
    async with serve(edge(world)) as url, httpx.AsyncClient(base_url=url) as client:
        answer = await client.get("/names/a", headers={"X-Request-Id": "r1"} | ORIGIN)
        assert answer.json() == {"name": "a"}
        assert answer.headers["x-request-id"] == "r1"
        preflight = await client.options("/items/5", headers=PREFLIGHT)
        assert preflight.status_code == 204


_JSON = {"Content-Type": "application/json"}
_REQUESTS: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/names/a", {}),
    ("HEAD", "/names/a", {}),
    ("GET", "/names/a", {"headers": ORIGIN}),
    ("OPTIONS", "/names/a", {}),
    ("PATCH", "/names/a", {}),
    ("GET", "/nowhere", {}),
    ("POST", "/items", {"json": {"name": "a", "price": 1}}),
    ("POST", "/items", {"content": b"{", "headers": _JSON}),
    ("POST", "/items", {"json": {"name": "a" * 100_000}}),
    ("POST", "/items", {"content": b"x" * (MAX_BODY + 1), "headers": _JSON}),
    ("DELETE", "/items/5", {}),
    ("GET", "/broken/error", {}),
]


async def test_the_servers_own_protocol_answers_the_same(world: World, serve: Serve) -> None:
    """Whole answers and bodies at hand, beside the messages of uvicorn's own protocol."""

    async def chunks() -> AsyncIterator[bytes]:
        yield b'{"name": "a", '
        yield b'"price": 1}'

    said: list[list[Any]] = []
    for http in ("httptools", HttpProtocol):
        world.reset()
        said.append([])
        headers = {"Authorization": "Bearer writer", "X-Request-Id": "r1"}
        async with (
            serve(edge(world), http) as url,
            httpx.AsyncClient(base_url=url, headers=headers) as client,
        ):
            for method, path, more in [
                *_REQUESTS,
                ("POST", "/items", {"content": chunks(), "headers": _JSON}),
                ("GET", "/names/a", {"headers": {"Connection": "close"}}),
            ]:
                answer = await client.request(method, path, **more)
                sent = {name: value for name, value in answer.headers.items() if name != "date"}
                said[-1].append((method, path, answer.status_code, sent, answer.content))
    theirs, ours = said
    assert ours == theirs
    assert {200, 201, 204, 400, 404, 405, 413} <= {status for _, _, status, *_ in ours}
