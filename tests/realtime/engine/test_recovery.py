"""No silent gap: whatever breaks, a client that recovers has every event once and in order, or
is told that it has not."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagewire.realtime.broker import Notice
from stagewire.realtime.memory import MemoryBroker
from stagewire.realtime.types import Member, Position, RoomKey
from tests.realtime.engine.client import Client, messages
from tests.realtime.engine.stage import APP, Stage, until
from tests.support.clock import Clock


@pytest.fixture(params=["memory", "redis", "cluster"])
def kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


async def test_exactly_what_was_missed_comes_back(stage: Stage) -> None:
    async with stage.client() as speaker:
        async with stage.client() as listener:
            await listener.subscribe("lobby")
            await speaker.publish("lobby", data={"n": 0})
            seen = await listener.next("event")
        place = await speaker.publish("lobby", data={"n": 1})
        await speaker.publish("lobby", data={"n": 2})
        recover = {"epoch": place["epoch"], "offset": seen["offset"]}
        async with stage.client() as listener:
            back = await listener.subscribe("lobby", recover=recover)
            assert back["recovered"] is True and back["offset"] == 3
            assert [event["data"]["n"] for event in back["events"]] == [1, 2]
            await speaker.publish("lobby", data={"n": 3})
            assert (await listener.next("event"))["offset"] == 4


async def test_nothing_missed_is_recovered_too(stage: Stage) -> None:
    async with stage.client() as client:
        place = await client.subscribe("lobby")
        back = await client.subscribe("lobby", recover={"epoch": place["epoch"], "offset": 0})
        assert (back["recovered"], back["events"]) == (True, [])


@pytest.mark.parametrize("limits", [{"history_events": 3}])
async def test_what_is_gone_is_said_to_be_gone(stage: Stage, limits: dict[str, int]) -> None:
    async with stage.client() as client:
        place, *_ = [await client.publish("lobby") for _ in range(5)]
        for offset, recovered in ((1, False), (2, True), (5, True), (6, False), (2**53 - 1, False)):
            where = {"epoch": place["epoch"], "offset": offset}
            back = await client.subscribe("lobby", recover=where)
            assert (back["recovered"], back["offset"]) == (recovered, 5)
            assert len(back["events"]) == (5 - offset if recovered else 0)
        other = await client.subscribe("lobby", recover={"epoch": "another", "offset": 5})
        assert other["recovered"] is False


@pytest.mark.parametrize("limits", [{"history_bytes": 4096}])
async def test_history_is_bounded_by_bytes(stage: Stage, limits: dict[str, int]) -> None:
    async with stage.client() as client:
        data = {"x": "x" * 1000}
        place, *_ = [await client.publish("lobby", data=data) for _ in range(9)]
        answer = await client.answer("events", "history", room="lobby", after=0, limit=256)
        assert 1 <= len(answer["events"]) <= 4
        where = {"epoch": place["epoch"], "offset": 0}
        assert (await client.subscribe("lobby", recover=where))["recovered"] is False


@dataclass
class Follower:
    """A client that loses its connection at random and recovers, as a client library does."""

    stage: Stage
    token: str
    drops: random.Random
    seen: list[int] = field(default_factory=list)
    losses: int = 0

    async def follow(self, until: int) -> None:
        place: dict[str, Any] | None = None
        while not self.seen or self.seen[-1] < until:
            async with self.stage.client(self.token) as client:
                place = await self._listen(client, place, until)

    async def _listen(self, client: Client, place: Any, until: int) -> dict[str, Any]:
        more = {} if place is None else {"recover": place}
        answer = await client.subscribe("lobby", presence=False, **more)
        assert answer["recovered"] is (None if place is None else True), answer
        if place is None:
            self.seen.append(answer["offset"])
        self.seen += [event["offset"] for event in answer["events"]]
        for _ in range(self.drops.randrange(12)):
            if self.seen[-1] >= until:
                break
            self.seen.append((await client.next("event"))["offset"])
        self.losses += 1
        # Without a word, and with events on the way that are never read.
        client.socket.transport.abort()
        return {"epoch": answer["epoch"], "offset": self.seen[-1]}


@pytest.mark.parametrize("seed", range(3))
async def test_dropped_connections_lose_nothing(stage: Stage, seed: int) -> None:
    token = stage.token()
    followers = [Follower(stage, token, random.Random(seed * 10 + n)) for n in range(5)]
    total = 150

    async def speak() -> None:
        async with stage.client() as speaker:
            # Some come while it speaks.
            await until(lambda: all(follower.seen for follower in followers[:3]))
            for n in range(1, total + 1):
                await speaker.send("publish", room="lobby", event="e")
                await asyncio.sleep(0)
                stage.clock.advance(0.02)
                if n % 30 == 0:
                    # More than anybody hears in one go: each loses its connection now and then.
                    await until(
                        lambda n=n: all(one.seen and one.seen[-1] >= n for one in followers)
                    )
            await speaker.answer("pong", "ping")

    async with asyncio.TaskGroup() as group:
        for follower in followers:
            group.create_task(follower.follow(total))
        group.create_task(speak())
    for follower in followers:
        first = follower.seen[0]
        assert follower.seen == list(range(first, total + 1))
    assert sum(follower.losses for follower in followers) > len(followers)
    await stage.empty()


# --- the broker alone, against all that can happen to it -----------------------------------------


class Ear:
    def __init__(self) -> None:
        self.heard: list[tuple[Position, bytes]] = []

    def deliver(self, key: RoomKey, position: Position, body: bytes) -> None:
        self.heard.append((position, body))

    def lost(self, key: RoomKey, position: Position) -> None:
        pass

    def notice(self, key: RoomKey, kind: Notice, member: Member) -> None:
        pass

    def relay(self, to: str, payload: bytes) -> None:
        pass

    def held(self, key: RoomKey) -> tuple[int, list[Member]]:
        return 0, []

    def answer(self, question: Any) -> Any:
        return None


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("publish"), st.integers(1, 2), st.integers(0, 900)),
        st.tuples(st.just("wait"), st.just(0), st.sampled_from([1, 1800, 4000])),
        st.tuples(st.just("stay"), st.integers(1, 2), st.just(0)),
        st.tuples(st.just("forget"), st.integers(1, 2), st.just(0)),
        st.tuples(st.just("recover"), st.integers(1, 2), st.integers(0, 40)),
    ),
    min_size=20,
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(steps=STEPS)
def test_a_broker_never_lies_about_what_was_missed(steps: list[Any]) -> None:
    asyncio.run(_no_lies(steps))


async def _no_lies(steps: list[Any]) -> None:
    from dataclasses import replace

    clock = Clock()
    limits = replace(messages().limits, history_events=5, history_bytes=2000)
    broker = MemoryBroker(limits, clock)
    ear = Ear()
    await broker.open(ear)
    # Everything that ever happened in each room, with the place it was said to have.
    past: dict[RoomKey, list[tuple[Position, bytes]]] = {}
    async for key, position in _run(broker, ear, clock, steps, past):
        happened = past.get(key, [])
        entry = await broker.enter(key, 1, None, position)
        await broker.leave(key, 0, None)
        if entry.events is None:
            continue
        # "Recovered" means: all that happened after the client's own place, nothing else.
        at = [place for place, _ in happened].index(position) + 1 if position.offset else None
        if at is None:
            missed = [] if not happened else [p for p in happened if p[0].epoch == position.epoch]
        else:
            missed = happened[at:]
        assert [event.body for event in entry.events] == [body for _, body in missed]
        assert entry.position.offset == position.offset + len(missed)


async def _run(
    broker: MemoryBroker,
    ear: Ear,
    clock: Clock,
    steps: list[Any],
    past: dict[RoomKey, list[tuple[Position, bytes]]],
) -> AsyncIterator[tuple[RoomKey, Position]]:
    for number, (what, room, amount) in enumerate(steps):
        key = RoomKey(APP, str(room))
        if what == "publish":
            body = orjson.dumps({"event": "e", "data": {"n": number, "x": "x" * amount}})
            await broker.publish(key, body, None)
            past.setdefault(key, []).append(ear.heard[-1])
        elif what == "wait":
            clock.advance(amount)
            broker.tick()
        elif what == "stay":
            await broker.enter(key, 1, None, None)
        elif what == "forget":
            await broker.forget(key)
        else:
            happened = past.get(key, [])
            place = happened[amount % len(happened)][0] if happened else Position("other", amount)
            yield key, place
