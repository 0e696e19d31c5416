"""The links API over HTTP, on both kinds of server: what the documents promise, as clients see it.

The rules behind it have tests of their own beside this one, on the service."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.support.live import application, large_server, server, small_server
from tests.support.server import Server

__all__ = ["application", "large_server", "server", "small_server"]  # fixtures


@pytest.fixture
def client(server: Server, application: dict[str, Any]) -> Iterator[httpx.Client]:
    with server.client(application["api_key"]) as made:
        yield made


def make(client: httpx.Client, **body: Any) -> Any:
    answer = client.post("/api/v1/links", json={"url": "https://example.com/", **body})
    assert answer.status_code == 201, answer.text
    return answer.json()


def problem(answer: httpx.Response, status: int, *fields: str) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert [error["field"] for error in told.get("errors", [])] == list(fields)
    for field in fields:
        assert field.removeprefix("query.") in told["detail"]
    return told


def test_the_life_of_a_link(client: httpx.Client) -> None:
    answer = client.post(
        "/api/v1/links",
        json={
            "url": "https://example.com/some/long/url",
            "name": "My campaign link",
            "utmSource": "newsletter",
            "utmCampaign": "spring_sale",
        },
    )
    assert answer.status_code == 201
    link = answer.json()
    assert answer.headers["location"] == f"/api/v1/links/{link['id']}"
    one = f"/api/v1/links/{link['id']}"
    assert client.get(one).json() == link
    opened = httpx.get(link["shortLink"])
    assert opened.status_code == 302
    assert opened.headers["location"] == (
        "https://example.com/some/long/url?utm_source=newsletter&utm_campaign=spring_sale"
    )
    assert opened.headers["x-request-id"]
    changed = client.patch(one, json={"name": "Renamed link", "utmCampaign": "summer_sale"})
    assert changed.status_code == 200
    assert changed.json()["name"] == "Renamed link"
    assert client.get("/api/v1/links").json()["pagination"]["itemsTotal"] == 1
    assert client.delete(one).status_code == 204
    for gone in (
        client.get(one),
        client.patch(one, json={"name": "x"}),
        client.delete(one),
        client.get(f"{one}/stats"),
        client.get(f"{one}/qr"),
    ):
        problem(gone, 404)
    listed = client.get("/api/v1/links", params={"exists[deletedAt]": "true"}).json()["data"]
    assert [item["id"] for item in listed] == [link["id"]]


def test_every_process_sees_a_revocation_within_five_seconds(client: httpx.Client) -> None:
    link = make(client)
    # Each request is a new connection: as many as it takes to meet every process.
    for _ in range(20):
        assert httpx.get(link["shortLink"]).status_code == 302
    assert client.delete(f"/api/v1/links/{link['id']}").status_code == 204
    deadline = time.monotonic() + 30
    while {httpx.get(link["shortLink"]).status_code for _ in range(20)} != {410}:
        assert time.monotonic() < deadline, "a process still redirects"


def test_credits_are_exact_over_http(server: Server) -> None:
    app = server.application(link_credits=10)
    with server.client(app["api_key"]) as client, ThreadPoolExecutor(16) as threads:
        assert client.get("/api/v1/credits").json() == {"links": 10}
        answers = list(
            threads.map(
                lambda n: client.post("/api/v1/links", json={"url": f"https://a.com/{n}"}),
                range(100),
            )
        )
        said = [answer.status_code for answer in answers]
        assert (said.count(201), said.count(422)) == (10, 90)
        refused = next(answer for answer in answers if answer.status_code == 422)
        assert problem(refused, 422)["code"] == "out_of_credits"
        assert client.get("/api/v1/credits").json() == {"links": 0}
        assert client.get("/api/v1/links").json()["pagination"]["itemsTotal"] == 10


def test_bulk(client: httpx.Client) -> None:
    answer = client.post(
        "/api/v1/bulk/links",
        json={
            "links": [{"url": "https://a.com"}, {"url": "ftp://a.com"}, {"url": "https://b.com"}]
        },
    )
    assert answer.status_code == 200
    told = answer.json()
    assert (told["created"], told["failed"]) == (2, 1)
    assert [result["status"] for result in told["results"]] == [201, 422, 201]
    assert [result["index"] for result in told["results"]] == [0, 1, 2]
    assert told["results"][1]["error"]["code"] == "invalid_url"
    assert "`url`" in told["results"][1]["error"]["message"]
    assert client.get(f"/api/v1/links/{told['results'][2]['link']['id']}").status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"url": "javascript:alert(1)"}, 422, "url"),
        ({"url": "https://a.com/" + "x" * 9000}, 422, "url"),
        ({"url": "https://a.com", "slug": "docs"}, 422, "slug"),
        ({"url": "https://a.com", "slug": "a b"}, 422, "slug"),
        ({"url": "https://a.com", "expiresAt": "2001-01-01T00:00:00Z"}, 422, "expiresAt"),
        ({"url": "https://a.com", "tags": ["/app/tags/999999"]}, 422, "tags[0]"),
        ({"url": "https://a.com", "utmSource": "a b"}, 422, "utmSource"),
        ({"url": "https://a.com", "colour": "red"}, 400, "colour"),
        ({}, 422, "url"),
    ],
)
def test_bad_bodies_name_the_field(
    client: httpx.Client, body: Any, status: int, field: str
) -> None:
    problem(client.post("/api/v1/links", json=body), status, field)


@pytest.mark.parametrize(
    "body",
    [
        {"url": "https://a.com"},
        {"domain": "a.com"},
        {"slug": "abc"},
        {"expiresAt": "2099-01-01T00:00:00Z"},
        {"maxRedirects": 5},
        {"expiredUrl": "https://a.com"},
        {"shortCode": "abc"},
    ],
)
def test_what_is_fixed_cannot_be_patched(client: httpx.Client, body: Any) -> None:
    link = make(client)
    problem(client.patch(f"/api/v1/links/{link['id']}", json=body), 400, *body)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("sort[x]=asc", "query.sort[x]"),
        ("sort[id]=up", "query.sort[id]"),
        ("currentPage=0", "query.currentPage"),
        ("currentPage=-1", "query.currentPage"),
        ("currentPage=99999999999999999999", "query.currentPage"),
        ("pageSize=101", "query.pageSize"),
        ("exists[deletedAt]=yes", "query.exists[deletedAt]"),
    ],
)
def test_bad_queries_name_the_parameter(client: httpx.Client, query: str, field: str) -> None:
    problem(client.get(f"/api/v1/links?{query}"), 400, field)


def test_lists_sort_filter_and_keep_the_query_in_their_links(client: httpx.Client) -> None:
    tag = client.post("/app/tags", json={"name": "spring & co"}).json()
    for name in ("b", "a", "c"):
        make(client, name=name, tags=[tag["iri"]])
    make(client, name="untagged")
    answer = client.get(
        "/api/v1/links",
        params={"sort[name]": "asc", "tags.name": "spring & co", "pageSize": "2"},
    ).json()
    assert [link["name"] for link in answer["data"]] == ["a", "b"]
    assert answer["pagination"]["itemsTotal"] == 3
    next_page = {link["rel"]: link["uri"] for link in answer["pagination"]["links"]}["next"]
    rest = client.get(next_page).json()
    assert [link["name"] for link in rest["data"]] == ["c"]


def test_pictures_have_their_type(client: httpx.Client) -> None:
    link = make(client, qrConfig={"size": 200})
    one = f"/api/v1/links/{link['id']}/qr"
    for query, kind, start in (
        ("", "image/svg+xml", b"<svg "),
        ("?format=svg", "image/svg+xml", b"<svg "),
        ("?format=png", "image/png", b"\x89PNG"),
    ):
        answer = client.get(one + query)
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        assert answer.content.startswith(start)
    problem(client.get(f"{one}?format=gif"), 400, "query.format")


def test_statistics_days(client: httpx.Client) -> None:
    link = make(client)
    one = f"/api/v1/links/{link['id']}/stats"
    problem(client.get(f"{one}?from=2026-02-02&to=2026-02-01"), 400, "query.from")
    problem(client.get(f"{one}?from=2024-01-01&to=2026-01-01"), 400, "query.from")
    problem(client.get(f"{one}?from=2026-02-30"), 400, "query.from")
    told = client.get(f"{one}?from=2026-02-01&to=2026-02-01").json()
    assert told == {
        "linkId": link["id"],
        "from": "2026-02-01",
        "to": "2026-02-01",
        "totals": {"visits": 0, "bots": 0},
        "byDay": [],
        "byReferrer": [],
        "byDevice": [],
    }


def test_tags(client: httpx.Client) -> None:
    answer = client.post("/app/tags", json={"name": "spring"})
    assert answer.status_code == 201
    tag = answer.json()
    assert answer.headers["location"] == tag["iri"] == f"/app/tags/{tag['id']}"
    assert client.get(tag["iri"]).json() == tag
    assert client.patch(tag["iri"], json={"name": "summer"}).json() == tag | {"name": "summer"}
    assert problem(client.post("/app/tags", json={"name": "summer"}), 422, "name")["code"] == (
        "tag_exists"
    )
    assert [one["name"] for one in client.get("/app/tags").json()["data"]] == ["summer"]
    assert client.delete(tag["iri"]).status_code == 204
    problem(client.get(tag["iri"]), 404)


def test_what_is_anothers_is_not_there(server: Server, client: httpx.Client) -> None:
    link, tag = make(client), client.post("/app/tags", json={"name": "mine"}).json()
    other = server.application()
    mine = server.key(other, ["links:delete"])
    sandbox = server.key(other, ["links:delete"], environment="sandbox")
    one = f"/api/v1/links/{link['id']}"
    for key in (other["api_key"], mine, sandbox):
        with server.client(key) as stranger:
            for answer in (
                stranger.get(one),
                stranger.patch(one, json={"name": "x"}),
                stranger.delete(one),
                stranger.get(f"{one}/stats"),
                stranger.get(f"{one}/qr"),
                stranger.get(tag["iri"]),
                stranger.patch(tag["iri"], json={"name": "x"}),
                stranger.delete(tag["iri"]),
            ):
                problem(answer, 404)
            assert stranger.get("/api/v1/links?exists[deletedAt]=true").json()["data"] == []
            foreign = {"url": "https://a.com", "tags": [tag["iri"]]}
            problem(stranger.post("/api/v1/links", json=foreign), 422, "tags[0]")
    assert client.get(one).json() == link


def test_the_sandbox_is_apart(
    server: Server, application: dict[str, Any], client: httpx.Client
) -> None:
    link = make(client)
    key = server.key(application, ["links:delete"], environment="sandbox")
    with server.client(key) as sandbox:
        problem(sandbox.get(f"/api/v1/links/{link['id']}"), 404)
        tried = make(sandbox)
        assert [one["id"] for one in sandbox.get("/api/v1/links").json()["data"]] == [tried["id"]]
    problem(client.get(f"/api/v1/links/{tried['id']}"), 404)
    assert httpx.get(tried["shortLink"]).status_code == 302


def test_an_application_that_is_switched_off_stops_its_links(
    server: Server, application: dict[str, Any], client: httpx.Client
) -> None:
    link = make(client)
    assert httpx.get(link["shortLink"]).status_code == 302
    with server.client(server.admin_key) as admin:
        one = f"/api/applications/{application['app_id']}"
        assert admin.put(one, json={"status": False}).status_code == 200
    assert httpx.get(link["shortLink"]).status_code == 410


def test_an_admin_key_has_no_links_of_its_own(server: Server) -> None:
    with server.client(server.admin_key) as admin:
        told = problem(admin.post("/api/v1/links", json={"url": "https://a.com"}), 403)
        assert told["code"] == "application_key_required"
