"""Links of two tenants on each kind of database, without HTTP in between."""

from __future__ import annotations

from typing import Any

import pytest

from stagewire.links.owner import Owner
from stagewire.links.service import LinkService
from stagewire.platform import Platform
from tests.support.platform import tenant


@pytest.fixture
def links(platform: Platform) -> LinkService:
    return platform.of(LinkService)


@pytest.fixture
async def one(platform: Platform) -> Owner:
    """A tenant with credits to spare."""
    await tenant(platform, "app-one", link_credits=1000)
    return Owner("app-one", "production")


@pytest.fixture
async def other(platform: Platform) -> Owner:
    """A second tenant."""
    await tenant(platform, "app-two", link_credits=1000)
    return Owner("app-two", "production")


@pytest.fixture
def body() -> dict[str, Any]:
    return {"url": "https://example.com/some/long/url"}
