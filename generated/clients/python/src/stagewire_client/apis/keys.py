"""Stagewire Keys: API keys with scopes, environments, expiry and rotation."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime

from .._transport import AsyncTransport, Call, RequestOptions, Transport, walk, walk_async
from .._wire import nothing, query, segment
from ..models import CreateKey, Environment, Key, KeyPage, KeyWithSecret, RotateKey


class KeysAPI:
    """API keys with scopes, environments, expiry and rotation."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_keys(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        include_revoked: bool | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> KeyPage:
        """List keys.

        The application's keys, newest first, never their secrets. An admin key names the
        application in `app_id`.

        Needs the scope `keys:read`. Limited to 1000 requests per minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            include_revoked: `true` lists revoked keys too. Default: false.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/keys",
                decode=lambda response: KeyPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("include_revoked", include_revoked),
                    ("app_id", app_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_keys(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        include_revoked: bool | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Key]:
        """Every item of `list_keys`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_keys(
                current_page=page,
                page_size=page_size,
                limit=limit,
                include_revoked=include_revoked,
                app_id=app_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def create_key(
        self,
        *,
        name: str,
        scopes: list[str],
        environment: Environment | None = None,
        expires_at: datetime | None = None,
        app_id: str | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> KeyWithSecret:
        """Create a key.

        Makes a key and answers its secret, which is shown this once. Its scopes must be
        among the caller's own, else `403` names the one that is not. A sandbox key makes
        sandbox keys only.

        Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.

        Args:
            name: What it is for, without control characters.
            scopes: What it may do.
            environment: Where the key acts.
            expires_at: When it ends by itself. In the future.
            app_id: Identifies an application, in small letters, digits and hyphens.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/keys",
                decode=lambda response: KeyWithSecret.from_dict(response.json()),
                json=CreateKey(
                    name=name,
                    scopes=scopes,
                    environment=environment,
                    expires_at=expires_at,
                    app_id=app_id,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def get_key(
        self,
        key_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> Key:
        """Get a key.

        A key of the application, without its secret. A revoked key answers `404` here; the
        list can show it.

        Needs the scope `keys:read`. Limited to 1000 requests per minute and API key.

        Args:
            key_id: The key's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/keys/{segment('key_id', key_id)}",
                decode=lambda response: Key.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def revoke_key(
        self,
        key_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Revoke a key.

        The key stops, on every server within five seconds, and cannot be brought back.

        Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.

        Args:
            key_id: The key's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/keys/{segment('key_id', key_id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def rotate_key(
        self,
        key_id: str,
        *,
        grace_period: int | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> KeyWithSecret:
        """Rotate a key.

        Gives the key a new secret, shown this once. The old secret works on for
        `grace_period` seconds, so that what uses it can be changed over without a gap.

        Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.

        Args:
            key_id: The key's id.
            grace_period: Seconds that the old secret still works.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/keys/{segment('key_id', key_id)}/rotate",
                decode=lambda response: KeyWithSecret.from_dict(response.json()),
                json=RotateKey(grace_period=grace_period).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )


class AsyncKeysAPI:
    """API keys with scopes, environments, expiry and rotation."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_keys(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        include_revoked: bool | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> KeyPage:
        """List keys.

        The application's keys, newest first, never their secrets. An admin key names the
        application in `app_id`.

        Needs the scope `keys:read`. Limited to 1000 requests per minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            include_revoked: `true` lists revoked keys too. Default: false.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/keys",
                decode=lambda response: KeyPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("include_revoked", include_revoked),
                    ("app_id", app_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_keys(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        include_revoked: bool | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Key]:
        """Every item of `list_keys`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_keys(
                current_page=page,
                page_size=page_size,
                limit=limit,
                include_revoked=include_revoked,
                app_id=app_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def create_key(
        self,
        *,
        name: str,
        scopes: list[str],
        environment: Environment | None = None,
        expires_at: datetime | None = None,
        app_id: str | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> KeyWithSecret:
        """Create a key.

        Makes a key and answers its secret, which is shown this once. Its scopes must be
        among the caller's own, else `403` names the one that is not. A sandbox key makes
        sandbox keys only.

        Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.

        Args:
            name: What it is for, without control characters.
            scopes: What it may do.
            environment: Where the key acts.
            expires_at: When it ends by itself. In the future.
            app_id: Identifies an application, in small letters, digits and hyphens.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/keys",
                decode=lambda response: KeyWithSecret.from_dict(response.json()),
                json=CreateKey(
                    name=name,
                    scopes=scopes,
                    environment=environment,
                    expires_at=expires_at,
                    app_id=app_id,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def get_key(
        self,
        key_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> Key:
        """Get a key.

        A key of the application, without its secret. A revoked key answers `404` here; the
        list can show it.

        Needs the scope `keys:read`. Limited to 1000 requests per minute and API key.

        Args:
            key_id: The key's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/keys/{segment('key_id', key_id)}",
                decode=lambda response: Key.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def revoke_key(
        self,
        key_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Revoke a key.

        The key stops, on every server within five seconds, and cannot be brought back.

        Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.

        Args:
            key_id: The key's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/keys/{segment('key_id', key_id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def rotate_key(
        self,
        key_id: str,
        *,
        grace_period: int | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> KeyWithSecret:
        """Rotate a key.

        Gives the key a new secret, shown this once. The old secret works on for
        `grace_period` seconds, so that what uses it can be changed over without a gap.

        Needs the scope `keys:write`. Limited to 1000 requests per minute and API key.

        Args:
            key_id: The key's id.
            grace_period: Seconds that the old secret still works.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/keys/{segment('key_id', key_id)}/rotate",
                decode=lambda response: KeyWithSecret.from_dict(response.json()),
                json=RotateKey(grace_period=grace_period).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )
