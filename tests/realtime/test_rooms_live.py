"""What clients see of rooms, over a real socket."""

from __future__ import annotations

from tests.realtime.conftest import APP, Stage


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
            "connection_id": two.welcome["connection_id"],
            "user_id": "u",
        }
