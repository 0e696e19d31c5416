"""The docs as HTTP: what is served, under which address, how it is cached, and what is not."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from starlette.responses import PlainTextResponse

from stagewire.contract.load import load_contract
from stagewire.contract.messages import load_messages
from stagewire.pages.docs import docs
from stagewire.pages.serving import built
from stagewire.pages.static import accepts_gzip
from stagewire.settings import Settings

BASE = "https://api.example.com"
CONTRACT = load_contract()
REALTIME = load_messages().document
APIS = [document.name for document in CONTRACT.documents]
PAGES = ["/docs", "/docs/", "/docs/websocket", *(f"/docs/{api}" for api in APIS)]
OPERATIONS = [
    (document.name, operation)
    for document in CONTRACT.documents
    for _, _, operation in document.operations()
]


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """Talks to the docs; what they do not know is answered by `somebody else`."""
    app = docs(
        Settings(public_url=BASE), CONTRACT, REALTIME, PlainTextResponse("somebody else", 404)
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as made:
        yield made


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        *((page, "text/html; charset=utf-8") for page in PAGES),
        *((f"/openapi/{api}.json", "application/json") for api in APIS),
        *((f"/openapi/{api}.yaml", "application/yaml") for api in APIS),
        ("/openapi.json", "application/json"),
        ("/asyncapi.json", "application/json"),
        ("/asyncapi.yaml", "application/yaml"),
        ("/llms.txt", "text/plain; charset=utf-8"),
        ("/llms-full.txt", "text/plain; charset=utf-8"),
        ("/docs/search.json", "application/json"),
        ("/docs/assets/site.css", "text/css; charset=utf-8"),
        ("/docs/assets/scalar.js", "text/javascript; charset=utf-8"),
        ("/docs/assets/scalar.licences.txt", "text/plain; charset=utf-8"),
        ("/favicon.svg", "image/svg+xml"),
        ("/favicon.ico", "image/svg+xml"),
    ],
)
async def test_served(client: httpx.AsyncClient, path: str, media_type: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content


async def test_the_root_leads_to_the_docs(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (302, "/docs")


@pytest.mark.parametrize(
    "path",
    [
        "/docs/nothing",
        "/docs/links.html",
        "/docs/manifest.json",
        "/docs/assets/",
        "/docs/assets/../../manifest.json",
        "/docs/../pyproject.toml",
        "/docs/%2e%2e/%2e%2e/pyproject.toml",
        "/docs/assets/..%2f..%2f..%2fpyproject.toml",
        "/openapi/common/scopes.yaml",
        "/openapi/../openapi/links.yaml",
        "/api/v1/links",
    ],
)
async def test_everything_else_is_somebody_elses(path: str) -> None:
    handed_on: list[str] = []

    async def next_app(scope: Any, receive: Any, send: Any) -> None:
        handed_on.append(scope["path"])

    # As a server hands it on, decoded once; an HTTP client would tidy the dots away.
    scope = {"type": "http", "method": "GET", "path": unquote(path), "headers": []}
    await docs(Settings(), CONTRACT, REALTIME, next_app)(scope, None, None)  # type: ignore[arg-type]
    assert handed_on == [unquote(path)]


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/llms.txt"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_other_methods(client: httpx.AsyncClient, method: str, path: str) -> None:
    answer = await client.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.json()["status"] == 405


@pytest.mark.parametrize("path", ["/docs", "/openapi/links.yaml", "/docs/assets/scalar.js"])
async def test_head_has_the_headers_of_get(client: httpx.AsyncClient, path: str) -> None:
    get, head = await client.get(path), await client.head(path)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers == get.headers


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/llms.txt", "/docs/assets/scalar.js"])
@pytest.mark.parametrize("coding", ["gzip", "identity"])
async def test_unchanged(client: httpx.AsyncClient, path: str, coding: str) -> None:
    sent = {"accept-encoding": coding}
    etag = (await client.get(path, headers=sent)).headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]+(-gzip)?"', etag)
    for given in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = await client.get(path, headers={**sent, "if-none-match": given})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
    answer = await client.get(path, headers={**sent, "if-none-match": '"other"'})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/docs/assets/scalar.js"])
async def test_packed_and_plain_are_the_same(client: httpx.AsyncClient, path: str) -> None:
    async with client.stream("GET", path, headers={"accept-encoding": "gzip"}) as packed:
        raw = b"".join([part async for part in packed.aiter_raw()])
    plain = await client.get(path, headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    # Two representations, two strong validators (RFC 9110 §8.8.3.3).
    assert packed.headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*;q=0", False),
        ("br", False),
        ("", False),
    ],
)
def test_accept_encoding(header: str, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted


@pytest.mark.parametrize("page", PAGES)
async def test_what_pages_name_is_there_and_may_be_kept(
    client: httpx.AsyncClient, page: str
) -> None:
    html = (await client.get(page)).text
    named = set(re.findall(r'(?:src|href|data-document|data-index)="([^"]+)"', html))
    assert all(address.startswith(("/", "#")) for address in named)
    versioned = {address for address in named if "?v=" in address}
    assert versioned
    for address in versioned:
        answer = await client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        stale = await client.get(address.partition("?")[0] + "?v=0123456789abcdef")
        assert stale.headers["cache-control"] == "no-cache"
    for address in named - versioned:
        path = address.partition("#")[0]
        assert not path or (await client.get(path)).status_code == 200, address


@pytest.mark.parametrize("page", PAGES)
async def test_pages_are_locked_in(client: httpx.AsyncClient, page: str) -> None:
    answer = await client.get(page)
    policy = dict(
        directive.split(maxsplit=1)
        for directive in answer.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\son[a-z]+=|\sstyle=", answer.text)


# --- the documents ---------------------------------------------------------------------------


async def test_the_whole_contract_is_one_document(client: httpx.AsyncClient) -> None:
    document: dict[str, Any] = (await client.get("/openapi.json")).json()
    validate(document, cls=OpenAPIV31SpecValidator)
    assert document["openapi"].startswith("3.1")
    assert document["servers"][0]["url"] == BASE
    found = {
        operation["operationId"]
        for item in document["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict)
    }
    assert found == {operation["operationId"] for _, operation in OPERATIONS}


@pytest.mark.parametrize("api", APIS)
async def test_yaml_and_json_say_the_same(client: httpx.AsyncClient, api: str) -> None:
    as_json = (await client.get(f"/openapi/{api}.json")).json()
    text = (await client.get(f"/openapi/{api}.yaml")).text
    validate(as_json, cls=OpenAPIV31SpecValidator)
    assert yaml.safe_load(text) == as_json
    assert as_json["servers"] == [{"url": BASE, "description": "This server."}]
    assert as_json["paths"].keys() == CONTRACT.document(api).raw["paths"].keys()
    # Anchors are hard to read; descriptions stay as they were written.
    assert not re.search(r"^ *[^ '\"]+: [&*]id", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("public_url", "server"),
    [
        (BASE, {"host": "api.example.com", "protocol": "wss"}),
        ("http://[::1]:9000", {"host": "[::1]:9000", "protocol": "ws"}),
        (f"{BASE}/stage", {"host": "api.example.com", "pathname": "/stage", "protocol": "wss"}),
    ],
)
async def test_the_websockets_document(public_url: str, server: dict[str, str]) -> None:
    app = docs(Settings(public_url=public_url), CONTRACT, REALTIME, PlainTextResponse("no", 404))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        as_json = (await client.get("/asyncapi.json")).json()
        text = (await client.get("/asyncapi.yaml")).text
    assert yaml.safe_load(text) == as_json
    assert as_json["asyncapi"] == "3.0.0"
    assert as_json["servers"] == {"here": {**server, "description": "This server."}}
    assert as_json["channels"] == REALTIME.raw["channels"]
    # One file: every reference stays in it.
    for reference in re.findall(r"\$ref: '?([^'\s]+)", text):
        assert reference.startswith("#/")
        assert REALTIME.follow({"$ref": reference})


async def test_guides_name_this_server(client: httpx.AsyncClient) -> None:
    for path in ("/llms.txt", "/llms-full.txt"):
        text = (await client.get(path)).text
        assert f"Base URL: {BASE}" in text
        assert "wss://api.example.com/realtime" in text
        assert "$BASE_URL" not in text
        assert "$WS_URL" not in text
    assert f'"{BASE}"' in (await client.get("/docs")).text.replace("&quot;", '"')
    page = (await client.get("/docs/websocket")).text.replace("&quot;", '"')
    assert '"wss://api.example.com"' in page
    assert "127.0.0.1" not in page


async def test_what_is_no_request_passes_through() -> None:
    seen: list[str] = []

    async def next_app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    app = docs(Settings(), CONTRACT, REALTIME, next_app)
    for kind in ("lifespan", "websocket"):
        await app({"type": kind, "path": "/docs"}, None, None)  # type: ignore[arg-type]
    assert seen == ["lifespan", "websocket"]


def test_no_file_is_too_large() -> None:
    for path in built("docs", "index.html").rglob("*"):
        assert not path.is_file() or path.stat().st_size < 6 * 2**20, path


def test_the_manifest_lists_the_docs() -> None:
    folder = built("docs", "index.html")
    listed = json.loads((folder.parent / "manifest.json").read_text())
    found = {f"docs/{p.relative_to(folder).as_posix()}" for p in folder.rglob("*") if p.is_file()}
    assert found - {"docs/.gitkeep"} <= listed.keys()
