"""How every realtime client behaves, whatever its language: the same steps, the same outcome.

A scenario is a function of a `Stage`. `peers.py` says what a client can be told to do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import jwt
import pytest

from stagewire.storage.secrecy import derived
from tests.clients.links import Link
from tests.clients.peers import Failed, Peer
from tests.support import sockets
from tests.support.server import Server, free_port, serving

SECRET = "only-for-the-tests-of-the-clients"
ROOMY: dict[str, Any] = {"limit_scale": "100000", "access_log": "false", "secret_key": SECRET}
# Quick to come back: the tests wait for it.
QUICK = {"initial_backoff": 0.05, "max_backoff": 0.2}
# Seconds that a token lives which shall end in the test: long enough to connect with.
SHORT = 5
# Seconds for what shall not be answered: yet all that comes before it must be, however busy the
# machine.
BRIEF = 3
# Seconds for a request that waits for a server to be started.
LONG = 60


class Stage:
    """A server with an application, and clients. ``peer`` makes a client that is not connected."""

    def __init__(self, server: Server, peer: Callable[[], Peer], folder: Path, redis: str) -> None:
        self.server = server
        self.application = server.application()
        self.folder = folder
        self.redis = redis
        self._make = peer
        self._stack = ExitStack()
        self._peers: list[Peer] = []

    def peer(self) -> Peer:
        made = self._make()
        self._stack.callback(made.end)
        return made

    def connected(self, url: str | None = None, **options: Any) -> Peer:
        """A client that is connected and may do everything."""
        made = self.peer()
        token = options.pop("token", None) or self.token(user_id=f"user-{len(self._peers)}")
        self._peers.append(made)
        made.tokens = [token]
        given = {**QUICK, **options}
        made.id = made.call("connect", url=url or self.server.base_url, token=token, **given)[
            "connection_id"
        ]
        return made

    def token(self, application: Mapping[str, Any] | None = None, **claims: Any) -> str:
        """A token that may do everything unless ``claims`` say otherwise, for the servers that
        `serve` starts and the shared one alike. ``lives``: its seconds."""
        now = time.time()
        claims = {
            "rooms": sockets.EVERYTHING,
            "app_id": (application or self.application)["app_id"],
            "iss": "stagewire",
            "iat": int(now),
            "exp": now + claims.pop("lives", 3600),
            "jti": f"{time.time_ns()}",
            **claims,
        }
        return jwt.encode(claims, derived(SECRET.encode(), "client tokens"), "HS256")

    def link(self) -> Link:
        """A way to the shared server that can be cut."""
        made = Link(self.server.base_url)
        self._stack.callback(made.close)
        return made

    def serve(self, port: int, **settings: str) -> AbstractContextManager[Server]:
        """A server of the scenario's own, to be killed."""
        return serving(self.folder / "data", port, **{**ROOMY, **settings})

    def publish(self, room: str, count: int, server: Server | None = None, start: int = 0) -> None:
        """Tells the room so many events by HTTP, numbered in their data."""
        base = server or self.server
        with base.client(self.application["api_key"]) as client:
            for n in range(start, start + count):
                body = {"event": "tick", "data": {"n": n}}
                answer = client.post(f"/api/rooms/{room}/broadcast", json=body)
                assert answer.status_code < 300, answer.text

    def delete(self, path: str) -> None:
        with self.server.client(self.application["api_key"]) as client:
            answer = client.delete(path)
            assert answer.status_code < 300, answer.text

    def close(self) -> None:
        self._stack.close()


def numbers(peer: Peer, room: str, count: int) -> list[int]:
    """The `n` of the next events in a room."""
    return [peer.until("event", room=room)["data"]["n"] for _ in range(count)]


# --- rooms -----------------------------------------------------------------------------------


def publish_and_hear(stage: Stage) -> None:
    speaker, listener = stage.connected(), stage.connected()
    entered = listener.call("subscribe", room="chat")
    assert (entered["offset"], entered["recovered"], entered["events"]) == (0, None, [])
    placed = speaker.call("publish", room="chat", event="new-message", data={"text": "Grüße"})
    assert placed == {"epoch": entered["epoch"], "offset": 1}
    heard = listener.until("event")
    assert (heard["offset"], heard["event"], heard["data"]) == (1, "new-message", {"text": "Grüße"})
    listener.call("unsubscribe", room="chat")
    speaker.call("publish", room="chat", event="new-message")
    listener.call("request", type="ping", body={})
    assert listener.told("event") == []


def a_key_of_ones_own(stage: Stage) -> None:
    peer = stage.connected()
    peer.call("subscribe", room="chat")
    first = peer.call("publish", room="chat", event="paid", data={}, key="order-8714")
    again = peer.call("publish", room="chat", event="paid", data={}, key="order-8714")
    other = peer.call("publish", room="chat", event="paid", data={})
    assert first == again and other["offset"] == first["offset"] + 1


def presence(stage: Stage) -> None:
    first, second = stage.connected(), stage.connected()
    first.call("subscribe", room="chat", state={"typing": False})
    second.call("subscribe", room="chat", state={"typing": False})
    came = first.until("join", room="chat")["member"]
    assert came["connection_id"] == second.id and came["user_id"] == "user-1"
    second.call("update", room="chat", state={"typing": True})
    assert first.until("state")["member"]["state"] == {"typing": True}
    asked = first.call("presence", room="chat")
    assert len(asked) == 2
    # What each keeps by itself, its own state included, is what the server says.
    assert first.call("members", room="chat") == asked
    assert second.call("members", room="chat") == asked
    second.call("unsubscribe", room="chat")
    assert first.until("leave")["member"]["connection_id"] == second.id
    assert [one["connection_id"] for one in first.call("members", room="chat")] == [first.id]


def nobody_is_listed(stage: Stage) -> None:
    seen, unseen = stage.connected(), stage.connected()
    seen.call("subscribe", room="chat")
    unseen.call("subscribe", room="chat", presence=False)
    assert [one["connection_id"] for one in seen.call("presence", room="chat")] == [seen.id]
    assert unseen.call("members", room="chat") == []


def history(stage: Stage) -> None:
    peer = stage.connected()
    stage.publish("chat", 5)
    events = peer.call("history", room="chat", after=2, limit=2)
    assert [(one["offset"], one["data"]) for one in events] == [(3, {"n": 2}), (4, {"n": 3})]


def recover_from_a_place(stage: Stage) -> None:
    peer = stage.connected()
    stage.publish("chat", 3)
    epoch = peer.call("subscribe", room="chat")["epoch"]
    other = stage.connected()
    entered = other.call("subscribe", room="chat", recover={"epoch": epoch, "offset": 1})
    assert entered["recovered"] is True
    assert [one["offset"] for one in entered["events"]] == [2, 3]
    assert numbers(other, "chat", 2) == [1, 2]
    assert other.until("recovered", room="chat")["events"] == 2


def iterating(stage: Stage) -> None:
    peer = stage.connected()
    peer.call("subscribe", room="chat")
    reading = peer.start("iterate", room="chat", count=3)
    peer.call("request", type="ping", body={})
    stage.publish("chat", 4)
    assert peer.result(reading) == [1, 2, 3]


def signals(stage: Stage) -> None:
    caller, called = stage.connected(), stage.connected()
    caller.call("subscribe", room="call", state={"name": "Ada"})
    called.call("subscribe", room="call")
    caller.call("signal", room="call", to=called.id, data={"sdp": "v=0"})
    heard = called.until("signal", room="call")
    assert heard["data"] == {"sdp": "v=0"}
    assert heard["from"]["connection_id"] == caller.id
    assert heard["from"]["state"] == {"name": "Ada"}
    with pytest.raises(Failed) as failed:
        caller.call("signal", room="call", to="conn_of_nobody", data={})
    assert (failed.value.kind, failed.value.code) == ("realtime", "unknown_connection")
    assert failed.value.field == "to"


def requests_of_any_type(stage: Stage) -> None:
    peer = stage.connected()
    peer.call("subscribe", room="chat")
    answer = peer.call("request", type="presence", body={"room": "chat"})
    assert answer["room"] == "chat"
    assert [one["connection_id"] for one in answer["members"]] == [peer.id]


def refusals(stage: Stage) -> None:
    peer = stage.connected(token=stage.token(rooms={"open": ["subscribe"]}))
    for do, room in (("subscribe", "secret"), ("publish", "open")):
        with pytest.raises(Failed) as failed:
            peer.call(do, room=room, event="e")
        assert (failed.value.kind, failed.value.code) == ("realtime", "forbidden")
        assert failed.value.field == "room"
    peer.call("subscribe", room="open")


def a_room_that_is_closed(stage: Stage) -> None:
    peer = stage.connected()
    peer.call("subscribe", room="chat")
    stage.delete("/api/rooms/chat")
    peer.until("unsubscribed", room="chat")
    peer.call("publish", room="chat", event="e")
    assert peer.told("event") == []


# --- coming back -----------------------------------------------------------------------------


def exact_recovery(stage: Stage) -> None:
    link = stage.link()
    peer = stage.connected(link.url)
    peer.call("subscribe", room="chat")
    peer.call("subscribe", room="quiet")
    stage.publish("chat", 3)
    assert numbers(peer, "chat", 3) == [0, 1, 2]
    for start in (3, 10):
        link.cut()
        peer.until("reconnecting")
        stage.publish("chat", 7, start=start)
        link.mend()
        assert peer.until("recovered", room="chat")["events"] == 7
        assert peer.until("recovered", room="quiet")["events"] == 0
        assert numbers(peer, "chat", 7) == list(range(start, start + 7))
    stage.publish("chat", 1, start=17)
    assert numbers(peer, "chat", 1) == [17]
    assert peer.told("gap") == []


def a_state_outlives_the_connection(stage: Stage) -> None:
    link = stage.link()
    peer, other = stage.connected(link.url), stage.connected()
    peer.call("subscribe", room="chat", state={"hand": False})
    other.call("subscribe", room="chat")
    peer.call("update", room="chat", state={"hand": True})
    link.cut()
    other.until("leave", room="chat")
    link.mend()
    back = other.until("join", room="chat")["member"]
    assert back["state"] == {"hand": True} and back["connection_id"] != peer.id
    peer.until("recovered", room="chat")
    assert peer.call("members", room="chat") == other.call("presence", room="chat")


def a_publication_is_told_once(stage: Stage) -> None:
    """The server did it, but its answer is lost with the connection."""
    link = stage.link()
    speaker, listener = stage.connected(link.url), stage.connected()
    listener.call("subscribe", room="chat")
    link.hold_answers()
    publishing = speaker.start("publish", room="chat", event="paid", data={"n": 1})
    heard = listener.until("event")
    link.cut()
    link.mend()
    assert speaker.result(publishing)["offset"] == heard["offset"]
    stage.publish("chat", 1, start=2)
    assert numbers(listener, "chat", 1) == [2]


def a_signal_is_never_repeated(stage: Stage) -> None:
    link = stage.link()
    caller, called = stage.connected(link.url), stage.connected()
    caller.call("subscribe", room="call")
    called.call("subscribe", room="call")
    link.hold_answers()
    sending = caller.start("signal", room="call", to=called.id, data={"n": 1})
    called.until("signal")
    link.cut()
    link.mend()
    with pytest.raises(Failed) as failed:
        caller.result(sending)
    assert failed.value.kind == "lost"
    caller.until("recovered", room="call")
    called.call("request", type="ping", body={})
    assert called.told("signal") == []


def requests_wait_while_away(stage: Stage) -> None:
    link = stage.link()
    peer = stage.connected(link.url, max_waiting=2)
    peer.call("subscribe", room="chat")
    link.cut()
    peer.until("reconnecting")
    waiting = [peer.start("publish", room="chat", event="e", data={"n": n}) for n in (1, 2)]
    with pytest.raises(Failed) as failed:
        peer.call("publish", room="chat", event="e", data={"n": 3})
    assert failed.value.kind == "queue_full"
    link.mend()
    assert [peer.result(one)["offset"] for one in waiting] == [1, 2]
    assert numbers(peer, "chat", 2) == [1, 2]


def subscribing_while_away(stage: Stage) -> None:
    link = stage.link()
    peer = stage.connected(link.url)
    link.cut()
    peer.until("reconnecting")
    entering = peer.start("subscribe", room="chat")
    link.mend()
    assert peer.result(entering)["offset"] == 0
    stage.publish("chat", 1)
    assert numbers(peer, "chat", 1) == [0]


def leaving_while_away(stage: Stage) -> None:
    link = stage.link()
    peer = stage.connected(link.url)
    peer.call("subscribe", room="chat")
    link.cut()
    peer.until("reconnecting")
    peer.call("unsubscribe", room="chat")
    link.mend()
    peer.call("request", type="ping", body={})
    assert peer.call("presence", room="chat") == []


def leaving_while_rooms_are_entered_again(stage: Stage) -> None:
    """The server has this client back in its room, which the client does not know yet."""
    link = stage.link()
    peer, other = stage.connected(link.url), stage.connected()
    peer.call("subscribe", room="chat")
    other.call("subscribe", room="chat")
    link.cut()
    other.until("leave", room="chat")
    link.hold_answers_after("welcome")
    link.mend()
    back = other.until("join", room="chat")["member"]["connection_id"]
    leaving = peer.start("unsubscribe", room="chat")
    peer.call("members", room="chat")
    link.let_answers()
    assert other.until("leave", room="chat")["member"]["connection_id"] == back
    peer.result(leaving)


def cancelling(stage: Stage) -> None:
    link = stage.link()
    peer = stage.connected(link.url)
    link.cut()
    peer.until("reconnecting")
    publishing = peer.start("publish", room="chat", event="e")
    entering = peer.start("subscribe", room="chat")
    for one in (publishing, entering):
        peer.call("cancel", what=one)
        with pytest.raises(Failed) as failed:
            peer.result(one)
        assert failed.value.kind == "cancelled"
    link.mend()
    peer.call("request", type="ping", body={})
    assert peer.call("history", room="chat") == []
    assert peer.call("presence", room="chat") == []


def a_subscription_that_was_given_up(stage: Stage) -> None:
    """Its answer comes when nobody waits for it: the room is left again."""
    link = stage.link()
    peer, other = stage.connected(link.url), stage.connected()
    other.call("subscribe", room="chat")
    link.hold_answers()
    entering = peer.start("subscribe", room="chat")
    other.until("join", room="chat")
    peer.call("cancel", what=entering)
    with pytest.raises(Failed) as failed:
        peer.result(entering)
    assert failed.value.kind == "cancelled"
    link.let_answers()
    assert other.until("leave", room="chat")["member"]["connection_id"] == peer.id


def no_answer_in_time(stage: Stage) -> None:
    link = stage.link()
    peer = stage.connected(link.url, timeout=BRIEF)
    link.hold_answers()
    with pytest.raises(Failed) as failed:
        peer.call("publish", room="chat", event="e")
    assert failed.value.kind == "timeout"
    link.cut()


def a_server_that_is_silent(stage: Stage) -> None:
    """The connection looks open, but nothing comes through it any more."""
    link = stage.link()
    peer = stage.connected(link.url, ping_interval=0.2, timeout=BRIEF)
    peer.call("subscribe", room="chat")
    link.hold_answers()
    peer.until("reconnecting")
    link.cut()
    stage.publish("chat", 2)
    link.mend()
    assert numbers(peer, "chat", 2) == [0, 1]


def a_server_that_was_killed(stage: Stage) -> None:
    """Its rooms were in its memory: what was missed is told to be lost."""
    port = free_port()
    with stage.serve(port) as server:
        stage.application = server.application()
        peer = stage.connected(server.base_url, timeout=LONG)
        epoch = peer.call("subscribe", room="chat")["epoch"]
        stage.publish("chat", 3, server)
        assert numbers(peer, "chat", 3) == [0, 1, 2]
        server.kill()
        peer.until("reconnecting")
        publishing = peer.start("publish", room="chat", event="late", data={"n": 9})
    with stage.serve(port) as server:
        gap = peer.until("gap", room="chat")
        assert gap["offset"] == 0
        placed = peer.result(publishing)
        assert placed["offset"] == 1 and placed["epoch"] != epoch
        assert numbers(peer, "chat", 1) == [9]
        assert peer.told("recovered") == []


def one_of_two_servers_is_killed(stage: Stage) -> None:
    """The rooms are in Redis: nothing is lost while one of its servers is gone."""
    port = free_port()
    shared = {"redis_url": stage.redis}
    with stage.serve(free_port(), **shared) as other:
        stage.application = other.application()
        with stage.serve(port, **shared) as server:
            peer = stage.connected(server.base_url, timeout=LONG)
            peer.call("subscribe", room="chat")
            stage.publish("chat", 3, other)
            assert numbers(peer, "chat", 3) == [0, 1, 2]
            server.kill()
            peer.until("reconnecting")
            stage.publish("chat", 5, other, start=3)
        with stage.serve(port, **shared):
            assert peer.until("recovered", room="chat")["events"] == 5
            stage.publish("chat", 2, other, start=8)
            assert numbers(peer, "chat", 7) == list(range(3, 10))
            assert peer.told("gap") == []


def a_server_that_stops(stage: Stage) -> None:
    port = free_port()
    with stage.serve(port) as server:
        stage.application = server.application()
        peer = stage.connected(server.base_url, timeout=LONG)
    assert peer.until("reconnecting")["code"] == 1001
    with stage.serve(port):
        peer.until("connected")
        again = peer.until("connected")
        assert again["connection_id"] != peer.id


def more_rooms_than_a_second_allows(stage: Stage) -> None:
    """Entering them all again meets the limit of messages; none is left out."""
    rooms = [f"room-{n}" for n in range(150)]
    with stage.serve(free_port(), limit_scale="1") as server:
        stage.application = server.application()
        link = Link(server.base_url)
        peer = stage.connected(link.url)
        for room in rooms:
            while True:
                try:
                    peer.call("subscribe", room=room, presence=False)
                    break
                except Failed as failed:
                    assert failed.code == "rate_limited"
                    time.sleep(failed.retry_after)
        link.cut()
        peer.until("reconnecting")
        link.mend()
        for room in rooms:
            peer.until("recovered", room=room)
        link.close()


# --- the end ---------------------------------------------------------------------------------


def no_valid_token(stage: Stage) -> None:
    peer = stage.peer()
    with pytest.raises(Failed) as failed:
        peer.call("connect", url=stage.server.base_url, token="no-token", **QUICK)
    assert (failed.value.kind, failed.value.code) == ("closed", 4001)
    assert peer.until("closed")["name"] == "unauthorized"
    assert peer.told("reconnecting") == []


def disconnected_by_the_application(stage: Stage) -> None:
    peer = stage.connected()
    peer.call("subscribe", room="chat")
    reading = peer.start("iterate", room="chat", count=1)
    peer.call("request", type="ping", body={})
    stage.delete(f"/api/connections/{peer.id}")
    assert peer.until("closed")["code"] == 4006
    for failing in (reading, peer.start("publish", room="chat", event="e")):
        with pytest.raises(Failed) as failed:
            peer.result(failing)
        assert (failed.value.kind, failed.value.code) == ("closed", 4006)
    assert peer.told("reconnecting") == []


def closing(stage: Stage) -> None:
    link = stage.link()
    peer = stage.connected(link.url)
    peer.call("subscribe", room="chat")
    link.cut()
    peer.until("reconnecting")
    waiting = peer.start("publish", room="chat", event="e")
    peer.call("close")
    for failing in (waiting, peer.start("publish", room="chat", event="e")):
        with pytest.raises(Failed) as failed:
            peer.result(failing)
        assert failed.value.kind == "closed"
    assert peer.until("closed")["code"] == 1000


# --- tokens ----------------------------------------------------------------------------------


def a_token_is_renewed(stage: Stage) -> None:
    """A token that ends within a minute is renewed at once; the connection stays."""
    peer = stage.peer()
    peer.tokens = [stage.token(user_id="ada", lives=30), stage.token(user_id="ada")]
    url = stage.server.base_url
    peer.id = peer.call("connect", url=url, token=None, **QUICK)["connection_id"]
    peer.call("subscribe", room="chat")
    peer.wait_for(lambda: peer.asked == 2)
    peer.call("request", type="ping", body={})
    assert peer.call("presence", room="chat")[0]["connection_id"] == peer.id
    assert peer.told("reconnecting") == [] and peer.told("error") == []


def a_token_that_ended(stage: Stage) -> None:
    """It could not be renewed in time: a new one is asked for, and nothing is lost."""
    peer = stage.peer()
    peer.call("ready")
    failing = RuntimeError("no network")
    peer.tokens = [stage.token(user_id="ada", lives=SHORT), failing]
    peer.call("connect", url=stage.server.base_url, token=None, **QUICK)
    peer.call("subscribe", room="chat")
    assert peer.until("error")["kind"] == "token"
    assert peer.until("reconnecting", code=4005)
    stage.publish("chat", 2)
    peer.tokens = [stage.token(user_id="ada")]
    assert numbers(peer, "chat", 2) == [0, 1]


def a_token_without_a_callback(stage: Stage) -> None:
    peer = stage.peer()
    peer.call("ready")
    peer.call("connect", url=stage.server.base_url, token=stage.token(lives=SHORT), **QUICK)
    assert peer.until("closed")["code"] == 4005
    assert peer.told("reconnecting") == []


def a_callback_that_fails(stage: Stage) -> None:
    peer = stage.peer()
    peer.tokens = [RuntimeError("no network"), RuntimeError("no network"), stage.token()]
    peer.call("connect", url=stage.server.base_url, token=None, **QUICK)
    assert peer.asked == 3
    assert [one["kind"] for one in peer.told("error")] == ["token", "token"]


def a_callback_that_never_answers(stage: Stage) -> None:
    peer = stage.peer()
    peer.tokens = [None, stage.token()]
    peer.call("connect", url=stage.server.base_url, token=None, timeout=BRIEF, **QUICK)
    assert peer.until("error")["kind"] == "token"


def a_callback_that_gives_no_token(stage: Stage) -> None:
    """The page that a proxy answers while the server behind it is away, for instance."""
    peer = stage.peer()
    peer.tokens = ["<h1>502 Bad Gateway</h1>", stage.token()]
    peer.call("connect", url=stage.server.base_url, token=None, **QUICK)
    assert peer.asked == 2
    assert [one["kind"] for one in peer.told("error")] == ["token"]


def a_kept_token_is_used_again(stage: Stage) -> None:
    """Reconnecting asks nobody for a token as long as the last one lives."""
    link = stage.link()
    peer = stage.peer()
    peer.tokens = [stage.token()]
    peer.call("connect", url=link.url, token=None, **QUICK)
    peer.until("connected")
    link.cut()
    peer.until("reconnecting")
    link.mend()
    peer.until("connected")
    assert peer.asked == 1


def a_callback_that_gives_wrong_tokens(stage: Stage) -> None:
    peer = stage.peer()
    peer.tokens = ["wrong"]
    with pytest.raises(Failed) as failed:
        peer.call("connect", url=stage.server.base_url, token=None, **QUICK)
    assert (failed.value.kind, failed.value.code) == ("closed", 4001)
    assert peer.asked == 1


SCENARIOS: tuple[Callable[[Stage], None], ...] = (
    publish_and_hear,
    a_key_of_ones_own,
    presence,
    nobody_is_listed,
    history,
    recover_from_a_place,
    iterating,
    signals,
    requests_of_any_type,
    refusals,
    a_room_that_is_closed,
    exact_recovery,
    a_state_outlives_the_connection,
    a_publication_is_told_once,
    a_signal_is_never_repeated,
    requests_wait_while_away,
    subscribing_while_away,
    leaving_while_away,
    leaving_while_rooms_are_entered_again,
    cancelling,
    a_subscription_that_was_given_up,
    no_answer_in_time,
    a_server_that_is_silent,
    a_server_that_was_killed,
    one_of_two_servers_is_killed,
    a_server_that_stops,
    more_rooms_than_a_second_allows,
    no_valid_token,
    disconnected_by_the_application,
    closing,
    a_token_is_renewed,
    a_token_that_ended,
    a_token_without_a_callback,
    a_callback_that_fails,
    a_callback_that_never_answers,
    a_callback_that_gives_no_token,
    a_kept_token_is_used_again,
    a_callback_that_gives_wrong_tokens,
)
