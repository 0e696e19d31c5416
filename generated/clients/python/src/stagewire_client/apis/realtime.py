"""Stagewire Realtime: Who is connected, and what happens in rooms."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from .._transport import AsyncTransport, Call, RequestOptions, Transport, walk, walk_async
from .._wire import nothing, query, segment
from ..models import (
    BlockedUser,
    BlockUser,
    BroadcastToRoom,
    ClosedRoom,
    Connection,
    ConnectionPage,
    DisconnectedUser,
    Member,
    MemberPage,
    Room,
    RoomBroadcast,
    RoomHistory,
    RoomPage,
    User,
)


class RealtimeAPI:
    """Who is connected, and what happens in rooms."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_connections(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        room: str | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> ConnectionPage:
        """List connections.

        The application's connections on all server processes, the newest first. The filters
        narrow the list to those in a room, to those of a user, or to those of a user in a
        room.

        Needs the scope `connections:read`. Limited to 30 requests per minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            room: Only connections that follow this room.
            user_id: Only connections of this user.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/connections",
                decode=lambda response: ConnectionPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("room", room),
                    ("user_id", user_id),
                    ("app_id", app_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_connections(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        room: str | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Connection]:
        """Every item of `list_connections`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_connections(
                current_page=page,
                page_size=page_size,
                limit=limit,
                room=room,
                user_id=user_id,
                app_id=app_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def get_connection(
        self,
        connection_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Connection:
        """Get a connection.

        A connection of the application that is open now. One that has ended answers `404`.

        Needs the scope `connections:read`. Limited to 30 requests per minute and API key.

        Args:
            connection_id: The connection's id, which its client was told in `welcome`.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/connections/{segment('connection_id', connection_id)}",
                decode=lambda response: Connection.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def close_connection(
        self,
        connection_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Close a connection.

        Ends the connection with the close code 4006, which tells the client not to come
        back by itself. To keep a user out, block the user.

        Needs the scope `connections:write`. Limited to 10 requests per minute and API key.

        Args:
            connection_id: The connection's id, which its client was told in `welcome`.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/connections/{segment('connection_id', connection_id)}",
                decode=nothing,
                query=query(("app_id", app_id)),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def get_user(
        self,
        user_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> User:
        """Get a user's state.

        Whether a user is online, with the connections on all server processes, the newest
        first. A user who is not connected, or was never heard of, is offline.

        Needs the scope `connections:read`. Limited to 30 requests per minute and API key.

        Args:
            user_id: The `user_id` that the application put into the user's client tokens.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/users/{segment('user_id', user_id)}",
                decode=lambda response: User.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def disconnect_user(
        self,
        user_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> DisconnectedUser:
        """Disconnect a user.

        Ends all of the user's connections with the close code 4006. A client may connect
        again at once; to keep the user out, block the user.

        Needs the scope `connections:write`. Limited to 10 requests per minute and API key.

        Args:
            user_id: The `user_id` that the application put into the user's client tokens.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/users/{segment('user_id', user_id)}/connections",
                decode=lambda response: DisconnectedUser.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def block_user(
        self,
        user_id: str,
        *,
        app_id: str | None = None,
        seconds: int,
        options: RequestOptions | None = None,
    ) -> BlockedUser:
        """Block a user for a time.

        Ends the user's connections and refuses new ones for `seconds` from now, whatever
        tokens the user holds. Blocking again replaces the time.

        Needs the scope `connections:write`. Limited to 10 requests per minute and API key.

        Args:
            user_id: The `user_id` that the application put into the user's client tokens.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            seconds: Seconds from now, a year at most.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "PUT",
                f"/api/users/{segment('user_id', user_id)}/block",
                decode=lambda response: BlockedUser.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=BlockUser(seconds=seconds).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def unblock_user(
        self,
        user_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Let a user in again.

        Lifts the user's block, if there is one. The user may connect again at once.

        Needs the scope `connections:write`. Limited to 10 requests per minute and API key.

        Args:
            user_id: The `user_id` that the application put into the user's client tokens.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/users/{segment('user_id', user_id)}/block",
                decode=nothing,
                query=query(("app_id", app_id)),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def list_rooms(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        prefix: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> RoomPage:
        """List rooms.

        The application's rooms that somebody follows now, on all server processes, by name.

        Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            prefix: Only rooms whose names begin so.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/rooms",
                decode=lambda response: RoomPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("prefix", prefix),
                    ("app_id", app_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_rooms(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        prefix: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Room]:
        """Every item of `list_rooms`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_rooms(
                current_page=page,
                page_size=page_size,
                limit=limit,
                prefix=prefix,
                app_id=app_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def get_room(
        self,
        room: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Room:
        """Get a room.

        How many connections follow the room on all server processes. Nobody follows one
        that is not used.

        Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.

        Args:
            room: The room's name, as clients subscribe to it.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/rooms/{segment('room', room)}",
                decode=lambda response: Room.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def close_room(
        self,
        room: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> ClosedRoom:
        """Close a room.

        Takes everybody out of the room and forgets its history. Each client is told
        `unsubscribed` and stays connected; the room opens again when somebody uses it.

        Needs the scope `realtime:write`. Limited to 10 requests per minute and API key.

        Args:
            room: The room's name, as clients subscribe to it.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/rooms/{segment('room', room)}",
                decode=lambda response: ClosedRoom.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def list_room_members(
        self,
        room: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> MemberPage:
        """List a room's members.

        Who is present in the room, on all server processes, with the state that each told
        last.

        Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.

        Args:
            room: The room's name, as clients subscribe to it.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/rooms/{segment('room', room)}/members",
                decode=lambda response: MemberPage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_room_members(
        self,
        room: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Member]:
        """Every item of `list_room_members`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_room_members(
                room,
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def get_room_history(
        self,
        room: str,
        *,
        app_id: str | None = None,
        after: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> RoomHistory:
        """Get a room's history.

        What happened in the room, the oldest first, as far as it is kept: 256 events of the
        last hour. Without `after` these are the last ones. To read on, ask for what comes
        `after` the last event's offset; another `epoch` than before means that the history
        began anew.

        Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.

        Args:
            room: The room's name, as clients subscribe to it.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            after: Only events after this offset.
            limit: How many events at most. Default: 50.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/rooms/{segment('room', room)}/history",
                decode=lambda response: RoomHistory.from_dict(response.json()),
                query=query(("app_id", app_id), ("after", after), ("limit", limit)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def broadcast_to_room(
        self,
        room: str,
        *,
        app_id: str | None = None,
        event: str,
        data: dict[str, Any] | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> RoomBroadcast:
        """Broadcast to a room.

        Tells everybody in the room, and keeps the event in the room's history for those who
        come back. Rooms of presentations are told by commands only: they answer `403`. It
        is a change like the others here, 10 a minute; `POST /api/broadcast` takes a
        thousand.

        Needs the scope `realtime:write`. Limited to 10 requests per minute and API key.

        Args:
            room: The room's name, as clients subscribe to it.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            event: What happened, in a word of the application's own.
            data: Fields of the application's own.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/rooms/{segment('room', room)}/broadcast",
                decode=lambda response: RoomBroadcast.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=BroadcastToRoom(event=event, data=data).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )


class AsyncRealtimeAPI:
    """Who is connected, and what happens in rooms."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_connections(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        room: str | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> ConnectionPage:
        """List connections.

        The application's connections on all server processes, the newest first. The filters
        narrow the list to those in a room, to those of a user, or to those of a user in a
        room.

        Needs the scope `connections:read`. Limited to 30 requests per minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            room: Only connections that follow this room.
            user_id: Only connections of this user.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/connections",
                decode=lambda response: ConnectionPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("room", room),
                    ("user_id", user_id),
                    ("app_id", app_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_connections(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        room: str | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Connection]:
        """Every item of `list_connections`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_connections(
                current_page=page,
                page_size=page_size,
                limit=limit,
                room=room,
                user_id=user_id,
                app_id=app_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def get_connection(
        self,
        connection_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Connection:
        """Get a connection.

        A connection of the application that is open now. One that has ended answers `404`.

        Needs the scope `connections:read`. Limited to 30 requests per minute and API key.

        Args:
            connection_id: The connection's id, which its client was told in `welcome`.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/connections/{segment('connection_id', connection_id)}",
                decode=lambda response: Connection.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def close_connection(
        self,
        connection_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Close a connection.

        Ends the connection with the close code 4006, which tells the client not to come
        back by itself. To keep a user out, block the user.

        Needs the scope `connections:write`. Limited to 10 requests per minute and API key.

        Args:
            connection_id: The connection's id, which its client was told in `welcome`.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/connections/{segment('connection_id', connection_id)}",
                decode=nothing,
                query=query(("app_id", app_id)),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def get_user(
        self,
        user_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> User:
        """Get a user's state.

        Whether a user is online, with the connections on all server processes, the newest
        first. A user who is not connected, or was never heard of, is offline.

        Needs the scope `connections:read`. Limited to 30 requests per minute and API key.

        Args:
            user_id: The `user_id` that the application put into the user's client tokens.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/users/{segment('user_id', user_id)}",
                decode=lambda response: User.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def disconnect_user(
        self,
        user_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> DisconnectedUser:
        """Disconnect a user.

        Ends all of the user's connections with the close code 4006. A client may connect
        again at once; to keep the user out, block the user.

        Needs the scope `connections:write`. Limited to 10 requests per minute and API key.

        Args:
            user_id: The `user_id` that the application put into the user's client tokens.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/users/{segment('user_id', user_id)}/connections",
                decode=lambda response: DisconnectedUser.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def block_user(
        self,
        user_id: str,
        *,
        app_id: str | None = None,
        seconds: int,
        options: RequestOptions | None = None,
    ) -> BlockedUser:
        """Block a user for a time.

        Ends the user's connections and refuses new ones for `seconds` from now, whatever
        tokens the user holds. Blocking again replaces the time.

        Needs the scope `connections:write`. Limited to 10 requests per minute and API key.

        Args:
            user_id: The `user_id` that the application put into the user's client tokens.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            seconds: Seconds from now, a year at most.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "PUT",
                f"/api/users/{segment('user_id', user_id)}/block",
                decode=lambda response: BlockedUser.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=BlockUser(seconds=seconds).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def unblock_user(
        self,
        user_id: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> None:
        """Let a user in again.

        Lifts the user's block, if there is one. The user may connect again at once.

        Needs the scope `connections:write`. Limited to 10 requests per minute and API key.

        Args:
            user_id: The `user_id` that the application put into the user's client tokens.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/users/{segment('user_id', user_id)}/block",
                decode=nothing,
                query=query(("app_id", app_id)),
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def list_rooms(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        prefix: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> RoomPage:
        """List rooms.

        The application's rooms that somebody follows now, on all server processes, by name.

        Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            prefix: Only rooms whose names begin so.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/rooms",
                decode=lambda response: RoomPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("prefix", prefix),
                    ("app_id", app_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_rooms(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        prefix: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Room]:
        """Every item of `list_rooms`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_rooms(
                current_page=page,
                page_size=page_size,
                limit=limit,
                prefix=prefix,
                app_id=app_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def get_room(
        self,
        room: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Room:
        """Get a room.

        How many connections follow the room on all server processes. Nobody follows one
        that is not used.

        Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.

        Args:
            room: The room's name, as clients subscribe to it.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/rooms/{segment('room', room)}",
                decode=lambda response: Room.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def close_room(
        self,
        room: str,
        *,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> ClosedRoom:
        """Close a room.

        Takes everybody out of the room and forgets its history. Each client is told
        `unsubscribed` and stays connected; the room opens again when somebody uses it.

        Needs the scope `realtime:write`. Limited to 10 requests per minute and API key.

        Args:
            room: The room's name, as clients subscribe to it.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/rooms/{segment('room', room)}",
                decode=lambda response: ClosedRoom.from_dict(response.json()),
                query=query(("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def list_room_members(
        self,
        room: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> MemberPage:
        """List a room's members.

        Who is present in the room, on all server processes, with the state that each told
        last.

        Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.

        Args:
            room: The room's name, as clients subscribe to it.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/rooms/{segment('room', room)}/members",
                decode=lambda response: MemberPage.from_dict(response.json()),
                query=query(
                    ("app_id", app_id),
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_room_members(
        self,
        room: str,
        *,
        app_id: str | None = None,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Member]:
        """Every item of `list_room_members`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_room_members(
                room,
                app_id=app_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def get_room_history(
        self,
        room: str,
        *,
        app_id: str | None = None,
        after: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> RoomHistory:
        """Get a room's history.

        What happened in the room, the oldest first, as far as it is kept: 256 events of the
        last hour. Without `after` these are the last ones. To read on, ask for what comes
        `after` the last event's offset; another `epoch` than before means that the history
        began anew.

        Needs the scope `realtime:read`. Limited to 30 requests per minute and API key.

        Args:
            room: The room's name, as clients subscribe to it.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            after: Only events after this offset.
            limit: How many events at most. Default: 50.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/rooms/{segment('room', room)}/history",
                decode=lambda response: RoomHistory.from_dict(response.json()),
                query=query(("app_id", app_id), ("after", after), ("limit", limit)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def broadcast_to_room(
        self,
        room: str,
        *,
        app_id: str | None = None,
        event: str,
        data: dict[str, Any] | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> RoomBroadcast:
        """Broadcast to a room.

        Tells everybody in the room, and keeps the event in the room's history for those who
        come back. Rooms of presentations are told by commands only: they answer `403`. It
        is a change like the others here, 10 a minute; `POST /api/broadcast` takes a
        thousand.

        Needs the scope `realtime:write`. Limited to 10 requests per minute and API key.

        Args:
            room: The room's name, as clients subscribe to it.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            event: What happened, in a word of the application's own.
            data: Fields of the application's own.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/rooms/{segment('room', room)}/broadcast",
                decode=lambda response: RoomBroadcast.from_dict(response.json()),
                query=query(("app_id", app_id)),
                json=BroadcastToRoom(event=event, data=data).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )
