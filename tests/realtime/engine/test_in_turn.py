"""What one client sends without waiting for answers is done, and answered, in the order in which
it was sent; publishes to a broker that has to be waited for go there together."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from redis.asyncio import Redis

from tests.realtime.engine.client import Client
from tests.realtime.engine.stage import Stage
from tests.realtime.engine.test_frames import TEXT, frame, raw

COUNT = 60


@pytest.fixture(params=["memory", "redis", "cluster"])
def kind(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def together(*messages: dict[str, Any]) -> bytes:
    """Numbered, in frames that are sent at once."""
    texts = (orjson.dumps({"id": n, **message}) for n, message in enumerate(messages))
    return b"".join(frame(TEXT, text) for text in texts)


def publish(room: str, n: int) -> dict[str, Any]:
    return {"type": "publish", "room": room, "event": "e", "data": {"n": n}}


async def offsets(client: Client) -> dict[str, list[int]]:
    """By room the numbers of COUNT events; their offsets must be in order."""
    found: dict[str, list[int]] = {}
    for _ in range(COUNT):
        event = await client.next("event")
        numbers = found.setdefault(event["room"], [])
        numbers.append(event["data"]["n"])
        assert event["offset"] == len(numbers)
    return found


async def test_publishes_keep_their_order(stage: Stage) -> None:
    rooms = ("one", "two", "three")
    async with stage.client() as listener, raw(stage) as client:
        for room in rooms:
            await listener.subscribe(room, presence=False)
        client.send(together(*(publish(rooms[n % 3], n) for n in range(COUNT))))
        answers = [await client.message() for _ in range(COUNT)]
        assert [answer["id"] for answer in answers] == list(range(COUNT))
        assert {answer["type"] for answer in answers} == {"published"}
        assert [answer["offset"] for answer in answers] == [n // 3 + 1 for n in range(COUNT)]
        heard = await offsets(listener)
        assert heard == {rooms[n]: list(range(n, COUNT, 3)) for n in range(3)}


async def test_what_comes_behind_publishes_finds_them_done(stage: Stage) -> None:
    async with raw(stage) as client:
        client.send(
            together(
                *(publish("lobby", n) for n in range(20)),
                {"type": "history", "room": "lobby", "limit": 50},
                {"type": "nonsense"},
                publish("lobby", 20),
                {"type": "subscribe", "room": "lobby"},
            )
        )
        answers = [await client.message() for _ in range(24)]
        assert [answer["id"] for answer in answers] == list(range(24))
        past, refused, last, subscribed = answers[20:]
        assert [event["data"]["n"] for event in past["events"]] == list(range(20))
        assert refused["code"] == "unknown_type"
        assert last["offset"] == subscribed["offset"] == 21


async def test_a_right_that_is_given_up_in_between_is_gone_behind(stage: Stage) -> None:
    quiet = stage.token(rooms={"*": ["subscribe"]})
    async with raw(stage) as client:
        client.send(
            together(
                publish("lobby", 0),
                publish("lobby", 1),
                {"type": "refresh", "token": quiet},
                publish("lobby", 2),
            )
        )
        answers = [await client.message() for _ in range(4)]
        kinds = [answer["type"] for answer in answers]
        assert kinds == ["published", "published", "refreshed", "error"]
        assert answers[3]["code"] == "forbidden"


@pytest.mark.parametrize("kind", ["redis"])
async def test_publishes_go_to_redis_together(stage: Stage, redis_url: str) -> None:
    async def calls() -> int:
        async with Redis.from_url(redis_url) as redis:
            said = await redis.info("commandstats")
        return sum(said.get(f"cmdstat_{name}", {"calls": 0})["calls"] for name in ("exec", "multi"))

    before = await calls()
    async with raw(stage) as client:
        client.send(together(*(publish("lobby", n) for n in range(COUNT))))
        answers = [await client.message() for _ in range(COUNT)]
        assert [answer["offset"] for answer in answers] == list(range(1, COUNT + 1))
    # One that goes alone needs neither.
    assert await calls() > before
