"""Lists of links: order, filters and pages."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from stagewire.links.listing import Direction, Key, Query
from stagewire.links.owner import Owner
from stagewire.links.service import LinkService
from stagewire.storage.pages import Page
from tests.support.platform import request


async def page(
    links: LinkService, holder: Owner, query: Query, number: int = 1, size: int = 25
) -> Page:
    return await links.page(
        holder, query, request("/api/v1/links"), current_page=number, page_size=size, limit=None
    )


async def every(links: LinkService, holder: Owner, query: Query, size: int) -> list[Any]:
    """All the pages, one after the other."""
    found: list[Any] = []
    number = 1
    while True:
        one = await page(links, holder, query, number, size)
        found += one["data"]
        assert one["pagination"]["currentPageItems"] == len(one["data"]) <= size
        if number >= one["pagination"]["pagesTotal"]:
            assert one["pagination"]["itemsTotal"] == len(found)
            return found
        number += 1


@pytest.fixture
async def made(links: LinkService, one: Owner, other: Owner) -> list[Any]:
    """Links of every sort: same names, same urls, none, other scripts, upper and lower case."""
    tag = (await links.tags.create(one, "spring"))["iri"]
    names = ["b", None, "a", "B", "a", None, "é", "😀", "b", "ab"]
    urls = ["x", "y", "x", "X", "z", "y", "x", "w", "x", "é"]
    found = []
    for number, (name, url) in enumerate(zip(names, urls, strict=True)):
        body: dict[str, Any] = {"url": f"https://a.com/{url}"}
        if name is not None:
            body["name"] = name
        if number % 2:
            body["tags"] = [tag]
        found.append(await links.create(one, body))  # type: ignore[arg-type]
    await links.create(other, {"url": "https://a.com/theirs"})
    await links.create(Owner("app-one", "sandbox"), {"url": "https://a.com/sandbox"})
    return found


async def test_newest_first_unless_sorted(links: LinkService, one: Owner, made: list[Any]) -> None:
    listed = await page(links, one, Query())
    assert listed["data"] == made[::-1]
    assert (await page(links, one, Query((("id", "asc"),))))["data"] == made


def expected(made: list[Any], sort: tuple[tuple[Key, Direction], ...]) -> list[Any]:
    """The same order, told by Python: stable sorts from the last key to the first, by code
    point; nameless ones last."""
    last = sort[-1][1]
    listed = sorted(made, key=lambda link: link["id"], reverse=last == "desc")
    for key, direction in reversed(sort):
        reverse = direction == "desc"
        if key == "name":
            named = [link for link in listed if link["name"] is not None]
            named = stable(named, "name", reverse)
            listed = named + [link for link in listed if link["name"] is None]
        else:
            field = {"id": "id", "short_code": "shortCode", "url": "url"}[key]
            listed = stable(listed, field, reverse)
    return listed


def stable(links: list[Any], field: str, reverse: bool) -> list[Any]:
    if not reverse:
        return sorted(links, key=lambda link: link[field])
    return sorted(links[::-1], key=lambda link: link[field])[::-1]


SINGLE: list[Any] = [
    ((key, direction),)
    for key, direction in product(("id", "short_code", "url", "name"), ("asc", "desc"))
]
SEVERAL: list[Any] = [
    (("url", "asc"), ("name", "asc")),
    (("url", "desc"), ("name", "desc")),
    (("url", "asc"), ("name", "desc")),
    (("url", "desc"), ("name", "asc")),
    (("short_code", "asc"), ("url", "desc"), ("name", "asc")),
    (("id", "asc"), ("url", "asc")),
]


@pytest.mark.parametrize("sort", [*SINGLE, *SEVERAL])
async def test_sorted(links: LinkService, one: Owner, made: list[Any], sort: Any) -> None:
    wanted = [link["id"] for link in expected(made, sort)]
    for size in (100, 3):
        listed = await every(links, one, Query(sort), size)
        assert [link["id"] for link in listed] == wanted
    tagged = [link["id"] for link in expected(made[1::2], sort)]
    listed = await every(links, one, Query(sort, tag_name="spring"), 2)
    assert [link["id"] for link in listed] == tagged


async def test_tags_filter_by_exact_name(links: LinkService, one: Owner, made: list[Any]) -> None:
    assert (await page(links, one, Query(tag_name="spring")))["data"] == made[1::2][::-1]
    for name in ("Spring", "sprin", "spring ", "%"):
        assert (await page(links, one, Query(tag_name=name)))["data"] == []


async def test_revoked_links_are_left_out_unless_asked_for(
    links: LinkService, one: Owner, made: list[Any]
) -> None:
    await links.revoke(one, made[3]["id"])
    await links.revoke(one, made[4]["id"])
    live = [link["id"] for link in made if link not in (made[3], made[4])]
    everything = [link["id"] for link in made]
    for sort in ((("id", "asc"),), ()):
        listed = await every(links, one, Query(sort), 4)
        assert sorted(link["id"] for link in listed) == live
        listed = await every(links, one, Query(sort, revoked=True), 4)
        assert sorted(link["id"] for link in listed) == everything
    tagged = await every(links, one, Query(tag_name="spring", revoked=True), 4)
    assert made[3]["id"] in [link["id"] for link in tagged]


async def test_pages(links: LinkService, one: Owner, made: list[Any]) -> None:
    found = await links.page(
        one,
        Query(),
        request("/api/v1/links", "sort%5Bid%5D=desc&limit=4"),
        current_page=2,
        page_size=25,
        limit=4,
    )
    assert [link["id"] for link in found["data"]] == [link["id"] for link in made[5:1:-1]]
    pagination = found["pagination"]
    assert (pagination["pageSize"], pagination["pagesTotal"]) == (4, 3)
    assert {link["rel"] for link in pagination["links"]} == {
        "self",
        "first",
        "previous",
        "next",
        "last",
    }
    beyond = await page(links, one, Query(), 1_000_000)
    assert beyond["data"] == [] and beyond["pagination"]["itemsTotal"] == 10
    assert (await page(links, one, Query((("name", "asc"),)), 1_000_000))["data"] == []
