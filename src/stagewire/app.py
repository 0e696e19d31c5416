"""The composition root: settings in, ASGI application out. Nothing else wires parts together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import structlog

from stagewire.access.authenticator import Authenticator
from stagewire.contract import Contract, build_app, edge, find_openapi, load_contract
from stagewire.events.bus import make_bus
from stagewire.limits import make_limiter
from stagewire.links.service import LinkService
from stagewire.pages.docs import docs
from stagewire.pages.short import short_links
from stagewire.platform import Platform
from stagewire.settings import Settings
from stagewire.storage.database import Database
from stagewire.storage.idempotency import DatabaseIdempotency
from stagewire.storage.migrations import migrate
from stagewire.system.service import SystemService

log = structlog.get_logger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def make_platform(settings: Settings) -> Platform:
    """The platform of one process, not yet connected to anything."""
    return Platform(
        settings=settings,
        database=Database(settings.database),
        bus=make_bus(settings.redis_url),
        limiter=make_limiter(settings.redis_url),
    )


@asynccontextmanager
async def running(platform: Platform):
    """Connects the platform, migrates its database, and disconnects it at the end."""
    async with AsyncExitStack() as stack:
        await platform.database.open()
        stack.push_async_callback(platform.database.close)
        await migrate(platform.database)
        await platform.bus.open()
        stack.push_async_callback(platform.bus.close)
        yield platform
