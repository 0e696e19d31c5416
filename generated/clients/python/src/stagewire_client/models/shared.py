"""The objects of several APIs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Environment", "PageLink", "Pagination", "Success"]

Environment = Literal["production", "sandbox"]
"""Where the key acts."""

Success = Literal[True]
"""Always true."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLink:
    """A neighbouring page."""

    rel: Literal["self", "first", "previous", "next", "last"]
    """How the page relates to this one."""
    uri: str
    """The page's path and query, the other parameters kept."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PageLink:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            rel=data["rel"],
            uri=data["uri"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "rel": self.rel,
            "uri": self.uri,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Pagination:
    """Where this page stands in the whole list."""

    current_page: int
    """This page, counted from 1."""
    current_page_items: int
    """How many items it holds."""
    page_size: int
    """How many items a full page holds."""
    pages_total: int
    """How many pages there are."""
    items_total: int
    """How many items there are on all pages."""
    links: list[PageLink]
    """The pages next to this one, as far as they exist."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Pagination:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            current_page=data["currentPage"],
            current_page_items=data["currentPageItems"],
            page_size=data["pageSize"],
            pages_total=data["pagesTotal"],
            items_total=data["itemsTotal"],
            links=[PageLink.from_dict(item) for item in data["links"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "currentPage": self.current_page,
            "currentPageItems": self.current_page_items,
            "pageSize": self.page_size,
            "pagesTotal": self.pages_total,
            "itemsTotal": self.items_total,
            "links": [item.to_dict() for item in self.links],
        }
        return data
