"""The operations of ``openapi/presentations.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from stagewire.applications.target import target
from stagewire.contract.types import Result
from stagewire.platform import Call
from stagewire.presentations.commands import Commands
from stagewire.presentations.pairing import Pairings
from stagewire.presentations.roles import SERVER
from stagewire.presentations.service import Presentations

if TYPE_CHECKING:
    from stagewire_models import presentations as wire

    from stagewire.storage.pages import Page

_QUERY = "query.app_id"
QuestionStatus = Literal["open", "answered", "dismissed"]


# --- presentations ---------------------------------------------------------------------------


async def list_presentations(
    call: Call,
    *,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    status: wire.PresentationStatus | None = None,
    app_id: str | None = None,
) -> Page:
    owner = await target(call, app_id, _QUERY)
    return await call.platform.of(Presentations).page(
        owner, call.request, status=status, **_shape(current_page, page_size, limit)
    )


async def create_presentation(
    call: Call, *, body: wire.CreatePresentation, app_id: str | None = None
) -> Result:
    owner = await target(call, app_id, _QUERY)
    made = await call.platform.of(Presentations).create(owner, body)
    return Result(made, headers={"location": f"/api/presentations/{made['id']}"})


async def get_presentation(
    call: Call, *, presentation_id: str, app_id: str | None = None
) -> wire.Presentation:
    owner = await target(call, app_id, _QUERY)
    return await call.platform.of(Presentations).get(owner, presentation_id)


async def update_presentation(
    call: Call, *, presentation_id: str, body: wire.UpdatePresentation, app_id: str | None = None
) -> wire.Presentation:
    owner = await target(call, app_id, _QUERY)
    return await call.platform.of(Presentations).update(owner, presentation_id, body)


async def delete_presentation(
    call: Call, *, presentation_id: str, app_id: str | None = None
) -> None:
    owner = await target(call, app_id, _QUERY)
    await call.platform.of(Presentations).delete(owner, presentation_id)


async def get_presentation_state(
    call: Call, *, presentation_id: str, app_id: str | None = None
) -> wire.PresentationState:
    owner = await target(call, app_id, _QUERY)
    state = await call.platform.of(Presentations).state(owner, presentation_id)
    return cast("wire.PresentationState", state)


async def send_command(
    call: Call, *, presentation_id: str, body: wire.SendCommand, app_id: str | None = None
) -> wire.CommandDone:
    owner = await target(call, app_id, _QUERY)
    done = await call.platform.of(Commands).run(
        owner, presentation_id, SERVER, body["command"], version=body.get("version")
    )
    return cast("wire.CommandDone", done)


# --- pairing ---------------------------------------------------------------------------------


async def create_pairing(
    call: Call, *, presentation_id: str, body: wire.CreatePairing, app_id: str | None = None
) -> Result:
    owner = await target(call, app_id, _QUERY)
    return Result(await call.platform.of(Pairings).create(owner, presentation_id, body))


async def get_pairing(
    call: Call, *, presentation_id: str, pairing_id: str, app_id: str | None = None
) -> wire.PairingStatus:
    owner = await target(call, app_id, _QUERY)
    return await call.platform.of(Pairings).get(owner, presentation_id, pairing_id)


async def revoke_pairing(
    call: Call, *, presentation_id: str, pairing_id: str, app_id: str | None = None
) -> None:
    owner = await target(call, app_id, _QUERY)
    await call.platform.of(Pairings).revoke(owner, presentation_id, pairing_id)


async def claim_pairing(call: Call, *, code: str, body: wire.ClaimPairing) -> Result:
    return Result(await call.platform.of(Pairings).claim(code, body.get("name"), call.request.ip))


async def get_pairing_qr(call: Call, *, code: str) -> Result:
    picture = await call.platform.of(Pairings).picture(code, call.request.ip)
    return Result(picture, 200, {"Content-Type": "image/svg+xml"})


async def list_devices(
    call: Call,
    *,
    presentation_id: str,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    role: wire.PresentationRole | None = None,
    app_id: str | None = None,
) -> Page:
    owner = await target(call, app_id, _QUERY)
    shape = _shape(current_page, page_size, limit)
    return await call.platform.of(Pairings).page(
        owner, presentation_id, call.request, role, **shape
    )


async def get_device(
    call: Call, *, presentation_id: str, device_id: str, app_id: str | None = None
) -> wire.Device:
    owner = await target(call, app_id, _QUERY)
    return await call.platform.of(Pairings).device(owner, presentation_id, device_id)


async def update_device(
    call: Call,
    *,
    presentation_id: str,
    device_id: str,
    body: wire.UpdateDevice,
    app_id: str | None = None,
) -> wire.Device:
    owner = await target(call, app_id, _QUERY)
    return await call.platform.of(Pairings).update_device(owner, presentation_id, device_id, body)


async def remove_device(
    call: Call, *, presentation_id: str, device_id: str, app_id: str | None = None
) -> None:
    owner = await target(call, app_id, _QUERY)
    await call.platform.of(Pairings).remove_device(owner, presentation_id, device_id)


# --- the audience ----------------------------------------------------------------------------


async def list_polls(
    call: Call,
    *,
    presentation_id: str,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    app_id: str | None = None,
) -> Page:
    owner = await target(call, app_id, _QUERY)
    return await call.platform.of(Presentations).polls(
        owner, presentation_id, call.request, **_shape(current_page, page_size, limit)
    )


async def list_questions(
    call: Call,
    *,
    presentation_id: str,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    status: QuestionStatus | None = None,
    app_id: str | None = None,
) -> Page:
    owner = await target(call, app_id, _QUERY)
    return await call.platform.of(Presentations).questions(
        owner, presentation_id, call.request, status, **_shape(current_page, page_size, limit)
    )


async def list_messages(
    call: Call,
    *,
    presentation_id: str,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    app_id: str | None = None,
) -> Page:
    owner = await target(call, app_id, _QUERY)
    return await call.platform.of(Presentations).messages(
        owner, presentation_id, call.request, **_shape(current_page, page_size, limit)
    )


def _shape(current_page: int, page_size: int, limit: int | None) -> dict[str, Any]:
    return {"current_page": current_page, "page_size": page_size, "limit": limit}
