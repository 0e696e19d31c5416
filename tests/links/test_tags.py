from __future__ import annotations

import asyncio

import pytest

from stagewire.contract.types import ApiError
from stagewire.links.owner import Owner
from stagewire.links.service import LinkService
from tests.support.platform import request


async def names(links: LinkService, holder: Owner, **paging: int) -> list[str]:
    found = await links.tags.page(
        holder,
        request("/app/tags"),
        paging.get("current_page", 1),
        paging.get("page_size", 25),
        None,
    )
    return [tag["name"] for tag in found["data"]]


async def test_tags_are_listed_by_name(links: LinkService, one: Owner, other: Owner) -> None:
    for name in ("spring", "Zoo", "äpfel", "autumn"):
        await links.tags.create(one, name)
    await links.tags.create(other, "theirs")
    await links.tags.create(Owner("app-one", "sandbox"), "sandbox")
    assert await names(links, one) == ["Zoo", "autumn", "spring", "äpfel"]
    assert await names(links, one, current_page=2, page_size=3) == ["äpfel"]
    assert await names(links, other) == ["theirs"]


async def test_a_name_is_unique_in_the_application(
    links: LinkService, one: Owner, other: Owner
) -> None:
    tag = await links.tags.create(one, "spring")
    assert tag["iri"] == f"/app/tags/{tag['id']}"
    summer = await links.tags.create(one, "summer")
    for attempt in (
        links.tags.create(one, "spring"),
        links.tags.rename(one, summer["id"], "spring"),
    ):
        with pytest.raises(ApiError) as caught:
            await attempt
        assert (caught.value.status, caught.value.code) == (422, "tag_exists")
        assert [e.field for e in caught.value.errors] == ["name"]
    assert (await links.tags.rename(one, tag["id"], "spring"))["name"] == "spring"
    for holder in (other, Owner("app-one", "sandbox")):
        assert (await links.tags.create(holder, "spring"))["name"] == "spring"


async def test_parallel_creation_makes_one(links: LinkService, one: Owner) -> None:
    outcomes = await asyncio.gather(
        *(links.tags.create(one, "spring") for _ in range(20)), return_exceptions=True
    )
    assert sum(isinstance(outcome, dict) for outcome in outcomes) == 1
    assert {e.code for e in outcomes if isinstance(e, ApiError)} == {"tag_exists"}


@pytest.mark.parametrize("name", ["", "  ", "a\u0000", "a\nb", "\u2028"])
async def test_names_are_readable(links: LinkService, one: Owner, name: str) -> None:
    with pytest.raises(ApiError) as caught:
        await links.tags.create(one, name)
    assert (caught.value.status, caught.value.code) == (422, "invalid_text")


async def test_links_keep_a_renamed_tag_and_lose_a_deleted_one(
    links: LinkService, one: Owner
) -> None:
    first = await links.tags.create(one, "first")
    second = await links.tags.create(one, "second")
    link = await links.create(one, {"url": "https://a.com", "tags": [second["iri"], first["iri"]]})
    await links.tags.rename(one, first["id"], "renamed")
    assert (await links.get(one, link["id"]))["tags"] == [first["iri"], second["iri"]]
    await links.tags.delete(one, first["id"])
    assert (await links.get(one, link["id"]))["tags"] == [second["iri"]]
    with pytest.raises(ApiError) as caught:
        await links.tags.get(one, first["id"])
    assert caught.value.status == 404


async def test_a_deleted_tags_iri_never_names_another(links: LinkService, one: Owner) -> None:
    tag = await links.tags.create(one, "first")
    await links.tags.delete(one, tag["id"])
    assert (await links.tags.create(one, "first"))["id"] > tag["id"]
