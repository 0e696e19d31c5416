"""The objects of Stagewire Keys. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

__all__ = [
    "AppId",
    "CreateKey",
    "Environment",
    "EventId",
    "FieldError",
    "Key",
    "KeyCreatedEvent",
    "KeyPage",
    "KeyRevokedEvent",
    "KeyRotatedEvent",
    "KeyWithSecret",
    "PageLink",
    "Pagination",
    "Problem",
    "RotateKey",
    "Scope",
]


AppId: TypeAlias = str


class CreateKey(TypedDict):
    """A key to create."""

    name: str
    scopes: list[str]
    environment: NotRequired[Environment]
    expires_at: NotRequired[str]
    app_id: NotRequired[str]


Environment: TypeAlias = Literal["production", "sandbox"]


EventId: TypeAlias = str


class FieldError(TypedDict):
    """One thing that is wrong with the request."""

    field: str
    message: str


class Key(TypedDict):
    """An API key, without its secret."""

    id: str
    app_id: str
    name: str
    prefix: str
    environment: Environment
    scopes: list[str]
    expires_at: str | None
    last_used_at: str | None
    previous_secret_expires_at: str | None
    created_at: str
    revoked_at: str | None


class KeyCreatedEvent(TypedDict):
    """The event `key.created`."""

    id: str
    type: Literal["key.created"]
    timestamp: str
    app_id: str
    environment: Environment
    data: Key


class KeyPage(TypedDict):
    """A page of keys."""

    data: list[Key]
    pagination: Pagination


class KeyRevokedEvent(TypedDict):
    """The event `key.revoked`."""

    id: str
    type: Literal["key.revoked"]
    timestamp: str
    app_id: str
    environment: Environment
    data: Key


class KeyRotatedEvent(TypedDict):
    """The event `key.rotated`."""

    id: str
    type: Literal["key.rotated"]
    timestamp: str
    app_id: str
    environment: Environment
    data: Key


class KeyWithSecret(TypedDict):
    """An API key with its secret, shown this once."""

    id: str
    app_id: str
    name: str
    prefix: str
    environment: Environment
    scopes: list[str]
    expires_at: str | None
    last_used_at: str | None
    previous_secret_expires_at: str | None
    created_at: str
    revoked_at: str | None
    secret: str


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


class RotateKey(TypedDict):
    """How to rotate."""

    grace_period: NotRequired[int]


Scope: TypeAlias = str
