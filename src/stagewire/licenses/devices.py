"""The devices of licences as their owner manages them: ``platform.of(Devices)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import col
from sqlmodel import select as session_select

from stagewire.contract.types import Request
from stagewire.licenses import rendering, rows
from stagewire.licenses.owner import Owner
from stagewire.licenses.refusals import no_device
from stagewire.licenses.service import Licenses
from stagewire.licenses.tables import License, LicenseDevice, LicensePolicy
from stagewire.licenses.telling import Telling
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.pages import Page, paginate
from stagewire.storage.tenancy import owner, scoped

if TYPE_CHECKING:
    from stagewire_models import licenses as wire

    from stagewire.platform import Platform

_COLUMNS: list[Any] = [*rows.DEVICE_ITSELF, col(LicensePolicy.heartbeat_window)]
_this = col(LicenseDevice.id) == bindparam("device")
_FIND = Hot(
    scoped(
        select(*_COLUMNS)
        .join(License, col(License.id) == col(LicenseDevice.license_id))
        .join(LicensePolicy, col(LicensePolicy.id) == col(License.policy_id)),
        LicenseDevice,
        *owner(),
    ).where(_this)
)
_RENAME = Hot(
    scoped(update(LicenseDevice), LicenseDevice, *owner())
    .where(_this)
    .values(name=bindparam("new_name"))
    .returning(col(LicenseDevice.id))
)
_REMOVE = Hot(
    scoped(delete(LicenseDevice), LicenseDevice, *owner())
    .where(_this)
    .returning(col(LicenseDevice.id))
)


class Devices:
    """What can be done with an owner's devices; ApiError 404 for anybody else's."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._licenses = platform.of(Licenses)
        self._telling = platform.of(Telling)

    async def page(
        self,
        holder: Owner,
        license_name: str,
        request: Request,
        *,
        current_page: int,
        page_size: int,
        limit: int | None,
    ) -> Page:
        license_id = await self._licenses.id_of(holder, license_name)
        statement: Any = scoped(
            session_select(*_COLUMNS)
            .join(License, col(License.id) == col(LicenseDevice.license_id))
            .join(LicensePolicy, col(LicensePolicy.id) == col(License.policy_id)),
            LicenseDevice,
            *holder,
        )
        statement = statement.where(col(LicenseDevice.license_id) == license_id).order_by(
            col(LicenseDevice.created_at).desc(), col(LicenseDevice.id).desc()
        )
        async with self._database.session() as session:
            return await paginate(
                session, statement, request,
                current_page=current_page, page_size=page_size, limit=limit, render=self._shown,
            )  # fmt: skip

    async def get(self, holder: Owner, device_id: str) -> wire.LicenseDevice:
        found = await self._database.fetch(_FIND, device=device_id, **holder._asdict())
        if not found:
            raise no_device()
        return self._shown(found[0])

    async def rename(self, holder: Owner, device_id: str, name: str) -> wire.LicenseDevice:
        row = await self._database.write(
            _rename, holder, device_id, name, self._telling, self._clock()
        )
        self._telling.wake()
        return self._shown(row)

    async def remove(self, holder: Owner, device_id: str) -> None:
        await self._database.write(_remove, holder, device_id, self._telling, self._clock())
        self._telling.wake()

    def _shown(self, row: Any) -> wire.LicenseDevice:
        return rendering.device(row, row.heartbeat_window, self._clock())


def _rename(holder: Owner, device_id: str, name: str, telling: Telling, now: float) -> Unit[Any]:
    if not (yield _RENAME(device=device_id, new_name=name, **holder._asdict())):
        raise no_device()
    row = (yield _FIND(device=device_id, **holder._asdict()))[0]
    yield telling.renamed(holder, row, now)
    return row


def _remove(holder: Owner, device_id: str, telling: Telling, now: float) -> Unit[None]:
    found = yield _FIND(device=device_id, **holder._asdict())
    # Of several that remove it, the one that did tells.
    if not found or not (yield _REMOVE(device=device_id, **holder._asdict())):
        raise no_device()
    yield telling.gone(holder, found[0], found[0].heartbeat_window, "removed", now)
