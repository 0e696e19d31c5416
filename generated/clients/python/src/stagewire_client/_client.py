"""The clients: one object with the operations of every API."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType

import httpx

from ._transport import (
    DEFAULT_MAX_RETRIES,
    DEFAULT_TIMEOUT,
    AsyncTransport,
    Settings,
    Transport,
)
from .apis.analytics import AnalyticsAPI, AsyncAnalyticsAPI
from .apis.applications import ApplicationsAPI, AsyncApplicationsAPI
from .apis.broadcasts import AsyncBroadcastsAPI, BroadcastsAPI
from .apis.keys import AsyncKeysAPI, KeysAPI
from .apis.licenses import AsyncLicensesAPI, LicensesAPI
from .apis.links import AsyncLinksAPI, LinksAPI
from .apis.presentations import AsyncPresentationsAPI, PresentationsAPI
from .apis.realtime import AsyncRealtimeAPI, RealtimeAPI
from .apis.system import AsyncSystemAPI, SystemAPI
from .apis.webhooks import AsyncWebhooksAPI, WebhooksAPI
from .apis.webrtc import AsyncWebrtcAPI, WebrtcAPI


class Stagewire:
    """A Stagewire server. Thread-safe; make one and keep it."""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.Client | None = None,
        initial_backoff: float = 0.5,
        max_backoff: float = 8.0,
        max_retry_after: float = 60.0,
    ) -> None:
        """
        Args:
            base_url: Where the server is. STAGEWIRE_BASE_URL, else http://127.0.0.1:8080.
            api_key: Sent with every call that needs one. STAGEWIRE_API_KEY if left out.
            timeout: Seconds for each try.
            max_retries: How often to try again after 429, 500, 502, 503, 504 or a broken
                connection; only calls that are safe to repeat.
            headers: More headers for every call.
            http_client: Sends the requests; yours to configure and to close.
            initial_backoff: The longest wait before the first retry, in seconds; it doubles.
            max_backoff: The longest wait before any retry that the server names no time for.
            max_retry_after: A server that asks for a longer wait gets no retry.
        """

        settings = Settings.make(
            base_url,
            api_key,
            timeout,
            max_retries,
            headers,
            initial_backoff,
            max_backoff,
            max_retry_after,
        )
        self._transport = Transport(settings, http_client)
        self.analytics = AnalyticsAPI(self._transport)
        """Connections, events and users of an application over time."""
        self.applications = ApplicationsAPI(self._transport)
        """Applications, their settings and keys, and tokens for their clients."""
        self.broadcasts = BroadcastsAPI(self._transport)
        """Events from a server to everybody in a room."""
        self.keys = KeysAPI(self._transport)
        """API keys with scopes, environments, expiry and rotation."""
        self.licenses = LicensesAPI(self._transport)
        """Software licences with device limits, floating seats, heartbeats and files that verify offline."""
        self.links = LinksAPI(self._transport)
        """Short links with passwords, expiry, UTM parameters, QR codes, tags and statistics."""
        self.presentations = PresentationsAPI(self._transport)
        """Presentations that phones drive and audiences join."""
        self.realtime = RealtimeAPI(self._transport)
        """Who is connected, and what happens in rooms."""
        self.system = SystemAPI(self._transport)
        """Whether the server lives, is ready, and which version it is."""
        self.webhooks = WebhooksAPI(self._transport)
        """Events sent to an application's own servers, signed, until they arrive."""
        self.webrtc = WebrtcAPI(self._transport)
        """Relay credentials for peers that cannot reach each other directly."""

    def __repr__(self) -> str:
        # Never the key.
        return f"Stagewire(base_url={self._transport.settings.base_url!r})"

    def close(self) -> None:
        """Closes the connections, unless they belong to an `http_client` of yours."""
        self._transport.close()

    def __enter__(self) -> Stagewire:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class AsyncStagewire:
    """A Stagewire server, for asyncio. Make one per event loop and keep it."""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        headers: Mapping[str, str] | None = None,
        http_client: httpx.AsyncClient | None = None,
        initial_backoff: float = 0.5,
        max_backoff: float = 8.0,
        max_retry_after: float = 60.0,
    ) -> None:
        """
        Args:
            base_url: Where the server is. STAGEWIRE_BASE_URL, else http://127.0.0.1:8080.
            api_key: Sent with every call that needs one. STAGEWIRE_API_KEY if left out.
            timeout: Seconds for each try.
            max_retries: How often to try again after 429, 500, 502, 503, 504 or a broken
                connection; only calls that are safe to repeat.
            headers: More headers for every call.
            http_client: Sends the requests; yours to configure and to close.
            initial_backoff: The longest wait before the first retry, in seconds; it doubles.
            max_backoff: The longest wait before any retry that the server names no time for.
            max_retry_after: A server that asks for a longer wait gets no retry.
        """

        settings = Settings.make(
            base_url,
            api_key,
            timeout,
            max_retries,
            headers,
            initial_backoff,
            max_backoff,
            max_retry_after,
        )
        self._transport = AsyncTransport(settings, http_client)
        self.analytics = AsyncAnalyticsAPI(self._transport)
        """Connections, events and users of an application over time."""
        self.applications = AsyncApplicationsAPI(self._transport)
        """Applications, their settings and keys, and tokens for their clients."""
        self.broadcasts = AsyncBroadcastsAPI(self._transport)
        """Events from a server to everybody in a room."""
        self.keys = AsyncKeysAPI(self._transport)
        """API keys with scopes, environments, expiry and rotation."""
        self.licenses = AsyncLicensesAPI(self._transport)
        """Software licences with device limits, floating seats, heartbeats and files that verify offline."""
        self.links = AsyncLinksAPI(self._transport)
        """Short links with passwords, expiry, UTM parameters, QR codes, tags and statistics."""
        self.presentations = AsyncPresentationsAPI(self._transport)
        """Presentations that phones drive and audiences join."""
        self.realtime = AsyncRealtimeAPI(self._transport)
        """Who is connected, and what happens in rooms."""
        self.system = AsyncSystemAPI(self._transport)
        """Whether the server lives, is ready, and which version it is."""
        self.webhooks = AsyncWebhooksAPI(self._transport)
        """Events sent to an application's own servers, signed, until they arrive."""
        self.webrtc = AsyncWebrtcAPI(self._transport)
        """Relay credentials for peers that cannot reach each other directly."""

    def __repr__(self) -> str:
        # Never the key.
        return f"AsyncStagewire(base_url={self._transport.settings.base_url!r})"

    async def close(self) -> None:
        """Closes the connections, unless they belong to an `http_client` of yours."""
        await self._transport.close()

    async def __aenter__(self) -> AsyncStagewire:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()
