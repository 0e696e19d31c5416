"""The operations of ``openapi/broadcasts.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagewire.applications.target import target
from stagewire.broadcasts.service import Broadcasts
from stagewire.contract.types import ApiError
from stagewire.platform import Call
from stagewire.realtime.rooms import Published

if TYPE_CHECKING:
    from stagewire_models import broadcasts as wire


async def create_broadcast(call: Call, *, body: wire.CreateBroadcast) -> wire.Broadcast:
    app_id = await target(call, body.get("app_id"), "app_id")
    event = body["event"]
    told = await call.platform.of(Broadcasts).send(
        app_id, body["room"], event, body.get("data", {})
    )
    return _shown(event, told)


async def create_broadcasts(call: Call, *, body: wire.CreateBroadcasts) -> wire.BroadcastResults:
    app_id = await target(call, body.get("app_id"), "app_id")
    items = body["broadcasts"]
    outcomes = await call.platform.of(Broadcasts).send_all(app_id, items)
    first = outcomes[0]
    if isinstance(first, ApiError) and all(
        isinstance(one, ApiError) and one.status >= 500 for one in outcomes
    ):
        # Nobody was told: the batch as a whole may be tried again.
        raise first
    results = [
        _result(index, item["event"], outcome)
        for index, (item, outcome) in enumerate(zip(items, outcomes, strict=True))
    ]
    sent = sum("broadcast" in result for result in results)
    return {"success": True, "sent": sent, "failed": len(items) - sent, "results": results}


def _shown(event: str, told: Published) -> wire.Broadcast:
    return {
        "success": True,
        "room": told.room_id,
        "event": event,
        "subscriber_count": told.subscriber_count,
        "timestamp": told.timestamp_ms,
    }


def _result(index: int, event: str, outcome: Published | ApiError) -> wire.BroadcastResult:
    if not isinstance(outcome, ApiError):
        return {"index": index, "status": 200, "broadcast": _shown(event, outcome)}
    message = outcome.message
    for error in outcome.errors:
        message = message.replace(f"`{error.field}`", f"`broadcasts[{index}].{error.field}`")
    return {
        "index": index,
        "status": outcome.status,
        "error": {"code": outcome.code, "message": message},
    }
