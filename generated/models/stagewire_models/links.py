"""The objects of Stagewire Links. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

__all__ = [
    "AppId",
    "CreateLink",
    "CreateLinks",
    "CreateTag",
    "CreatedLink",
    "CreatedLinks",
    "Credits",
    "DayVisits",
    "DeviceVisits",
    "Environment",
    "EventId",
    "FieldError",
    "ItemError",
    "Link",
    "LinkCreatedEvent",
    "LinkExpiredEvent",
    "LinkPage",
    "LinkRevokedEvent",
    "LinkStats",
    "LinkUpdatedEvent",
    "PageLink",
    "Pagination",
    "Problem",
    "QrConfig",
    "ReferrerVisits",
    "SortDirection",
    "Tag",
    "TagIri",
    "TagPage",
    "UpdateLink",
    "UpdateTag",
    "Utm",
    "Visits",
]


AppId: TypeAlias = str


class CreateLink(TypedDict):
    """A link to create."""

    url: str
    name: NotRequired[str]
    password: NotRequired[str]
    qrConfig: NotRequired[QrConfig]
    utmSource: NotRequired[str]
    utmMedium: NotRequired[str]
    utmCampaign: NotRequired[str]
    utmTerm: NotRequired[str]
    utmContent: NotRequired[str]
    tags: NotRequired[list[str]]
    slug: NotRequired[str]
    domain: NotRequired[str]
    expiresAt: NotRequired[str]
    maxRedirects: NotRequired[int]
    expiredUrl: NotRequired[str]


class CreateLinks(TypedDict):
    """Links to create at once."""

    links: list[CreateLink]


class CreateTag(TypedDict):
    """A tag to create."""

    name: str


class CreatedLink(TypedDict):
    """What became of one item."""

    index: int
    status: Literal[201, 422]
    link: NotRequired[Link]
    error: NotRequired[ItemError]


class CreatedLinks(TypedDict):
    """The results of a bulk creation."""

    created: int
    failed: int
    results: list[CreatedLink]


class Credits(TypedDict):
    """What is left."""

    links: int


class DayVisits(TypedDict):
    """The visits of one day."""

    date: str
    visits: int
    bots: int


class DeviceVisits(TypedDict):
    """The visits by one kind of device."""

    device: Literal["desktop", "mobile", "tablet", "other"]
    visits: int


Environment: TypeAlias = Literal["production", "sandbox"]


EventId: TypeAlias = str


class FieldError(TypedDict):
    """One thing that is wrong with the request."""

    field: str
    message: str


class ItemError(TypedDict):
    """Why this item was not created."""

    code: str
    message: str


class Link(TypedDict):
    """A short link."""

    id: int
    shortLink: str
    shortCode: str
    domain: str
    url: str
    name: str | None
    passwordProtected: bool
    qrConfig: QrConfig | None
    utmSource: str | None
    utmMedium: str | None
    utmCampaign: str | None
    utmTerm: str | None
    utmContent: str | None
    tags: list[str]
    expiresAt: str | None
    maxRedirects: int | None
    expiredUrl: str | None
    redirects: int
    createdAt: str
    updatedAt: str
    deletedAt: str | None


class LinkCreatedEvent(TypedDict):
    """The event `link.created`."""

    id: str
    type: Literal["link.created"]
    timestamp: str
    app_id: str
    environment: Environment
    data: Link


class LinkExpiredEvent(TypedDict):
    """The event `link.expired`."""

    id: str
    type: Literal["link.expired"]
    timestamp: str
    app_id: str
    environment: Environment
    data: Link


class LinkPage(TypedDict):
    """A page of links."""

    data: list[Link]
    pagination: Pagination


class LinkRevokedEvent(TypedDict):
    """The event `link.revoked`."""

    id: str
    type: Literal["link.revoked"]
    timestamp: str
    app_id: str
    environment: Environment
    data: Link


class Visits(TypedDict):
    """Visits of people and of bots."""

    visits: int
    bots: int


class ReferrerVisits(TypedDict):
    """The visits that came from one host."""

    referrer: str
    visits: int


LinkStats = TypedDict(
    "LinkStats",
    {
        "linkId": int,
        "from": str,
        "to": str,
        "totals": Visits,
        "byDay": list[DayVisits],
        "byReferrer": list[ReferrerVisits],
        "byDevice": list[DeviceVisits],
    },
)


class LinkUpdatedEvent(TypedDict):
    """The event `link.updated`."""

    id: str
    type: Literal["link.updated"]
    timestamp: str
    app_id: str
    environment: Environment
    data: Link


class PageLink(TypedDict):
    """A neighbouring page."""

    rel: Literal["self", "first", "previous", "next", "last"]
    uri: str


class Pagination(TypedDict):
    """Where this page stands in the whole list."""

    currentPage: int
    currentPageItems: int
    pageSize: int
    pagesTotal: int
    itemsTotal: int
    links: list[PageLink]


class Problem(TypedDict):
    """An error as RFC 9457 describes it."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    requestId: str
    errors: NotRequired[list[FieldError]]


class QrConfig(TypedDict):
    """How the link's QR code is drawn."""

    size: NotRequired[int]
    margin: NotRequired[int]
    color: NotRequired[str]
    background: NotRequired[str]
    errorCorrection: NotRequired[Literal["L", "M", "Q", "H"]]


SortDirection: TypeAlias = Literal["asc", "desc"]


class Tag(TypedDict):
    """A tag."""

    id: int
    iri: str
    name: str
    createdAt: str


TagIri: TypeAlias = str


class TagPage(TypedDict):
    """A page of tags."""

    data: list[Tag]
    pagination: Pagination


class UpdateLink(TypedDict):
    """What to change. Fields left out stay."""

    name: NotRequired[str | None]
    password: NotRequired[str | None]
    qrConfig: NotRequired[QrConfig | None]
    utmSource: NotRequired[str | None]
    utmMedium: NotRequired[str | None]
    utmCampaign: NotRequired[str | None]
    utmTerm: NotRequired[str | None]
    utmContent: NotRequired[str | None]
    tags: NotRequired[list[str]]


class UpdateTag(TypedDict):
    """What to change."""

    name: str


Utm: TypeAlias = str
