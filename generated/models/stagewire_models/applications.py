"""The objects of Stagewire Applications. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

__all__ = [
    "AllowedDomain",
    "AppId",
    "Application",
    "ApplicationAnswer",
    "ApplicationCreatedEvent",
    "ApplicationDeletedEvent",
    "ApplicationPage",
    "ApplicationUpdatedEvent",
    "CreateApplication",
    "CreateToken",
    "CreatedApplication",
    "Environment",
    "EventId",
    "Failure",
    "PageLink",
    "Pagination",
    "RegeneratedKey",
    "Success",
    "Tier",
    "Token",
    "UpdateApplication",
]


AllowedDomain: TypeAlias = str | None


AppId: TypeAlias = str


class Application(TypedDict):
    """A tenant."""

    app_id: str
    name: str
    allowed_domain: str | None
    rate_limit: int | None
    tier: Tier
    status: bool
    link_credits: int
    created_at: str
    updated_at: str


class ApplicationAnswer(TypedDict):
    """One application."""

    success: Success
    application: Application


class ApplicationCreatedEvent(TypedDict):
    """The event `application.created`."""

    id: str
    type: Literal["application.created"]
    timestamp: str
    app_id: str
    environment: Environment
    data: Application


class ApplicationDeletedEvent(TypedDict):
    """The event `application.deleted`."""

    id: str
    type: Literal["application.deleted"]
    timestamp: str
    app_id: str
    environment: Environment
    data: Application


class ApplicationPage(TypedDict):
    """A page of applications."""

    success: Success
    data: list[Application]
    pagination: Pagination


class ApplicationUpdatedEvent(TypedDict):
    """The event `application.updated`."""

    id: str
    type: Literal["application.updated"]
    timestamp: str
    app_id: str
    environment: Environment
    data: Application


class CreateApplication(TypedDict):
    """An application to create."""

    app_id: NotRequired[str]
    name: str
    allowed_domain: NotRequired[str | None]
    rate_limit: NotRequired[int | None]
    tier: NotRequired[Tier]
    link_credits: NotRequired[int]


class CreateToken(TypedDict):
    """Who asks for a token, and what it shall carry."""

    app_id: str
    app_secret: str
    payload: NotRequired[dict[str, Any]]


class CreatedApplication(TypedDict):
    """A new application with what is shown this once."""

    success: Success
    app_id: str
    app_secret: str
    api_key: str
    application: Application


Environment: TypeAlias = Literal["production", "sandbox"]


EventId: TypeAlias = str


class Failure(TypedDict):
    """An error in the `success` envelope."""

    success: Literal[False]
    error: str
    retry_after: NotRequired[int]


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


class RegeneratedKey(TypedDict):
    """A new first key."""

    success: Success
    app_id: str
    api_key: str


Success: TypeAlias = Literal[True]


Tier: TypeAlias = Literal["standard", "premium"]


class Token(TypedDict):
    """A client token."""

    success: Success
    token: str
    expires_in: int
    expires_at: str


class UpdateApplication(TypedDict):
    """What to change. Fields left out stay."""

    name: NotRequired[str]
    allowed_domain: NotRequired[str | None]
    rate_limit: NotRequired[int | None]
    tier: NotRequired[Tier]
    status: NotRequired[bool]
    link_credits: NotRequired[int]
