"""The operations of ``openapi/analytics.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagewire.analytics.service import Analytics
from stagewire.applications.target import target
from stagewire.platform import Call

if TYPE_CHECKING:
    from stagewire_models import analytics as wire


async def get_analytics(
    call: Call, *, period: wire.Period, timeline: bool, app_id: str | None = None
) -> wire.Analytics:
    owner = await target(call, app_id, "query.app_id")
    return await call.platform.of(Analytics).read(owner, period, timeline)
