"""The events of licences and their devices, written in the transaction of the change they tell of.

None of them has the licence key: who receives an event, or reads it in a log, cannot use the
licence. Those of one licence and its devices keep their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, cast

from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.events.outbox import Outbox
from stagewire.licenses import rendering
from stagewire.licenses.owner import Owner
from stagewire.storage.hot import Step

if TYPE_CHECKING:
    from stagewire.platform import Platform

LicenseEvent = Literal[
    "license.issued",
    "license.updated",
    "license.suspended",
    "license.reinstated",
    "license.renewed",
    "license.expired",
    "license.revoked",
]
Reason = Literal["deactivated", "removed", "evicted", "forgotten"]
"""Why a device is gone: its software said so, the licence's owner did, it made room for another
one, or it was a floating one without heartbeats for very long."""


class Telling:
    """``platform.of(Telling)``. ``wake`` is called after a unit that told something."""

    def __init__(self, platform: Platform) -> None:
        self._outbox = platform.of(Outbox)
        self.wake = self._outbox.wake

    def license(self, holder: Owner, event: LicenseEvent, row: Any, now: float) -> Step:
        """``row`` is one of OWN and MORE, as it is after the change."""
        data = rendering.license_told(row, now)
        return self._outbox.step(*holder, event, _data(data), key=_key(row.id))

    def updated(self, session: AsyncSession, holder: Owner, row: Any, now: float) -> None:
        """A licence as the session has changed it."""
        data = rendering.license_told(row, now)
        self._outbox.add(session, *holder, "license.updated", _data(data), key=_key(row.id))

    def activated(self, holder: Owner, row: Any, now: float) -> Step:
        """``row`` is the licence with its new device."""
        return self._device(holder, "device.activated", rendering.device_of(row, now))

    def changed(self, holder: Owner, row: Any, now: float) -> Step:
        """``row`` is the licence with the device whose name or platform is another now."""
        return self._device(holder, "device.updated", rendering.device_of(row, now))

    def renamed(self, holder: Owner, row: Any, now: float) -> Step:
        """``row`` is a device with its ``heartbeat_window``."""
        data = rendering.device(row, row.heartbeat_window, now)
        return self._device(holder, "device.updated", data)

    def gone(self, holder: Owner, row: Any, window: int | None, reason: Reason, now: float) -> Step:
        """``row`` is the device as it was; ``window`` the seconds its policy asks for."""
        data = {**rendering.device(row, window, now), "reason": reason}
        return self._device(holder, "device.deactivated", data)

    def _device(self, holder: Owner, event: str, data: Any) -> Step:
        return self._outbox.step(*holder, event, data, key=_key(data["license_id"]))


def _key(license_id: str) -> str:
    return f"license:{license_id}"


def _data(body: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", body)
