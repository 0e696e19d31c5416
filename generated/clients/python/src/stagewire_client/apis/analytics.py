"""Stagewire Analytics: Connections, events and users of an application over time."""

from __future__ import annotations

from .._transport import AsyncTransport, Call, RequestOptions, Transport
from .._wire import query
from ..models import Analytics, Period


class AnalyticsAPI:
    """Connections, events and users of an application over time."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get_analytics(
        self,
        *,
        period: Period | None = None,
        timeline: bool | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Analytics:
        """Get an application's figures.

        Connections, events and users in the period, and those of this moment. With
        `timeline=true` also the figures of each minute (`1h`), hour (`24h`, `7d`) or day
        (`30d`) of the period, quiet ones included.

        Needs the scope `analytics:read`. Limited to 1000 requests per minute and API key.

        Args:
            period: How far to look back. Default: 24h.
            timeline: Whether to answer the period's course too. Default: false.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/analytics",
                decode=lambda response: Analytics.from_dict(response.json()),
                query=query(("period", period), ("timeline", timeline), ("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )


class AsyncAnalyticsAPI:
    """Connections, events and users of an application over time."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_analytics(
        self,
        *,
        period: Period | None = None,
        timeline: bool | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Analytics:
        """Get an application's figures.

        Connections, events and users in the period, and those of this moment. With
        `timeline=true` also the figures of each minute (`1h`), hour (`24h`, `7d`) or day
        (`30d`) of the period, quiet ones included.

        Needs the scope `analytics:read`. Limited to 1000 requests per minute and API key.

        Args:
            period: How far to look back. Default: 24h.
            timeline: Whether to answer the period's course too. Default: false.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/analytics",
                decode=lambda response: Analytics.from_dict(response.json()),
                query=query(("period", period), ("timeline", timeline), ("app_id", app_id)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )
