"""Connections, users and rooms over HTTP, on both kinds of server: with two processes, a question
is answered for both, whichever of them is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.realtime.conftest import Join
from tests.support.server import Server
from tests.support.sockets import open_socket


def refused(answer: httpx.Response, status: int, *parts: str) -> None:
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"statusCode", "message"}
    assert body["statusCode"] == status
    for part in parts:
        assert part in body["message"], body


def ok(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


class TestConnections:
    def test_all_are_listed_the_newest_first(self, client: httpx.Client, join: Join) -> None:
        anna, bert = join("a", "b", user_id="anna"), join(user_id="bert")
        nobody = join("b")
        body = ok(client.get("/api/connections"))
        assert [one["connection_id"] for one in body["data"]] == [
            nobody.connection_id,
            bert.connection_id,
            anna.connection_id,
        ]
        first = body["data"][2]
        assert set(first) == {"connection_id", "user_id", "rooms", "connected_at", "ip"}
        assert (first["user_id"], first["rooms"], first["ip"]) == ("anna", ["a", "b"], "127.0.0.1")
        assert body["data"][0]["user_id"] is None
        connected = datetime.fromisoformat(first["connected_at"])
        assert abs(connected - datetime.now(UTC)) < timedelta(minutes=1)
        assert body["pagination"]["itemsTotal"] == 3

    @pytest.mark.parametrize(
        ("query", "users"),
        [
            ({"room": "b"}, ["bert", "anna"]),
            ({"user_id": "anna"}, ["anna", "anna"]),
            ({"user_id": "anna", "room": "a"}, ["anna"]),
            ({"room": "nobody-there"}, []),
            ({"user_id": "stranger"}, []),
        ],
    )
    def test_filters(
        self, client: httpx.Client, join: Join, query: dict[str, str], users: list[str]
    ) -> None:
        join("a", user_id="anna"), join("b", user_id="anna"), join("b", user_id="bert")
        found = ok(client.get("/api/connections", params=query))
        assert [one["user_id"] for one in found["data"]] == users
        assert found["pagination"]["itemsTotal"] == len(users)

    def test_pages(self, client: httpx.Client, join: Join) -> None:
        for _ in range(5):
            join("a")
        seen = []
        uri = "/api/connections?room=a&pageSize=2"
        while uri:
            page = ok(client.get(uri))
            seen += [one["connection_id"] for one in page["data"]]
            links = {link["rel"]: link["uri"] for link in page["pagination"]["links"]}
            assert "room=a" in links["self"]
            uri = links.get("next", "")
        assert len(seen) == len(set(seen)) == 5
        assert len(ok(client.get("/api/connections?limit=3"))["data"]) == 3

    def test_one(self, client: httpx.Client, join: Join) -> None:
        join("a")
        anna = join("a", user_id="anna")
        path = f"/api/connections/{anna.connection_id}"
        body = ok(client.get(path))
        assert (body["connection_id"], body["user_id"]) == (anna.connection_id, "anna")

    def test_closed_ones_are_gone(self, client: httpx.Client, join: Join) -> None:
        anna, bert = join("a", user_id="anna"), join("a", user_id="bert")
        path = f"/api/connections/{anna.connection_id}"
        answer = client.delete(path)
        assert (answer.status_code, answer.content) == (204, b"")
        assert anna.close_code() == 4006
        refused(client.get(path), 404, anna.connection_id)
        refused(client.delete(path), 404, anna.connection_id)
        assert [c["user_id"] for c in ok(client.get("/api/connections"))["data"]] == ["bert"]
        bert.send(type="ping")
        assert bert.until("pong")

    def test_one_that_is_not_there(self, client: httpx.Client) -> None:
        refused(client.get("/api/connections/conn_4mQ0c7pZ1vK9tR2y"), 404)
        refused(client.get("/api/connections/!"), 400, "connection_id")


class TestUsers:
    def test_online_with_all_connections(self, client: httpx.Client, join: Join) -> None:
        phone, laptop = join(user_id="anna"), join("a", user_id="anna")
        join(user_id="bert")
        body = ok(client.get("/api/users/anna"))
        assert (body["user_id"], body["online"]) == ("anna", True)
        assert [one["connection_id"] for one in body["connections"]] == [
            laptop.connection_id,
            phone.connection_id,
        ]

    def test_a_user_who_is_not_there_is_offline(self, client: httpx.Client) -> None:
        offline = {"user_id": "stranger", "online": False, "blocked_until": None, "connections": []}
        assert ok(client.get("/api/users/stranger")) == offline

    @pytest.mark.parametrize("user_id", ["a/b", "ä ö", "x@example.com", "50%", "?#&"])
    def test_any_name_can_be_asked_for(
        self, client: httpx.Client, join: Join, user_id: str
    ) -> None:
        join(user_id=user_id)
        path = "".join(f"%{byte:02X}" for byte in user_id.encode())
        body = ok(client.get(f"/api/users/{path}"))
        assert (body["user_id"], body["online"]) == (user_id, True)

    def test_disconnected_from_everywhere(self, client: httpx.Client, join: Join) -> None:
        annas = [join(user_id="anna") for _ in range(3)]
        bert = join(user_id="bert")
        answer = client.delete("/api/users/anna/connections")
        assert ok(answer) == {"user_id": "anna", "disconnected": 3}
        assert [one.close_code() for one in annas] == [4006] * 3
        assert ok(client.get("/api/users/anna"))["online"] is False
        assert ok(client.delete("/api/users/anna/connections"))["disconnected"] == 0
        bert.send(type="ping")
        assert bert.until("pong")
        # Nothing keeps the user out.
        join(user_id="anna")

    def test_blocked_and_let_in_again(
        self, client: httpx.Client, join: Join, server: Server, application: dict[str, Any]
    ) -> None:
        anna = join(user_id="anna")
        body = ok(client.put("/api/users/anna/block", json={"seconds": 3600}))
        assert body["user_id"] == "anna"
        left = datetime.fromisoformat(body["blocked_until"]) - datetime.now(UTC)
        assert timedelta(minutes=59) < left < timedelta(minutes=61)
        assert anna.close_code() == 4006
        assert refusal(server, application, "anna") == 4006
        assert ok(client.get("/api/users/anna"))["blocked_until"] is not None
        join(user_id="bert")
        with open_socket(server.base_url, server.application(), user_id="anna"):
            pass  # Another application's user of that name is somebody else.
        for _ in range(2):
            answer = client.delete("/api/users/anna/block")
            assert (answer.status_code, answer.content) == (204, b"")
        assert ok(client.get("/api/users/anna"))["blocked_until"] is None
        join(user_id="anna")

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "seconds"),
            ({"seconds": 0}, "seconds"),
            ({"seconds": 31_536_001}, "seconds"),
            ({"seconds": "1"}, "seconds"),
            ({"seconds": 1, "minutes": 1}, "minutes"),
        ],
    )
    def test_a_block_needs_a_time(
        self, client: httpx.Client, body: dict[str, Any], field: str
    ) -> None:
        refused(client.put("/api/users/anna/block", json=body), 400, field)


def refusal(server: Server, application: dict[str, Any], user_id: str) -> int:
    """The close code that a user who may not connect gets instead of a welcome."""
    with pytest.raises(ConnectionClosed) as closed:
        open_socket(server.base_url, application, user_id=user_id)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


class TestRooms:
    def test_those_in_use_by_name(self, client: httpx.Client, join: Join) -> None:
        join("lobby", "chat-2", user_id="anna"), join("chat-2"), join("chat-1")
        body = ok(client.get("/api/rooms"))
        assert body["data"] == [
            {"room": "chat-1", "subscribers": 1, "members": 1},
            {"room": "chat-2", "subscribers": 2, "members": 2},
            {"room": "lobby", "subscribers": 1, "members": 1},
        ]
        assert body["pagination"]["itemsTotal"] == 3
        chats = ok(client.get("/api/rooms?prefix=chat-&pageSize=1"))
        assert [one["room"] for one in chats["data"]] == ["chat-1"]
        assert chats["pagination"]["itemsTotal"] == 2

    def test_one(self, client: httpx.Client, join: Join) -> None:
        unused = {"room": "lobby", "subscribers": 0, "members": 0}
        assert ok(client.get("/api/rooms/lobby")) == unused
        listed = join("lobby")
        hidden = join()
        hidden.send(type="subscribe", room="lobby", presence=False)
        hidden.until("subscribed")
        both = {"room": "lobby", "subscribers": 2, "members": 1}
        assert ok(client.get("/api/rooms/lobby")) == both
        listed.send(type="unsubscribe", room="lobby")
        listed.until("unsubscribed")
        assert ok(client.get("/api/rooms/lobby")) == {**both, "subscribers": 1, "members": 0}

    def test_members_with_their_state(self, client: httpx.Client, join: Join) -> None:
        anna = join("lobby", user_id="anna", state={"typing": True})
        bert = join("lobby")
        body = ok(client.get("/api/rooms/lobby/members"))
        assert body["pagination"]["itemsTotal"] == 2
        members = {one["connection_id"]: one for one in body["data"]}
        assert members[anna.connection_id] == {
            "connection_id": anna.connection_id,
            "user_id": "anna",
            "state": {"typing": True},
        }
        assert members[bert.connection_id]["user_id"] is None
        assert ok(client.get("/api/rooms/empty/members"))["data"] == []

    def test_history_from_any_place(self, client: httpx.Client, join: Join) -> None:
        anna = join("lobby", user_id="anna")
        for number in range(5):
            anna.send(type="publish", id=number, room="lobby", event="n", data={"n": number})
            anna.until("published")
        whole = ok(client.get("/api/rooms/lobby/history"))
        assert [event["data"]["n"] for event in whole["events"]] == [0, 1, 2, 3, 4]
        offsets = [event["offset"] for event in whole["events"]]
        assert offsets == list(range(offsets[0], offsets[0] + 5))
        assert whole["offset"] == offsets[-1]
        first = whole["events"][0]
        assert (first["event"], first["user_id"]) == ("n", "anna")
        assert first["connection_id"] == anna.connection_id
        after = {"after": offsets[1], "limit": 2}
        page = ok(client.get("/api/rooms/lobby/history", params=after))
        assert [event["offset"] for event in page["events"]] == offsets[2:4]
        assert page["epoch"] == whole["epoch"]

    def test_the_history_of_a_room_nobody_used(self, client: httpx.Client) -> None:
        body = ok(client.get("/api/rooms/unused/history"))
        assert (body["room"], body["offset"], body["events"]) == ("unused", 0, [])

    def test_broadcast(self, client: httpx.Client, join: Join) -> None:
        hearers = [join("lobby") for _ in range(3)]
        body = ok(
            client.post(
                "/api/rooms/lobby/broadcast", json={"event": "new-message", "data": {"n": 1}}
            )
        )
        assert (body["room"], body["event"], body["subscriber_count"]) == (
            "lobby",
            "new-message",
            3,
        )
        for hearer in hearers:
            heard = hearer.until("event")
            assert (heard["offset"], heard["timestamp"]) == (body["offset"], body["timestamp"])
            assert heard["data"] == {"n": 1}
        history = ok(client.get("/api/rooms/lobby/history"))
        assert (history["epoch"], history["offset"]) == (body["epoch"], body["offset"])

    @pytest.mark.parametrize(
        ("body", "field"),
        [({}, "event"), ({"event": "a b"}, "event"), ({"event": "e", "room": "r"}, "room")],
    )
    def test_a_bad_broadcast(self, client: httpx.Client, body: dict[str, Any], field: str) -> None:
        refused(client.post("/api/rooms/lobby/broadcast", json=body), 400, field)

    def test_close(self, client: httpx.Client, join: Join) -> None:
        clients = [join("lobby", "other") for _ in range(3)]
        ok(client.post("/api/rooms/lobby/broadcast", json={"event": "before"}))
        before = ok(client.get("/api/rooms/lobby/history"))
        assert ok(client.delete("/api/rooms/lobby")) == {"room": "lobby", "unsubscribed": 3}
        for one in clients:
            assert one.until("unsubscribed")["room"] == "lobby"
            one.send(type="ping")
            assert one.until("pong")
        assert ok(client.get("/api/rooms/lobby"))["subscribers"] == 0
        assert ok(client.get("/api/rooms/other"))["subscribers"] == 3
        after = ok(client.get("/api/rooms/lobby/history"))
        assert after["events"] == [] and after["epoch"] != before["epoch"]
        assert ok(client.delete("/api/rooms/lobby"))["unsubscribed"] == 0

    def test_a_name_that_no_room_has(self, client: httpx.Client) -> None:
        refused(client.get("/api/rooms/a%20b"), 400, "room")
        refused(client.get("/api/connections?room=a%20b"), 400, "room")


class TestWhoMay:
    READS = ("/api/connections", "/api/users/anna")
    ROOM_READS = ("/api/rooms", "/api/rooms/a", "/api/rooms/a/members", "/api/rooms/a/history")

    def test_scopes_are_told_apart(self, server: Server, application: dict[str, Any]) -> None:
        with server.client(server.key(application, ["connections:read"])) as reader:
            for path in self.READS:
                ok(reader.get(path))
            for path in self.ROOM_READS:
                refused(reader.get(path), 403, "realtime:read")
            refused(reader.delete("/api/users/anna/connections"), 403, "connections:write")
            refused(reader.put("/api/users/a/block", json={"seconds": 1}), 403, "connections:write")
        with server.client(server.key(application, ["connections:write"])) as writer:
            ok(writer.get("/api/connections"))
            ok(writer.delete("/api/users/anna/connections"))
            refused(writer.delete("/api/rooms/a"), 403, "realtime:write")
        with server.client(server.key(application, ["realtime:read"])) as reader:
            for path in self.ROOM_READS:
                ok(reader.get(path))
            refused(reader.get("/api/connections"), 403, "connections:read")
            refused(reader.post("/api/rooms/a/broadcast", json={"event": "e"}), 403)

    def test_an_admin_key_names_the_application(
        self, server: Server, application: dict[str, Any], join: Join
    ) -> None:
        anna = join("a", user_id="anna")
        with server.client(server.admin_key) as admin:
            for path in (*self.READS, *self.ROOM_READS):
                refused(admin.get(path), 400, "`app_id`")
                refused(admin.get(path, params={"app_id": "no-such-app"}), 404, "no-such-app")
            named = {"app_id": application["app_id"]}
            listed = ok(admin.get("/api/connections", params=named))["data"]
            assert [one["connection_id"] for one in listed] == [anna.connection_id]
            ok(admin.delete("/api/users/anna/connections", params=named))
        assert anna.close_code() == 4006

    def test_no_other_application_and_no_sandbox(
        self, server: Server, client: httpx.Client, application: dict[str, Any], join: Join
    ) -> None:
        join("a", user_id="anna")
        other = server.application()
        sandbox = server.key(
            application, ["connections:write", "realtime:write"], environment="sandbox"
        )
        with server.client(other["api_key"]) as stranger, server.client(sandbox) as tester:
            for path in ("/api/connections", "/api/rooms", "/api/rooms/a/members"):
                assert ok(stranger.get(path))["data"] == []
            assert ok(stranger.get("/api/users/anna"))["online"] is False
            for path in (*self.READS, *self.ROOM_READS):
                named = {"app_id": application["app_id"]}
                refused(stranger.get(path, params=named), 403, "`app_id`")
                refused(tester.get(path), 403, "production key")
        named = {"app_id": application["app_id"]}
        assert len(ok(client.get("/api/connections", params=named))["data"]) == 1

    def test_no_key(self, server: Server) -> None:
        with server.client() as nobody:
            refused(nobody.get("/api/connections"), 401)
            refused(nobody.delete("/api/rooms/a"), 401)
