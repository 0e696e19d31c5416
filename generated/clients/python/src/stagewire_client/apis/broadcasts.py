"""Stagewire Broadcasts: Events from a server to everybody in a room."""

from __future__ import annotations

from typing import Any

from .._transport import AsyncTransport, Call, RequestOptions, Transport
from ..models import (
    BatchedBroadcast,
    Broadcast,
    BroadcastResults,
    CreateBroadcast,
    CreateBroadcasts,
)


class BroadcastsAPI:
    """Events from a server to everybody in a room."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create_broadcast(
        self,
        *,
        app_id: str | None = None,
        room: str,
        event: str,
        data: dict[str, Any] | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Broadcast:
        """Broadcast an event.

        Tells everybody in a room, and answers how many connections followed it on all
        server processes. `room` in the answer is the room's name on the whole server. Rooms
        of presentations are told by commands only: they answer `403`. 1000 requests a
        minute for each key.

        Needs the scope `realtime:write`. Limited to 1000 requests per minute and API key.

        Args:
            app_id: Identifies an application, in small letters, digits and hyphens.
            room: A room of the application. Rooms come into being when they are first used.
            event: What happened, in a word of the application's own.
            data: Fields of the application's own.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/broadcast",
                decode=lambda response: Broadcast.from_dict(response.json()),
                json=CreateBroadcast(app_id=app_id, room=room, event=event, data=data).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def create_broadcasts(
        self,
        *,
        app_id: str | None = None,
        broadcasts: list[BatchedBroadcast],
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> BroadcastResults:
        """Broadcast up to 100 events.

        Tells several rooms, or one room several things, and answers a result per item, in
        order: `200` with the broadcast, or the error that this item met. Events for one
        room keep their order. A body that breaks the schema is refused whole and tells
        nobody. 100 requests a minute for each key.

        Needs the scope `realtime:write`. Limited to 100 requests per minute and API key.

        Args:
            app_id: Identifies an application, in small letters, digits and hyphens.
            broadcasts: The events, all of one application.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/broadcast/batch",
                decode=lambda response: BroadcastResults.from_dict(response.json()),
                json=CreateBroadcasts(app_id=app_id, broadcasts=broadcasts).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )


class AsyncBroadcastsAPI:
    """Events from a server to everybody in a room."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create_broadcast(
        self,
        *,
        app_id: str | None = None,
        room: str,
        event: str,
        data: dict[str, Any] | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Broadcast:
        """Broadcast an event.

        Tells everybody in a room, and answers how many connections followed it on all
        server processes. `room` in the answer is the room's name on the whole server. Rooms
        of presentations are told by commands only: they answer `403`. 1000 requests a
        minute for each key.

        Needs the scope `realtime:write`. Limited to 1000 requests per minute and API key.

        Args:
            app_id: Identifies an application, in small letters, digits and hyphens.
            room: A room of the application. Rooms come into being when they are first used.
            event: What happened, in a word of the application's own.
            data: Fields of the application's own.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/broadcast",
                decode=lambda response: Broadcast.from_dict(response.json()),
                json=CreateBroadcast(app_id=app_id, room=room, event=event, data=data).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def create_broadcasts(
        self,
        *,
        app_id: str | None = None,
        broadcasts: list[BatchedBroadcast],
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> BroadcastResults:
        """Broadcast up to 100 events.

        Tells several rooms, or one room several things, and answers a result per item, in
        order: `200` with the broadcast, or the error that this item met. Events for one
        room keep their order. A body that breaks the schema is refused whole and tells
        nobody. 100 requests a minute for each key.

        Needs the scope `realtime:write`. Limited to 100 requests per minute and API key.

        Args:
            app_id: Identifies an application, in small letters, digits and hyphens.
            broadcasts: The events, all of one application.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/broadcast/batch",
                decode=lambda response: BroadcastResults.from_dict(response.json()),
                json=CreateBroadcasts(app_id=app_id, broadcasts=broadcasts).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )
