"""Links, their tags, and their visits, counted by day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, Index, String, TypeDecorator, text
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

from stagewire.storage.tenancy import Tenant
from stagewire.storage.types import Key, UtcDateTime


class Ordered(TypeDecorator[str]):
    """Text that sorts and compares by code point on both databases. SQLite does so by itself;
    PostgreSQL would follow the database's locale, and then an index would depend on it."""

    impl = String
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__(length)
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(String(self.length, collation=collation))


URL_ORDER = "substr(url, 1, 1024)"
"""What links are sorted by destination with: an index entry has to fit a third of a page."""


class Link(Tenant, table=True):
    """A short link. ``domain`` is the key of ``domains.Place``; ``redirects`` counts every
    redirect, bots included; a revoked link stays as a row so that its code is never given again.

    The four list indexes end with ``deleted_at`` so that counting and skipping pages reads
    nothing else.
    """

    __tablename__ = "links"
    __table_args__ = (
        Index("uq_links_code", "domain", "short_code", unique=True),
        Index("ix_links_by_id", "app_id", "environment", "id", "deleted_at"),
        Index("ix_links_by_code", "app_id", "environment", "short_code", "id", "deleted_at"),
        Index("ix_links_by_url", "app_id", "environment", text(URL_ORDER), "id", "deleted_at"),
        Index("ix_links_by_name", "app_id", "environment", "name", "id", "deleted_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    domain: str = Field(sa_type=Ordered(253))
    short_code: str = Field(sa_type=Ordered(64))
    url: str = Field(sa_type=Ordered())
    name: str | None = Field(default=None, sa_type=Ordered(255))
    password_hash: str | None = None
    qr_config: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    utm_source: str | None = Field(default=None, max_length=255)
    utm_medium: str | None = Field(default=None, max_length=255)
    utm_campaign: str | None = Field(default=None, max_length=255)
    utm_term: str | None = Field(default=None, max_length=255)
    utm_content: str | None = Field(default=None, max_length=255)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    max_redirects: int | None = None
    expired_url: str | None = None
    redirects: int = Field(default=0, sa_type=BigInteger)
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Tag(Tenant, table=True):
    """A word to group links by. The id of a deleted one is never given again: IRIs name it."""

    __tablename__ = "tags"
    __table_args__ = (
        Index("uq_tags_name", "app_id", "environment", "name", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    name: str = Field(sa_type=Ordered(64))
    created_at: datetime = Field(sa_type=UtcDateTime)


class LinkTag(SQLModel, table=True):
    """A link carries a tag; both are of the same application and environment."""

    __tablename__ = "link_tags"
    __table_args__ = (Index("ix_link_tags_tag_id", "tag_id", "link_id"),)

    link_id: int = Field(primary_key=True, foreign_key="links.id", sa_type=Key)
    tag_id: int = Field(primary_key=True, foreign_key="tags.id", ondelete="CASCADE", sa_type=Key)


# The counters name their link without a foreign key: they are added to in bulk, long after the
# visits, and one that cannot be kept must not hold up the others.


class LinkVisits(SQLModel, table=True):
    """The visits of a link on a day (UTC): of people, and of known bots."""

    __tablename__ = "link_visits"

    link_id: int = Field(primary_key=True, sa_type=BigInteger)
    day: date = Field(primary_key=True)
    visits: int = Field(sa_type=BigInteger)
    bots: int = Field(sa_type=BigInteger)


class LinkReferrer(SQLModel, table=True):
    """The visits of people that came from a host (empty: unnamed) on a day."""

    __tablename__ = "link_referrers"

    link_id: int = Field(primary_key=True, sa_type=BigInteger)
    day: date = Field(primary_key=True)
    referrer: str = Field(primary_key=True, sa_type=Ordered(253))
    visits: int = Field(sa_type=BigInteger)


class LinkDevice(SQLModel, table=True):
    """The visits of people with a kind of device on a day."""

    __tablename__ = "link_devices"

    link_id: int = Field(primary_key=True, sa_type=BigInteger)
    day: date = Field(primary_key=True)
    device: str = Field(primary_key=True, max_length=8)
    visits: int = Field(sa_type=BigInteger)
