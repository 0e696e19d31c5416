"""The objects of the links API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from .._wire import OMIT, Omit, format_date, format_datetime, parse_date, parse_datetime
from .shared import Environment, Pagination

__all__ = [
    "CreateLink",
    "CreateLinks",
    "CreateTag",
    "CreatedLink",
    "CreatedLinks",
    "Credits",
    "DayVisits",
    "DeviceVisits",
    "ItemError",
    "Link",
    "LinkCreatedEvent",
    "LinkExpiredEvent",
    "LinkPage",
    "LinkRevokedEvent",
    "LinkStats",
    "LinkUpdatedEvent",
    "QrConfig",
    "ReferrerVisits",
    "SortDirection",
    "Tag",
    "TagPage",
    "UpdateLink",
    "UpdateTag",
    "Visits",
]

SortDirection = Literal["asc", "desc"]
"""Ascending or descending."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateLink:
    """A link to create."""

    url: str
    """The destination, http or https. Host names in other scripts are taken and kept as IDNA."""
    name: str | None = None
    """A label, without control characters."""
    password: str | None = None
    """Asked for before redirecting. Never returned."""
    qr_config: QrConfig | None = None
    """How the link's QR code is drawn."""
    utm_source: str | None = None
    """A UTM value of letters, numbers, `-` and `_`."""
    utm_medium: str | None = None
    """A UTM value of letters, numbers, `-` and `_`."""
    utm_campaign: str | None = None
    """A UTM value of letters, numbers, `-` and `_`."""
    utm_term: str | None = None
    """A UTM value of letters, numbers, `-` and `_`."""
    utm_content: str | None = None
    """A UTM value of letters, numbers, `-` and `_`."""
    tags: list[str] | None = None
    """Tags of the application, as IRIs."""
    slug: str | None = None
    """A short code of your own."""
    domain: str | None = None
    """The short domain, one that this server answers for. Its first one if left out."""
    expires_at: datetime | None = None
    """When it stops to redirect. In the future."""
    max_redirects: int | None = None
    """After how many redirects it stops."""
    expired_url: str | None = None
    """Where it leads once it has expired, is used up or was revoked."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreateLink:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            url=data["url"],
            name=data.get("name"),
            password=data.get("password"),
            qr_config=None
            if data.get("qrConfig") is None
            else QrConfig.from_dict(data["qrConfig"]),
            utm_source=data.get("utmSource"),
            utm_medium=data.get("utmMedium"),
            utm_campaign=data.get("utmCampaign"),
            utm_term=data.get("utmTerm"),
            utm_content=data.get("utmContent"),
            tags=None if data.get("tags") is None else list(data["tags"]),
            slug=data.get("slug"),
            domain=data.get("domain"),
            expires_at=None if data.get("expiresAt") is None else parse_datetime(data["expiresAt"]),
            max_redirects=data.get("maxRedirects"),
            expired_url=data.get("expiredUrl"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "url": self.url,
        }
        if self.name is not None:
            data["name"] = self.name
        if self.password is not None:
            data["password"] = self.password
        if self.qr_config is not None:
            data["qrConfig"] = self.qr_config.to_dict()
        if self.utm_source is not None:
            data["utmSource"] = self.utm_source
        if self.utm_medium is not None:
            data["utmMedium"] = self.utm_medium
        if self.utm_campaign is not None:
            data["utmCampaign"] = self.utm_campaign
        if self.utm_term is not None:
            data["utmTerm"] = self.utm_term
        if self.utm_content is not None:
            data["utmContent"] = self.utm_content
        if self.tags is not None:
            data["tags"] = list(self.tags)
        if self.slug is not None:
            data["slug"] = self.slug
        if self.domain is not None:
            data["domain"] = self.domain
        if self.expires_at is not None:
            data["expiresAt"] = format_datetime(self.expires_at)
        if self.max_redirects is not None:
            data["maxRedirects"] = self.max_redirects
        if self.expired_url is not None:
            data["expiredUrl"] = self.expired_url
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateLinks:
    """Links to create at once."""

    links: list[CreateLink]
    """The links."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreateLinks:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            links=[CreateLink.from_dict(item) for item in data["links"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "links": [item.to_dict() for item in self.links],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateTag:
    """A tag to create."""

    name: str
    """Its name, unique in the application, without control characters."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreateTag:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            name=data["name"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "name": self.name,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreatedLink:
    """What became of one item."""

    index: int
    """The item's place in the request."""
    status: Literal[201, 422]
    """What creating it alone would have answered."""
    link: Link | None = None
    """A short link."""
    error: ItemError | None = None
    """Why this item was not created."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreatedLink:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            index=data["index"],
            status=data["status"],
            link=None if data.get("link") is None else Link.from_dict(data["link"]),
            error=None if data.get("error") is None else ItemError.from_dict(data["error"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "index": self.index,
            "status": self.status,
        }
        if self.link is not None:
            data["link"] = self.link.to_dict()
        if self.error is not None:
            data["error"] = self.error.to_dict()
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreatedLinks:
    """The results of a bulk creation."""

    created: int
    """How many were created."""
    failed: int
    """How many were not."""
    results: list[CreatedLink]
    """One result per item, in the order of the request."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreatedLinks:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            created=data["created"],
            failed=data["failed"],
            results=[CreatedLink.from_dict(item) for item in data["results"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "created": self.created,
            "failed": self.failed,
            "results": [item.to_dict() for item in self.results],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Credits:
    """What is left."""

    links: int
    """Links that can still be created."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Credits:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            links=data["links"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "links": self.links,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DayVisits:
    """The visits of one day."""

    date: date
    """The day, UTC."""
    visits: int
    """Visits that no known bot made."""
    bots: int
    """Visits by known bots."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DayVisits:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            date=parse_date(data["date"]),
            visits=data["visits"],
            bots=data["bots"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "date": format_date(self.date),
            "visits": self.visits,
            "bots": self.bots,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DeviceVisits:
    """The visits by one kind of device."""

    device: Literal["desktop", "mobile", "tablet", "other"]
    """The kind of device."""
    visits: int
    """Visits by it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DeviceVisits:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            device=data["device"],
            visits=data["visits"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "device": self.device,
            "visits": self.visits,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemError:
    """Why this item was not created."""

    code: str
    """The reason, for programs."""
    message: str
    """The reason, naming the field."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ItemError:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            code=data["code"],
            message=data["message"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "code": self.code,
            "message": self.message,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A short link."""

    id: int
    """Identifies the link."""
    short_link: str
    """What to share."""
    short_code: str
    """The last part of the short link."""
    domain: str
    """The host of the short link."""
    url: str
    """The destination, normalised."""
    name: str | None
    """A label."""
    password_protected: bool
    """Whether opening it asks for a password."""
    qr_config: QrConfig | None
    """How its QR code is drawn; null for the defaults."""
    utm_source: str | None
    """Sent on as `utm_source`."""
    utm_medium: str | None
    """Sent on as `utm_medium`."""
    utm_campaign: str | None
    """Sent on as `utm_campaign`."""
    utm_term: str | None
    """Sent on as `utm_term`."""
    utm_content: str | None
    """Sent on as `utm_content`."""
    tags: list[str]
    """The tags it carries, as IRIs."""
    expires_at: datetime | None
    """When it stops to redirect."""
    max_redirects: int | None
    """After how many redirects it stops."""
    expired_url: str | None
    """Where it leads after it has stopped."""
    redirects: int
    """How often it redirected, bots included."""
    created_at: datetime
    """When it was created."""
    updated_at: datetime
    """When it was last changed."""
    deleted_at: datetime | None
    """When it was revoked."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Link:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            short_link=data["shortLink"],
            short_code=data["shortCode"],
            domain=data["domain"],
            url=data["url"],
            name=data["name"],
            password_protected=data["passwordProtected"],
            qr_config=None if data["qrConfig"] is None else QrConfig.from_dict(data["qrConfig"]),
            utm_source=data["utmSource"],
            utm_medium=data["utmMedium"],
            utm_campaign=data["utmCampaign"],
            utm_term=data["utmTerm"],
            utm_content=data["utmContent"],
            tags=list(data["tags"]),
            expires_at=None if data["expiresAt"] is None else parse_datetime(data["expiresAt"]),
            max_redirects=data["maxRedirects"],
            expired_url=data["expiredUrl"],
            redirects=data["redirects"],
            created_at=parse_datetime(data["createdAt"]),
            updated_at=parse_datetime(data["updatedAt"]),
            deleted_at=None if data["deletedAt"] is None else parse_datetime(data["deletedAt"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "shortLink": self.short_link,
            "shortCode": self.short_code,
            "domain": self.domain,
            "url": self.url,
            "name": self.name,
            "passwordProtected": self.password_protected,
            "qrConfig": None if self.qr_config is None else self.qr_config.to_dict(),
            "utmSource": self.utm_source,
            "utmMedium": self.utm_medium,
            "utmCampaign": self.utm_campaign,
            "utmTerm": self.utm_term,
            "utmContent": self.utm_content,
            "tags": list(self.tags),
            "expiresAt": None if self.expires_at is None else format_datetime(self.expires_at),
            "maxRedirects": self.max_redirects,
            "expiredUrl": self.expired_url,
            "redirects": self.redirects,
            "createdAt": format_datetime(self.created_at),
            "updatedAt": format_datetime(self.updated_at),
            "deletedAt": None if self.deleted_at is None else format_datetime(self.deleted_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkCreatedEvent:
    """The event `link.created`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["link.created"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: Link
    """A short link."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LinkCreatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=Link.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkExpiredEvent:
    """The event `link.expired`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["link.expired"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: Link
    """A short link."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LinkExpiredEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=Link.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkPage:
    """A page of links."""

    data: list[Link]
    """The links."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LinkPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[Link.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkRevokedEvent:
    """The event `link.revoked`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["link.revoked"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: Link
    """A short link."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LinkRevokedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=Link.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkStats:
    """Statistics of one link between two days."""

    link_id: int
    """The link."""
    from_: date
    """The first day."""
    to: date
    """The last day."""
    totals: Visits
    """Visits of people and of bots."""
    by_day: list[DayVisits]
    """The days that had visits, oldest first."""
    by_referrer: list[ReferrerVisits]
    """The 100 hosts that most visits came from, bots left out."""
    by_device: list[DeviceVisits]
    """Kinds of device, most visits first, bots left out."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LinkStats:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            link_id=data["linkId"],
            from_=parse_date(data["from"]),
            to=parse_date(data["to"]),
            totals=Visits.from_dict(data["totals"]),
            by_day=[DayVisits.from_dict(item) for item in data["byDay"]],
            by_referrer=[ReferrerVisits.from_dict(item) for item in data["byReferrer"]],
            by_device=[DeviceVisits.from_dict(item) for item in data["byDevice"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "linkId": self.link_id,
            "from": format_date(self.from_),
            "to": format_date(self.to),
            "totals": self.totals.to_dict(),
            "byDay": [item.to_dict() for item in self.by_day],
            "byReferrer": [item.to_dict() for item in self.by_referrer],
            "byDevice": [item.to_dict() for item in self.by_device],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkUpdatedEvent:
    """The event `link.updated`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["link.updated"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: Link
    """A short link."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LinkUpdatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=Link.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class QrConfig:
    """How the link's QR code is drawn."""

    size: int | None = None
    """Width and height in pixels."""
    margin: int | None = None
    """The quiet zone in pixels."""
    color: str | None = None
    """The colour of the modules."""
    background: str | None = None
    """The colour behind them."""
    error_correction: Literal["L", "M", "Q", "H"] | None = None
    """How much may be covered and still be read, from 7 to 30 %."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> QrConfig:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            size=data.get("size"),
            margin=data.get("margin"),
            color=data.get("color"),
            background=data.get("background"),
            error_correction=data.get("errorCorrection"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.size is not None:
            data["size"] = self.size
        if self.margin is not None:
            data["margin"] = self.margin
        if self.color is not None:
            data["color"] = self.color
        if self.background is not None:
            data["background"] = self.background
        if self.error_correction is not None:
            data["errorCorrection"] = self.error_correction
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferrerVisits:
    """The visits that came from one host."""

    referrer: str
    """The referring host, empty where none was named."""
    visits: int
    """Visits from there."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ReferrerVisits:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            referrer=data["referrer"],
            visits=data["visits"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "referrer": self.referrer,
            "visits": self.visits,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A tag."""

    id: int
    """Identifies the tag."""
    iri: str
    """A tag of the application, by its IRI."""
    name: str
    """Its name, unique in the application."""
    created_at: datetime
    """When it was created."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Tag:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            iri=data["iri"],
            name=data["name"],
            created_at=parse_datetime(data["createdAt"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "iri": self.iri,
            "name": self.name,
            "createdAt": format_datetime(self.created_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class TagPage:
    """A page of tags."""

    data: list[Tag]
    """The tags."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> TagPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[Tag.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateLink:
    """What to change. Fields left out stay."""

    name: str | None | Omit = OMIT
    """A label without control characters, or null for none."""
    password: str | None | Omit = OMIT
    """A new password; `""` or null removes it."""
    qr_config: QrConfig | None | Omit = OMIT
    """How the QR code is drawn, or null for the defaults."""
    utm_source: str | None | Omit = OMIT
    """A UTM value, or null for none."""
    utm_medium: str | None | Omit = OMIT
    """A UTM value, or null for none."""
    utm_campaign: str | None | Omit = OMIT
    """A UTM value, or null for none."""
    utm_term: str | None | Omit = OMIT
    """A UTM value, or null for none."""
    utm_content: str | None | Omit = OMIT
    """A UTM value, or null for none."""
    tags: list[str] | None = None
    """The tags it carries from now on, as IRIs."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> UpdateLink:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            name=data["name"] if "name" in data else OMIT,
            password=data["password"] if "password" in data else OMIT,
            qr_config=None
            if data["qrConfig"] is None
            else QrConfig.from_dict(data["qrConfig"])
            if "qrConfig" in data
            else OMIT,
            utm_source=data["utmSource"] if "utmSource" in data else OMIT,
            utm_medium=data["utmMedium"] if "utmMedium" in data else OMIT,
            utm_campaign=data["utmCampaign"] if "utmCampaign" in data else OMIT,
            utm_term=data["utmTerm"] if "utmTerm" in data else OMIT,
            utm_content=data["utmContent"] if "utmContent" in data else OMIT,
            tags=None if data.get("tags") is None else list(data["tags"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if not isinstance(self.name, Omit):
            data["name"] = self.name
        if not isinstance(self.password, Omit):
            data["password"] = self.password
        if not isinstance(self.qr_config, Omit):
            data["qrConfig"] = None if self.qr_config is None else self.qr_config.to_dict()
        if not isinstance(self.utm_source, Omit):
            data["utmSource"] = self.utm_source
        if not isinstance(self.utm_medium, Omit):
            data["utmMedium"] = self.utm_medium
        if not isinstance(self.utm_campaign, Omit):
            data["utmCampaign"] = self.utm_campaign
        if not isinstance(self.utm_term, Omit):
            data["utmTerm"] = self.utm_term
        if not isinstance(self.utm_content, Omit):
            data["utmContent"] = self.utm_content
        if self.tags is not None:
            data["tags"] = list(self.tags)
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateTag:
    """What to change."""

    name: str
    """Its name, unique in the application, without control characters."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> UpdateTag:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            name=data["name"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "name": self.name,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Visits:
    """Visits of people and of bots."""

    visits: int
    """Visits that no known bot made."""
    bots: int
    """Visits by known bots."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Visits:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            visits=data["visits"],
            bots=data["bots"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "visits": self.visits,
            "bots": self.bots,
        }
        return data
