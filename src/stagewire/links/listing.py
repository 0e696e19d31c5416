"""Pages of links: sorted and filtered along the indexes of ``tables.Link``.

Ids are found first, in the index alone; only the rows of the page are then read. So a page far
behind costs little more than the first one.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qsl

from sqlalchemy import Select, func, literal_column, null, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.contract.types import Request
from stagewire.links.domains import Domains
from stagewire.links.owner import Owner
from stagewire.links.rendering import COLUMNS, link_body
from stagewire.links.tables import URL_ORDER, Link, LinkTag, Tag
from stagewire.storage.pages import Page, pagination
from stagewire.storage.tenancy import scoped

Direction = Literal["asc", "desc"]
Key = Literal["id", "short_code", "url", "name"]

_FEW = 5000
_ORDER: dict[Key, Any] = {
    "id": col(Link.id),
    "short_code": col(Link.short_code),
    "url": literal_column(URL_ORDER),
    "name": col(Link.name),
}


NO_TAG = 0
"""The id of no tag."""


class Query(NamedTuple):
    """``sort`` lists keys in the order they apply; ``revoked`` takes revoked links in."""

    sort: tuple[tuple[Key, Direction], ...] = ()
    tag_name: str | None = None
    revoked: bool = False


async def list_page(
    session: AsyncSession,
    holder: Owner,
    query: Query,
    domains: Domains,
    request: Request,
    *,
    current_page: int,
    page_size: int,
    limit: int | None,
) -> Page:
    """One page of the owner's links."""
    sent = parse_qsl(request.query_string.decode(errors="replace"), keep_blank_values=True)
    if limit is not None and not any(name == "pageSize" for name, _ in sent):
        page_size = limit
    connection = await session.connection()
    tag_id = None
    if query.tag_name is not None:
        tag = scoped(select(col(Tag.id)), Tag, *holder).where(col(Tag.name) == query.tag_name)
        # Asked first, so that the database knows how rare the tag is when it plans the rest.
        tag_id = (await connection.execute(tag)).scalar() or NO_TAG
    gathered = matching(holder, query, tag_id, gather=True)
    sizes = [(await connection.execute(counted(part))).scalar_one() for part in gathered]
    few = tag_id is not None and sum(sizes) <= _FEW
    parts = gathered if few else matching(holder, query, tag_id, gather=False)
    skip = (current_page - 1) * page_size
    ids: list[int] = []
    for part, size in zip(ordered(parts, query, tag_id, few), sizes, strict=True):
        if len(ids) < page_size and skip < size:
            found = await connection.execute(part.offset(skip).limit(page_size - len(ids)))
            ids.extend(found.scalars())
        skip = max(0, skip - size)
    rows: dict[int, Any] = {}
    if ids:
        for row in await connection.execute(select(*COLUMNS).where(col(Link.id).in_(ids))):
            rows[row.id] = row
    return {
        "data": [link_body(rows[link_id], domains) for link_id in ids],
        "pagination": pagination(
            request.path, sent, current_page, page_size, items=len(ids), total=sum(sizes)
        ),
    }


def matching(holder: Owner, query: Query, tag_id: int | None, *, gather: bool) -> list[Select[Any]]:
    """The ids that match, as one select, or as two that follow each other: sorted by name, those
    without one come last in either direction, which no single index scan can say. With a tag:
    ``gather`` asks for all of its links first, otherwise the database chooses."""
    statement = scoped(select(col(Link.id)), Link, *holder)
    if not query.revoked:
        statement = statement.where(col(Link.deleted_at).is_(None))
    if tag_id is not None and gather:
        tagged = select(col(LinkTag.link_id)).where(col(LinkTag.tag_id) == tag_id)
        statement = statement.where(col(Link.id).in_(tagged))
    elif tag_id is not None:
        statement = statement.join(LinkTag, col(LinkTag.link_id) == col(Link.id)).where(
            col(LinkTag.tag_id) == tag_id
        )
    if query.sort and query.sort[0][0] == "name":
        name = col(Link.name)
        return [statement.where(name.is_not(None)), statement.where(name.is_(None))]
    return [statement]


def ordered(
    parts: list[Select[Any]], query: Query, tag_id: int | None, few: bool
) -> list[Select[Any]]:
    """The same selects in the order asked for, newest first by default; ties stand by id, in the
    direction of the last key, so that one index scan serves both. ``few``: what was gathered is
    better sorted than looked for along the order of all links, which SQLite cannot know."""
    terms: list[Any] = []
    direction: Direction = "desc"
    for place, (key, direction) in enumerate(query.sort):
        if key == "name" and place > 0:
            terms.append(col(Link.name).is_(None))
        if key == "id":
            break
        # An expression that equals the column, but that no index is in the order of.
        term = func.nullif(_ORDER[key], null()) if few else _ORDER[key]
        terms.append(_directed(term, direction))
    along_tag = tag_id is not None and not few and not terms
    by_id = col(LinkTag.link_id) if along_tag else col(Link.id)
    terms.append(_directed(by_id, direction))
    return [part.order_by(*terms) for part in parts]


def _directed(column: Any, direction: Direction) -> Any:
    return column.asc() if direction == "asc" else column.desc()


def counted(statement: Select[Any]) -> Select[Any]:
    """How many the select would find."""
    return statement.with_only_columns(func.count(), maintain_column_froms=True)
