"""The documented requests of the platforms Stagewire follows, sent as they are written."""

from __future__ import annotations

import re
import time
from typing import Any

import httpx
import jwt
import pytest

from tests.support.server import Server


@pytest.fixture
def client(server: Server) -> httpx.Client:
    return httpx.Client(base_url=server.base_url, timeout=30)


class TestTokens:
    def test_a_token_carries_the_application_and_the_payload(
        self, client: httpx.Client, application: dict[str, Any]
    ) -> None:
        answer = client.post(
            "/api/token",
            json={
                "app_id": application["app_id"],
                "app_secret": application["app_secret"],
                "payload": {"user_id": "user-123", "name": "John Doe"},
            },
        )
        assert answer.status_code == 200
        body = answer.json()
        assert body["success"] is True
        assert body["expires_in"] == 86400
        assert body["expires_at"].endswith("Z") and len(body["expires_at"]) == 24
        claims = jwt.decode(body["token"], options={"verify_signature": False})
        assert claims["app_id"] == application["app_id"]
        assert claims["user_id"] == "user-123"
        assert claims["name"] == "John Doe"
        assert abs(claims["exp"] - time.time() - 86400) < 60
        assert jwt.get_unverified_header(body["token"]) == {"alg": "HS256", "typ": "JWT"}

    @pytest.mark.parametrize("claim", ["app_id", "exp", "iat", "nbf", "iss", "aud", "jti"])
    def test_reserved_claims_are_refused(
        self, client: httpx.Client, application: dict[str, Any], claim: str
    ) -> None:
        answer = client.post(
            "/api/token",
            json={
                "app_id": application["app_id"],
                "app_secret": application["app_secret"],
                "payload": {claim: "mine"},
            },
        )
        assert answer.status_code == 400
        assert answer.json()["success"] is False
        assert f"payload.{claim}" in answer.json()["error"]

    def test_a_wrong_secret_is_refused_in_the_envelope(
        self, client: httpx.Client, application: dict[str, Any]
    ) -> None:
        answer = client.post(
            "/api/token", json={"app_id": application["app_id"], "app_secret": "your-app-secret"}
        )
        assert answer.status_code == 401
        assert set(answer.json()) == {"success", "error"}


class TestApplications:
    @pytest.mark.parametrize("header", ["X-APP-API-KEY", "X-API-Key"])
    def test_get_ones_own(
        self, client: httpx.Client, application: dict[str, Any], header: str
    ) -> None:
        answer = client.get("/api/applications", headers={header: application["api_key"]})
        assert answer.status_code == 200
        assert answer.json()["success"] is True
        assert [one["app_id"] for one in answer.json()["data"]] == [application["app_id"]]

    def test_the_key_in_the_query(self, client: httpx.Client, application: dict[str, Any]) -> None:
        answer = client.get("/api/applications", params={"api_key": application["api_key"]})
        assert answer.status_code == 200
        assert application["api_key"] not in answer.text

    def test_update(self, client: httpx.Client, application: dict[str, Any]) -> None:
        answer = client.put(
            f"/api/applications/{application['app_id']}",
            headers={"X-API-Key": application["api_key"]},
            json={"allowed_domain": "example.com", "rate_limit": 60, "status": True},
        )
        assert answer.status_code == 200, answer.text
        assert answer.json()["success"] is True
        changed = answer.json()["application"]
        assert (changed["allowed_domain"], changed["rate_limit"], changed["status"]) == (
            "example.com",
            60,
            True,
        )

    def test_regenerate_the_key(self, client: httpx.Client, application: dict[str, Any]) -> None:
        path = f"/api/applications/{application['app_id']}/regenerate-api-key"
        answer = client.post(path, headers={"X-API-Key": application["api_key"]})
        assert answer.status_code == 200
        new = answer.json()["api_key"]
        old = client.get("/api/applications", headers={"X-API-Key": application["api_key"]})
        assert old.status_code == 401
        assert client.get("/api/applications", headers={"X-API-Key": new}).status_code == 200

    def test_an_admin_key_acts_on_any(
        self, client: httpx.Client, server: Server, application: dict[str, Any]
    ) -> None:
        path = f"/api/applications/{application['app_id']}"
        answer = client.get(path, headers={"X-ADMIN-API-KEY": server.admin_key})
        assert answer.status_code == 200
        assert answer.json()["application"]["app_id"] == application["app_id"]

    def test_errors_stand_in_the_envelope(self, client: httpx.Client) -> None:
        answer = client.get("/api/applications")
        assert answer.status_code == 401
        assert answer.json()["success"] is False
        assert isinstance(answer.json()["error"], str)


class TestWebhooks:
    def test_register_list_and_delete(
        self, client: httpx.Client, application: dict[str, Any]
    ) -> None:
        headers = {"X-API-Key": application["api_key"], "Content-Type": "application/json"}
        answer = client.post(
            "/api/webhooks",
            headers=headers,
            content=b'{ "url": "https://your-app.com/webhook", "secret": "your-webhook-secret", '
            b'"events": ["new-message", "user-joined", "*"] }',
        )
        assert answer.is_success, answer.text
        assert answer.json()["success"] is True
        webhook = answer.json()["webhook"]
        assert re.fullmatch(r"webhook_[0-9]+_[A-Za-z0-9]+", webhook["id"])
        assert abs(int(webhook["id"].split("_")[1]) / 1000 - time.time()) < 60
        expected = {
            "url": "https://your-app.com/webhook",
            "events": ["new-message", "user-joined", "*"],
            "enabled": True,
        }
        assert {name: webhook[name] for name in expected} == expected
        listed = client.get("/api/webhooks", headers={"X-API-Key": application["api_key"]})
        assert listed.json()["data"] == [webhook]
        path = f"/api/webhooks/{webhook['id']}"
        assert client.delete(path, headers={"X-API-Key": application["api_key"]}).is_success
        assert client.get("/api/webhooks", headers=headers).json()["data"] == []


class TestLinks:
    def authorized(self, client: httpx.Client, application: dict[str, Any]) -> httpx.Client:
        client.headers["Authorization"] = f"Bearer {application['api_key']}"
        return client

    def test_create(self, client: httpx.Client, application: dict[str, Any]) -> None:
        answer = self.authorized(client, application).post(
            "/api/v1/links",
            headers={"Content-Type": "application/json"},
            content=b'{ "url": "https://example.com/some/long/url", "name": "My campaign link", '
            b'"utmSource": "newsletter", "utmCampaign": "spring_sale" }',
        )
        assert answer.status_code == 201
        body = answer.json()
        assert isinstance(body["id"], int)
        assert body["url"] == "https://example.com/some/long/url"
        assert body["name"] == "My campaign link"
        opened = httpx.get(body["shortLink"])
        assert opened.status_code == 302
        assert opened.headers["location"] == (
            "https://example.com/some/long/url?utm_source=newsletter&utm_campaign=spring_sale"
        )

    def test_list_newest_first(self, client: httpx.Client, application: dict[str, Any]) -> None:
        client = self.authorized(client, application)
        for n in range(3):
            client.post("/api/v1/links", json={"url": f"https://example.com/{n}"})
        # As curl sends it: the brackets are not encoded.
        listed = client.get(
            httpx.URL(str(client.base_url), raw_path=b"/api/v1/links?sort[id]=desc"),
            headers={"Accept": "application/json"},
        )
        assert listed.status_code == 200
        urls = [one["url"] for one in listed.json()["data"]]
        assert urls == [f"https://example.com/{n}" for n in (2, 1, 0)]

    def test_get_patch_and_delete(self, client: httpx.Client, application: dict[str, Any]) -> None:
        client = self.authorized(client, application)
        made = client.post("/api/v1/links", json={"url": "https://example.com/"}).json()
        path = f"/api/v1/links/{made['id']}"
        assert client.get(path).json() == made
        patched = client.patch(path, json={"name": "Renamed link", "utmCampaign": "summer_sale"})
        assert patched.status_code == 200
        assert patched.json()["name"] == "Renamed link"
        assert patched.json()["utmCampaign"] == "summer_sale"
        gone = client.delete(path)
        assert (gone.status_code, gone.content) == (204, b"")
        assert httpx.get(made["shortLink"]).status_code == 410
        assert client.get(path).status_code == 404

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("url", "https://example.com/elsewhere"),
            ("domain", "clq.sh"),
            ("expiresAt", "2030-01-01T00:00:00Z"),
            ("maxRedirects", 5),
        ],
    )
    def test_what_is_fixed_is_refused(
        self, client: httpx.Client, application: dict[str, Any], field: str, value: object
    ) -> None:
        client = self.authorized(client, application)
        made = client.post("/api/v1/links", json={"url": "https://example.com/"}).json()
        answer = client.patch(f"/api/v1/links/{made['id']}", json={field: value})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == field

    def test_credits_run_out(self, client: httpx.Client, server: Server) -> None:
        client = self.authorized(client, server.application(link_credits=1))
        assert client.get("/api/v1/credits").json() == {"links": 1}
        created = client.post("/api/v1/links", json={"url": "https://example.com/"})
        assert created.status_code == 201
        assert client.get("/api/v1/credits").json() == {"links": 0}
        refused = client.post("/api/v1/links", json={"url": "https://example.com/"})
        assert refused.status_code == 422
        assert refused.json()["code"] == "out_of_credits"

    def test_tags_are_named_by_iri(self, client: httpx.Client, application: dict[str, Any]) -> None:
        client = self.authorized(client, application)
        tag = client.post("/app/tags", json={"name": "spring"}).json()
        made = client.post(
            "/api/v1/links",
            json={
                "url": "https://example.com/",
                "tags": [tag["iri"]],
                "qrConfig": {"size": 300, "margin": 10},
            },
        )
        assert made.status_code == 201
        assert made.json()["tags"] == [f"/app/tags/{tag['id']}"]
        client.post("/api/v1/links", json={"url": "https://example.com/untagged"})
        found = client.get("/api/v1/links", params={"tags.name": "spring"}).json()["data"]
        assert [one["id"] for one in found] == [made.json()["id"]]

    def test_revoked_links_are_listed_when_asked_for(
        self, client: httpx.Client, application: dict[str, Any]
    ) -> None:
        client = self.authorized(client, application)
        made = client.post("/api/v1/links", json={"url": "https://example.com/"}).json()
        client.delete(f"/api/v1/links/{made['id']}")
        assert client.get("/api/v1/links?exists[deletedAt]=false").json()["data"] == []
        listed = client.get("/api/v1/links?exists[deletedAt]=true").json()["data"]
        assert [one["id"] for one in listed] == [made["id"]]
        assert listed[0]["deletedAt"] is not None

    def test_scopes_are_told_apart(self, server: Server, application: dict[str, Any]) -> None:
        with server.client(server.key(application, ["links:read"])) as reader:
            refused = reader.post("/api/v1/links", json={"url": "https://example.com/"})
            assert refused.status_code == 403
            assert "links:write" in refused.json()["detail"]
            assert reader.get("/api/v1/links").status_code == 200
            assert reader.get("/api/v1/credits").status_code == 403
        with server.client(server.key(application, ["links:delete"])) as deleter:
            made = deleter.post("/api/v1/links", json={"url": "https://example.com/"})
            assert made.status_code == 201
            assert deleter.delete(f"/api/v1/links/{made.json()['id']}").status_code == 204


class TestPagination:
    def test_the_documented_object(self, server: Server, application: dict[str, Any]) -> None:
        with server.client(application["api_key"]) as client:
            links = [{"url": f"https://example.com/{n}"} for n in range(35)]
            assert client.post("/api/v1/bulk/links", json={"links": links}).status_code == 200
            first = client.get("/api/v1/links").json()
            assert len(first["data"]) == 25
            assert first["pagination"] == {
                "currentPage": 1,
                "currentPageItems": 25,
                "pageSize": 25,
                "pagesTotal": 2,
                "itemsTotal": 35,
                "links": [
                    {"rel": "self", "uri": "/api/v1/links?currentPage=1&pageSize=25"},
                    {"rel": "first", "uri": "/api/v1/links?currentPage=1&pageSize=25"},
                    {"rel": "next", "uri": "/api/v1/links?currentPage=2&pageSize=25"},
                    {"rel": "last", "uri": "/api/v1/links?currentPage=2&pageSize=25"},
                ],
            }
            following = next(p for p in first["pagination"]["links"] if p["rel"] == "next")
            second = client.get(following["uri"]).json()
            assert len(second["data"]) == 10
            assert second["pagination"]["currentPage"] == 2
            assert len(client.get("/api/v1/links?limit=5").json()["data"]) == 5


class TestRateLimits:
    def test_every_answer_says_where_one_stands(
        self, server: Server, application: dict[str, Any]
    ) -> None:
        with server.client(application["api_key"]) as client:
            for answer in (client.get("/api/v1/links"), client.get("/api/v1/links/1")):
                for header in ("Limit", "Remaining", "Retry-After"):
                    assert answer.headers[f"X-RateLimit-{header}"].isdigit()
                assert "RateLimit-Policy" in answer.headers
                assert answer.headers["X-Request-Id"]
