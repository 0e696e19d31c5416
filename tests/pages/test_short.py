"""Short links as visitors meet them, over ASGI, on each kind of database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from stagewire.access.authenticator import TOPIC as ACCESS_CHANGED
from stagewire.access.tables import Application
from stagewire.contract.edge import Edge
from stagewire.contract.types import LimitRule
from stagewire.links.owner import Owner
from stagewire.links.service import LinkService
from stagewire.pages.short import ShortLinks
from stagewire.platform import Platform
from stagewire.settings import Settings
from stagewire.storage.database import Database
from tests.support.clock import Clock
from tests.support.platform import contract, make_platform, tenant

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36"
HERE = "http://127.0.0.1:8080"
ONE = Owner("app-one", "production")


@pytest.fixture
async def links(platform: Platform) -> LinkService:
    await tenant(platform, "app-one", link_credits=1000)
    return platform.of(LinkService)


async def elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind: tells that it was asked."""
    headers = [(b"x-next", scope["path"].encode())]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def rule() -> LimitRule:
    return contract().limits.rules["linkPassword"]


def client_of(platform: Platform, base: str = HERE, **more: Any) -> httpx.AsyncClient:
    short = ShortLinks(platform, elsewhere, rule())
    # The edge asks for what can be answered directly, as it does in the server.
    edge = Edge(short, allow=lambda *_: None, access_log=False, direct=short.direct)
    transport = httpx.ASGITransport(edge, **more)
    return httpx.AsyncClient(transport=transport, base_url=base, headers={"user-agent": WINDOWS})


@pytest.fixture
async def client(platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(platform) as made:
        yield made


async def make(links: LinkService, **body: Any) -> Any:
    return await links.create(ONE, {"url": "https://example.com/to?q=1#f", **body})  # type: ignore[typeddict-item]


def is_page(answer: httpx.Response, status: int, title: str) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-store"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert f"<h1>{title}</h1>" in answer.text
    assert "<script" not in answer.text and "://" not in answer.text.replace(
        "http://www.w3.org", ""
    )


async def test_a_link_redirects(links: LinkService, client: httpx.AsyncClient) -> None:
    link = await make(links, utmSource="news", utmCampaign="spring_sale")
    path = link["shortLink"].removeprefix(HERE)
    for _ in range(3):
        answer = await client.get(path)
        assert answer.status_code == 302
        assert answer.headers["location"] == (
            "https://example.com/to?q=1&utm_source=news&utm_campaign=spring_sale#f"
        )
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["content-length"] == "0" and answer.content == b""
    await links.visits.flush()
    assert (await links.get(ONE, link["id"]))["redirects"] == 3


async def test_what_the_visitor_sends_is_counted(
    links: LinkService, client: httpx.AsyncClient
) -> None:
    link = await make(links)
    path = f"/s/{link['shortCode']}"
    for _ in range(2):
        await client.get(path, headers={"referer": "https://news.example.com/a?b"})
    await client.get(path, headers={"user-agent": "curl/8.5.0"})
    await links.visits.flush()
    stats = await links.stats(ONE, link["id"], None, None)
    assert stats["totals"] == {"visits": 2, "bots": 1}
    assert stats["byReferrer"] == [{"referrer": "news.example.com", "visits": 2}]
    assert stats["byDevice"] == [{"device": "desktop", "visits": 2}]


async def test_head_tells_the_same_and_is_no_visit(
    links: LinkService, client: httpx.AsyncClient
) -> None:
    link = await make(links, maxRedirects=1)
    path = f"/s/{link['shortCode']}"
    for _ in range(3):
        answer = await client.head(path)
        assert (answer.status_code, answer.content) == (302, b"")
        assert answer.headers["location"] == "https://example.com/to?q=1#f"
    assert (await client.get(path)).status_code == 302
    answer = await client.head(path)
    assert (answer.status_code, answer.content) == (410, b"")
    assert int(answer.headers["content-length"]) > 1000
    await links.visits.flush()
    assert (await links.get(ONE, link["id"]))["redirects"] == 1


async def test_unknown_codes(client: httpx.AsyncClient, links: LinkService) -> None:
    link = await make(links, slug="Spring")
    for path in ("/s/spring", "/s/nothing", "/s/", "/s/a b", "/s/Spring/", "/s/Spring/more"):
        is_page(await client.get(path), 404, "There is no such link")
    answer = await client.head("/s/nothing")
    assert (answer.status_code, answer.content) == (404, b"")
    assert (await client.post("/s/nothing")).status_code == 404
    assert (await client.get(f"/s/{link['shortCode']}?utm=1")).status_code == 302


async def test_other_paths_go_on(client: httpx.AsyncClient) -> None:
    for path in ("/", "/s", "/api/v1/links", "/docs", "/sx", "/S/abc"):
        answer = await client.get(path)
        assert (answer.status_code, answer.headers["x-next"]) == (204, path)


async def test_other_methods(links: LinkService, client: httpx.AsyncClient) -> None:
    link = await make(links)
    asks = await make(links, password="p")
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        answer = await client.request(method, f"/s/{link['shortCode']}")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    answer = await client.put(f"/s/{asks['shortCode']}")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize("fallback", [None, "https://example.com/over"])
async def test_the_end_of_a_link(
    links: LinkService, client: httpx.AsyncClient, clock: Clock, fallback: str | None
) -> None:
    more = {"expiredUrl": fallback} if fallback else {}
    end = datetime.fromtimestamp(clock() + 10, UTC).isoformat()
    expiring = await make(links, expiresAt=end, **more)
    used = await make(links, maxRedirects=1, **more)
    revoked = await make(links, **more)
    asked = await make(links, password="p", **more)
    for link in (expiring, used, revoked):
        assert (await client.get(f"/s/{link['shortCode']}")).status_code == 302
    clock.advance(10)
    await links.revoke(ONE, revoked["id"])
    await links.revoke(ONE, asked["id"])
    for link in (expiring, used, revoked, asked):
        for method in ("GET", "HEAD"):
            answer = await client.request(method, f"/s/{link['shortCode']}")
            if fallback:
                assert (answer.status_code, answer.headers["location"]) == (302, fallback)
            elif method == "GET":
                is_page(answer, 410, "This link has ended")
            else:
                assert (answer.status_code, answer.content) == (410, b"")
    await links.visits.flush()
    listed = await links.get(ONE, expiring["id"])
    assert listed["redirects"] == 1


async def test_links_of_an_application_that_is_off_have_ended(
    links: LinkService, client: httpx.AsyncClient, platform: Platform
) -> None:
    link = await make(links, expiredUrl="https://example.com/over")
    assert (await client.get(f"/s/{link['shortCode']}")).status_code == 302
    async with platform.database.begin() as session:
        app = await session.get(Application, "app-one")
        assert app is not None
        app.status = False
    await platform.bus.publish(ACCESS_CHANGED, {"app_id": "app-one"})
    is_page(await client.get(f"/s/{link['shortCode']}"), 410, "This link has ended")


async def test_200_at_once_get_exactly_what_a_limited_link_has(
    links: LinkService, client: httpx.AsyncClient
) -> None:
    link = await make(links, maxRedirects=50)
    path = f"/s/{link['shortCode']}"
    answers = await asyncio.gather(*(client.get(path) for _ in range(200)))
    said = [answer.status_code for answer in answers]
    assert (said.count(302), said.count(410)) == (50, 150)
    await links.visits.flush()
    assert (await links.get(ONE, link["id"]))["redirects"] == 50
    assert (await links.stats(ONE, link["id"], None, None))["totals"]["visits"] == 50


# --- passwords -------------------------------------------------------------------------------


async def test_the_right_password_leads_on(links: LinkService, client: httpx.AsyncClient) -> None:
    link = await make(links, password="grüße & 1+1", utmSource="n", maxRedirects=2)
    path = f"/s/{link['shortCode']}"
    asked = await client.get(path)
    is_page(asked, 200, "This link is protected")
    assert "example.com" not in asked.text + str(asked.headers)
    answer = await client.post(path, data={"password": "grüße & 1+1"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "https://example.com/to?q=1&utm_source=n#f"
    assert (await client.post(path, data={"password": "grüße & 1+1"})).status_code == 303
    is_page(await client.get(path), 410, "This link has ended")
    await links.visits.flush()
    assert (await links.get(ONE, link["id"]))["redirects"] == 2
    assert (await links.stats(ONE, link["id"], None, None))["totals"]["visits"] == 2


async def test_the_wrong_password_asks_again(links: LinkService, client: httpx.AsyncClient) -> None:
    link = await make(links, password="right")
    path = f"/s/{link['shortCode']}"
    wrong: list[Any] = [
        {"data": {"password": "wrong"}},
        {"data": {"password": ""}},
        {"data": {"password": "x" * 129}},
        {"data": {"password": ["right", "right"]}},
        {"data": {"other": "right"}},
        {"content": b"password=%ff", "headers": {"content-type": FORM}},
        {"content": b"password=%00", "headers": {"content-type": FORM}},
        {"content": b"", "headers": {"content-type": FORM}},
    ]
    for sent in wrong:
        answer = await client.post(path, **sent)
        is_page(answer, 403, "This link is protected")
        assert "That is not the password" in answer.text
        assert "location" not in answer.headers
    assert (await client.post(path, data={"password": "right"})).status_code == 303


FORM = "application/x-www-form-urlencoded"


async def test_what_is_no_form_is_refused(links: LinkService, client: httpx.AsyncClient) -> None:
    link = await make(links, password="right")
    path = f"/s/{link['shortCode']}"
    assert (await client.post(path, json={"password": "right"})).status_code == 415
    assert (await client.post(path, content=b"password=right")).status_code == 415
    answer = await client.post(path, data={"password": "x" * 5000})
    assert answer.status_code == 413


async def test_guesses_are_limited_for_each_address_and_link(
    links: LinkService, client: httpx.AsyncClient, platform: Platform
) -> None:
    first = await make(links, password="right")
    second = await make(links, password="right")
    path = f"/s/{first['shortCode']}"
    said = []
    for _ in range((rule().limit or 0) + 2):
        answer = await client.post(path, data={"password": "wrong"})
        said.append(answer.status_code)
    assert said == [403] * (rule().limit or 0) + [429, 429]
    is_page(answer, 429, "Too many tries")
    assert 0 < int(answer.headers["retry-after"]) <= rule().block[0]
    assert answer.headers["x-ratelimit-limit"] == str(rule().limit)
    # Not even the right one is taken now; elsewhere and for others it is.
    assert (await client.post(path, data={"password": "right"})).status_code == 429
    other = f"/s/{second['shortCode']}"
    assert (await client.post(other, data={"password": "right"})).status_code == 303
    async with client_of(platform, client=("203.0.113.9", 1234)) as neighbour:
        assert (await neighbour.post(path, data={"password": "right"})).status_code == 303
    # Looking at the page stays possible.
    assert (await client.get(path)).status_code == 200


async def test_guesses_sent_at_once_are_limited_too(
    links: LinkService, client: httpx.AsyncClient
) -> None:
    link = await make(links, password="right")
    path = f"/s/{link['shortCode']}"
    answers = await asyncio.gather(
        *(client.post(path, data={"password": f"guess {n}"}) for n in range(40))
    )
    said = [answer.status_code for answer in answers]
    assert said.count(403) == rule().limit and said.count(429) == 40 - said.count(403)


# --- short domains ---------------------------------------------------------------------------


@pytest.fixture
async def at_domains(
    database: Database, tmp_path: Path, clock: Clock
) -> AsyncIterator[tuple[LinkService, httpx.AsyncClient]]:
    """A server at api.example.com that shortens at clq.sh and b.test too."""
    platform = make_platform(database, tmp_path, clock)
    platform.settings = Settings(
        data_dir=tmp_path,
        secret_key="a secret for tests only",
        public_url="https://api.example.com",
        short_url="https://clq.sh",
        short_domains="b.test",
    )
    await tenant(platform, "app-one", link_credits=100)
    async with client_of(platform, "https://api.example.com") as client:
        yield platform.of(LinkService), client


async def test_each_short_domain_answers_for_its_own(
    at_domains: tuple[LinkService, httpx.AsyncClient],
) -> None:
    links, client = at_domains
    clq = await make(links, slug="same", url="https://example.com/clq")
    b = await make(links, slug="same", url="https://example.com/b", domain="B.test")
    own = await make(links, slug="same", url="https://example.com/own", domain="api.example.com")
    assert [link["shortLink"] for link in (clq, b, own)] == [
        "https://clq.sh/same",
        "https://b.test/same",
        "https://api.example.com/s/same",
    ]
    for link in (clq, b, own):
        for address in (link["shortLink"], link["shortLink"].replace("https", "http")):
            answer = await client.get(address)
            assert (answer.status_code, answer.headers["location"]) == (302, link["url"])
    answer = await client.get("https://other.test/same", headers={"host": "B.TEST.:8443"})
    assert answer.headers["location"] == b["url"]
    is_page(await client.get("https://clq.sh/unknown"), 404, "There is no such link")


async def test_a_short_domain_leaves_the_servers_pages_alone(
    at_domains: tuple[LinkService, httpx.AsyncClient],
) -> None:
    _, client = at_domains
    for address in (
        "https://clq.sh/",
        "https://clq.sh/docs",
        "https://clq.sh/health",
        "https://clq.sh/favicon.ico",
        "https://clq.sh/api/v1/links",
        "https://api.example.com/same",
        "https://api.example.com/docs",
    ):
        assert (await client.get(address)).status_code == 204


async def test_a_known_link_is_answered_like_one_that_is_not(
    client: httpx.AsyncClient, links: LinkService
) -> None:
    link = await make(links)
    path = f"/s/{link['shortCode']}"
    first = await client.get(path, headers={"X-Request-Id": "mine-1"})
    again = await client.get(path, headers={"X-Request-Id": "mine-2"})
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.headers["location"] == again.headers["location"]
    assert first.headers["cache-control"] == again.headers["cache-control"]
    assert (first.headers["x-request-id"], again.headers["x-request-id"]) == ("mine-1", "mine-2")
    # A page's script may follow it, known or not.
    asked = await client.get(path, headers={"Origin": "https://page.example"})
    assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (302, "*")
    await links.visits.flush()
    assert (await links.get(ONE, link["id"]))["redirects"] == 3
