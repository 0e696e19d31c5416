"""Changing a link's metadata."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete
from sqlmodel import col, select

from stagewire.access.passwords import hash_password
from stagewire.links import fields
from stagewire.links.creation import no_such_tag
from stagewire.links.owner import Owner
from stagewire.links.refusals import no_link
from stagewire.links.tables import Link, LinkTag, Tag
from stagewire.links.telling import Telling
from stagewire.links.utm import FIELDS
from stagewire.storage.tenancy import scoped

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession
    from stagewire_models import links as wire

    from stagewire.storage.database import Database


async def change(
    database: Database,
    holder: Owner,
    link_id: int,
    body: wire.UpdateLink,
    link_length: int,
    moment: datetime,
    telling: Telling,
) -> wire.Link:
    """Sets the fields that ``body`` has, all or none, and answers the link. ``link_length`` is
    that of the short link. ApiError 404, or 422 naming the field."""
    columns: dict[str, Any] = {
        column: body[field]  # type: ignore[literal-required]
        for field, column in FIELDS.items()
        if field in body
    }
    if "name" in body:
        name = body["name"]
        columns["name"] = fields.label("name", name) if name is not None else None
    if "qrConfig" in body:
        columns["qr_config"] = fields.qr_config(body["qrConfig"], link_length)
    if "password" in body:
        password = body["password"]
        columns["password_hash"] = await hash_password(password) if password else None
    async with database.begin() as session:
        found = await session.exec(
            scoped(select(Link), Link, *holder)
            .where(col(Link.id) == link_id, col(Link.deleted_at).is_(None))
            .with_for_update()
        )
        link = found.one_or_none()
        if link is None:
            raise no_link()
        for column, value in columns.items():
            setattr(link, column, value)
        link.updated_at = moment
        if "tags" in body:
            await _carry(session, holder, link_id, fields.tag_ids(body["tags"]))
        return await telling.updated(session, holder, link_id)


async def _carry(session: AsyncSession, holder: Owner, link_id: int, tags: tuple[int, ...]) -> None:
    """The link carries exactly these tags from now on."""
    # A tag in use cannot be deleted before this transaction has ended.
    found = await session.exec(
        scoped(select(Tag.id), Tag, *holder)
        .where(col(Tag.id).in_(tags))
        .with_for_update(read=True, key_share=True)
    )
    known = set(found)
    for index, tag in enumerate(tags):
        if tag not in known:
            raise no_such_tag(index)
    await session.exec(delete(LinkTag).where(col(LinkTag.link_id) == link_id))
    session.add_all(LinkTag(link_id=link_id, tag_id=tag) for tag in tags)
