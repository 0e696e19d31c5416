"""Reading, changing and revoking links, each tenant and environment for itself."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from stagewire.access.passwords import verify_password
from stagewire.contract.types import ApiError
from stagewire.links.listing import Query
from stagewire.links.owner import Owner
from stagewire.links.service import LinkService
from stagewire.links.tables import Link
from stagewire.platform import Platform
from tests.support.clock import Clock
from tests.support.platform import request

FULL: dict[str, Any] = {
    "url": "https://example.com/",
    "name": "Name",
    "password": "old",
    "qrConfig": {"size": 400},
    "utmSource": "news",
    "utmTerm": "t",
}


async def password_hash(platform: Platform, link_id: int) -> str | None:
    async with platform.database.session() as session:
        row = await session.get(Link, link_id)
        assert row is not None
        return row.password_hash


async def test_only_what_is_sent_changes(links: LinkService, one: Owner, clock: Clock) -> None:
    before = await links.create(one, FULL)  # type: ignore[arg-type]
    clock.advance(60)
    after = await links.update(one, before["id"], {"name": "New", "utmCampaign": "summer"})
    assert after["updatedAt"] > before["updatedAt"]
    assert after == before | {
        "name": "New",
        "utmCampaign": "summer",
        "updatedAt": after["updatedAt"],
    }
    assert await links.credits(one) == 999


async def test_null_clears(links: LinkService, one: Owner) -> None:
    link = await links.create(one, FULL)  # type: ignore[arg-type]
    after = await links.update(one, link["id"], {"name": None, "qrConfig": None, "utmSource": None})
    assert (after["name"], after["qrConfig"], after["utmSource"]) == (None, None, None)
    assert after["utmTerm"] == "t" and after["passwordProtected"]


@pytest.mark.parametrize("removed", ["", None])
async def test_passwords_change_and_go(
    links: LinkService, one: Owner, platform: Platform, removed: str | None
) -> None:
    link = await links.create(one, FULL)  # type: ignore[arg-type]
    assert (await links.update(one, link["id"], {"password": "new"}))["passwordProtected"]
    hashed = await password_hash(platform, link["id"])
    assert hashed is not None and await verify_password(hashed, "new")
    assert not await verify_password(hashed, "old")
    after = await links.update(one, link["id"], {"password": removed})
    assert after["passwordProtected"] is False
    assert await password_hash(platform, link["id"]) is None


async def test_tags_are_replaced_all_or_none(links: LinkService, one: Owner, other: Owner) -> None:
    a, b, c = [(await links.tags.create(one, name))["iri"] for name in "abc"]
    theirs = (await links.tags.create(other, "theirs"))["iri"]
    sandbox = (await links.tags.create(Owner("app-one", "sandbox"), "sandbox"))["iri"]
    link = await links.create(one, {"url": "https://a.com", "tags": [a, b]})
    assert (await links.update(one, link["id"], {"tags": [c, b]}))["tags"] == [b, c]
    for foreign in (theirs, sandbox, "/app/tags/9007199254740991"):
        with pytest.raises(ApiError) as caught:
            await links.update(one, link["id"], {"name": "x", "tags": [a, foreign]})
        assert caught.value.status == 422
        assert [e.field for e in caught.value.errors] == ["tags[1]"]
        with pytest.raises(ApiError) as caught:
            await links.create(one, {"url": "https://a.com", "tags": [foreign]})
        assert [e.field for e in caught.value.errors] == ["tags[0]"]
    now = await links.get(one, link["id"])
    assert (now["tags"], now["name"]) == ([b, c], None)
    assert (await links.update(one, link["id"], {"tags": []}))["tags"] == []


async def test_a_revoked_link_is_gone_but_listed(
    links: LinkService, one: Owner, clock: Clock
) -> None:
    link = await links.create(one, FULL)  # type: ignore[arg-type]
    clock.advance(5)
    await links.revoke(one, link["id"])
    for attempt in attempts(links, one, link["id"]):
        with pytest.raises(ApiError) as caught:
            await attempt
        assert caught.value.status == 404
    listed = await page(links, one, Query())
    assert listed == []
    listed = await page(links, one, Query(revoked=True))
    assert [item["id"] for item in listed] == [link["id"]]
    assert listed[0]["deletedAt"] == listed[0]["updatedAt"] > link["createdAt"]


def attempts(links: LinkService, holder: Owner, link_id: int) -> list[Any]:
    """Every operation that takes a link's id."""
    return [
        links.get(holder, link_id),
        links.update(holder, link_id, {"name": "x"}),
        links.update(holder, link_id, {"tags": []}),
        links.revoke(holder, link_id),
        links.stats(holder, link_id, None, None),
        links.qr_code(holder, link_id, "svg"),
    ]


async def page(links: LinkService, holder: Owner, query: Query) -> list[Any]:
    found = await links.page(
        holder,
        query,
        request("/api/v1/links"),
        current_page=1,
        page_size=25,
        limit=None,
    )
    return found["data"]


async def test_nobody_elses_links_are_there(links: LinkService, one: Owner, other: Owner) -> None:
    link = await links.create(one, FULL)  # type: ignore[arg-type]
    tag = await links.tags.create(one, "mine")
    sandbox = Owner("app-one", "sandbox")
    for stranger in (other, sandbox, Owner("app-none", "production")):
        tried = [
            *attempts(links, stranger, link["id"]),
            links.tags.get(stranger, tag["id"]),
            links.tags.rename(stranger, tag["id"], "x"),
            links.tags.delete(stranger, tag["id"]),
        ]
        for attempt in tried:
            with pytest.raises(ApiError) as caught:
                await attempt
            assert (caught.value.status, caught.value.code) == (404, "not_found")
        assert await page(links, stranger, Query(revoked=True)) == []
        assert await page(links, stranger, Query(tag_name="mine")) == []
    assert await links.get(one, link["id"]) == link
    assert (await links.tags.get(one, tag["id"]))["name"] == "mine"


async def test_parallel_revocation_succeeds_once(links: LinkService, one: Owner) -> None:
    link = await links.create(one, FULL)  # type: ignore[arg-type]
    outcomes = await asyncio.gather(
        *(links.revoke(one, link["id"]) for _ in range(10)), return_exceptions=True
    )
    assert sum(outcome is None for outcome in outcomes) == 1
    assert {e.status for e in outcomes if isinstance(e, ApiError)} == {404}


async def test_parallel_changes_of_different_fields_both_stay(
    links: LinkService, one: Owner
) -> None:
    link = await links.create(one, {"url": "https://a.com"})
    changes: list[Any] = [{"name": "n"}, {"utmSource": "s"}, {"utmTerm": "t"}, {"qrConfig": {}}]
    await asyncio.gather(*(links.update(one, link["id"], change) for change in changes))
    after = await links.get(one, link["id"])
    assert (after["name"], after["utmSource"], after["utmTerm"]) == ("n", "s", "t")
    assert after["qrConfig"] == {}


async def test_qr_code_draws_the_short_link(links: LinkService, one: Owner) -> None:
    link = await links.create(
        one, {"url": "https://a.com", "qrConfig": {"size": 333, "color": "#0000aa"}}
    )
    svg = (await links.qr_code(one, link["id"], "svg")).decode()
    assert 'width="333" height="333"' in svg and "#0000aa" in svg
    png = await links.qr_code(one, link["id"], "png")
    assert png[16:24] == (333).to_bytes(4, "big") * 2
