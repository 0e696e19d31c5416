"""`license.expired`: once for each expiry, whoever looks and however often."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from time import time
from typing import Any

import pytest

from stagewire.access.authenticator import Authenticator
from stagewire.app import make_platform as composed
from stagewire.events.periodic import Chores
from stagewire.licenses.expiring import MOST, Expiring
from stagewire.platform import Platform
from stagewire.settings import Settings
from stagewire.storage.database import Database
from stagewire.storage.migrations import downgrade, upgrade
from tests.licenses.test_telling import OWNER, Vendor, listening, vendor
from tests.support.clock import Clock
from tests.support.emission import Listening
from tests.support.platform import contract, make_platform

__all__ = ["listening", "vendor"]

DAY = 86_400


@pytest.fixture
def expiring(platform: Platform) -> Expiring:
    return platform.of(Expiring)


def told(events: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(one["type"], one["data"]["id"], one["data"]["status"]) for one in events]


def expired(license: Any) -> tuple[str, str, str]:
    return ("license.expired", license["id"], "expired")


async def test_once_for_each_expiry(
    vendor: Vendor, listening: Listening, expiring: Expiring, clock: Clock
) -> None:
    made, endless = await vendor.license(), await vendor.license(duration=None)
    await listening.news()
    clock.advance(DAY - 1)
    await expiring.tell()
    assert await listening.news() == []
    clock.advance(1)
    await expiring.tell()
    (event,) = await listening.news()
    assert told([event]) == [expired(made)]
    assert (event["app_id"], event["environment"]) == tuple(OWNER)
    assert {"key": made["key"], **event["data"]} == await vendor.licenses.get(OWNER, made["id"])
    assert listening.keys() == [f"license:{made['id']}"]
    clock.advance(DAY)
    await expiring.tell()
    assert await listening.news() == []

    await vendor.licenses.renew(OWNER, made["id"])
    await listening.news()
    await expiring.tell()
    assert await listening.news() == []
    clock.advance(DAY)
    await expiring.tell()
    assert told(await listening.news()) == [expired(made)]
    assert (await vendor.licenses.get(OWNER, endless["id"]))["status"] == "active"


async def test_an_expiry_that_comes_back_is_told_again(
    vendor: Vendor, listening: Listening, expiring: Expiring, clock: Clock
) -> None:
    made = await vendor.license()
    clock.advance(DAY)
    await expiring.tell()
    for changes in ({"expires_at": None}, {"expires_at": made["expires_at"]}):
        await vendor.licenses.update(OWNER, made["id"], changes)  # type: ignore[arg-type]
    await listening.news()
    await expiring.tell()
    assert told(await listening.news()) == [expired(made)]
    # A change of something else is none of the expiry.
    same: Any = {"expires_at": made["expires_at"], "name": "Mine"}
    await vendor.licenses.update(OWNER, made["id"], same)
    await listening.news()
    await expiring.tell()
    assert await listening.news() == []


async def test_of_suspended_and_revoked_ones(
    vendor: Vendor, listening: Listening, expiring: Expiring, clock: Clock
) -> None:
    made, gone = await vendor.license(), await vendor.license()
    await vendor.licenses.suspend(OWNER, made["id"])
    await vendor.licenses.revoke(OWNER, gone["id"])
    await listening.news()
    clock.advance(DAY)
    await expiring.tell()
    assert await listening.news() == []
    await vendor.licenses.reinstate(OWNER, made["id"])
    await listening.news()
    await expiring.tell()
    assert told(await listening.news()) == [expired(made)]


async def test_several_processes_tell_of_more_than_one_turn_holds(
    vendor: Vendor,
    listening: Listening,
    platform: Platform,
    tmp_path: Path,
    clock: Clock,
) -> None:
    first = await vendor.license()
    body: Any = {"policy_id": first["policy_id"]}
    rest = [await vendor.licenses.issue(OWNER, body) for _ in range(2 * MOST + 7)]
    while await listening.news():
        pass
    clock.advance(DAY)
    other = Database(str(platform.database.url.render_as_string(hide_password=False)))
    await other.open()
    second = make_platform(other, tmp_path, clock)
    try:
        await asyncio.gather(
            *(one.of(Expiring).tell() for one in (platform, second) for _ in range(2))
        )
        # What one of them was about to tell, another one may have passed over.
        await platform.of(Expiring).tell()
    finally:
        await second.of(Authenticator).close()
        await other.close()
    events: list[dict[str, Any]] = []
    while more := await listening.news():
        events += more
    assert sorted(told(events)) == sorted(map(expired, (first, *rest)))


@pytest.mark.parametrize("basis", ["first_validation", "first_activation"])
async def test_a_duration_that_begins_is_told_once(
    vendor: Vendor, listening: Listening, clock: Clock, basis: str
) -> None:
    made = await vendor.license(duration=DAY, expiry_basis=basis, max_devices=None)
    if basis == "first_validation":
        await vendor.activate(made, "device")
    await listening.news()
    clock.advance(5)
    if basis == "first_validation":
        await asyncio.gather(*(vendor.validate(made, "device") for _ in range(5)))
    else:
        await asyncio.gather(*(vendor.activate(made, f"device-{n}") for n in range(5)))
    events = [one for one in await listening.news() if one["type"] == "license.updated"]
    assert len(events) == 1
    now = datetime.fromtimestamp(int(clock()) + DAY, UTC)
    assert datetime.fromisoformat(events[0]["data"]["expires_at"]) == now


async def test_those_that_expired_before_anybody_looked_are_left_alone(
    vendor: Vendor, listening: Listening, expiring: Expiring, platform: Platform, clock: Clock
) -> None:
    clock.now = time() - 2 * DAY
    past = await vendor.license()
    clock.now = time()
    to_come = await vendor.license()
    await listening.news()
    async with platform.database.engine.begin() as connection:
        await connection.run_sync(downgrade, "0008")
        await connection.run_sync(upgrade)
    clock.advance(DAY)
    await expiring.tell()
    assert told(await listening.news()) == [expired(to_come)]
    await vendor.licenses.renew(OWNER, past["id"])
    clock.advance(DAY)
    await listening.news()
    await expiring.tell()
    assert told(await listening.news()) == [expired(past)]


def test_every_process_that_does_jobs_looks(tmp_path: Path) -> None:
    made = composed(Settings(data_dir=tmp_path), contract())
    assert made.of(Expiring).tell in [work for _, work in made.of(Chores).all]
