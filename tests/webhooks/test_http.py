"""The API over a real socket."""

from __future__ import annotations

import re
import time
from typing import Any

import httpx
import jsonschema_rs
import pytest

from tests.support.server import Server
from tests.support.webhooks import receiver, webhook

URL = "https://your-app.com/webhook"


@pytest.fixture
def application(server: Server) -> dict[str, Any]:
    return server.application()


@pytest.fixture
def client(server: Server, application: dict[str, Any]) -> Any:
    with server.client(application["api_key"]) as made:
        yield made


def create(client: httpx.Client, **more: Any) -> dict[str, Any]:
    answer = client.post("/api/webhooks", json={"url": URL, "events": ["*"], **more})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def refused(answer: httpx.Response, status: int, *said: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.json()["success"] is False
    for one in said:
        assert one in answer.json()["error"]


class TestCreate:
    def test_a_made_secret_is_shown_once(self, client: httpx.Client) -> None:
        made = create(client)
        assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", made["secret"])
        webhook = made["webhook"]
        assert re.fullmatch(r"webhook_[0-9]{13}_[A-Za-z0-9]{12}", webhook["id"])
        assert webhook["public_key"].startswith("whpk_")
        shown = client.get(f"/api/webhooks/{webhook['id']}")
        assert shown.json() == {"success": True, "webhook": webhook}
        assert made["secret"] not in client.get("/api/webhooks").text

    @pytest.mark.parametrize(
        ("secret", "said"),
        [
            ("whsec_not-base64!", "base64"),
            ("whsec_" + "AAAA" * 5, "24 to 64 bytes"),
            ("whsec_" + "AAAA" * 22, "24 to 64 bytes"),
        ],
    )
    def test_secrets_that_no_library_would_take(
        self, client: httpx.Client, secret: str, said: str
    ) -> None:
        body = {"url": URL, "events": ["*"], "secret": secret}
        refused(client.post("/api/webhooks", json=body), 400, "`secret`", said)

    @pytest.mark.parametrize(
        "url",
        [
            *("http://10.0.0.1/", "http://2852039166/latest/", "https://[::1]/", "http://0xa.1/"),
            *("https://[::ffff:10.0.0.1]/", "ftp://example.com/", "https://u:p@example.com/"),
            *("not an address", "https://192.168.1.1:8443/hook", "http://0300.0250.0.1/"),
        ],
    )
    def test_addresses_that_are_refused(self, client: httpx.Client, url: str) -> None:
        refused(client.post("/api/webhooks", json={"url": url, "events": ["*"]}), 400, "`url`")
        made = create(client)["webhook"]
        changed = client.patch(f"/api/webhooks/{made['id']}", json={"url": url})
        refused(changed, 400, "`url`")
        assert client.get(f"/api/webhooks/{made['id']}").json()["webhook"]["url"] == URL

    @pytest.mark.parametrize(
        "name", ["Host", "Content-Length", "transfer-encoding", "Webhook-Id", "a b", "Connection"]
    )
    def test_headers_that_are_refused(self, client: httpx.Client, name: str) -> None:
        body = {"url": URL, "events": ["*"], "headers": {name: "x"}}
        refused(client.post("/api/webhooks", json=body), 400, "`headers")

    def test_header_values_are_never_shown(self, client: httpx.Client) -> None:
        made = create(client, headers={"X-Team": "links", "Authorization": "Bearer abcdef"})
        assert made["webhook"]["header_names"] == ["Authorization", "X-Team"]
        shown = client.get("/api/webhooks").text + str(made)
        assert "abcdef" not in shown

    @pytest.mark.parametrize("pattern", ["link*", "*.created", "**", "li nk", "", ".*x"])
    def test_patterns_that_are_none(self, client: httpx.Client, pattern: str) -> None:
        body = {"url": URL, "events": ["*", pattern]}
        refused(client.post("/api/webhooks", json=body), 400, "events[1]")


class TestWhose:
    def test_an_admin_key_names_the_application(
        self, server: Server, application: dict[str, Any], client: httpx.Client
    ) -> None:
        app_id = application["app_id"]
        with server.client(server.admin_key) as admin:
            body = {"url": URL, "events": ["*"]}
            refused(admin.post("/api/webhooks", json=body), 400, "`app_id`")
            made = admin.post("/api/webhooks", json={**body, "app_id": app_id})
            assert made.status_code == 201
            webhook_id = made.json()["webhook"]["id"]
            assert client.get(f"/api/webhooks/{webhook_id}").status_code == 200
            listed = admin.get("/api/webhooks", params={"app_id": app_id}).json()["data"]
            assert [one["id"] for one in listed] == [webhook_id]
            unknown = admin.post("/api/webhooks", json={**body, "app_id": "nobody-has-this"})
            refused(unknown, 404, "nobody-has-this")
            assert admin.delete(f"/api/webhooks/{webhook_id}").status_code == 204
        assert client.get(f"/api/webhooks/{webhook_id}").status_code == 404

    def test_another_application_is_refused(self, client: httpx.Client) -> None:
        body = {"url": URL, "events": ["*"], "app_id": "other-app"}
        refused(client.post("/api/webhooks", json=body), 403, "app_id")

    def test_sandbox_and_production_are_apart(
        self, server: Server, application: dict[str, Any], client: httpx.Client
    ) -> None:
        key = server.key(application, ["webhooks:write"], environment="sandbox")
        with server.client(key) as sandbox:
            mine = create(sandbox)["webhook"]
            assert mine["environment"] == "sandbox"
            theirs = create(client)["webhook"]
            assert theirs["public_key"] != mine["public_key"]
            assert sandbox.get(f"/api/webhooks/{theirs['id']}").status_code == 404
            assert client.get(f"/api/webhooks/{mine['id']}").status_code == 404

    def test_reading_and_writing_are_told_apart(
        self, server: Server, application: dict[str, Any], client: httpx.Client
    ) -> None:
        made = create(client)["webhook"]
        with server.client(server.key(application, ["webhooks:read"])) as reader:
            path = f"/api/webhooks/{made['id']}"
            assert reader.get(path).status_code == 200
            for answer in (
                reader.post("/api/webhooks", json={"url": URL, "events": ["*"]}),
                reader.patch(path, json={"events": ["x"]}),
                reader.delete(path),
                reader.post(f"{path}/test"),
                reader.post(f"{path}/rotate-secret", json={}),
            ):
                refused(answer, 403, "webhooks:write")


def test_what_is_sent_changes_and_the_rest_stays(client: httpx.Client) -> None:
    made = create(client, description="All", ordered=True)["webhook"]
    path = f"/api/webhooks/{made['id']}"
    changed = client.patch(path, json={"events": ["link.*"]}).json()["webhook"]
    assert changed == {**made, "events": ["link.*"], "updated_at": changed["updated_at"]}
    cleared = client.patch(path, json={"description": None, "ordered": False}).json()["webhook"]
    assert (cleared["description"], cleared["ordered"]) == (None, False)


def test_enabling_and_disabling(client: httpx.Client) -> None:
    made = create(client)["webhook"]
    path = f"/api/webhooks/{made['id']}"
    off = client.post(f"{path}/disable").json()["webhook"]
    assert (off["enabled"], off["state"], off["disabled_reason"]) == (False, "disabled", "asked")
    assert client.post(f"{path}/disable").json()["webhook"] == off
    refused(client.post(f"{path}/test"), 409, "disabled")
    on = client.patch(path, json={"enabled": True}).json()["webhook"]
    assert (on["enabled"], on["state"], on["disabled_at"]) == (True, "working", None)


def test_from_a_change_to_its_arrival(
    server: Server, client: httpx.Client, application: dict[str, Any]
) -> None:
    """A link is created; the log shows what was sent of it."""
    made = create(client, url=receiver(), events=["link.created"])["webhook"]
    link = client.post("/api/v1/links", json={"url": "https://example.com/"}).json()
    path = f"/api/webhooks/{made['id']}/deliveries"
    delivery = _first(client, path, "delivered")
    assert delivery["event"] == "link.created"
    detail = client.get(f"{path}/{delivery['id']}").json()["delivery"]
    sent = httpx.Response(200, content=detail["request_body"]).json()
    assert sent["id"] == delivery["event_id"]
    assert sent["data"]["id"] == link["id"]
    (attempt,) = detail["attempt_log"]
    assert attempt["status"] == 200
    assert attempt["request_headers"]["webhook-id"] == sent["id"]
    schemas = {
        one["name"]: one["schema"] for one in client.get("/api/webhook-events").json()["data"]
    }
    jsonschema_rs.Draft202012Validator(schemas["link.created"]).validate(sent)


def test_a_broadcast_of_ones_own(server: Server, client: httpx.Client) -> None:
    """As the older API's documentation has it."""
    made = create(client, url=receiver(), events=["new-message"])["webhook"]
    told = client.post(
        "/api/broadcast",
        json={"room": "chat-room-1", "event": "new-message", "data": {"message": "Hello!"}},
    )
    assert told.status_code == 200
    delivery = _first(client, f"/api/webhooks/{made['id']}/deliveries", "delivered")
    assert delivery["event"] == "new-message"


def _first(client: httpx.Client, path: str, status: str) -> dict[str, Any]:
    until = time.monotonic() + 30
    while True:
        data = client.get(path).json()["data"]
        if data and data[0]["status"] == status:
            found: dict[str, Any] = data[0]
            return found
        assert time.monotonic() < until, data
        time.sleep(0.02)


def test_deliveries_are_filtered(
    server: Server, application: dict[str, Any], client: httpx.Client
) -> None:
    path = f"/api/webhooks/{webhook(server, application)}/deliveries"
    (one,) = client.get(path).json()["data"]

    def count(**query: str) -> int:
        found: int = client.get(path, params=query).json()["pagination"]["itemsTotal"]
        return found

    assert count(event="webhook.test") == 1
    assert count(event="link.created") == 0
    assert count(status="delivered") == 1
    assert count(status="failed") == 0
    assert count(event_id=one["event_id"]) == 1
    assert count(event_id="evt_00000000") == 0


def test_every_event_type_has_a_schema_that_its_example_keeps(client: httpx.Client) -> None:
    types = client.get("/api/webhook-events").json()["data"]
    names = [one["name"] for one in types]
    assert names == sorted(names)
    assert {"webhook.test", "webhook.failing", "webhook.disabled", "link.created"} <= set(names)
    for one in types:
        jsonschema_rs.Draft202012Validator(one["schema"]).validate(one["example"])
        assert one["example"]["type"] == one["name"]
        assert one["summary"] and one["description"]
