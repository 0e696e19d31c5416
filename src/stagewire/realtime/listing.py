"""What the HTTP side shows of connections, users and rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stagewire.storage.types import instant, rfc3339

if TYPE_CHECKING:
    from stagewire_models import realtime as wire

    from stagewire.realtime.rooms import ConnectionInfo, RoomInfo


def newest_first(connections: list[ConnectionInfo]) -> list[ConnectionInfo]:
    """In an order that is total, so that pages do not overlap."""
    return sorted(connections, key=lambda one: (one.connected_at, one.connection_id), reverse=True)


def connection(one: ConnectionInfo) -> wire.Connection:
    return {
        "connection_id": one.connection_id,
        "user_id": one.user_id,
        "rooms": sorted(one.rooms),
        "connected_at": rfc3339(instant(round(one.connected_at, 3))),
        "ip": one.ip,
    }


def room(one: RoomInfo) -> wire.Room:
    return {"room": one.room, "subscribers": one.subscribers, "members": one.members}
