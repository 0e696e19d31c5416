"""Every change of a licence or a device tells of itself once, without the licence key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from stagewire.contract.types import ApiError, Request
from stagewire.licenses import keys
from stagewire.licenses.activation import KEPT
from stagewire.licenses.devices import Devices
from stagewire.licenses.owner import Owner
from stagewire.licenses.policies import Policies
from stagewire.licenses.service import Licenses
from stagewire.licenses.usage import Usage
from stagewire.platform import Call, Platform
from tests.support.clock import Clock
from tests.support.emission import Listening
from tests.support.platform import key, principal, tenant

OWNER = Owner("app-one", "sandbox")
OTHERS = (Owner("app-two", "sandbox"), Owner("app-one", "production"))


class Vendor:
    """An application with licences, and software of its customers."""

    def __init__(self, platform: Platform, call: Call) -> None:
        self.licenses, self.devices = platform.of(Licenses), platform.of(Devices)
        self._policies, self._usage = platform.of(Policies), platform.of(Usage)
        self._call = call

    async def license(self, **policy: Any) -> Any:
        body: Any = {"name": "Team", "duration": 86_400, **policy}
        made = await self._policies.create(OWNER, body)
        return await self.licenses.issue(OWNER, {"policy_id": made["id"], "holder": "anna"})

    async def activate(self, license: Any, fingerprint: str, **more: Any) -> Any:
        body: Any = {"key": license["key"], "fingerprint": fingerprint, **more}
        return (await self._usage.activate(self._call, body)).body["device"]

    async def deactivate(self, license: Any, fingerprint: str) -> None:
        body: Any = {"key": license["key"], "fingerprint": fingerprint}
        await self._usage.deactivate(self._call, body)

    async def validate(self, license: Any, fingerprint: str) -> None:
        body: Any = {"key": license["key"], "fingerprint": fingerprint}
        assert (await self._usage.validate(self._call, body))["valid"]


@pytest.fixture
async def vendor(platform: Platform) -> Vendor:
    await tenant(platform, "app-one")
    await tenant(platform, "app-two")
    secret = await key(platform, "app-one", "licenses:validate", environment="sandbox")
    request = Request("POST", "/", b"", {}, "127.0.0.1", "request-1")
    caller = await principal(platform, secret)
    return Vendor(platform, Call(request, caller, platform, "activateLicense"))


@pytest.fixture
def listening(platform: Platform) -> Listening:
    return Listening(platform)


async def refused(*doings: Awaitable[Any]) -> None:
    for doing in doings:
        with pytest.raises(ApiError):
            await doing


def unlocked(license: Any) -> dict[str, Any]:
    """The licence as events show it."""
    return {name: value for name, value in license.items() if name != "key"}


async def test_licenses(vendor: Vendor, listening: Listening, clock: Clock) -> None:
    made = await vendor.license()
    told = await listening.one()
    assert (told["type"], told["data"]) == ("license.issued", unlocked(made))
    assert (told["app_id"], told["environment"]) == tuple(OWNER)
    assert listening.keys() == [f"license:{made['id']}"]
    plain = keys.read(made["key"])
    assert plain is not None
    for event, change in (
        ("license.updated", vendor.licenses.update(OWNER, made["id"], {"max_devices": 7})),
        ("license.suspended", vendor.licenses.suspend(OWNER, made["id"])),
        ("license.reinstated", vendor.licenses.reinstate(OWNER, made["key"])),
        ("license.renewed", vendor.licenses.renew(OWNER, made["id"])),
        ("license.revoked", vendor.licenses.revoke(OWNER, made["id"])),
    ):
        clock.advance(1)
        changed = await change
        told = await listening.one()
        assert (told["type"], told["data"]) == (event, unlocked(changed))
        assert changed == await vendor.licenses.get(OWNER, made["id"])
        assert made["key"] not in str(told) and plain.plain not in str(told)


async def test_what_is_so_already_tells_nothing(vendor: Vendor, listening: Listening) -> None:
    made = await vendor.license()
    for event, change in (
        ("license.suspended", vendor.licenses.suspend),
        ("license.reinstated", vendor.licenses.reinstate),
        ("license.revoked", vendor.licenses.revoke),
    ):
        await listening.news()
        # Those that come at once are all answered, and one of them did it.
        await asyncio.gather(*(change(OWNER, made["id"]) for _ in range(5)))
        assert [one["type"] for one in await listening.news()] == [event]


async def test_what_is_refused_tells_nothing(vendor: Vendor, listening: Listening) -> None:
    made, gone = await vendor.license(), await vendor.license(duration=None)
    device = await vendor.activate(made, "one")
    await vendor.licenses.revoke(OWNER, gone["id"])
    await listening.news()
    await refused(
        vendor.licenses.issue(OWNER, {"policy_id": "pol_00000000000000000000"}),
        vendor.licenses.issue(OWNER, _of(made, expires_at="2001-01-01T00:00:00Z")),
        vendor.licenses.update(OWNER, made["id"], {"policy_id": "pol_00000000000000000000"}),
        vendor.licenses.update(OWNER, gone["id"], {"name": "Mine"}),
        vendor.licenses.suspend(OWNER, gone["id"]),
        vendor.licenses.reinstate(OWNER, gone["id"]),
        vendor.licenses.renew(OWNER, gone["id"]),
        vendor.activate(gone, "one"),
        vendor.activate(made, "another"),
        vendor.activate(made, "another", evict="dev_00000000000000000000"),
        vendor.deactivate(made, "another"),
        vendor.devices.rename(OWNER, "dev_00000000000000000000", "Mine"),
        vendor.devices.remove(OWNER, "dev_00000000000000000000"),
    )
    for other in OTHERS:
        await refused(
            vendor.licenses.issue(other, _of(made)),
            vendor.licenses.update(other, made["id"], {"name": "Mine"}),
            vendor.licenses.suspend(other, made["id"]),
            vendor.licenses.revoke(other, made["key"]),
            vendor.licenses.renew(other, made["id"]),
            vendor.devices.rename(other, device["id"], "Mine"),
            vendor.devices.remove(other, device["id"]),
        )
    assert await listening.news() == []


async def test_devices(vendor: Vendor, listening: Listening) -> None:
    made = await vendor.license(max_devices=2)
    await listening.news()
    device = await vendor.activate(made, "one", name="Anna's laptop")
    told = await listening.one()
    assert (told["type"], told["data"]) == ("device.activated", device)
    assert (told["app_id"], told["environment"]) == tuple(OWNER)
    assert listening.keys() == [f"license:{made['id']}"]
    await vendor.activate(made, "one")
    await vendor.validate(made, "one")
    assert await listening.news() == []
    device = await vendor.activate(made, "one", platform="linux")
    told = await listening.one()
    assert (told["type"], told["data"]) == ("device.updated", device)
    device = await vendor.devices.rename(OWNER, device["id"], "Bert's laptop")
    told = await listening.one()
    assert (told["type"], told["data"]) == ("device.updated", device)
    assert device["name"] == "Bert's laptop" and device["platform"] == "linux"
    await vendor.deactivate(made, "one")
    told = await listening.one()
    assert told["type"] == "device.deactivated"
    assert told["data"] == {**device, "reason": "deactivated"}
    device = await vendor.activate(made, "two")
    await listening.news()
    await vendor.devices.remove(OWNER, device["id"])
    told = await listening.one()
    assert told["type"] == "device.deactivated"
    assert told["data"] == {**device, "reason": "removed"}
    await refused(vendor.devices.remove(OWNER, device["id"]), vendor.deactivate(made, "two"))
    assert await listening.news() == []


async def test_a_device_that_makes_room(vendor: Vendor, listening: Listening) -> None:
    made = await vendor.license()
    old = await vendor.activate(made, "old")
    await listening.news()
    new = await vendor.activate(made, "new", evict="oldest")
    told = await listening.news()
    assert [(one["type"], one["data"]) for one in told] == [
        ("device.deactivated", {**old, "reason": "evicted"}),
        ("device.activated", new),
    ]


async def test_a_device_that_is_forgotten(
    vendor: Vendor, listening: Listening, clock: Clock
) -> None:
    made = await vendor.license(mode="floating", heartbeat_window=60, duration=None)
    old = await vendor.activate(made, "old")
    clock.advance(61)
    await vendor.activate(made, "other")
    await listening.news()
    clock.advance(KEPT + 1)
    again = await vendor.activate(made, "old")
    told = await listening.news()
    assert {one["data"]["fingerprint"]: one["data"]["reason"] for one in told[:2]} == {
        "old": "forgotten",
        "other": "forgotten",
    }
    assert [(one["type"], one["data"]["id"]) for one in told[2:]] == [
        ("device.activated", again["id"])
    ]
    assert again["id"] != old["id"]


async def test_of_parallel_activations_those_that_succeed_tell(
    vendor: Vendor, listening: Listening
) -> None:
    made = await vendor.license(max_devices=3)
    await listening.news()
    outcomes = await asyncio.gather(
        *(vendor.activate(made, f"device-{n}") for n in range(12)), return_exceptions=True
    )
    good = {one["id"] for one in outcomes if not isinstance(one, BaseException)}
    told = await listening.news()
    assert [one["type"] for one in told] == ["device.activated"] * 3
    assert {one["data"]["id"] for one in told} == good


def _of(license: Any, **more: Any) -> Any:
    return {"policy_id": license["policy_id"], **more}
