"""What the server knows about itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Literal

import structlog
from sqlalchemy import text

from stagewire.platform import Platform

log = structlog.get_logger(__name__)

PATIENCE = 2.0
"""Seconds a part may take to answer before it counts as failed."""


class SystemService:
    """Readiness of the parts requests need, and the versions of the APIs (set by ``app.py``)."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.apis: Mapping[str, str] = {}

    async def readiness(self) -> dict[str, Literal["ok", "failed"]]:
        checks: dict[str, Awaitable[None]] = {"database": self._database()}
        if self._platform.settings.redis_url:
            checks["redis"] = self._redis(self._platform.settings.redis_url)
        answers = await asyncio.gather(*(self._ask(name, part) for name, part in checks.items()))
        return dict(zip(checks, answers, strict=True))

    async def _ask(self, name: str, part: Awaitable[None]) -> Literal["ok", "failed"]:
        try:
            await asyncio.wait_for(part, PATIENCE)
        except Exception as error:
            log.warning("not ready", part=name, error=type(error).__name__)
            return "failed"
        return "ok"

    async def _database(self) -> None:
        async with self._platform.database.session() as session:
            await (await session.connection()).execute(text("SELECT 1"))

    @staticmethod
    async def _redis(url: str) -> None:
        from redis.asyncio import Redis  # It takes a tenth of a second, and few need it.

        # A connection of its own: one that is open already could hide that no new one is taken.
        client = Redis.from_url(url)
        try:
            await client.ping()
        finally:
            await client.aclose()
