"""Links as the wire shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import String, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlmodel import col

from stagewire.links.domains import Domains
from stagewire.links.tables import Link, LinkTag

if TYPE_CHECKING:
    from stagewire_models import links as wire

TAG_IRI = "/app/tags/"


class _joined(GenericFunction[str]):
    """The values of a group, joined by commas. SQLAlchemy's own ``aggregate_strings`` sends the
    comma as a parameter of a kind that no statement compiled in advance can have."""

    type = String()
    inherit_cache = True


@compiles(_joined)
def _joined_on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **options)}, ',')"


@compiles(_joined, "postgresql")
def _joined_on_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **options)}, ',')"


COLUMNS: list[Any] = [
    col(Link.id),
    col(Link.domain),
    col(Link.short_code),
    col(Link.url),
    col(Link.name),
    col(Link.password_hash).is_not(None).label("password_protected"),
    col(Link.qr_config),
    col(Link.utm_source),
    col(Link.utm_medium),
    col(Link.utm_campaign),
    col(Link.utm_term),
    col(Link.utm_content),
    col(Link.expires_at),
    col(Link.max_redirects),
    col(Link.expired_url),
    col(Link.redirects),
    col(Link.created_at),
    col(Link.updated_at),
    col(Link.deleted_at),
    select(_joined(sql_cast(col(LinkTag.tag_id), String)))
    .where(col(LinkTag.link_id) == col(Link.id))
    .correlate(Link)
    .scalar_subquery()
    .label("tag_ids"),
]
"""What ``link_body`` needs of a link: never the password's hash."""


def link_body(row: Any, domains: Domains) -> wire.Link:
    """A row of COLUMNS as the wire's Link."""
    place = domains.of(row.domain)
    tags = sorted(int(tag) for tag in row.tag_ids.split(",")) if row.tag_ids else []
    return {
        "id": row.id,
        "shortLink": f"{place.base}/{row.short_code}",
        "shortCode": row.short_code,
        "domain": place.host,
        "url": row.url,
        "name": row.name,
        "passwordProtected": row.password_protected,
        "qrConfig": cast("wire.QrConfig | None", row.qr_config),
        "utmSource": row.utm_source,
        "utmMedium": row.utm_medium,
        "utmCampaign": row.utm_campaign,
        "utmTerm": row.utm_term,
        "utmContent": row.utm_content,
        "tags": tag_iris(tags),
        "expiresAt": time_text(row.expires_at),
        "maxRedirects": row.max_redirects,
        "expiredUrl": row.expired_url,
        "redirects": row.redirects,
        "createdAt": time_text(row.created_at) or "",
        "updatedAt": time_text(row.updated_at) or "",
        "deletedAt": time_text(row.deleted_at),
    }


def tag_iris(ids: Iterable[int]) -> list[str]:
    return [f"{TAG_IRI}{tag_id}" for tag_id in ids]


def time_text(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC."""
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
