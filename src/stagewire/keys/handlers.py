"""The operations of ``openapi/keys.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stagewire.contract.types import Result
from stagewire.keys.service import Issued, Keys
from stagewire.platform import Call

if TYPE_CHECKING:
    from stagewire_models import keys as wire

_GRACE = 86_400


async def list_keys(
    call: Call,
    *,
    current_page: int,
    page_size: int,
    include_revoked: bool,
    limit: int | None = None,
    app_id: str | None = None,
) -> wire.KeyPage:
    page = await call.platform.of(Keys).page(
        call.caller(),
        call.request,
        app_id=app_id,
        include_revoked=include_revoked,
        current_page=current_page,
        page_size=page_size,
        limit=limit,
    )
    return cast("wire.KeyPage", page)


async def create_key(call: Call, *, body: wire.CreateKey) -> Result:
    issued = await call.platform.of(Keys).create(call.caller(), body)
    return Result(_with_secret(call, issued), headers={"location": f"/api/keys/{issued.key.id}"})


async def get_key(call: Call, *, key_id: str) -> wire.Key:
    service = call.platform.of(Keys)
    return service.shown(await service.get(call.caller(), key_id))


async def revoke_key(call: Call, *, key_id: str) -> None:
    await call.platform.of(Keys).revoke(call.caller(), key_id)


async def rotate_key(call: Call, *, key_id: str, body: wire.RotateKey) -> wire.KeyWithSecret:
    issued = await call.platform.of(Keys).rotate(
        call.caller(), key_id, body.get("grace_period", _GRACE)
    )
    return _with_secret(call, issued)


def _with_secret(call: Call, issued: Issued) -> wire.KeyWithSecret:
    return {**call.platform.of(Keys).shown(issued.key), "secret": issued.secret}
