"""Activations: exact limits on both databases, floating seats, eviction."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from stagewire.contract.types import ApiError, Request
from stagewire.licenses.owner import Owner
from stagewire.licenses.policies import Policies
from stagewire.licenses.service import Licenses
from stagewire.licenses.usage import Usage
from stagewire.platform import Call, Platform
from tests.support.clock import Clock
from tests.support.platform import key, principal, tenant

OWNER = Owner("app-one", "production")


class Software:
    """A licence of a policy, used as shipped software uses it."""

    def __init__(self, platform: Platform, call: Call, license: dict[str, Any]) -> None:
        self.usage, self.call, self.license = platform.of(Usage), call, license
        self.key = license["key"]

    async def activate(self, fingerprint: str, **more: Any) -> Any:
        body: Any = {"key": self.key, "fingerprint": fingerprint, **more}
        return await self.usage.activate(self.call, body)

    async def refused(self, fingerprint: str, **more: Any) -> str:
        with pytest.raises(ApiError) as raised:
            await self.activate(fingerprint, **more)
        assert raised.value.status == 409
        return raised.value.headers["X-License-Code"]

    async def code(self, fingerprint: str) -> str:
        body: Any = {"key": self.key, "fingerprint": fingerprint}
        return str((await self.usage.validate(self.call, body))["code"])

    async def beat(self, fingerprint: str) -> Any:
        body: Any = {"key": self.key, "fingerprint": fingerprint}
        return await self.usage.heartbeat(self.call, body)

    async def devices(self) -> int:
        return int((await self.usage.status(self.call, self.key))["devices"])


@pytest.fixture
async def call(platform: Platform) -> Call:
    await tenant(platform, "app-one")
    caller = await principal(platform, await key(platform, "app-one", "licenses:validate"))
    request = Request("POST", "/", b"", {}, "127.0.0.1", "request-1")
    return Call(request, caller, platform, "activateLicense")


async def software(platform: Platform, call: Call, **policy: Any) -> Software:
    made = await platform.of(Policies).create(OWNER, {"name": "Team", **policy})  # type: ignore[typeddict-item]
    license = await platform.of(Licenses).issue(OWNER, {"policy_id": made["id"]})
    return Software(platform, call, dict(license))


async def together(one: Software, fingerprints: list[str]) -> list[Any]:
    return await asyncio.gather(
        *(one.activate(fingerprint) for fingerprint in fingerprints), return_exceptions=True
    )


async def test_parallel_activations_never_pass_the_limit(platform: Platform, call: Call) -> None:
    one = await software(platform, call, max_devices=5)
    found = await together(one, [f"device-{number}" for number in range(40)])
    good = [answer for answer in found if not isinstance(answer, Exception)]
    assert len(good) == 5
    refusals = [answer for answer in found if isinstance(answer, ApiError)]
    assert {answer.headers["X-License-Code"] for answer in refusals} == {"TOO_MANY_DEVICES"}
    assert len(refusals) == 35
    assert await one.devices() == 5


async def test_two_processes_never_pass_the_limit_together(
    platform: Platform, call: Call, database_url: str
) -> None:
    """Another process has no lane in common with this one: the row's lock decides."""
    from dataclasses import replace

    from stagewire.storage.database import Database
    from tests.support.platform import make_platform

    one = await software(platform, call, max_devices=3)
    database = Database(database_url)
    await database.open()
    try:
        elsewhere = make_platform(database, platform.settings.data_dir, platform.clock)
        other = Software(elsewhere, replace(call, platform=elsewhere), one.license)
        found = await asyncio.gather(
            together(one, [f"here-{number}" for number in range(10)]),
            together(other, [f"there-{number}" for number in range(10)]),
        )
    finally:
        await database.close()
    good = [answer for part in found for answer in part if not isinstance(answer, Exception)]
    assert len(good) == 3
    assert await one.devices() == 3


async def test_the_same_device_at_once_is_one_device(platform: Platform, call: Call) -> None:
    one = await software(platform, call, max_devices=1)
    found = await together(one, ["same"] * 20)
    assert sorted(answer.status for answer in found) == [200] * 19 + [201]
    assert len({answer.body["device"]["id"] for answer in found}) == 1
    assert await one.devices() == 1


async def test_activating_again_may_rename(platform: Platform, call: Call) -> None:
    one = await software(platform, call)
    first = await one.activate("same", name="Old", platform="linux")
    second = await one.activate("same", name="New")
    assert (first.status, second.status) == (201, 200)
    assert second.body["device"]["name"] == "New"
    assert second.body["device"]["platform"] == "linux"
    assert second.body["device"]["id"] == first.body["device"]["id"]


@pytest.mark.parametrize(
    ("overage", "most"),
    [("forbid", 3), ("allow_1_25x", 3), ("allow_1_5x", 4), ("allow_2x", 6), ("allow", 9)],
)
async def test_overage(platform: Platform, call: Call, overage: str, most: int) -> None:
    one = await software(platform, call, max_devices=3, overage=overage)
    found = await together(one, [f"device-{number}" for number in range(9)])
    assert sum(not isinstance(answer, Exception) for answer in found) == most


async def test_no_limit(platform: Platform, call: Call) -> None:
    one = await software(platform, call, max_devices=None)
    found = await together(one, [f"device-{number}" for number in range(9)])
    assert [answer.status for answer in found] == [201] * 9


async def test_a_deactivated_device_makes_room(platform: Platform, call: Call) -> None:
    one = await software(platform, call)
    await one.activate("first")
    assert await one.refused("second") == "TOO_MANY_DEVICES"
    body: Any = {"key": one.key, "fingerprint": "first"}
    await one.usage.deactivate(call, body)
    assert (await one.activate("second")).status == 201
    with pytest.raises(ApiError) as raised:
        await one.usage.deactivate(call, body)
    assert raised.value.status == 404


async def test_a_floating_seat_is_free_without_heartbeats(
    platform: Platform, call: Call, clock: Clock
) -> None:
    one = await software(platform, call, mode="floating", heartbeat_window=600)
    await one.activate("first")
    clock.advance(599)
    assert await one.refused("second") == "TOO_MANY_DEVICES"
    assert (await one.beat("first"))["heartbeat_window"] == 600
    clock.advance(599)
    assert await one.code("first") == "VALID"
    clock.advance(1)
    assert await one.code("first") == "HEARTBEAT_DEAD"
    assert await one.devices() == 0
    assert (await one.activate("second")).status == 201
    # The seat is taken: a late heartbeat does not win it back.
    with pytest.raises(ApiError) as raised:
        await one.beat("first")
    assert raised.value.headers["X-License-Code"] == "HEARTBEAT_DEAD"
    assert await one.refused("first") == "TOO_MANY_DEVICES"
    clock.advance(600)
    again = await one.activate("first")
    assert again.status == 200
    assert again.body["license"]["devices"] == 1


async def test_a_node_locked_device_keeps_its_place(
    platform: Platform, call: Call, clock: Clock
) -> None:
    one = await software(platform, call, heartbeat_window=60)
    await one.activate("first")
    clock.advance(3600)
    assert await one.code("first") == "HEARTBEAT_DEAD"
    assert await one.refused("second") == "TOO_MANY_DEVICES"
    await one.beat("first")
    assert await one.code("first") == "VALID"


async def test_floating_devices_are_forgotten_in_the_end(
    platform: Platform, call: Call, clock: Clock
) -> None:
    one = await software(platform, call, mode="floating", heartbeat_window=60, max_devices=2)
    await one.activate("gone")
    clock.advance(31 * 86400)
    await one.activate("here")
    assert await one.code("gone") == "FINGERPRINT_MISMATCH"


async def test_eviction(platform: Platform, call: Call, clock: Clock) -> None:
    one = await software(platform, call, max_devices=2)
    first = await one.activate("first")
    clock.advance(10)
    await one.activate("second")
    clock.advance(10)
    await one.beat("first")
    evicted = await one.activate("third", evict="idle")
    assert await one.code("second") == "FINGERPRINT_MISMATCH"
    assert evicted.body["license"]["devices"] == 2
    oldest = await one.activate("fourth", evict="oldest")
    assert oldest.body["evicted"] == first.body["device"]["id"]
    third = evicted.body["device"]["id"]
    named = await one.activate("fifth", evict=third)
    assert named.body["evicted"] == third
    # Of another licence, or gone already: no room is made.
    assert await one.refused("sixth", evict=third) == "TOO_MANY_DEVICES"
    assert await one.devices() == 2
    # Nobody is evicted where there is room.
    roomy = await software(platform, call, max_devices=2)
    await roomy.activate("first")
    assert (await roomy.activate("second", evict="oldest")).body["evicted"] is None


async def test_a_seatless_device_makes_no_room(
    platform: Platform, call: Call, clock: Clock
) -> None:
    one = await software(platform, call, mode="floating", heartbeat_window=60)
    dead = (await one.activate("dead")).body["device"]["id"]
    clock.advance(60)
    await one.activate("alive")
    assert await one.refused("new", evict=dead) == "TOO_MANY_DEVICES"
    assert await one.devices() == 1


async def test_parallel_evictions_keep_the_limit(platform: Platform, call: Call) -> None:
    one = await software(platform, call, max_devices=2)
    await asyncio.gather(
        *(one.activate(f"device-{number}", evict="oldest") for number in range(20))
    )
    assert await one.devices() == 2


async def test_a_policy_may_forbid_eviction(platform: Platform, call: Call) -> None:
    one = await software(platform, call, allow_eviction=False)
    await one.activate("first")
    assert await one.refused("second", evict="oldest") == "TOO_MANY_DEVICES"
    assert await one.code("first") == "VALID"
