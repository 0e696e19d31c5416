"""Stagewire WebRTC: Relay credentials for peers that cannot reach each other directly."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Literal

from .._transport import AsyncTransport, Call, RequestOptions, Transport, walk, walk_async
from .._wire import query
from ..models import CreateTurnCredentials, RelayedUser, RelayUsagePage, TurnCredentials


class WebrtcAPI:
    """Relay credentials for peers that cannot reach each other directly."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get_turn_credentials(
        self,
        *,
        ttl: int | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> TurnCredentials:
        """Get STUN and TURN servers.

        The servers that a peer connection needs, with credentials for one user. A client
        gets its own; an API key may name the user in `user_id`.

        Needs the scope `webrtc:read`. Limited to 10 requests per minute and API key.

        Args:
            ttl: Seconds for which the credentials are good. Default: 3600.
            user_id: Whose credentials they are. A client token says it itself; with both
                they must be the same.
            app_id: The application. Admin keys must name it; others may, if it is their
                own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/webrtc/turn-credentials",
                decode=lambda response: TurnCredentials.from_dict(response.json()),
                query=query(("ttl", ttl), ("user_id", user_id), ("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def create_turn_credentials(
        self,
        *,
        ttl: int | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> TurnCredentials:
        """Make TURN credentials.

        The same by a request with a body, for what must not stand in an address. Nothing is
        kept, so there is nothing to take back: they end by themselves.

        Needs the scope `webrtc:read`. Limited to 10 requests per minute and API key.

        Args:
            ttl: Seconds for which the credentials are good.
            user_id: The `user_id` of the client token; null for a client without one.
            app_id: Identifies an application, in small letters, digits and hyphens.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/webrtc/turn-credentials",
                decode=lambda response: TurnCredentials.from_dict(response.json()),
                json=CreateTurnCredentials(ttl=ttl, user_id=user_id, app_id=app_id).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def get_relay_usage(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        period: Literal["24h", "7d", "30d"] | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> RelayUsagePage:
        """Get what was relayed.

        The application's users by what the relay carried for them in the period, the most
        first, with the total. An allocation counts in the hour in which it ends. `measured`
        is false where the relay's statistics are not set up.

        Needs the scope `webrtc:read`. Limited to 120 requests per minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            period: How far to look back, in whole hours. Default: 24h.
            user_id: Only this user.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/webrtc/usage",
                decode=lambda response: RelayUsagePage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("period", period),
                    ("user_id", user_id),
                    ("app_id", app_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_get_relay_usage(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        period: Literal["24h", "7d", "30d"] | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[RelayedUser]:
        """Every item of `get_relay_usage`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.get_relay_usage(
                current_page=page,
                page_size=page_size,
                limit=limit,
                period=period,
                user_id=user_id,
                app_id=app_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )


class AsyncWebrtcAPI:
    """Relay credentials for peers that cannot reach each other directly."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_turn_credentials(
        self,
        *,
        ttl: int | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> TurnCredentials:
        """Get STUN and TURN servers.

        The servers that a peer connection needs, with credentials for one user. A client
        gets its own; an API key may name the user in `user_id`.

        Needs the scope `webrtc:read`. Limited to 10 requests per minute and API key.

        Args:
            ttl: Seconds for which the credentials are good. Default: 3600.
            user_id: Whose credentials they are. A client token says it itself; with both
                they must be the same.
            app_id: The application. Admin keys must name it; others may, if it is their
                own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/webrtc/turn-credentials",
                decode=lambda response: TurnCredentials.from_dict(response.json()),
                query=query(("ttl", ttl), ("user_id", user_id), ("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def create_turn_credentials(
        self,
        *,
        ttl: int | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> TurnCredentials:
        """Make TURN credentials.

        The same by a request with a body, for what must not stand in an address. Nothing is
        kept, so there is nothing to take back: they end by themselves.

        Needs the scope `webrtc:read`. Limited to 10 requests per minute and API key.

        Args:
            ttl: Seconds for which the credentials are good.
            user_id: The `user_id` of the client token; null for a client without one.
            app_id: Identifies an application, in small letters, digits and hyphens.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/webrtc/turn-credentials",
                decode=lambda response: TurnCredentials.from_dict(response.json()),
                json=CreateTurnCredentials(ttl=ttl, user_id=user_id, app_id=app_id).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def get_relay_usage(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        period: Literal["24h", "7d", "30d"] | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> RelayUsagePage:
        """Get what was relayed.

        The application's users by what the relay carried for them in the period, the most
        first, with the total. An allocation counts in the hour in which it ends. `measured`
        is false where the relay's statistics are not set up.

        Needs the scope `webrtc:read`. Limited to 120 requests per minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            period: How far to look back, in whole hours. Default: 24h.
            user_id: Only this user.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/webrtc/usage",
                decode=lambda response: RelayUsagePage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("period", period),
                    ("user_id", user_id),
                    ("app_id", app_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_get_relay_usage(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        period: Literal["24h", "7d", "30d"] | None = None,
        user_id: str | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[RelayedUser]:
        """Every item of `get_relay_usage`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.get_relay_usage(
                current_page=page,
                page_size=page_size,
                limit=limit,
                period=period,
                user_id=user_id,
                app_id=app_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )
