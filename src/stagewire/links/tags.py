"""Tags: named, renamed and deleted; links carry them by IRI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy import select as core_select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from stagewire.contract.types import ApiError, Request
from stagewire.links import fields
from stagewire.links.owner import Owner
from stagewire.links.refusals import invalid, no_tag
from stagewire.links.rendering import TAG_IRI, time_text
from stagewire.links.tables import Tag
from stagewire.storage.hot import Hot
from stagewire.storage.pages import Page, paginate
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire_models import links as wire

    from stagewire.platform import Platform

_COLUMNS = (col(Tag.id), col(Tag.name), col(Tag.created_at))
_FIND = Hot(scoped(core_select(*_COLUMNS), Tag, *owner()).where(col(Tag.id) == bindparam("tag")))
_INSERT = Hot(
    upsert(Tag)
    .values({n: bindparam(n) for n in ("app_id", "environment", "name", "created_at")})
    .on_conflict_do_nothing(index_elements=["app_id", "environment", "name"])
    .returning(*_COLUMNS)
)
_RENAME = Hot(
    scoped(update(Tag), Tag, *owner())
    .where(col(Tag.id) == bindparam("tag"))
    .values(name=bindparam("new_name"))
    .returning(*_COLUMNS)
)
_DELETE = Hot(
    scoped(delete(Tag), Tag, *owner()).where(col(Tag.id) == bindparam("tag")).returning(col(Tag.id))
)


class Tags:
    """The tags of one process's database."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock

    async def page(
        self, holder: Owner, request: Request, current_page: int, page_size: int, limit: int | None
    ) -> Page:
        async with self._database.session() as session:
            return await paginate(
                session,
                scoped(select(Tag), Tag, *holder).order_by(col(Tag.name), col(Tag.id)),
                request,
                current_page=current_page,
                page_size=page_size,
                limit=limit,
                render=tag_body,
            )

    async def create(self, holder: Owner, name: str) -> wire.Tag:
        """ApiError 422 when the application has a tag of that name."""
        rows = await self._database.execute(
            _INSERT,
            name=fields.label("name", name),
            created_at=instant(int(self._clock())),
            **holder._asdict(),
        )
        if not rows:
            raise _exists(name)
        return tag_body(rows[0])

    async def get(self, holder: Owner, tag_id: int) -> wire.Tag:
        return _one(await self._database.fetch(_FIND, tag=tag_id, **holder._asdict()))

    async def rename(self, holder: Owner, tag_id: int, name: str) -> wire.Tag:
        fields.label("name", name)
        try:
            rows = await self._database.execute(
                _RENAME, tag=tag_id, new_name=name, **holder._asdict()
            )
        except IntegrityError:
            raise _exists(name) from None
        return _one(rows)

    async def delete(self, holder: Owner, tag_id: int) -> None:
        """Links that carry it lose it, by the table's own rule."""
        if not await self._database.execute(_DELETE, tag=tag_id, **holder._asdict()):
            raise no_tag()


def _one(rows: list[Any]) -> wire.Tag:
    if not rows:
        raise no_tag()
    return tag_body(rows[0])


def tag_body(row: Any) -> wire.Tag:
    return {
        "id": row.id,
        "iri": f"{TAG_IRI}{row.id}",
        "name": row.name,
        "createdAt": time_text(row.created_at) or "",
    }


def _exists(name: str) -> ApiError:
    return invalid("name", "tag_exists", f"{name} is a tag already")
