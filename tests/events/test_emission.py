"""Every change tells of itself, in its transaction, as the documents declare."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from stagewire.applications.service import Applications
from stagewire.contract.types import ApiError
from stagewire.events.worker import Worker
from stagewire.keys.service import Keys
from stagewire.links.owner import Owner
from stagewire.links.service import LinkService
from stagewire.platform import Platform
from tests.events.outboxes import until
from tests.support.clock import Clock
from tests.support.emission import Listening, declared, fits
from tests.support.platform import admin, principal, tenant

URL = {"url": "https://example.com/some/long/url"}


@pytest.mark.parametrize("name", sorted(declared()))
def test_the_example_of_an_event_fits_its_schema(name: str) -> None:
    example = declared()[name]["example"]
    assert example["type"] == name and fits(example)


@pytest.fixture
def listening(platform: Platform) -> Listening:
    return Listening(platform)


@pytest.fixture
async def holder(platform: Platform) -> Owner:
    await tenant(platform, "my-app-123", link_credits=3)
    return Owner("my-app-123", "sandbox")


async def test_links(platform: Platform, listening: Listening, holder: Owner) -> None:
    links = platform.of(LinkService)
    made = await links.create(holder, {**URL, "password": "open sesame"})
    told = await listening.one()
    assert (told["type"], told["app_id"], told["environment"], told["data"]) == (
        "link.created", "my-app-123", "sandbox", made,
    )  # fmt: skip
    changed = await links.update(holder, made["id"], {"name": "Other", "tags": []})
    told = await listening.one()
    assert (told["type"], told["data"]) == ("link.updated", changed)
    assert changed == await links.get(holder, made["id"])
    await links.revoke(holder, made["id"])
    told = await listening.one()
    assert told["type"] == "link.revoked" and told["data"]["deletedAt"] is not None
    assert listening.keys() == [f"link:{made['id']}"]


async def test_what_is_refused_tells_nothing(
    platform: Platform, listening: Listening, holder: Owner
) -> None:
    links = platform.of(LinkService)
    outcomes = await links.create_all(holder, [{**URL, "slug": "mine"}] * 2 + [URL] * 3)
    made = [one for one in outcomes if not isinstance(one, ApiError)]
    assert [one["type"] for one in await listening.news()] == ["link.created"] * len(made)
    assert len(made) == 3
    link = made[0]["id"]
    for refused in (
        links.create(holder, URL),
        links.update(holder, link, {"tags": ["/app/tags/99"]}),
        links.revoke(holder, 10**9),
        links.revoke(Owner("other-app", "sandbox"), link),
        links.update(Owner("other-app", "sandbox"), link, {"name": "mine"}),
    ):
        with pytest.raises(ApiError):
            await refused
    assert await listening.news() == []


async def test_a_link_that_expires(
    platform: Platform, listening: Listening, holder: Owner, clock: Clock
) -> None:
    links = platform.of(LinkService)
    when = "2027-01-15T09:00:00Z"
    made = await links.create(holder, {**URL, "expiresAt": when})
    revoked = await links.create(holder, {**URL, "expiresAt": when})
    await links.revoke(holder, revoked["id"])
    await listening.news()
    worker = platform.of(Worker)
    await worker.start()
    try:
        clock.advance(3600)
        platform.of(Worker)._jobs.wake()
        told: list[dict[str, Any]] = []

        async def heard() -> bool:
            told.extend(await listening.news())
            return bool(told) and not worker.held

        await until(heard)
    finally:
        await worker.stop()
    assert [(one["type"], one["data"]["id"]) for one in told] == [("link.expired", made["id"])]


async def test_a_link_that_gave_its_last_redirect(
    platform: Platform, listening: Listening, holder: Owner
) -> None:
    links = platform.of(LinkService)
    made = await links.create(holder, {**URL, "maxRedirects": 3})
    await listening.news()
    address = (links.domains.default.key, made["shortCode"])
    target = await links.targets.find(address)
    spent = await asyncio.gather(*(links.targets.spend(target, address) for _ in range(5)))
    assert sum(spent) == 3
    told = await listening.one()
    assert (told["type"], told["data"]["redirects"]) == ("link.expired", 3)
    assert told["environment"] == "sandbox"


async def test_applications_and_keys(platform: Platform, listening: Listening) -> None:
    boss, applications, keys = await admin(platform), platform.of(Applications), platform.of(Keys)
    made = await applications.create({"name": "Mine", "app_id": "mine"})
    told = await listening.news()
    assert [one["type"] for one in told] == ["application.created", "key.created"]
    assert told[0]["data"]["app_id"] == "mine"
    with pytest.raises(ApiError):
        await applications.create({"name": "Again", "app_id": "mine"})
    await applications.update(boss, "mine", {"name": "Other"})
    told = await listening.news()
    assert [(one["type"], one["data"]["name"]) for one in told] == [
        ("application.updated", "Other")
    ]
    me = await principal(platform, made.api_key)
    new = await keys.create(
        me, {"name": "Reader", "scopes": ["links:read"], "environment": "sandbox"}
    )
    await keys.rotate(me, new.key.id, 60)
    await keys.revoke(me, new.key.id)
    told = await listening.news()
    assert [one["type"] for one in told] == ["key.created", "key.rotated", "key.revoked"]
    assert {one["environment"] for one in told} == {"sandbox"}
    assert told[0]["data"]["scopes"] == ["links:read"]
    assert new.secret not in str(told)
    secret = await applications.regenerate(me, "mine")
    told = await listening.news()
    assert [one["type"] for one in told] == ["key.revoked", "key.created"]
    assert secret not in str(told)
    await applications.delete("mine")
    told = await listening.news()
    assert [one["type"] for one in told] == ["application.deleted"]
    assert told[0]["data"]["status"] is False
