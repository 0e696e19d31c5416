"""Handlers of `system.yaml`."""

from __future__ import annotations

from ipaddress import ip_address
from math import ceil
from typing import TYPE_CHECKING

from stagewire import __version__
from stagewire.contract.metrics import METRICS
from stagewire.contract.types import ApiError, Result
from stagewire.platform import Call
from stagewire.system.service import SystemService

if TYPE_CHECKING:
    from stagewire_models import system as wire


async def get_health(call: Call) -> wire.Health:
    return {"status": "ok"}


async def get_readiness(call: Call) -> Result:
    checks = await call.platform.of(SystemService).readiness()
    ready = all(state == "ok" for state in checks.values())
    body: wire.Readiness = {"status": "ready" if ready else "unavailable", "checks": checks}
    return Result(body, 200 if ready else 503)


async def get_version(call: Call) -> wire.Version:
    return {"version": __version__, "apis": dict(call.platform.of(SystemService).apis)}


async def list_blocks(call: Call) -> wire.Blocks:
    return {
        "blocks": [
            {
                "rule": block.rule,
                "identity": block.identity,
                "seconds": max(1, ceil(block.seconds)),
                "strikes": block.strikes,
            }
            for block in await call.platform.limiter.blocks()
        ]
    }


async def remove_block(call: Call, *, body: wire.RemoveBlock) -> wire.RemovedBlock:
    return {"lifted": await call.platform.limiter.lift(body["rule"], body["identity"])}


async def get_metrics(call: Call) -> Result:
    request = call.request
    # A forwarding header says that loopback is only the last hop of somebody else's way.
    local = request.direct and ip_address(request.ip).is_loopback
    if call.principal is None and not local:
        raise ApiError(401, "unauthorized", "From another machine, send an admin key.")
    return Result(METRICS.render(), 200, {"content-type": METRICS.content_type})
