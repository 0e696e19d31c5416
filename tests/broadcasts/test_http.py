"""Broadcasts over HTTP, on both kinds of server, as those who send and those who hear see them."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest

from tests.realtime.conftest import Join
from tests.support.server import Server
from tests.support.sockets import open_socket

AS_DOCUMENTED = {
    "room": "chat-room-1",
    "event": "new-message",
    "data": {"user_id": "user-123", "message": "Hello everyone!", "timestamp": 1704110400000},
}


def refused(answer: httpx.Response, status: int, *parts: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    assert body["success"] is False
    for part in parts:
        assert part in body["error"], body
    return body


def test_as_documented(server: Server, application: dict[str, Any], join: Join) -> None:
    clients = [join("chat-room-1", "elsewhere") for _ in range(5)]
    outsider = join("chat-room-2")
    answer = httpx.post(
        f"{server.base_url}/api/broadcast",
        headers={"X-API-Key": application["api_key"]},
        json=AS_DOCUMENTED,
    )
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert abs(body.pop("timestamp") - time.time() * 1000) < 60_000
    assert body == {
        "success": True,
        "room": f"app-{application['app_id']}-chat-room-1",
        "event": "new-message",
        "subscriber_count": 5,
    }
    for client in clients:
        heard = client.until("event")
        assert (heard["room"], heard["event"]) == ("chat-room-1", "new-message")
        assert heard["data"] == AS_DOCUMENTED["data"]
        assert "connection_id" not in heard and "user_id" not in heard
    outsider.send(type="ping")
    assert outsider.receive()["type"] == "pong", "who is not in the room hears nothing"
    assert answer.headers["X-RateLimit-Remaining"].isdigit()


def test_a_room_without_subscribers_can_be_told_and_is_remembered(
    client: httpx.Client, join: Join
) -> None:
    answer = client.post("/api/broadcast", json={"room": "empty", "event": "nobody.there"})
    assert answer.status_code == 200
    assert answer.json()["subscriber_count"] == 0
    late = join("empty")
    late.send(type="history", room="empty")
    assert [one["event"] for one in late.until("events")["events"]] == ["nobody.there"]


class TestWhoseRooms:
    def test_app_id_may_confirm_the_keys_own(
        self, client: httpx.Client, application: dict[str, Any]
    ) -> None:
        confirmed = {**AS_DOCUMENTED, "app_id": application["app_id"]}
        assert client.post("/api/broadcast", json=confirmed).status_code == 200
        another = {**AS_DOCUMENTED, "app_id": "another-app"}
        refused(client.post("/api/broadcast", json=another), 403, "`app_id`", "another-app")

    def test_rooms_of_the_same_name_are_apart(
        self, server: Server, client: httpx.Client, join: Join
    ) -> None:
        mine = join("chat-room-1")
        with open_socket(server.base_url, server.application(), "chat-room-1") as theirs:
            answer = client.post("/api/broadcast", json=AS_DOCUMENTED)
            assert answer.json()["subscriber_count"] == 1
            mine.until("event")
            theirs.send(type="ping")
            assert theirs.receive()["type"] == "pong"

    def test_an_admin_key_names_the_application(
        self, server: Server, application: dict[str, Any], join: Join
    ) -> None:
        hearer = join("chat-room-1")
        with httpx.Client(
            base_url=server.base_url, headers={"X-ADMIN-API-KEY": server.admin_key}
        ) as admin:
            refused(admin.post("/api/broadcast", json=AS_DOCUMENTED), 400, "`app_id`")
            unknown = {**AS_DOCUMENTED, "app_id": "no-such-app"}
            refused(admin.post("/api/broadcast", json=unknown), 404, "no-such-app")
            named = {**AS_DOCUMENTED, "app_id": application["app_id"]}
            answer = admin.post("/api/broadcast", json=named)
            assert answer.status_code == 200
            assert answer.json()["subscriber_count"] == 1
        assert hearer.until("event")["data"] == AS_DOCUMENTED["data"]

    def test_a_key_needs_the_scope(self, server: Server, application: dict[str, Any]) -> None:
        with server.client(server.key(application, ["realtime:read"])) as reader:
            refused(reader.post("/api/broadcast", json=AS_DOCUMENTED), 403, "realtime:write")
        with server.client(server.key(application, ["realtime:write"])) as writer:
            assert writer.post("/api/broadcast", json=AS_DOCUMENTED).status_code == 200

    def test_a_sandbox_key_does_not_reach_real_clients(
        self, server: Server, application: dict[str, Any]
    ) -> None:
        key = server.key(application, ["realtime:write"], environment="sandbox")
        with server.client(key) as sandbox:
            refused(sandbox.post("/api/broadcast", json=AS_DOCUMENTED), 403, "production key")

    def test_no_key(self, server: Server) -> None:
        with server.client() as nobody:
            refused(nobody.post("/api/broadcast", json=AS_DOCUMENTED), 401)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"room": None}, "room"),
        ({"room": ""}, "room"),
        ({"room": "a room"}, "room"),
        ({"room": "x" * 129}, "room"),
        ({"room": 5}, "room"),
        ({"event": ""}, "event"),
        ({"event": "new message"}, "event"),
        ({"data": "text"}, "data"),
        ({"data": [1]}, "data"),
        ({"data": None}, "data"),
        ({"app_id": "X"}, "app_id"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_bad_fields_are_named(client: httpx.Client, change: dict[str, Any], field: str) -> None:
    answer = client.post("/api/broadcast", json={**AS_DOCUMENTED, **change})
    refused(answer, 400, f"`{field}`")


def test_bad_bodies(client: httpx.Client) -> None:
    refused(client.post("/api/broadcast", json={"event": "x"}), 400, "room")
    refused(client.post("/api/broadcast", content=b"{", headers=JSON), 400)
    refused(client.post("/api/broadcast", content=b'{"room":"a","event":NaN}', headers=JSON), 400)
    refused(client.post("/api/broadcast", content=b"room=a"), 415)
    refused(client.get("/api/broadcast"), 405)


JSON = {"content-type": "application/json"}
LARGE = {"text": "x" * 65_536}


def test_data_that_no_client_could_be_sent_is_refused(client: httpx.Client) -> None:
    answer = client.post("/api/broadcast", json={**AS_DOCUMENTED, "data": LARGE})
    refused(answer, 413, "`data`", "65536")


def test_a_retry_with_the_same_key_is_told_once(client: httpx.Client, join: Join) -> None:
    hearer = join("chat-room-1")
    key = {"Idempotency-Key": "broadcast-1"}
    first = client.post("/api/broadcast", json=AS_DOCUMENTED, headers=key)
    again = client.post("/api/broadcast", json=AS_DOCUMENTED, headers=key)
    assert again.json() == first.json()
    hearer.until("event")
    hearer.send(type="ping")
    assert hearer.receive()["type"] == "pong"


def test_a_presentation_hears_of_its_commands_only(
    client: httpx.Client, server: Server, application: dict[str, Any]
) -> None:
    """Otherwise a key that may tell rooms would be one that drives presentations."""
    made = client.post("/api/presentations", json={"title": "T", "slides": [{"title": "One"}]})
    presentation = made.json()
    room, state = presentation["room"], {"version": 9_000_000, "slide": 1}
    role = {presentation["id"]: "viewer"}
    with open_socket(server.base_url, application, room, presentations=role) as viewer:
        forged = {"room": room, "event": "state", "data": state}
        refused(client.post("/api/broadcast", json=forged), 403, "`room`", "presentation")
        answer = client.post(f"/api/rooms/{room}/broadcast", json={"event": "state", "data": state})
        assert answer.status_code == 403, answer.text
        assert "`room`" in answer.json()["message"]
        answer = client.post(
            "/api/broadcast/batch", json={"broadcasts": [{"room": "one", "event": "e"}, forged]}
        )
        results = answer.json()["results"]
        assert [result["status"] for result in results] == [200, 403]
        assert "`broadcasts[1].room`" in results[1]["error"]["message"]
        started = {"command": {"name": "start"}}
        client.post(f"/api/presentations/{presentation['id']}/commands", json=started)
        assert viewer.until("event")["data"]["version"] == 1


class TestBatches:
    def test_a_result_for_every_item_in_order(
        self, client: httpx.Client, application: dict[str, Any], join: Join
    ) -> None:
        one, two = join("one"), join("one", "two")
        answer = client.post(
            "/api/broadcast/batch",
            json={
                "app_id": application["app_id"],
                "broadcasts": [
                    {"room": "one", "event": "first", "data": {"n": 1}},
                    {"room": "two", "event": "closing"},
                    {"room": "one", "event": "second", "data": LARGE},
                    {"room": "one", "event": "third"},
                ],
            },
        )
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert (body["success"], body["sent"], body["failed"]) == (True, 3, 1)
        results = body["results"]
        assert [result["index"] for result in results] == [0, 1, 2, 3]
        assert [result["status"] for result in results] == [200, 200, 413, 200]
        assert results[2]["error"]["code"] == "payload_too_large"
        assert "`broadcasts[2].data`" in results[2]["error"]["message"]
        sent = [results[n]["broadcast"] for n in (0, 1, 3)]
        assert [one["subscriber_count"] for one in sent] == [2, 1, 2]
        assert sent[1]["room"] == f"app-{application['app_id']}-two"
        assert [one.until("event")["event"] for _ in range(2)] == ["first", "third"]
        heard = [two.until("event") for _ in range(3)]
        assert [m["event"] for m in heard if m["room"] == "one"] == ["first", "third"]
        assert [m["event"] for m in heard if m["room"] == "two"] == ["closing"]

    def test_a_hundred_keep_their_order(self, client: httpx.Client, join: Join) -> None:
        hearer = join("busy")
        items = [{"room": "busy", "event": "n", "data": {"n": n}} for n in range(100)]
        answer = client.post("/api/broadcast/batch", json={"broadcasts": items})
        assert answer.json()["sent"] == 100
        assert [hearer.until("event")["data"]["n"] for _ in range(100)] == list(range(100))

    @pytest.mark.parametrize(
        ("items", "named"),
        [
            ([], "broadcasts"),
            ([{"room": "a", "event": "e"}] * 101, "broadcasts"),
            ([{"room": "a", "event": "e"}, {"room": "a b", "event": "e"}], "broadcasts[1].room"),
            ([{"room": "a", "event": "e", "app_id": "x-1"}], "app_id"),
        ],
    )
    def test_a_bad_batch_tells_nobody(
        self, client: httpx.Client, join: Join, items: list[Any], named: str
    ) -> None:
        hearer = join("a")
        answer = client.post("/api/broadcast/batch", json={"broadcasts": items})
        refused(answer, 400, named)
        hearer.send(type="ping")
        assert hearer.receive()["type"] == "pong"

    def test_of_another_application(self, client: httpx.Client) -> None:
        body = {"app_id": "another-app", "broadcasts": [{"room": "a", "event": "e"}]}
        refused(client.post("/api/broadcast/batch", json=body), 403, "another-app")
