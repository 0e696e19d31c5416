"""Rooms of one process while Redis is away."""

from __future__ import annotations

import pytest

from stagewire.contract.types import ApiError
from stagewire.platform import Platform
from tests.realtime.engine.stage import APP, Stage, until
from tests.realtime.engine.test_redis import process, two, until_published
from tests.support.clock import Clock
from tests.support.redis import RedisServer

__all__ = ["two"]  # a fixture


async def alone(stage: Stage) -> None:
    """Waits until a process knows that it is cut off."""
    await until(lambda: not stage.broker._connected.is_set())


async def test_a_room_of_one_process_goes_on(
    two: tuple[Stage, Stage], redis_server: RedisServer
) -> None:
    one, other = two
    async with one.client() as a, one.client() as b, other.client() as c:
        place = await a.subscribe("lobby")
        await b.subscribe("lobby")
        await a.next("join")
        await c.subscribe("hall")
        await a.publish("lobby", "before")
        await b.next("event")
        with redis_server.paused():
            await alone(one)
            await alone(other)
            told = [await a.publish("lobby", "meanwhile", data={"n": n}) for n in range(3)]
            assert [one["offset"] for one in told] == [2, 3, 4]
            assert [(await b.next("event"))["data"]["n"] for _ in range(3)] == [0, 1, 2]
            again = await a.publish("lobby", "once", key="k")
            assert (await a.publish("lobby", "once", key="k"))["offset"] == again["offset"] == 5
            # Its other ways work too.
            async with one.client() as late:
                where = {"epoch": place["epoch"], "offset": 3}
                entered = await late.subscribe("lobby", recover=where)
                assert entered["recovered"] is True
                assert [event["offset"] for event in entered["events"]] == [4, 5]
                assert len(entered["members"]) == 3
                assert (await a.next("join"))["member"]["connection_id"] == late.id
                past = await late.answer("events", "history", room="lobby", after=2)
                assert [event["offset"] for event in past["events"]] == [3, 4, 5]
                await late.answer("updated", "update", room="lobby", state={"n": 1})
                assert (await a.next("state"))["member"]["state"] == {"n": 1}
            assert (await a.next("leave"))["member"]["connection_id"] == late.id
            assert len((await a.answer("members", "presence", room="lobby"))["members"]) == 2
            # What is not this process's own cannot be reached.
            refused = await c.answer("error", "publish", room="lobby", event="e")
            assert refused["code"] == "unavailable"
            with pytest.raises(ApiError) as unavailable:
                await other.rooms.publish(APP, "lobby", "e", {})
            assert unavailable.value.status == 503
            assert (await a.request("subscribe", room="hall"))["code"] == "unavailable"
        # Who publishes before that comes before it.
        await until(lambda: not one.broker._apart)
        await until_published(other, "after")
        for client, unread in ((a, []), (b, ["join", "state", "leave"])):
            event = await client.next(lambda m: m.get("event") == "after")
            assert event["offset"] == 6
            # Nothing twice, and no word of a new beginning.
            left = [m["type"] for m in client.left() if m["type"] != "event"]
            assert left == unread
        # The others are told the same, in the same order.
        caught = await c.subscribe("lobby", recover={"epoch": place["epoch"], "offset": 0})
        assert caught["recovered"] is True
        assert [event["event"] for event in caught["events"]] == [
            *("before", "meanwhile", "meanwhile", "meanwhile", "once", "after")
        ]
        assert [event["offset"] for event in caught["events"]] == [1, 2, 3, 4, 5, 6]
        assert len(caught["members"]) == 3
        await a.publish("lobby", "last")
        assert (await c.next("event"))["offset"] == 7


async def test_what_was_acknowledged_outlives_a_history_that_is_gone(
    hall: Platform, clock: Clock, redis_server: RedisServer
) -> None:
    async with (
        process(hall, clock, redis_server) as stage,
        stage.client() as a,
        stage.client() as b,
    ):
        place = await a.subscribe("lobby", presence=False)
        await b.subscribe("lobby", presence=False)
        await a.publish("lobby", "before")
        redis_server.kill()
        await alone(stage)
        await a.publish("lobby", "one")
        await a.publish("lobby", "two")
        redis_server.start()
        for client in (a, b):
            anew = await client.next(lambda m: m["type"] == "subscribed" and "id" not in m)
            assert anew["recovered"] is False
            assert anew["epoch"] != place["epoch"]
        past = await a.answer("events", "history", room="lobby", after=0)
        assert [event["event"] for event in past["events"]] == ["one", "two"]


async def test_a_publish_that_may_have_been_done_stops_nothing(
    two: tuple[Stage, Stage], redis_server: RedisServer
) -> None:
    one, other = two
    async with one.client() as a, one.client() as b, other.client() as c:
        place = await a.subscribe("lobby", presence=False)
        await b.subscribe("lobby", presence=False)
        with redis_server.paused():
            # Redis will find this one in its socket.
            refused = await a.answer("error", "publish", room="lobby", event="maybe")
            assert refused["code"] == "unavailable"
            while (await a.request("publish", room="lobby", event="sure"))["type"] == "error":
                one.clock.advance(1)
            assert (await b.next("event"))["event"] == "sure"
        await until(lambda: not one.broker._apart)
        # Either everybody has the same order, or who has another is told.
        caught = await c.subscribe("lobby", recover={"epoch": place["epoch"], "offset": 0})
        assert caught["recovered"] is True
        events = [event["event"] for event in caught["events"]]
        assert events in (["sure"], ["maybe", "sure"])
        if len(events) == 2:
            for client in (a, b):
                anew = await client.next(lambda m: m["type"] == "subscribed" and "id" not in m)
                assert (anew["recovered"], anew["offset"]) == (False, 2)


async def test_as_much_is_kept_as_a_history_holds(
    two: tuple[Stage, Stage], redis_server: RedisServer
) -> None:
    one, _ = two
    most = one.hub.limits.history_events
    async with one.client() as a:
        await a.subscribe("lobby", presence=False)
        with redis_server.paused():
            await alone(one)
            for _ in range(most):
                await a.publish("lobby")
                one.clock.advance(1)
            refused = await a.answer("error", "publish", room="lobby", event="e")
            assert refused["code"] == "unavailable"
        await until_published(one, "after")
        event = await a.next(lambda m: m.get("event") == "after")
        assert event["offset"] == most + 1


async def test_a_room_that_others_are_in_is_not_ones_own(
    two: tuple[Stage, Stage], redis_server: RedisServer
) -> None:
    one, other = two
    async with one.client() as a, other.client() as b:
        await b.subscribe("lobby", presence=False)
        await a.subscribe("lobby", presence=False)
        with redis_server.paused():
            await alone(one)
            refused = await a.answer("error", "publish", room="lobby", event="e")
            assert refused["code"] == "unavailable"


async def test_it_is_ones_own_when_the_others_have_left(
    two: tuple[Stage, Stage], redis_server: RedisServer
) -> None:
    one, other = two
    async with one.client() as a, other.client() as b:
        await b.subscribe("lobby", presence=False)
        await a.subscribe("lobby", presence=False)
        await b.answer("unsubscribed", "unsubscribe", room="lobby")
        await until(lambda: not any(heard.shared for heard in one.broker._heard.values()))
        with redis_server.paused():
            await alone(one)
            await a.publish("lobby", "alone")
