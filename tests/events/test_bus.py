"""What every bus does for the parts of one process."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from stagewire.events.bus import Bus, MemoryBus, make_bus


async def test_subscribers_hear_their_topic_before_publish_returns(bus: Bus) -> None:
    heard: list[tuple[str, dict[str, Any]]] = []
    bus.subscribe("key.revoked", lambda data: heard.append(("first", data)))
    bus.subscribe("key.revoked", lambda data: heard.append(("second", data)))
    bus.subscribe("link.changed", lambda data: heard.append(("other", data)))
    await bus.publish("key.revoked", {"id": "k1"})
    await bus.publish("key.revoked", {"id": "k2"})
    await bus.publish("nobody.listens", {})
    assert heard == [
        ("first", {"id": "k1"}),
        ("second", {"id": "k1"}),
        ("first", {"id": "k2"}),
        ("second", {"id": "k2"}),
    ]


async def test_who_unsubscribed_hears_nothing(bus: Bus) -> None:
    heard: list[dict[str, Any]] = []
    stop = bus.subscribe("t", heard.append)
    bus.subscribe("t", heard.append)
    stop()
    stop()
    await bus.publish("t", {"n": 1})
    assert heard == [{"n": 1}], "the second subscription stays"


async def test_a_failing_subscriber_stops_nobody(bus: Bus) -> None:
    heard: list[dict[str, Any]] = []

    def fail(data: dict[str, Any]) -> None:
        raise RuntimeError("boom")

    bus.subscribe("t", fail)
    bus.subscribe("t", heard.append)
    with capture_logs() as logs:
        await bus.publish("t", {"n": 1})
    assert heard == [{"n": 1}]
    assert [(entry["event"], entry["topic"]) for entry in logs] == [("subscriber_failed", "t")]


async def test_subscriptions_may_change_while_delivering(bus: Bus) -> None:
    heard: list[str] = []

    def once(data: dict[str, Any]) -> None:
        heard.append("once")
        stop()
        bus.subscribe("t", lambda data: heard.append("late"))

    stop = bus.subscribe("t", once)
    bus.subscribe("t", lambda data: heard.append("always"))
    await bus.publish("t", {})
    assert heard == ["once", "always"]
    await bus.publish("t", {})
    assert heard == ["once", "always", "always", "late"]


async def test_data_arrives_as_json(bus: Bus) -> None:
    heard: list[dict[str, Any]] = []
    bus.subscribe("t", heard.append)
    sent = {"when": datetime(2026, 11, 22, tzinfo=UTC), "pair": (1, 2), "text": "ü\n"}
    await bus.publish("t", sent)
    assert heard == [{"when": "2026-11-22T00:00:00+00:00", "pair": [1, 2], "text": "ü\n"}]
    with pytest.raises(TypeError):
        await bus.publish("t", {"not": object()})
    assert len(heard) == 1


async def test_coroutine_functions_are_refused(bus: Bus) -> None:
    async def callback(data: dict[str, Any]) -> None: ...

    async def gap() -> None: ...

    with pytest.raises(TypeError, match="never be awaited"):
        bus.subscribe("t", callback)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="never be awaited"):
        bus.on_gap(gap)  # type: ignore[arg-type]


async def test_opening_and_publishing_is_no_gap(bus: Bus) -> None:
    gaps: list[None] = []
    bus.on_gap(lambda: gaps.append(None))
    await bus.publish("t", {})
    assert gaps == []


def test_without_a_url_it_stays_in_process() -> None:
    assert isinstance(make_bus(""), MemoryBus)
