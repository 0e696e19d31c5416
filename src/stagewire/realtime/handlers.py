"""The operations of ``openapi/realtime.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import orjson

from stagewire.applications.target import target
from stagewire.broadcasts.service import Broadcasts
from stagewire.contract.types import ApiError
from stagewire.platform import Call
from stagewire.realtime import listing
from stagewire.realtime.rooms import Member, RoomInfo, Rooms
from stagewire.storage.pages import page_of
from stagewire.storage.types import instant, rfc3339

if TYPE_CHECKING:
    from stagewire_models import realtime as wire

_QUERY = "query.app_id"


# --- connections -----------------------------------------------------------------------------


async def list_connections(
    call: Call,
    *,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    room: str | None = None,
    user_id: str | None = None,
    app_id: str | None = None,
) -> wire.ConnectionPage:
    owner = await target(call, app_id, _QUERY)
    found = await call.platform.of(Rooms).connections(owner, room=room, user_id=user_id)
    page = page_of(
        listing.newest_first(found),
        call.request,
        current_page=current_page,
        page_size=page_size,
        limit=limit,
        render=listing.connection,
    )
    return cast("wire.ConnectionPage", page)


async def get_connection(
    call: Call, *, connection_id: str, app_id: str | None = None
) -> wire.Connection:
    owner = await target(call, app_id, _QUERY)
    found = await call.platform.of(Rooms).connection(owner, connection_id)
    if found is None:
        raise _no_connection(connection_id)
    return listing.connection(found)


async def close_connection(call: Call, *, connection_id: str, app_id: str | None = None) -> None:
    owner = await target(call, app_id, _QUERY)
    if not await call.platform.of(Rooms).disconnect(owner, connection_id=connection_id):
        raise _no_connection(connection_id)


# --- users -----------------------------------------------------------------------------------


async def get_user(call: Call, *, user_id: str, app_id: str | None = None) -> wire.User:
    owner = await target(call, app_id, _QUERY)
    rooms = call.platform.of(Rooms)
    found = await rooms.connections(owner, user_id=user_id)
    blocked = await rooms.blocked_for(owner, user_id)
    return {
        "user_id": user_id,
        "online": bool(found),
        "blocked_until": _from_now(call, blocked) if blocked > 0 else None,
        "connections": [listing.connection(one) for one in listing.newest_first(found)],
    }


async def disconnect_user(
    call: Call, *, user_id: str, app_id: str | None = None
) -> wire.DisconnectedUser:
    owner = await target(call, app_id, _QUERY)
    closed = await call.platform.of(Rooms).disconnect(owner, user_id=user_id)
    return {"user_id": user_id, "disconnected": closed}


async def block_user(
    call: Call, *, user_id: str, body: wire.BlockUser, app_id: str | None = None
) -> wire.BlockedUser:
    owner = await target(call, app_id, _QUERY)
    seconds = body["seconds"]
    await call.platform.of(Rooms).block_user(owner, user_id, seconds)
    return {"user_id": user_id, "blocked_until": _from_now(call, seconds)}


async def unblock_user(call: Call, *, user_id: str, app_id: str | None = None) -> None:
    owner = await target(call, app_id, _QUERY)
    await call.platform.of(Rooms).unblock_user(owner, user_id)


# --- rooms -----------------------------------------------------------------------------------


async def list_rooms(
    call: Call,
    *,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    prefix: str = "",
    app_id: str | None = None,
) -> wire.RoomPage:
    owner = await target(call, app_id, _QUERY)
    found = await call.platform.of(Rooms).rooms(owner)
    page = page_of(
        sorted(one for one in found if one.room.startswith(prefix)),
        call.request,
        current_page=current_page,
        page_size=page_size,
        limit=limit,
        render=listing.room,
    )
    return cast("wire.RoomPage", page)


async def get_room(call: Call, *, room: str, app_id: str | None = None) -> wire.Room:
    owner = await target(call, app_id, _QUERY)
    found = await call.platform.of(Rooms).rooms(owner, room)
    return listing.room(found[0] if found else RoomInfo(room, 0, 0))


async def close_room(call: Call, *, room: str, app_id: str | None = None) -> wire.ClosedRoom:
    owner = await target(call, app_id, _QUERY)
    return {"room": room, "unsubscribed": await call.platform.of(Rooms).close_room(owner, room)}


async def list_room_members(
    call: Call,
    *,
    room: str,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    app_id: str | None = None,
) -> wire.MemberPage:
    owner = await target(call, app_id, _QUERY)
    found = await call.platform.of(Rooms).members(owner, room)
    page = page_of(
        sorted(found, key=lambda one: one.connection_id),
        call.request,
        current_page=current_page,
        page_size=page_size,
        limit=limit,
        render=Member.as_json,
    )
    return cast("wire.MemberPage", page)


async def get_room_history(
    call: Call, *, room: str, limit: int, after: int | None = None, app_id: str | None = None
) -> wire.RoomHistory:
    owner = await target(call, app_id, _QUERY)
    past = await call.platform.of(Rooms).history(owner, room, after, limit)
    return {
        "room": room,
        "epoch": past.epoch,
        "offset": past.offset,
        "events": [orjson.loads(event.body) for event in past.events],
    }


async def broadcast_to_room(
    call: Call, *, room: str, body: wire.BroadcastToRoom, app_id: str | None = None
) -> wire.RoomBroadcast:
    owner = await target(call, app_id, _QUERY)
    event = body["event"]
    told = await call.platform.of(Broadcasts).send(owner, room, event, body.get("data", {}))
    return {
        "room": room,
        "event": event,
        "epoch": told.epoch,
        "offset": told.offset,
        "subscriber_count": told.subscriber_count,
        "timestamp": told.timestamp_ms,
    }


def _from_now(call: Call, seconds: float) -> str:
    return rfc3339(instant(round(call.platform.clock() + seconds)))


def _no_connection(connection_id: str) -> ApiError:
    return ApiError(404, "not_found", f"There is no connection {connection_id}.")
