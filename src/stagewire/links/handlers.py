"""Handlers of `links.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stagewire.contract.types import ApiError, Result
from stagewire.links.listing import Direction, Key, Query
from stagewire.links.owner import owner_of
from stagewire.links.service import LinkService
from stagewire.platform import Call
from stagewire.storage.pages import Page

if TYPE_CHECKING:
    from stagewire_models import links as wire


async def list_links(
    call: Call,
    *,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    sort_id: Direction | None = None,
    sort_short_code: Direction | None = None,
    sort_url: Direction | None = None,
    sort_name: Direction | None = None,
    tags_name: str | None = None,
    exists_deleted_at: bool,
) -> Page:
    given: tuple[tuple[Key, Direction | None], ...] = (
        ("id", sort_id),
        ("short_code", sort_short_code),
        ("url", sort_url),
        ("name", sort_name),
    )
    sort = tuple((key, direction) for key, direction in given if direction is not None)
    return await call.platform.of(LinkService).page(
        owner_of(call),
        Query(sort, tags_name, exists_deleted_at),
        call.request,
        current_page=current_page,
        page_size=page_size,
        limit=limit,
    )


async def create_link(call: Call, *, body: wire.CreateLink) -> Result:
    link = await call.platform.of(LinkService).create(owner_of(call), body)
    return Result(link, 201, {"Location": f"/api/v1/links/{link['id']}"})


async def create_links(call: Call, *, body: wire.CreateLinks) -> wire.CreatedLinks:
    outcomes = await call.platform.of(LinkService).create_all(owner_of(call), body["links"])
    results: list[wire.CreatedLink] = []
    for index, outcome in enumerate(outcomes):
        if isinstance(outcome, ApiError):
            results.append(
                {
                    "index": index,
                    "status": 422,
                    "error": {"code": outcome.code, "message": outcome.message},
                }
            )
        else:
            results.append({"index": index, "status": 201, "link": outcome})
    created = sum(result["status"] == 201 for result in results)
    return {"created": created, "failed": len(results) - created, "results": results}


async def get_link(call: Call, *, id: int) -> wire.Link:
    return await call.platform.of(LinkService).get(owner_of(call), id)


async def update_link(call: Call, *, id: int, body: wire.UpdateLink) -> wire.Link:
    return await call.platform.of(LinkService).update(owner_of(call), id, body)


async def delete_link(call: Call, *, id: int) -> None:
    await call.platform.of(LinkService).revoke(owner_of(call), id)


async def get_link_stats(
    call: Call, *, id: int, from_: str | None = None, to: str | None = None
) -> wire.LinkStats:
    return await call.platform.of(LinkService).stats(owner_of(call), id, from_, to)


async def get_link_qr(call: Call, *, id: int, format: Literal["svg", "png"]) -> Result:
    picture = await call.platform.of(LinkService).qr_code(owner_of(call), id, format)
    kind = "image/svg+xml" if format == "svg" else "image/png"
    return Result(picture, 200, {"Content-Type": kind})


async def get_credits(call: Call) -> wire.Credits:
    return {"links": await call.platform.of(LinkService).credits(owner_of(call))}


async def list_tags(
    call: Call, *, current_page: int, page_size: int, limit: int | None = None
) -> Page:
    return await call.platform.of(LinkService).tags.page(
        owner_of(call), call.request, current_page, page_size, limit
    )


async def create_tag(call: Call, *, body: wire.CreateTag) -> Result:
    tag = await call.platform.of(LinkService).tags.create(owner_of(call), body["name"])
    return Result(tag, 201, {"Location": tag["iri"]})


async def get_tag(call: Call, *, id: int) -> wire.Tag:
    return await call.platform.of(LinkService).tags.get(owner_of(call), id)


async def update_tag(call: Call, *, id: int, body: wire.UpdateTag) -> wire.Tag:
    return await call.platform.of(LinkService).tags.rename(owner_of(call), id, body["name"])


async def delete_tag(call: Call, *, id: int) -> None:
    await call.platform.of(LinkService).tags.delete(owner_of(call), id)
