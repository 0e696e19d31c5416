"""The pagination object, as the documents show it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlmodel import col, select

from stagewire.access.issue import new_application
from stagewire.access.tables import Application
from stagewire.storage.database import Database
from stagewire.storage.pages import Page, paginate
from stagewire.storage.types import instant
from tests.support.platform import request


@pytest.fixture
async def thirty_five(database: Database) -> AsyncIterator[Database]:
    async with database.begin() as session:
        for n in range(35):
            made = new_application(app_id=f"app-{n:02}", name="x", now=instant(n), link_credits=0)
            session.add(made.row)
    yield database


async def page(
    database: Database,
    query: str = "",
    *,
    current_page: int = 1,
    page_size: int = 25,
    limit: int | None = None,
) -> Page:
    async with database.session() as session:
        return await paginate(
            session,
            select(Application).order_by(col(Application.app_id)),
            request("/videos", query),
            current_page=current_page,
            page_size=page_size,
            limit=limit,
            render=lambda row: row.app_id,
        )


async def test_the_documented_object(thirty_five: Database) -> None:
    assert (await page(thirty_five))["pagination"] == {
        "currentPage": 1,
        "currentPageItems": 25,
        "pageSize": 25,
        "pagesTotal": 2,
        "itemsTotal": 35,
        "links": [
            {"rel": "self", "uri": "/videos?currentPage=1&pageSize=25"},
            {"rel": "first", "uri": "/videos?currentPage=1&pageSize=25"},
            {"rel": "next", "uri": "/videos?currentPage=2&pageSize=25"},
            {"rel": "last", "uri": "/videos?currentPage=2&pageSize=25"},
        ],
    }


async def test_following_next_sees_every_item_once(thirty_five: Database) -> None:
    seen: list[str] = []
    current = 1
    while True:
        found = await page(thirty_five, current_page=current, page_size=10)
        seen += found["data"]
        links = {link["rel"]: link["uri"] for link in found["pagination"]["links"]}
        assert ("previous" in links) == (current > 1)
        if "next" not in links:
            break
        current = int(dict(parse_qsl(urlsplit(links["next"]).query))["currentPage"])
    assert seen == [f"app-{n:02}" for n in range(35)]


async def test_a_page_past_the_end_is_empty_and_leads_back(thirty_five: Database) -> None:
    found = await page(thirty_five, current_page=1_000_000)
    assert found["data"] == []
    links = {link["rel"]: link["uri"] for link in found["pagination"]["links"]}
    assert "next" not in links
    assert links["previous"] == links["last"] == "/videos?currentPage=2&pageSize=25"


async def test_an_empty_list(database: Database) -> None:
    found = await page(database)
    assert found["data"] == []
    assert found["pagination"]["pagesTotal"] == found["pagination"]["itemsTotal"] == 0
    assert [link["rel"] for link in found["pagination"]["links"]] == ["self", "first", "last"]


async def test_links_keep_the_other_parameters_but_never_a_key(thirty_five: Database) -> None:
    query = "api_key=sw_live_secret&sort%5Bid%5D=desc&tags.name=a+b%26c&pageSize=5&currentPage=9"
    found = await page(thirty_five, query, page_size=5)
    for link in found["pagination"]["links"]:
        assert "sw_live_secret" not in link["uri"]
        sent = parse_qsl(urlsplit(link["uri"]).query)
        assert ("sort[id]", "desc") in sent and ("tags.name", "a b&c") in sent
        assert [name for name, _ in sent].count("currentPage") == 1
        assert ("pageSize", "5") in sent


@pytest.mark.parametrize(
    ("query", "page_size", "expected"),
    [("limit=3", 25, 3), ("limit=3&pageSize=25", 25, 25), ("limit=3&pageSize=4", 4, 4)],
)
async def test_limit_is_another_name_for_page_size(
    thirty_five: Database, query: str, page_size: int, expected: int
) -> None:
    found = await page(thirty_five, query, page_size=page_size, limit=3)
    assert len(found["data"]) == found["pagination"]["pageSize"] == expected
    assert "limit" not in found["pagination"]["links"][0]["uri"]


async def test_several_columns_come_as_rows(thirty_five: Database) -> None:
    async with thirty_five.session() as session:
        found = await paginate(
            session,
            select(Application.app_id, Application.name).order_by(col(Application.app_id)),
            request("/x"),
            current_page=1,
            page_size=1,
            render=tuple,
        )
    assert found["data"] == [("app-00", "x")]
