"""The operations of ``openapi/applications.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagewire.access.tokens import LIFE
from stagewire.applications.service import Applications, shown
from stagewire.contract.types import Result
from stagewire.platform import Call

if TYPE_CHECKING:
    from stagewire_models import applications as wire


async def list_applications(
    call: Call, *, current_page: int, page_size: int, limit: int | None = None
) -> wire.ApplicationPage:
    page = await call.platform.of(Applications).page(
        call.caller(), call.request, current_page, page_size, limit
    )
    return {"success": True, **page}


async def create_application(call: Call, *, body: wire.CreateApplication) -> Result:
    made = await call.platform.of(Applications).create(body)
    app_id = made.application.app_id
    return Result(
        {
            "success": True,
            "app_id": app_id,
            "app_secret": made.app_secret,
            "api_key": made.api_key,
            "application": shown(made.application),
        },
        headers={"location": f"/api/applications/{app_id}"},
    )


async def get_application(call: Call, *, app_id: str) -> wire.ApplicationAnswer:
    row = await call.platform.of(Applications).get(call.caller(), app_id)
    return {"success": True, "application": shown(row)}


async def update_application(
    call: Call, *, app_id: str, body: wire.UpdateApplication
) -> wire.ApplicationAnswer:
    row = await call.platform.of(Applications).update(call.caller(), app_id, body)
    return {"success": True, "application": shown(row)}


async def delete_application(call: Call, *, app_id: str) -> None:
    await call.platform.of(Applications).delete(app_id)


async def regenerate_api_key(call: Call, *, app_id: str) -> wire.RegeneratedKey:
    key = await call.platform.of(Applications).regenerate(call.caller(), app_id)
    return {"success": True, "app_id": app_id, "api_key": key}


async def create_token(call: Call, *, body: wire.CreateToken) -> wire.Token:
    made = await call.platform.of(Applications).token(
        body["app_id"], body["app_secret"], body.get("payload", {})
    )
    return {
        "success": True,
        "token": made.token,
        "expires_in": LIFE,
        "expires_at": made.expires_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
