"""What ends with time: codes, devices, remembered commands. On a clock that the test moves."""

from __future__ import annotations

from typing import Any

import pytest

from stagewire.access.tokens import LIFE, ClientTokens
from stagewire.contract.types import ApiError
from stagewire.platform import Platform
from stagewire.presentations.actors import actor_of
from stagewire.presentations.commands import KEPT, Commands
from stagewire.presentations.limits import Limits
from stagewire.presentations.pairing import Pairings
from stagewire.presentations.roles import Actor
from stagewire.presentations.service import Presentations
from stagewire.realtime.grants import identify
from stagewire.realtime.types import Refused
from tests.support.clock import Clock
from tests.support.platform import contract, tenant

IP = "203.0.113.7"
APP = "my-app-123"


@pytest.fixture
async def presentation(platform: Platform) -> dict[str, Any]:
    platform.of(Limits).adopt(contract().limits.rules)
    await tenant(platform, APP)
    deck: Any = {"title": "Review", "slides": [{"title": "Welcome"}]}
    made = await platform.of(Presentations).create(APP, deck)
    return dict(made)


async def test_a_code_expires(
    platform: Platform, presentation: dict[str, Any], clock: Clock
) -> None:
    pairings = platform.of(Pairings)
    wanted: Any = {"role": "viewer", "expires_in": 60, "max_claims": 9}
    code = (await pairings.create(APP, presentation["id"], wanted))["code"]
    clock.now += 59
    await pairings.claim(code, None, IP)
    clock.now += 1
    for late in (pairings.claim(code, None, IP), pairings.picture(code, IP)):
        with pytest.raises(ApiError, match="expired") as caught:
            await late
        assert caught.value.status == 410
    # After a day nobody needs to know that there was one.
    clock.now += 86_401
    await pairings.purge()
    with pytest.raises(ApiError) as caught:
        await pairings.claim(code, None, IP)
    assert caught.value.status == 404


async def test_a_device_ends_with_its_token(
    platform: Platform, presentation: dict[str, Any], clock: Clock
) -> None:
    pairings = platform.of(Pairings)
    wanted: Any = {"role": "controller", "name": "Phone"}
    code = (await pairings.create(APP, presentation["id"], wanted))["code"]
    claimed = await pairings.claim(code, None, IP)
    identity = identify(platform.of(ClientTokens).verify(claimed["token"]))
    device = claimed["device_id"]
    assert identity.device_id == identity.user_id == device
    assert identity.grants.allows("subscribe", claimed["room"])
    assert not identity.grants.allows("subscribe", "lobby")
    you = await actor_of(platform, identity, presentation["id"])
    assert you == Actor(device, "Phone", "controller")
    clock.now += LIFE
    with pytest.raises(Refused, match="no role"):
        await actor_of(platform, identity, presentation["id"])
    await pairings.device(APP, presentation["id"], device)
    clock.now += 1
    await pairings.purge()
    with pytest.raises(ApiError) as caught:
        await pairings.device(APP, presentation["id"], device)
    assert caught.value.status == 404


async def test_a_code_of_an_application_that_is_switched_off_is_none(
    platform: Platform, presentation: dict[str, Any]
) -> None:
    from stagewire.access.tables import Application

    pairings = platform.of(Pairings)
    wanted: Any = {"role": "viewer"}
    code = (await pairings.create(APP, presentation["id"], wanted))["code"]
    async with platform.database.begin() as session:
        row = await session.get(Application, APP)
        assert row is not None
        row.status = False
    with pytest.raises(ApiError) as caught:
        await pairings.claim(code, None, IP)
    assert caught.value.status == 404


async def test_a_commands_key_is_remembered_for_an_hour(
    platform: Platform, presentation: dict[str, Any], clock: Clock, told: list[Any]
) -> None:
    commands, anna = platform.of(Commands), Actor("dev_anna", None, "presenter")

    async def draw() -> dict[str, Any]:
        command = {"name": "annotate", "annotation": {"points": [{"x": 0, "y": 0}]}}
        return await commands.run(APP, presentation["id"], anna, command, key="a")

    first = await draw()
    clock.now += KEPT - 1
    await commands.purge()
    assert await draw() == first
    clock.now += 2
    await commands.purge()
    assert (await draw())["version"] == first["version"] + 1
    # A repetition tells the room again what it may have missed.
    assert [event.data["version"] for event in told] == [1, 1, 2]


@pytest.fixture
def told(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What rooms are told: there are none without a server."""
    from stagewire.presentations.telling import Telling

    found: list[Any] = []

    async def tell(app_id: str, presentation_id: str, event: Any) -> None:
        found.append(event)

    monkeypatch.setattr(platform.of(Telling), "tell", tell)
    return found
