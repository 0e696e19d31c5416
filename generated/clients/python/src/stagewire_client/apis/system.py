"""Stagewire System: Whether the server lives, is ready, and which version it is."""

from __future__ import annotations

from .._transport import AsyncTransport, Call, RequestOptions, Transport
from ..models import Blocks, Health, Readiness, RemoveBlock, RemovedBlock, Version


class SystemAPI:
    """Whether the server lives, is ready, and which version it is."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get_health(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Health:
        """Is the process alive.

        Answers as long as the process can. It asks nothing else, so use it to decide on
        restarts.

        Needs no API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/health",
                decode=lambda response: Health.from_dict(response.json()),
                accept="application/json",
            ),
            options,
        )

    def get_readiness(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Readiness:
        """Can the server do its work.

        Asks each part that requests need. When one does not answer, `503` names it; send
        traffic elsewhere until it does.

        Needs no API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/ready",
                decode=lambda response: Readiness.from_dict(response.json()),
                accept="application/json",
            ),
            options,
        )

    def get_version(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Version:
        """Which version runs.

        The version of the server and of each API it serves.

        Needs no API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/version",
                decode=lambda response: Version.from_dict(response.json()),
                accept="application/json",
            ),
            options,
        )

    def get_metrics(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> str:
        """What the server measured.

        Counters and histograms in Prometheus' text format. Asked from another machine it
        takes an admin key; from the server's own loopback address it needs none.

        Needs the scope `admin`.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/metrics",
                decode=lambda response: response.text,
                accept="text/plain",
                key_header="Authorization",
                key_prefix="Bearer ",
                key_optional=True,
            ),
            options,
        )

    def list_blocks(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Blocks:
        """Who is blocked.

        Every caller that is blocked now for going on against a rate limit, the longest
        remaining first. Only for admins.

        Needs the scope `admin`.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/blocks",
                decode=lambda response: Blocks.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def remove_block(
        self,
        *,
        rule: str,
        identity: str,
        options: RequestOptions | None = None,
    ) -> RemovedBlock:
        """Lift a block.

        Forgets what is known of a caller under a rule: its block, its strikes and its
        count. `lifted` says whether it was blocked. Only for admins.

        Needs the scope `admin`.

        Args:
            rule: The limit.
            identity: The caller, as it is listed.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/blocks/lift",
                decode=lambda response: RemovedBlock.from_dict(response.json()),
                json=RemoveBlock(rule=rule, identity=identity).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )


class AsyncSystemAPI:
    """Whether the server lives, is ready, and which version it is."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get_health(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Health:
        """Is the process alive.

        Answers as long as the process can. It asks nothing else, so use it to decide on
        restarts.

        Needs no API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/health",
                decode=lambda response: Health.from_dict(response.json()),
                accept="application/json",
            ),
            options,
        )

    async def get_readiness(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Readiness:
        """Can the server do its work.

        Asks each part that requests need. When one does not answer, `503` names it; send
        traffic elsewhere until it does.

        Needs no API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/ready",
                decode=lambda response: Readiness.from_dict(response.json()),
                accept="application/json",
            ),
            options,
        )

    async def get_version(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Version:
        """Which version runs.

        The version of the server and of each API it serves.

        Needs no API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/version",
                decode=lambda response: Version.from_dict(response.json()),
                accept="application/json",
            ),
            options,
        )

    async def get_metrics(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> str:
        """What the server measured.

        Counters and histograms in Prometheus' text format. Asked from another machine it
        takes an admin key; from the server's own loopback address it needs none.

        Needs the scope `admin`.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/metrics",
                decode=lambda response: response.text,
                accept="text/plain",
                key_header="Authorization",
                key_prefix="Bearer ",
                key_optional=True,
            ),
            options,
        )

    async def list_blocks(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Blocks:
        """Who is blocked.

        Every caller that is blocked now for going on against a rate limit, the longest
        remaining first. Only for admins.

        Needs the scope `admin`.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/blocks",
                decode=lambda response: Blocks.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def remove_block(
        self,
        *,
        rule: str,
        identity: str,
        options: RequestOptions | None = None,
    ) -> RemovedBlock:
        """Lift a block.

        Forgets what is known of a caller under a rule: its block, its strikes and its
        count. `lifted` says whether it was blocked. Only for admins.

        Needs the scope `admin`.

        Args:
            rule: The limit.
            identity: The caller, as it is listed.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/blocks/lift",
                decode=lambda response: RemovedBlock.from_dict(response.json()),
                json=RemoveBlock(rule=rule, identity=identity).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )
