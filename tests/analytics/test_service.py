"""An application's figures: what a period holds, where it begins, and who is counted."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from stagewire.analytics.counter import Counter
from stagewire.analytics.service import Analytics
from stagewire.contract.messages import load_messages
from stagewire.platform import Platform
from stagewire.realtime.connection import Connection
from stagewire.realtime.grants import identify
from stagewire.realtime.hub import Hub
from stagewire.realtime.memory import MemoryBroker
from stagewire.realtime.rooms import Rooms
from stagewire.realtime.types import RoomKey, Said
from tests.support.clock import Clock

APP = "my-app-123"
MINUTE, HOUR, DAY = 60, 3600, 86_400
MIDNIGHT = 1_800_057_600  # 2027-01-16T00:00:00Z
PERIODS = ("1h", "24h", "7d", "30d")


class Silent:
    """A socket that takes everything."""

    congested = False

    def write(self, data: bytes) -> None: ...

    put = write

    def waiting(self) -> int:
        return 0

    def close(self, name: str, reason: str = "") -> None: ...

    def refreshed(self) -> None: ...


@pytest.fixture
def counter(platform: Platform) -> Counter:
    return platform.of(Counter)


@pytest.fixture
async def hub(platform: Platform, counter: Counter, clock: Clock) -> AsyncIterator[Hub]:
    """The rooms of one process, counted as the server counts them."""
    clock.now = MIDNIGHT + 12 * HOUR + 34 * MINUTE + 56.7
    messages = load_messages()
    made = Hub(platform, messages, MemoryBroker(messages.limits, time.monotonic), time.monotonic)
    platform.of(Rooms).on_count(counter.count)
    platform.of(Rooms).adopt(made)
    await made.broker.open(made)
    yield made
    await made.broker.close()


def connect(hub: Hub, user_id: str | None = None, app_id: str = APP) -> Connection:
    claims = {"app_id": app_id, "exp": hub.clock() + 9 * DAY, "jti": "x"}
    if user_id is not None:
        claims["user_id"] = user_id
    return hub.connect(Silent(), identify(claims), "127.0.0.1", None)


async def figures(
    platform: Platform, period: str = "24h", timeline: bool = False, app_id: str = APP
) -> Any:
    await platform.of(Counter).flush()
    return await platform.of(Analytics).read(app_id, period, timeline)


async def test_nothing_has_happened(platform: Platform, hub: Hub, clock: Clock) -> None:
    assert await figures(platform) == {
        "success": True,
        "app_id": APP,
        "period": "24h",
        "metrics": {
            "connections": {"total": 0, "current": 0},
            "events": {"total": 0, "broadcasts": 0},
            "users": {"online": 0, "total": 0},
        },
        "timestamp": int(clock() * 1000),
    }


async def test_what_happens_in_rooms_is_counted(platform: Platform, hub: Hub) -> None:
    anna, phone, bert = connect(hub, "anna"), connect(hub, "anna"), connect(hub, "bert")
    connect(hub)
    connect(hub, "carl", app_id="another-app")
    hub.remove(bert)
    hub.remove(phone)
    await hub.publish(Said(RoomKey(APP, "a"), "e", {}, anna.id, "anna", None))
    for _ in range(2):
        await platform.of(Rooms).publish(APP, "a", "e", {}, broadcast=True)
    # As presentations do.
    await platform.of(Rooms).publish(APP, "a", "e", {})
    metrics = (await figures(platform))["metrics"]
    assert metrics == {
        "connections": {"total": 4, "current": 2},
        "events": {"total": 4, "broadcasts": 2},
        "users": {"online": 1, "total": 2},
    }
    others = (await figures(platform, app_id="another-app"))["metrics"]
    assert others["connections"] == {"total": 1, "current": 1}
    assert others["events"] == {"total": 0, "broadcasts": 0}


async def test_a_repeated_event_is_counted_once(platform: Platform, hub: Hub) -> None:
    for _ in range(3):
        await platform.of(Rooms).publish(APP, "a", "e", {}, key="same", broadcast=True)
    assert (await figures(platform))["metrics"]["events"] == {"total": 1, "broadcasts": 1}


@pytest.mark.parametrize(
    ("period", "ago", "counted"),
    [
        # It is 12:34:56.7 on a day.
        ("1h", 59 * MINUTE, True),
        ("1h", 59 * MINUTE + 57, False),
        ("24h", 23 * HOUR + 34 * MINUTE, True),
        ("24h", 23 * HOUR + 35 * MINUTE, False),
        ("7d", 167 * HOUR + 34 * MINUTE, True),
        ("7d", 167 * HOUR + 35 * MINUTE, False),
        ("30d", 29 * DAY + 12 * HOUR, True),
        ("30d", 29 * DAY + 13 * HOUR, False),
    ],
)
async def test_where_a_period_begins(
    platform: Platform, hub: Hub, counter: Counter, clock: Clock, period: str, ago: int,
    counted: bool,
) -> None:  # fmt: skip
    now = clock()
    clock.now = now - ago
    counter.count(APP, "connections", 1, "anna")
    counter.count(APP, "broadcasts", 3)
    await counter.flush()
    clock.now = now
    metrics = (await figures(platform, period))["metrics"]
    assert metrics["connections"]["total"] == (1 if counted else 0)
    assert metrics["events"] == {"total": 3 * counted, "broadcasts": 3 * counted}
    assert metrics["users"]["total"] == (1 if counted else 0)


@pytest.mark.parametrize(
    ("period", "first", "steps", "step"),
    [
        ("1h", "2027-01-16T11:35:00Z", 60, MINUTE),
        ("24h", "2027-01-15T13:00:00Z", 24, HOUR),
        ("7d", "2027-01-09T13:00:00Z", 168, HOUR),
        ("30d", "2026-12-18T00:00:00Z", 30, DAY),
    ],
)
async def test_the_timeline_adds_up_to_the_totals(
    platform: Platform, hub: Hub, counter: Counter, clock: Clock, period: str, first: str,
    steps: int, step: int,
) -> None:  # fmt: skip
    now = clock()
    for number in range(40):
        clock.now = now - number * step / 2
        counter.count(APP, "events", number)
        counter.count(APP, "broadcasts")
        counter.count(APP, "connections", 2)
    clock.now = now
    answer = await figures(platform, period, timeline=True)
    course = answer["timeline"]
    assert (len(course), course[0]["start"]) == (steps, first)
    assert len({entry["start"] for entry in course}) == steps
    metrics = answer["metrics"]
    assert metrics["connections"]["total"] == sum(e["connections"] for e in course) == 80
    assert metrics["events"]["broadcasts"] == sum(e["broadcasts"] for e in course) == 40
    assert metrics["events"]["total"] == sum(e["events"] for e in course) == 40 + sum(range(40))
    # Two to each step, the last one cut short by the present.
    assert course[-2]["connections"] == 4


async def test_who_stayed_connected_is_a_user_of_every_period(
    platform: Platform, hub: Hub, clock: Clock
) -> None:
    anna, bert = connect(hub, "anna"), connect(hub, "bert")
    await platform.of(Counter).flush()
    clock.advance(3 * HOUR)
    connect(hub, "carl")
    for period in PERIODS:
        users = (await figures(platform, period))["metrics"]["users"]
        assert users == {"online": 3, "total": 3}, period
    clock.advance(2 * HOUR)
    hub.remove(anna)
    hub.remove(bert)
    clock.advance(30 * MINUTE)
    users = (await figures(platform, "1h"))["metrics"]["users"]
    assert users == {"online": 1, "total": 3}, "they were here within the hour"
    clock.advance(HOUR)
    assert (await figures(platform, "1h"))["metrics"]["users"] == {"online": 1, "total": 1}


async def test_whoever_came_this_second_is_counted(platform: Platform, hub: Hub) -> None:
    connect(hub, "anna")
    users = (await platform.of(Analytics).read(APP, "1h", False))["metrics"]["users"]
    assert users == {"online": 1, "total": 1}
