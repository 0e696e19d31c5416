"""Whether an application is switched on, for those who serve its links and clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlmodel import col

from stagewire.access.remembered import Remembered
from stagewire.access.tables import Application
from stagewire.storage.hot import Hot

if TYPE_CHECKING:
    from stagewire.platform import Platform

_FIND = Hot(
    select(col(Application.status)).where(
        col(Application.app_id) == bindparam("app"), col(Application.deleted_at).is_(None)
    )
)


class ApplicationStatus:
    """``platform.of(ApplicationStatus)``."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._known = Remembered(platform, self._read)
        self.cached = self._known.cached

    async def active(self, app_id: str) -> bool:
        """False for an application that is switched off, deleted or was never there."""
        return await self._known.get(app_id)

    async def _read(self, app_id: str) -> bool:
        rows = await self._database.fetch(_FIND, app=app_id)
        return bool(rows and rows[0].status)
