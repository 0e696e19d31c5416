"""What webhooks are told of rooms."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
import pytest
from sqlmodel import col, select

from stagewire.events.interests import Interests
from stagewire.events.tables import EventRecord
from stagewire.realtime.types import Unavailable
from tests.events.outboxes import until as until_true
from tests.realtime.engine.client import PATIENCE
from tests.realtime.engine.stage import APP, Stage, until
from tests.support.emission import fits


@pytest.fixture(params=["memory", "redis"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Wanting:
    """An application that wants to be told of some events; what is not looked up yet is not
    known."""

    def __init__(self, *events: str) -> None:
        self.events = events
        self.looked_up = False

    def known(self, app_id: str, environment: str, event: str) -> bool | None:
        if not self.looked_up:
            return None
        return (app_id, environment) == (APP, "production") and event in self.events

    async def wanted(self, app_id: str, environment: str, event: str) -> bool:
        self.looked_up = True
        return bool(self.known(app_id, environment, event))


def want(stage: Stage, *events: str) -> None:
    for one in filter(None, (stage, stage.twin)):
        interests = one.platform.of(Interests)
        interests.register(Wanting(*events))
        interests.reserve(["room.occupied", "room.vacated", "user-joined", "user-left"])


async def told(stage: Stage) -> list[dict[str, Any]]:
    """The events in the outbox, oldest first."""
    async with stage.platform.database.session() as session:
        found = await session.exec(select(EventRecord).order_by(col(EventRecord.seq)))
        return [orjson.loads(event.body) for event in found]


async def names(stage: Stage) -> list[tuple[str, str]]:
    return [(one["type"], one["data"]["room"]) for one in await told(stage)]


async def test_rooms_are_occupied_by_the_first_and_vacated_by_the_last(stage: Stage) -> None:
    want(stage, "room.occupied", "room.vacated")
    async with stage.client() as one:
        await one.subscribe("lobby")
        async with stage.client() as two:
            await two.subscribe("lobby")
            await two.subscribe("stage")
            await two.subscribe("lobby")
            await two.answer("unsubscribed", "unsubscribe", room="lobby")
            await two.subscribe("lobby")
    await stage.empty()
    events = await names(stage)
    assert [event for event, room in events if room == "lobby"] == [
        "room.occupied", "room.vacated",
    ]  # fmt: skip
    assert [event for event, room in events if room == "stage"] == [
        "room.occupied", "room.vacated",
    ]  # fmt: skip
    assert all(map(fits, await told(stage)))


async def test_many_who_come_and_go_at_once_are_one_occupation(stage: Stage) -> None:
    want(stage, "room.occupied", "room.vacated")

    async def visit() -> None:
        async with stage.client() as one:
            await one.subscribe("lobby")

    async with stage.client() as host:
        await host.subscribe("lobby")
        await asyncio.gather(*(visit() for _ in range(20)))
    await stage.empty()
    assert [event for event, _ in await names(stage)] == ["room.occupied", "room.vacated"]


async def test_who_is_present(stage: Stage) -> None:
    want(stage, "user-joined", "user-left")
    async with stage.client(user_id="user-1") as one:
        await one.subscribe("lobby", state={"typing": True})
        await one.subscribe("lobby", state={"typing": True})
        async with stage.client(user_id="hidden") as two:
            await two.subscribe("lobby", presence=False)
    await stage.empty()
    events = await told(stage)
    assert all(map(fits, events))
    assert [(one["type"], one["data"]["member"]["user_id"]) for one in events] == [
        ("user-joined", "user-1"),
        ("user-left", "user-1"),
    ]
    assert events[0]["data"]["member"]["state"] == {"typing": True}


async def test_what_is_published_is_kept_before_it_is_acknowledged(stage: Stage) -> None:
    want(stage, "new-message")
    async with stage.client(user_id="user-1") as one:
        answer = await one.publish("lobby", "new-message", data={"n": 1})
        events = await told(stage)
        await one.publish("lobby", "other")
    await stage.rooms.publish(APP, "lobby", "new-message", {"n": 2})
    first, second = await told(stage)
    assert events == [first]
    assert first["type"] == "new-message"
    assert first["data"] == {
        "room": "lobby",
        "offset": answer["offset"],
        "event": "new-message",
        "data": {"n": 1},
        "timestamp": first["data"]["timestamp"],
        "connection_id": one.id,
        "user_id": "user-1",
    }
    assert second["data"]["data"] == {"n": 2}


async def test_what_a_client_repeats_is_told_once(stage: Stage) -> None:
    want(stage, "new-message")
    async with stage.client() as one:
        answers = [await one.publish("lobby", "new-message", key="k") for _ in range(3)]
        again = await one.publish("lobby", "new-message", key="other")
    offsets = [one["data"]["offset"] for one in await told(stage)]
    assert offsets == [answers[0]["offset"], again["offset"]]


async def test_nobody_can_forge_an_event_of_the_server(stage: Stage) -> None:
    want(stage, "room.vacated", "user-joined")
    async with stage.client() as one:
        await one.publish("lobby", "room.vacated")
        await one.publish("lobby", "user-joined")
    assert await told(stage) == []


async def test_what_nobody_wants_is_not_kept(stage: Stage) -> None:
    want(stage, "new-message")
    async with stage.client() as one:
        await one.subscribe("lobby")
        await one.publish("lobby", "other")
        await stage.rooms.publish("other-app", "lobby", "new-message", {})
    await stage.empty()
    assert await told(stage) == []


async def test_what_cannot_be_kept_is_not_acknowledged_and_may_be_repeated(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    want(stage, "new-message")
    database = stage.platform.database
    write = database.write

    async def away(*_: Any) -> None:
        raise ConnectionError

    await stage.platform.of(Interests).wanted(APP, "production", "new-message")
    monkeypatch.setattr(database, "write", away)
    with pytest.raises(Unavailable):
        await stage.rooms.publish(APP, "lobby", "new-message", {}, key="k")
    monkeypatch.setattr(database, "write", write)
    published = await stage.rooms.publish(APP, "lobby", "new-message", {}, key="k")
    assert published.repeated
    assert len(await told(stage)) == 1


async def test_presence_waits_for_a_database_that_is_away(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stagewire.realtime.telling._PAUSE", 0.01)
    want(stage, "room.occupied", "room.vacated")
    database, tries = stage.platform.database, []
    write = database.write

    async def away(*_: Any) -> None:
        tries.append(1)
        raise ConnectionError

    monkeypatch.setattr(database, "write", away)
    async with stage.client() as one:
        await one.subscribe("lobby")
        await until(lambda: len(tries) >= 2)
        monkeypatch.setattr(database, "write", write)
    await stage.empty()

    async def both() -> bool:
        return len(await names(stage)) == 2

    await until_true(both)
    assert [event for event, _ in await names(stage)] == ["room.occupied", "room.vacated"]


@pytest.mark.parametrize("kind", ["redis", "cluster"])
@pytest.mark.parametrize("limits", [{"presence_lease_seconds": 1}])
async def test_what_a_killed_process_leaves_is_told_by_another(stage: Stage) -> None:
    """Once, although nobody else was in the room."""
    want(stage, "room.occupied", "room.vacated", "user-joined", "user-left")
    assert stage.twin is not None
    broker = stage.twin.broker
    async with stage.client() as elsewhere, stage.client(user_id="ghost") as ghost:
        await elsewhere.subscribe("stage")
        await ghost.subscribe("lobby")
        # Nothing of it reaches Redis any more.
        for task in list(broker._tasks):
            task.cancel()
        broker._connected.clear()

        async def ended() -> list[tuple[str, str]]:
            return [one for one in await names(stage) if one[1] == "lobby"]

        async with asyncio.timeout(PATIENCE):
            while len(await ended()) < 4:  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.05)
        lease_and_more = 2.0
        await asyncio.sleep(lease_and_more)
        assert [event for event, _ in await ended()] == [
            "room.occupied", "user-joined", "user-left", "room.vacated",
        ]  # fmt: skip
    assert all(map(fits, await told(stage)))
