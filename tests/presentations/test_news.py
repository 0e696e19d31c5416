"""Every change of a presentation that webhooks hear of tells of itself once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from stagewire.contract.messages import load_messages
from stagewire.contract.types import ApiError
from stagewire.platform import Platform
from stagewire.presentations.commands import Commands
from stagewire.presentations.limits import Limits
from stagewire.presentations.roles import SERVER
from stagewire.presentations.service import Presentations
from stagewire.presentations.telling import Telling
from stagewire.realtime.hub import Hub
from stagewire.realtime.memory import MemoryBroker
from stagewire.realtime.rooms import Rooms
from tests.support.emission import Listening
from tests.support.platform import contract, tenant

OWNER, OTHER = "app-one", "app-two"
DECK: Any = {
    "title": "Quarterly review",
    "slides": [
        {"title": "Welcome", "notes": "Thank everybody."},
        {"title": "Figures", "notes": "Let them guess.", "steps": 2},
        {"title": "Questions"},
    ],
}
POLL = {"question": "Which colour?", "options": ["Blue", "Green"]}
NOBODY = "pres_00000000000000000000"


class Show:
    """A presentation that the application's server drives."""

    def __init__(self, platform: Platform, made: Any) -> None:
        self.id: str = made["id"]
        self._commands = platform.of(Commands)

    async def do(self, name: str, *, app: str = OWNER, **arguments: Any) -> Any:
        how = {one: arguments.pop(one) for one in ("key", "version") if one in arguments}
        return await self._commands.run(app, self.id, SERVER, {"name": name, **arguments}, **how)

    async def poll(self) -> str:
        made: str = (await self.do("create_poll", poll=POLL))["poll"]["id"]
        return made


@pytest.fixture
async def presentations(platform: Platform) -> AsyncIterator[Presentations]:
    """Those of two applications, with the rooms of one process."""
    messages = load_messages()
    hub = Hub(platform, messages, MemoryBroker(messages.limits, time.monotonic), time.monotonic)
    platform.of(Limits).adopt(contract().limits.rules)
    platform.of(Rooms).adopt(hub)
    await hub.broker.open(hub)
    await tenant(platform, OWNER)
    await tenant(platform, OTHER)
    yield platform.of(Presentations)
    await platform.of(Telling).stop()
    await hub.broker.close()


@pytest.fixture
def listening(platform: Platform) -> Listening:
    return Listening(platform)


@pytest.fixture
async def show(platform: Platform, presentations: Presentations, listening: Listening) -> Show:
    made = Show(platform, await presentations.create(OWNER, DECK))
    await listening.news()
    return made


async def test_a_presentation_from_its_beginning_to_its_end(
    platform: Platform, presentations: Presentations, listening: Listening
) -> None:
    made = await presentations.create(OWNER, DECK)
    told = await listening.one()
    assert told["type"] == "presentation.created"
    assert (told["app_id"], told["environment"]) == (OWNER, "production")
    assert listening.keys() == [f"presentation:{made['id']}"]
    assert told["data"]["slide_count"] == len(DECK["slides"])
    assert "Let them guess." not in str(told)
    shared = told["data"].keys() & made.keys()
    assert all(told["data"][name] == made[name] for name in shared)  # type: ignore[literal-required]
    show = Show(platform, made)
    for command, event in (
        ("start", "presentation.started"),
        ("end", "presentation.ended"),
        ("start", "presentation.started"),
    ):
        await show.do(command)
        told = await listening.one()
        now = await presentations.get(OWNER, show.id)
        assert (told["type"], told["data"]["status"]) == (event, now["status"])
        assert told["data"]["started_at"] == now["started_at"] is not None
        assert told["data"]["ended_at"] == now["ended_at"]
        await show.do(command)
        assert await listening.news() == []
    await presentations.delete(OWNER, show.id)
    told = await listening.one()
    assert (told["type"], told["data"]["id"]) == ("presentation.deleted", show.id)


async def test_slides(show: Show, presentations: Presentations, listening: Listening) -> None:
    done = await show.do("next")
    begun, moved = await listening.news()
    assert (begun["type"], moved["type"]) == ("presentation.started", "presentation.slide-changed")
    assert moved["data"] == {
        "presentation_id": show.id,
        "version": done["version"],
        "slide": 2,
        "step": 0,
        "previous_slide": 1,
        "changed_by": "server",
    }
    for command in ("next", "blackout", "take"):
        await show.do(command)
    await show.do("pointer", point={"x": 0.5, "y": 0.5})
    await show.do("goto", slide=2)
    assert await listening.news() == []
    await show.do("goto", slide=3)
    told = await listening.one()
    assert (told["data"]["previous_slide"], told["data"]["slide"]) == (2, 3)
    await presentations.update(OWNER, show.id, {"slides": DECK["slides"][:1]})
    told = await listening.one()
    assert (told["data"]["previous_slide"], told["data"]["slide"]) == (3, 1)
    await presentations.update(OWNER, show.id, {"title": "Annual review"})
    assert await listening.news() == []


async def test_polls(show: Show, listening: Listening) -> None:
    poll = await show.poll()
    await show.do("open_poll", poll_id=poll)
    await show.do("vote", poll_id=poll, choices=[1])
    assert await listening.news() == []
    closed = await asyncio.gather(*(show.do("close_poll", poll_id=poll) for _ in range(5)))
    told = await listening.one()
    assert told["type"] == "poll.closed"
    assert told["data"] == {"presentation_id": show.id, "poll": closed[0]["poll"]}
    assert told["data"]["poll"]["counts"] == [0, 1]
    assert listening.keys() == [f"presentation:{show.id}"]


async def test_what_is_sent_again_is_told_once(show: Show, listening: Listening) -> None:
    first = await show.do("goto", slide=2, key="one")
    assert await show.do("goto", slide=2, key="one") == first
    assert len(await listening.news()) == 2
    # Two steps, the next slide, and one that finds nothing more: however they meet.
    await asyncio.gather(*(show.do("next", version=first["version"]) for _ in range(4)))
    told = await listening.one()
    assert (told["data"]["previous_slide"], told["data"]["slide"]) == (2, 3)


async def test_what_is_refused_tells_nothing(
    show: Show, presentations: Presentations, listening: Listening
) -> None:
    poll = await show.poll()
    huge: Any = [{"title": "Long", "notes": "x" * 10_000}] * 40
    for refused in (
        presentations.create(OWNER, {"title": "Huge", "slides": huge}),
        presentations.update(OWNER, show.id, {"slides": huge}),
        presentations.delete(OWNER, NOBODY),
        presentations.delete(OTHER, show.id),
        presentations.update(OTHER, show.id, {"slides": DECK["slides"][:1]}),
        show.do("start", app=OTHER),
        show.do("close_poll", app=OTHER, poll_id=poll),
        show.do("close_poll", poll_id="poll_00000000000000000000"),
        show.do("goto", slide=4),
        show.do("start", version=99),
    ):
        with pytest.raises(ApiError):
            await refused
    assert await listening.news() == []
    await show.do("end")
    await listening.news()
    with pytest.raises(ApiError):
        await show.do("next")
    assert await listening.news() == []
