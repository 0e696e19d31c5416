"""Pages: ``currentPage`` and ``pageSize`` in, the ``pagination`` object out.

Page links carry a path and the request's other parameters, so following them keeps filters and
order. An API key from the query string is never put in one: links are logged and shared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypedDict, TypeVar
from urllib.parse import parse_qsl, quote, urlencode

from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select, SelectOfScalar

from stagewire.contract.types import Request

_OWN = {"currentPage", "pageSize", "limit", "api_key"}
T = TypeVar("T")


Rel = Literal["self", "first", "previous", "next", "last"]


class PageLink(TypedDict):
    rel: Rel
    uri: str


class Pagination(TypedDict):
    currentPage: int
    currentPageItems: int
    pageSize: int
    pagesTotal: int
    itemsTotal: int
    links: list[PageLink]


class Page(TypedDict):
    data: list[Any]
    pagination: Pagination


async def paginate(
    session: AsyncSession,
    statement: Select[*tuple[Any, ...]] | SelectOfScalar[Any],
    request: Request,
    *,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    render: Callable[[Any], Any],
) -> Page:
    """One page of what ``statement`` (of ``sqlmodel.select``) selects, each row rendered.

    ``statement`` needs an order that is total, else pages may overlap. ``limit`` is another name
    for ``pageSize``, which wins when the request has both. A page past the end is empty.
    """
    sent, page_size = _asked(request, page_size, limit)
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    total = await session.scalar(counted) or 0
    skipped = (current_page - 1) * page_size
    rows: list[Any] = []
    if skipped < total:
        found = await session.exec(statement.offset(skipped).limit(page_size))
        rows = list(found)
    return {
        "data": [render(row) for row in rows],
        "pagination": pagination(
            request.path, sent, current_page, page_size, items=len(rows), total=total
        ),
    }


def page_of(
    items: Sequence[T],
    request: Request,
    *,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    render: Callable[[T], Any],
) -> Page:
    """One page of items that are at hand in their order, each rendered; else as ``paginate``."""
    sent, page_size = _asked(request, page_size, limit)
    skipped = (current_page - 1) * page_size
    shown = [render(item) for item in items[skipped : skipped + page_size]]
    return {
        "data": shown,
        "pagination": pagination(
            request.path, sent, current_page, page_size, items=len(shown), total=len(items)
        ),
    }


def _asked(
    request: Request, page_size: int, limit: int | None
) -> tuple[list[tuple[str, str]], int]:
    """The request's query parameters, and the page size that counts."""
    sent = parse_qsl(request.query_string.decode(errors="replace"), keep_blank_values=True)
    if limit is not None and not any(name == "pageSize" for name, _ in sent):
        page_size = limit
    return sent, page_size


def pagination(
    path: str, sent: list[tuple[str, str]], current: int, size: int, *, items: int, total: int
) -> Pagination:
    """The ``pagination`` object; ``sent`` are the request's query parameters."""
    last = -(-total // size)
    kept = [(name, value) for name, value in sent if name not in _OWN]

    def uri(page: int) -> str:
        query = [("currentPage", str(page)), ("pageSize", str(size)), *kept]
        return f"{quote(path, safe='/:@!$&()*+,;=~-._')}?{urlencode(query, quote_via=quote)}"

    pages: dict[Rel, int | None] = {
        "self": current,
        "first": 1,
        "previous": min(current - 1, max(last, 1)) if current > 1 else None,
        "next": current + 1 if current < last else None,
        "last": max(last, 1),
    }
    return {
        "currentPage": current,
        "currentPageItems": items,
        "pageSize": size,
        "pagesTotal": last,
        "itemsTotal": total,
        "links": [{"rel": rel, "uri": uri(page)} for rel, page in pages.items() if page],
    }
