"""The operations of `webrtc.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagewire.applications.target import target
from stagewire.contract.types import ApiError, FieldError
from stagewire.platform import Call
from stagewire.storage.pages import paginate
from stagewire.webrtc.service import RelayService
from stagewire.webrtc.usage import Usage

if TYPE_CHECKING:
    from stagewire_models import webrtc as wire

_TTL = 3600


async def get_turn_credentials(
    call: Call, *, ttl: int = _TTL, user_id: str | None = None, app_id: str | None = None
) -> wire.TurnCredentials:
    return await _credentials(call, ttl, user_id, app_id, "query.")


async def create_turn_credentials(
    call: Call, *, body: wire.CreateTurnCredentials
) -> wire.TurnCredentials:
    return await _credentials(
        call, body.get("ttl", _TTL), body.get("user_id"), body.get("app_id"), ""
    )


async def get_relay_usage(
    call: Call,
    *,
    current_page: int = 1,
    page_size: int = 25,
    limit: int | None = None,
    period: str = "24h",
    user_id: str | None = None,
    app_id: str | None = None,
) -> wire.RelayUsagePage:
    of = await target(call, app_id, "query.app_id")
    usage = call.platform.of(Usage)
    since = usage.since(period)
    user = None if user_id is None else usage.name(of, user_id)
    async with call.platform.database.session() as session:
        page = await paginate(
            session,
            usage.users(of, since, user),
            call.request,
            current_page=current_page,
            page_size=page_size,
            limit=limit,
            render=lambda row: {"user": row[0], "allocations": int(row[1]), "bytes": int(row[2])},
        )
    total = await usage.total(of, since, user)
    return {"measured": usage.measured, "total": total._asdict(), **page}  # type: ignore[typeddict-item]


async def _credentials(
    call: Call, ttl: int, user_id: str | None, app_id: str | None, place: str
) -> wire.TurnCredentials:
    # Credentials are secrets: no cache on the way may keep them.
    call.headers["Cache-Control"] = "no-store"
    of = await target(call, app_id, f"{place}app_id")
    caller = call.caller()
    if caller.kind == "client":
        if user_id is not None and user_id != caller.user_id:
            raise ApiError(
                403,
                "another_user",
                "`user_id` must be the token's own user.",
                errors=[FieldError(f"{place}user_id", "must be the token's own user")],
            )
        # A guest is whoever holds its token.
        user_id = caller.user_id or caller.key_id
    elif user_id is None:
        # The application's server itself, which may be a peer as well.
        user_id = f"key:{caller.key_id}"
    service = call.platform.of(RelayService)
    return service.credentials(of, user_id, ttl)  # type: ignore[return-value]
