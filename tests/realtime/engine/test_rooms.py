"""What clients see of rooms, over a real socket."""

from __future__ import annotations

from typing import Any

import pytest

from tests.realtime.engine.client import Client
from tests.realtime.engine.stage import APP, Stage


@pytest.fixture(params=["memory", "redis", "cluster"])
def kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


async def test_a_client_is_welcomed(stage: Stage) -> None:
    async with stage.client(user_id="user-1") as client:
        welcome = client.welcome
        assert welcome["app_id"] == APP and welcome["user_id"] == "user-1"
        assert welcome["expires_at"] == (int(stage.clock()) + 86_400) * 1000


async def test_subscribers_get_what_is_published(stage: Stage) -> None:
    async with stage.client() as one, stage.client(user_id="u") as two:
        place = await one.subscribe("lobby")
        assert place["offset"] == 0 and place["recovered"] is None
        published = await two.publish("lobby", "hello", data={"n": 1})
        assert published["epoch"] == place["epoch"] and published["offset"] == 1
        event = await one.next("event")
        assert event == {
            "type": "event",
            "room": "lobby",
            "offset": 1,
            "event": "hello",
            "data": {"n": 1},
            "timestamp": int(stage.clock() * 1000),
            "connection_id": two.id,
            "user_id": "u",
        }


async def test_all_subscribers_see_one_order(stage: Stage) -> None:
    async with stage.client() as one, stage.client() as two, stage.client() as three:
        clients = (one, two, three)
        for client in clients:
            await client.subscribe("lobby", presence=False)
        for n in range(30):
            await clients[n % 3].send("publish", room="lobby", event="e", data={"n": n})
        seen = [[await client.next("event") for _ in range(30)] for client in clients]
        assert [event["offset"] for event in seen[0]] == list(range(1, 31))
        assert seen[0] == seen[1] == seen[2]


async def test_applications_do_not_hear_each_other(stage: Stage) -> None:
    async with (
        stage.client() as mine,
        stage.client(app_id="other-app") as other,
    ):
        await mine.subscribe("lobby")
        await other.subscribe("lobby")
        await other.publish("lobby", "secret")
        await mine.publish("lobby", "own")
        assert (await mine.next("event"))["event"] == "own"
        assert (await mine.answer("members", "presence", room="lobby"))["members"] == [
            {"connection_id": mine.id, "user_id": None, "state": {}}
        ]


async def test_two_rooms_whose_full_names_are_alike_are_two(stage: Stage) -> None:
    # app-my-app-123-x is also room "x" of "my-app-123" and room "123-x" of "my-app".
    from tests.support.platform import tenant

    await tenant(stage.platform, "my-app")
    async with stage.client() as mine, stage.client(app_id="my-app") as other:
        await mine.subscribe("x")
        await other.publish("123-x", "secret")
        await mine.publish("x", "own")
        assert (await mine.next("event"))["event"] == "own"


async def test_nothing_comes_after_unsubscribing(stage: Stage) -> None:
    async with stage.client() as one, stage.client() as two:
        await one.subscribe("lobby")
        await two.subscribe("lobby")
        await one.next("join")
        assert (await one.answer("unsubscribed", "unsubscribe", room="lobby"))["room"] == "lobby"
        await two.publish("lobby")
        await two.next("event")
        await one.answer("pong", "ping")
        assert one.left() == []
        refused = await one.answer("error", "unsubscribe", room="lobby")
        assert (refused["code"], refused["field"]) == ("not_subscribed", "room")


async def test_presence_tells_who_comes_changes_and_goes(stage: Stage) -> None:
    async with stage.client(user_id="u1") as one:
        first = await one.subscribe("lobby", state={"mood": "calm"})
        me = {"connection_id": one.id, "user_id": "u1", "state": {"mood": "calm"}}
        assert first["members"] == [me]
        async with stage.client(user_id="u2") as two:
            second = await two.subscribe("lobby")
            you = {"connection_id": two.id, "user_id": "u2", "state": {}}
            assert sorted(second["members"], key=str) == sorted([me, you], key=str)
            assert (await one.next("join"))["member"] == you
            await two.answer("updated", "update", room="lobby", state={"typing": True})
            assert (await one.next("state"))["member"] == {**you, "state": {"typing": True}}
        assert (await one.next("leave"))["member"] == {**you, "state": {"typing": True}}
        assert (await one.answer("members", "presence", room="lobby"))["members"] == [me]
        assert one.left() == []


async def test_who_is_not_present_is_neither_listed_nor_told(stage: Stage) -> None:
    async with stage.client() as one, stage.client() as two:
        hidden = await one.subscribe("lobby", presence=False)
        assert "members" not in hidden
        listed = await two.subscribe("lobby")
        assert [member["connection_id"] for member in listed["members"]] == [two.id]
        await one.answer("pong", "ping")
        assert one.left() == []
        refused = await one.answer("error", "update", room="lobby", state={})
        assert refused["code"] == "not_present"


async def test_a_state_is_small_enough_for_a_full_room(stage: Stage) -> None:
    """Everybody who enters is sent all of them: large ones would be too much for anybody."""
    most = stage.hub.limits.state_bytes
    full, beyond = {"s": "x" * (most - 8)}, {"s": "\u00e4" * (most // 2)}
    async with stage.client() as one:
        for kind in ("subscribe", "update"):
            refused = await one.answer("error", kind, room="lobby", state=beyond)
            assert (refused["code"], refused["field"]) == ("invalid_message", "state")
            assert str(most) in refused["message"]
            await one.subscribe("lobby", state=full)
        await one.answer("updated", "update", room="lobby", state=full)
        members = (await one.answer("members", "presence", room="lobby"))["members"]
        assert [member["state"] for member in members] == [full]


@pytest.mark.parametrize("limits", [{"members_per_room": 2}])
async def test_a_room_lists_so_many_members(stage: Stage, limits: dict[str, int]) -> None:
    async with stage.client() as one, stage.client() as two, stage.client() as three:
        assert len((await one.subscribe("lobby"))["members"]) == 1
        assert len((await two.subscribe("lobby"))["members"]) == 2
        assert "members" not in await three.subscribe("lobby")
        await one.publish("lobby")
        assert await three.next("event")


async def test_a_second_subscription_answers_anew(stage: Stage) -> None:
    async with stage.client() as one, stage.client() as two:
        await one.subscribe("lobby")
        await two.subscribe("lobby")
        await one.publish("lobby")
        again = await one.subscribe("lobby", presence=False)
        assert again["offset"] == 1
        assert (await two.next("leave"))["member"]["connection_id"] == one.id
        placed = await stage.rooms.publish(APP, "lobby", "x", {})
        assert placed.subscriber_count == 2
        assert [(await one.next("event"))["offset"] for _ in range(2)] == [1, 2]
        await one.answer("unsubscribed", "unsubscribe", room="lobby")
        assert (await stage.rooms.publish(APP, "lobby", "x", {})).subscriber_count == 1


async def test_history_is_read_in_pieces(stage: Stage) -> None:
    async with stage.client() as one:
        for n in range(5):
            await one.publish("lobby", data={"n": n})
        last = await one.answer("events", "history", room="lobby", limit=2)
        assert [event["offset"] for event in last["events"]] == [4, 5] and last["offset"] == 5
        first = await one.answer("events", "history", room="lobby", after=1, limit=2)
        assert [event["data"]["n"] for event in first["events"]] == [1, 2]
        none = await one.answer("events", "history", room="nobody-was-here")
        assert none["events"] == [] and none["offset"] == 0


@pytest.mark.parametrize("kind", ["memory"])
async def test_history_ends_with_its_time(stage: Stage, kind: str) -> None:
    async with stage.client() as one:
        await one.publish("lobby")
        stage.clock.advance(3599)
        await one.publish("lobby")
        stage.clock.advance(2)
        answer = await one.answer("events", "history", room="lobby")
        assert [event["offset"] for event in answer["events"]] == [2]


async def test_a_signal_reaches_one(stage: Stage) -> None:
    async with stage.client(user_id="u1") as one, stage.client() as two, stage.client() as three:
        for client in (one, two, three):
            await client.subscribe("call")
        await one.answer("signaled", "signal", room="call", to=two.id, data={"sdp": "v=0"})
        assert await two.next("signal") == {
            "type": "signal",
            "room": "call",
            "from": {"connection_id": one.id, "user_id": "u1", "state": {}},
            "data": {"sdp": "v=0"},
        }
        await three.answer("pong", "ping")
        assert all(message["type"] == "join" for message in three.left())
        for to in ("conn_nobody_here", one.id):
            if to == one.id:
                await one.answer("unsubscribed", "unsubscribe", room="call")
                refused = await two.answer("error", "signal", room="call", to=to, data={})
            else:
                refused = await one.answer("error", "signal", room="call", to=to, data={})
            assert (refused["code"], refused["field"]) == ("unknown_connection", "to")
        refused = await one.answer("error", "signal", room="call", to=two.id, data={})
        assert refused["code"] == "not_subscribed"


@pytest.mark.parametrize("kind", ["memory"])
async def test_a_key_makes_a_retry_safe(stage: Stage, kind: str) -> None:
    token = stage.token(user_id="u1")
    async with stage.client(token) as one:
        await one.subscribe("lobby")
        first = await one.publish("lobby", "once", key="k1")
    async with stage.client(token) as again, stage.client(user_id="u2") as other:
        second = await again.publish("lobby", "once", key="k1")
        assert (second["epoch"], second["offset"]) == (first["epoch"], first["offset"])
        # Another user's key and another room's are others.
        assert (await other.publish("lobby", "once", key="k1"))["offset"] == 2
        assert (await again.publish("hall", "once", key="k1"))["offset"] == 1
        stage.clock.advance(301)
        assert (await again.publish("lobby", "once", key="k1"))["offset"] == 3


@pytest.mark.parametrize(
    ("rooms", "action", "fields", "allowed"),
    [
        (None, "subscribe", {}, True),
        (None, "publish", {"event": "e"}, False),
        (None, "history", {}, True),
        (None, "presence", {}, True),
        ({}, "subscribe", {}, False),
        ({"chat-*": ["subscribe"]}, "subscribe", {}, True),
        ({"chat-*": ["subscribe"]}, "publish", {"event": "e"}, False),
        ({"chat-*": ["subscribe"], "*-1": ["publish"]}, "publish", {"event": "e"}, True),
        ({"chat": ["subscribe"]}, "subscribe", {}, False),
        ({"*": ["publish"]}, "history", {}, False),
        ({"*": ["publish"]}, "presence", {}, False),
    ],
)
async def test_a_token_says_what_is_allowed(
    stage: Stage, rooms: Any, action: str, fields: dict[str, Any], allowed: bool
) -> None:
    async with stage.client(rooms=rooms) as client:
        answer = await client.request(action, room="chat-1", **fields)
        if allowed:
            assert answer["type"] != "error", answer
        else:
            assert answer["code"] == "forbidden" and answer["field"] == "room"


async def test_without_presence_in_the_token_nobody_is_listed(stage: Stage) -> None:
    async with stage.client(rooms={"*": ["subscribe"]}) as client:
        assert "members" not in await client.subscribe("lobby", presence=True)


async def test_the_message_type_is_told_from_its_fields(stage: Stage) -> None:
    async with stage.client() as client:
        for text, code, field in (
            ('{"type":"subscribe","id":7}', "invalid_message", "room"),
            ('{"type":"subscribe","room":"a b","id":7}', "invalid_message", "room"),
            ('{"type":"publish","room":"a","event":"e","data":[],"id":7}', "invalid_message",
             "data"),
            ('{"type":"publish","room":"a","event":"e","x":1,"id":7}', "invalid_message", "x"),
            ('{"type":"subscribe","room":"a","recover":{"epoch":"e","offset":-1},"id":7}',
             "invalid_message", "recover.offset"),
            ('{"type":"dance","id":7}', "unknown_type", "type"),
            ('{"type":"welcome","id":7}', "unknown_type", "type"),
            ('{"type":5,"id":7}', "unknown_type", "type"),
            ('{"id":7}', "invalid_message", "type"),
            ('{"type":"ping","type":"ping","id":7}', "invalid_message", "type"),
            (r'{"type":"publish","room":"a","event":"e","data":{"a":"\u0000"},"id":7}',
             "invalid_message", "data.a"),
        ):  # fmt: skip
            await client.socket.send(text)
            error = await client.next("error")
            assert (error["code"], error.get("field"), error["id"]) == (code, field, 7), text
            assert error["field"] in error["message"]
        for text in NO_MESSAGES:
            await client.socket.send(text)
            assert (await client.next("error"))["code"] == "invalid_message", text
        await client.answer("pong", "ping")


NO_MESSAGES = (
    "",
    "nothing",
    "[]",
    "1",
    "[" * 5000,
    '{"type":"ping","id":NaN}',
    r'{"type":"publish","data":{"a":"\ud800"}}',
)


@pytest.mark.parametrize("limits", [{"rooms_per_connection": 3}])
async def test_a_connection_may_be_in_so_many_rooms(stage: Stage, limits: dict[str, int]) -> None:
    async with stage.client() as client:
        for n in range(3):
            await client.subscribe(f"room-{n}")
        refused = await client.answer("error", "subscribe", room="room-3")
        assert (refused["code"], refused["field"]) == ("too_many_rooms", "room")
        await client.subscribe("room-1")
        await client.answer("unsubscribed", "unsubscribe", room="room-1")
        await client.subscribe("room-3")


async def test_what_the_server_publishes_is_counted_and_told(stage: Stage) -> None:
    counted: list[Any] = []
    for process in filter(None, (stage, stage.twin)):
        process.rooms.on_count(lambda *args: counted.append(args))
    async with stage.client(user_id="u") as one, stage.client() as two:
        await one.subscribe("lobby")
        await two.subscribe("lobby")
        placed, again = [
            await stage.rooms.publish(APP, "lobby", "news", {"a": 1}, key="k", broadcast=True)
            for _ in range(2)
        ]
        assert placed.room_id == f"app-{APP}-lobby" and placed.subscriber_count == 2
        assert (again.offset, again.repeated) == (placed.offset, True)
        event = await two.next("event")
        assert event["data"] == {"a": 1} and "connection_id" not in event
        await two.publish("lobby")
    assert [count for count in counted if count[1] != "disconnections"] == [
        (APP, "connections", 1, "u"),
        (APP, "connections", 1, None),
        (APP, "broadcasts", 1, None),
        (APP, "events", 1, None),
    ]


async def test_the_server_sees_rooms_and_connections(stage: Stage) -> None:
    rooms = stage.rooms
    async with stage.client(user_id="u") as one, stage.client() as two:
        await one.subscribe("a")
        await two.subscribe("a", presence=False)
        await two.subscribe("b")
        assert await rooms.rooms(APP) == [("a", 2, 1), ("b", 1, 1)]
        assert [member.connection_id for member in await rooms.members(APP, "a")] == [one.id]
        found = await rooms.connections(APP)
        assert [(c.connection_id, c.user_id, c.rooms) for c in found] == sorted(
            [(one.id, "u", ["a"]), (two.id, None, ["a", "b"])]
        )
        assert [c.connection_id for c in await rooms.connections(APP, room="b")] == [two.id]
        assert [c.connection_id for c in await rooms.connections(APP, user_id="u")] == [one.id]
        assert await rooms.connection("other-app", one.id) is None
        assert (await rooms.connection(APP, one.id)).ip == "127.0.0.1"
        assert await rooms.connection_count(APP) == 2
        await one.publish("a")
        history = await rooms.history(APP, "a")
        assert (history.offset, len(history.events)) == (1, 1)


async def test_the_server_closes_a_room(stage: Stage) -> None:
    async with stage.client() as one, stage.client() as two:
        place = await one.subscribe("lobby")
        await two.subscribe("lobby")
        await one.publish("lobby")
        assert await stage.rooms.close_room(APP, "lobby") == 2
        assert (await one.next("unsubscribed"))["room"] == "lobby"
        await two.next("unsubscribed")
        again = await one.subscribe("lobby", recover={"epoch": place["epoch"], "offset": 1})
        assert again["recovered"] is False and again["epoch"] != place["epoch"]
        assert one.id in [m["connection_id"] for m in again["members"]]


@pytest.mark.parametrize("kind", ["memory"])
async def test_the_server_disconnects_and_blocks(stage: Stage, kind: str) -> None:
    async with stage.client(user_id="u") as one, stage.client(user_id="v") as two:
        assert await stage.rooms.disconnect("other-app", connection_id=one.id) == 0
        assert await stage.rooms.disconnect(APP, connection_id=two.id, reason="enough") == 1
        assert await two.closed() == (4006, "enough")
        assert await stage.rooms.block_user(APP, "u", 60) == 1
        assert (await one.closed())[0] == 4006
    await refused(stage, stage.token(user_id="u"), 4006)
    assert await stage.rooms.blocked_for(APP, "u") == 60
    stage.clock.advance(61)
    async with stage.client(user_id="u"):
        await stage.rooms.block_user(APP, "u", 60)
    await stage.rooms.unblock_user(APP, "u")
    async with stage.client(user_id="u"):
        pass


async def refused(stage: Stage, token: str, code: int) -> None:
    from websockets.asyncio.client import connect

    async with connect(f"{stage.url}?token={token}", proxy=None) as socket:
        assert (await Client(socket).closed())[0] == code
