"""A tenant's 100,000 links are listed along an index: no table is read whole, nothing sorted."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from stagewire.links.listing import Query, counted, matching, ordered
from stagewire.links.owner import Owner
from stagewire.links.service import LinkService
from stagewire.links.tables import Tag
from stagewire.platform import Platform
from stagewire.storage.database import Database
from tests.links.test_listing import page
from tests.support.clock import Clock
from tests.support.databases import sqlite_copy
from tests.support.platform import make_platform, tenant

ROWS = 100_000
BIG = Owner("app-big", "production")
INDEX = {
    "id": "ix_links_by_id",
    "short_code": "ix_links_by_code",
    "url": "ix_links_by_url",
    "name": "ix_links_by_name",
}

NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) ",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, {rows})) ",
}
# One in ten revoked, one in seven without a name.
FILL = """
INSERT INTO links (app_id, environment, domain, short_code, url, name, redirects, created_at,
                   updated_at, deleted_at)
{numbers}
SELECT {app}, 'production', '', {prefix} || i, 'https://example.com/' || (i * 7919 % 50000),
       CASE WHEN i % 7 = 0 THEN NULL ELSE 'name ' || (i * 7919 % 1000) END, 0, {now}, {now},
       CASE WHEN i % 10 = 0 THEN {now} ELSE NULL END
FROM n
"""
TAGGED = """
INSERT INTO link_tags (link_id, tag_id)
SELECT id, {tag} FROM links WHERE app_id = 'app-big' AND id % {every} = 0
"""


@pytest.fixture(scope="module", params=["sqlite", "sqlite as new", "postgresql"])
def filled_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """One filled database of each kind for the whole module. ``sqlite as new``: nobody has told
    SQLite to look at what it holds (ANALYZE), and it does not do so by itself."""
    folder = tmp_path_factory.mktemp("filled")
    if request.param != "postgresql":
        copy = sqlite_copy(request.getfixturevalue("sqlite_template_file"), folder)
    else:
        copy = request.getfixturevalue("postgres_copies").copy()
    with asyncio.Runner() as runner:
        url = runner.run(copy.__aenter__())
        try:
            runner.run(fill(url, folder, analyse=request.param != "sqlite as new"))
            yield url
        finally:
            runner.run(copy.__aexit__(None, None, None))


@pytest.fixture
async def filled(filled_url: str, tmp_path: Path) -> AsyncIterator[Platform]:
    async with opened(filled_url, tmp_path) as platform:
        yield platform


@asynccontextmanager
async def opened(url: str, folder: Path) -> AsyncIterator[Platform]:
    database = Database(url)
    await database.open()
    try:
        yield make_platform(database, folder, Clock())
    finally:
        await database.close()


async def fill(url: str, folder: Path, *, analyse: bool) -> None:
    async with opened(url, folder) as platform:
        kind = platform.database.dialect
        now = "'2026-11-20T09:30:00.000000+00:00'"
        if kind == "postgresql":
            now = f"CAST({now} AS timestamptz)"
        links = platform.of(LinkService)
        await tenant(platform, "app-big")
        await tenant(platform, "app-other")
        rare = await links.tags.create(BIG, "rare")
        common = await links.tags.create(BIG, "common")
        async with platform.database.begin() as session:
            connection = await session.connection()
            for app, prefix, rows in (("'app-big'", "'b'", ROWS), ("'app-other'", "'o'", 20_000)):
                numbers = NUMBERS[kind].format(rows=rows)
                filling = FILL.format(numbers=numbers, app=app, prefix=prefix, now=now)
                await connection.execute(text(filling))
            await connection.execute(text(TAGGED.format(tag=rare["id"], every=5000)))
            await connection.execute(text(TAGGED.format(tag=common["id"], every=2)))
        if not analyse:
            return
        engine = platform.database.engine
        async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await connection.execute(text("VACUUM ANALYZE" if kind == "postgresql" else "ANALYZE"))


async def plan_of(connection: AsyncConnection, statement: Select[Any]) -> str:
    dialect = connection.dialect
    explain = "EXPLAIN " if dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
    sql = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    rows = await connection.execute(text(explain + sql.replace(":", r"\:")))
    return "\n".join(str(row[-1]) for row in rows)


async def plans(
    platform: Platform, query: Query, *, offset: int = 0, few: bool = False
) -> list[str]:
    """How the database finds the ids of a page, a text for each part."""
    found = []
    async with platform.database.session() as session:
        connection = await session.connection()
        tag = await connection.execute(select(Tag.id).where(Tag.name == query.tag_name))
        tag_id = tag.scalar()
        parts = matching(BIG, query, tag_id, gather=few)
        for statement in ordered(parts, query, tag_id, few):
            statement = statement.limit(25).offset(offset)
            found.append(await plan_of(connection, statement))
    return found


def reads_everything(plan: str) -> bool:
    return bool(re.search(r"Seq Scan on link|SCAN (links|link_tags)(?! USING)", plan))


def sorts(plan: str) -> bool:
    return bool(re.search(r"\bSort\b|USE TEMP B-TREE", plan))


@pytest.mark.parametrize(
    ("key", "direction", "revoked"),
    list(product(INDEX, ("asc", "desc"), (False, True))),
)
async def test_each_key_has_its_index(
    filled: Platform, key: Any, direction: Any, revoked: bool
) -> None:
    query = Query(((key, direction),), revoked=revoked)
    for offset in (0, 1000):
        for plan in await plans(filled, query, offset=offset):
            assert INDEX[key] in plan, plan
            assert not reads_everything(plan), plan
            assert not sorts(plan), plan


async def test_the_default_order_has_an_index(filled: Platform) -> None:
    for plan in await plans(filled, Query()):
        assert INDEX["id"] in plan, plan
        assert not sorts(plan), plan
        assert not reads_everything(plan), plan


@pytest.mark.parametrize("name", ["rare", "common"])
@pytest.mark.parametrize("direction", ["asc", "desc"])
async def test_tags_are_filtered_along_an_index(
    filled: Platform, name: str, direction: Any
) -> None:
    for query in (Query(tag_name=name), Query((("id", direction),), tag_name=name)):
        for plan in await plans(filled, query):
            assert "ix_link_tags_tag_id" in plan, plan
            assert not reads_everything(plan), plan
            assert not sorts(plan), plan


async def test_a_rare_tag_is_not_searched_for_among_all_links(filled: Platform) -> None:
    for key in INDEX:
        for plan in await plans(filled, Query(((key, "asc"),), tag_name="rare"), few=True):  # type: ignore[arg-type]
            assert "ix_link_tags_tag_id" in plan, plan
            assert not reads_everything(plan), plan


async def test_counting_reads_an_index_only(filled: Platform) -> None:
    small = Owner("app-other", "production")
    async with filled.database.session() as session:
        connection = await session.connection()
        for revoked in (False, True):
            (part,) = matching(small, Query(revoked=revoked), None, gather=True)
            plan = await plan_of(connection, counted(part))
            assert re.search("Index Only Scan|USING COVERING INDEX", plan), plan
            assert not reads_everything(plan), plan
        rare = await connection.execute(select(Tag.id).where(Tag.name == "rare"))
        (part,) = matching(BIG, Query(tag_name="rare"), rare.scalar(), gather=True)
        plan = await plan_of(connection, counted(part))
        assert "ix_link_tags_tag_id" in plan, plan
        assert not reads_everything(plan), plan


async def test_the_pages_are_right_on_that_many_rows(filled: Platform) -> None:
    links = filled.of(LinkService)
    live = ROWS - ROWS // 10
    first = await page(links, BIG, Query())
    assert first["pagination"]["itemsTotal"] == live
    last = await page(links, BIG, Query((("name", "asc"),)), live // 25)
    assert [item["name"] for item in last["data"]] == [None] * 25
    everything = await page(links, BIG, Query((("url", "desc"),), revoked=True), ROWS // 25)
    assert everything["pagination"]["itemsTotal"] == ROWS
    assert everything["data"][-1]["url"] == "https://example.com/0"
    rare = await page(links, BIG, Query((("name", "desc"),), tag_name="rare", revoked=True))
    assert rare["pagination"]["itemsTotal"] == ROWS // 5000
