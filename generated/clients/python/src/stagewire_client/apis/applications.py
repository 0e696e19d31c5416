"""Stagewire Applications: Applications, their settings and keys, and tokens for their clients."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from .._transport import AsyncTransport, Call, RequestOptions, Transport, walk, walk_async
from .._wire import OMIT, Omit, nothing, query, segment
from ..models import (
    Application,
    ApplicationAnswer,
    ApplicationPage,
    CreateApplication,
    CreatedApplication,
    CreateToken,
    RegeneratedKey,
    Tier,
    Token,
    UpdateApplication,
)


class ApplicationsAPI:
    """Applications, their settings and keys, and tokens for their clients."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_applications(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> ApplicationPage:
        """List applications.

        An application key lists its own application, an admin key all of them, newest
        first.

        Needs the scope `applications:read`. Limited to 1000 requests per minute and API
        key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/applications",
                decode=lambda response: ApplicationPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page), ("pageSize", page_size), ("limit", limit)
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_applications(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Application]:
        """Every item of `list_applications`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_applications(
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def create_application(
        self,
        *,
        app_id: str | None = None,
        name: str,
        allowed_domain: str | None | Omit = OMIT,
        rate_limit: int | None | Omit = OMIT,
        tier: Tier | None = None,
        link_credits: int | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> CreatedApplication:
        """Create an application.

        Makes a tenant and answers its secret and its first live key, which are shown this
        once. Admin keys only. An `app_id` that is taken answers `409`.

        Needs the scope `admin`. Limited to 1000 requests per minute and API key.

        Args:
            app_id: Identifies an application, in small letters, digits and hyphens.
            name: Its name, without control characters.
            allowed_domain: The host whose pages may connect with client tokens, `*.` in
                front for its subdomains; null for any.
            rate_limit: Its own requests a minute, or null for the tier's.
            tier: Decides the requests a minute where the application has no `rate_limit` of
                its own.
            link_credits: Links it can create. The server's default if left out.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/applications",
                decode=lambda response: CreatedApplication.from_dict(response.json()),
                json=CreateApplication(
                    app_id=app_id,
                    name=name,
                    allowed_domain=allowed_domain,
                    rate_limit=rate_limit,
                    tier=tier,
                    link_credits=link_credits,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def get_application(
        self,
        app_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> ApplicationAnswer:
        """Get an application.

        The application's settings. Another application's id answers `404`.

        Needs the scope `applications:read`. Limited to 1000 requests per minute and API
        key.

        Args:
            app_id: The application's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/applications/{segment('app_id', app_id)}",
                decode=lambda response: ApplicationAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def update_application(
        self,
        app_id: str,
        *,
        name: str | None = None,
        allowed_domain: str | None | Omit = OMIT,
        rate_limit: int | None | Omit = OMIT,
        tier: Tier | None = None,
        status: bool | None = None,
        link_credits: int | None = None,
        options: RequestOptions | None = None,
    ) -> ApplicationAnswer:
        """Update an application.

        Changes the settings that are sent; the others stay. `status: false` switches the
        application off at once: its keys, tokens and links stop until it is switched on
        again, which takes an admin key. `tier` and `link_credits` are changed by admin keys
        only, and only they may set `rate_limit` above the tier's number.

        Needs the scope `applications:write`. Limited to 1000 requests per minute and API
        key.

        Args:
            app_id: The application's id.
            name: Its name, without control characters.
            allowed_domain: The host whose pages may connect with client tokens, `*.` in
                front for its subdomains; null for any.
            rate_limit: Its own requests a minute, or null for the tier's.
            tier: Decides the requests a minute where the application has no `rate_limit` of
                its own.
            status: Whether it is switched on.
            link_credits: Links it can still create.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "PUT",
                f"/api/applications/{segment('app_id', app_id)}",
                decode=lambda response: ApplicationAnswer.from_dict(response.json()),
                json=UpdateApplication(
                    name=name,
                    allowed_domain=allowed_domain,
                    rate_limit=rate_limit,
                    tier=tier,
                    status=status,
                    link_credits=link_credits,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def delete_application(
        self,
        app_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete an application.

        Ends the application with its keys and links at once. Its id is not given again.
        Admin keys only.

        Needs the scope `admin`. Limited to 1000 requests per minute and API key.

        Args:
            app_id: The application's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/applications/{segment('app_id', app_id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def regenerate_api_key(
        self,
        app_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> RegeneratedKey:
        """Regenerate the API key.

        Replaces the application's first key. The old one stops at once, the new one is
        shown this once. Keys made at `/api/keys` are not touched.

        Needs the scope `applications:write`. Limited to 1000 requests per minute and API
        key.

        Args:
            app_id: The application's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/applications/{segment('app_id', app_id)}/regenerate-api-key",
                decode=lambda response: RegeneratedKey.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def create_token(
        self,
        *,
        app_id: str,
        app_secret: str,
        payload: dict[str, Any] | None = None,
        options: RequestOptions | None = None,
    ) -> Token:
        """Create a client token.

        Exchanges an application's id and secret for a JSON Web Token (RFC 7519, HS256) that
        lives 24 hours. It carries `app_id` and the fields of `payload`. The claims
        `app_id`, `exp`, `iat`, `nbf`, `iss`, `aud` and `jti` are the server's: a payload
        that names one is refused. Needs no API key.

        Needs no API key. Limited to 100 requests per minute and IP address.

        Args:
            app_id: The application.
            app_secret: Its secret.
            payload: Fields that the token carries beside the server's own: any JSON without
                NUL characters and with whole numbers of at most 64 bits.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/token",
                decode=lambda response: Token.from_dict(response.json()),
                json=CreateToken(app_id=app_id, app_secret=app_secret, payload=payload).to_dict(),
                accept="application/json",
            ),
            options,
        )


class AsyncApplicationsAPI:
    """Applications, their settings and keys, and tokens for their clients."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_applications(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> ApplicationPage:
        """List applications.

        An application key lists its own application, an admin key all of them, newest
        first.

        Needs the scope `applications:read`. Limited to 1000 requests per minute and API
        key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/applications",
                decode=lambda response: ApplicationPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page), ("pageSize", page_size), ("limit", limit)
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_applications(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Application]:
        """Every item of `list_applications`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_applications(
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def create_application(
        self,
        *,
        app_id: str | None = None,
        name: str,
        allowed_domain: str | None | Omit = OMIT,
        rate_limit: int | None | Omit = OMIT,
        tier: Tier | None = None,
        link_credits: int | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> CreatedApplication:
        """Create an application.

        Makes a tenant and answers its secret and its first live key, which are shown this
        once. Admin keys only. An `app_id` that is taken answers `409`.

        Needs the scope `admin`. Limited to 1000 requests per minute and API key.

        Args:
            app_id: Identifies an application, in small letters, digits and hyphens.
            name: Its name, without control characters.
            allowed_domain: The host whose pages may connect with client tokens, `*.` in
                front for its subdomains; null for any.
            rate_limit: Its own requests a minute, or null for the tier's.
            tier: Decides the requests a minute where the application has no `rate_limit` of
                its own.
            link_credits: Links it can create. The server's default if left out.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/applications",
                decode=lambda response: CreatedApplication.from_dict(response.json()),
                json=CreateApplication(
                    app_id=app_id,
                    name=name,
                    allowed_domain=allowed_domain,
                    rate_limit=rate_limit,
                    tier=tier,
                    link_credits=link_credits,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def get_application(
        self,
        app_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> ApplicationAnswer:
        """Get an application.

        The application's settings. Another application's id answers `404`.

        Needs the scope `applications:read`. Limited to 1000 requests per minute and API
        key.

        Args:
            app_id: The application's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/applications/{segment('app_id', app_id)}",
                decode=lambda response: ApplicationAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def update_application(
        self,
        app_id: str,
        *,
        name: str | None = None,
        allowed_domain: str | None | Omit = OMIT,
        rate_limit: int | None | Omit = OMIT,
        tier: Tier | None = None,
        status: bool | None = None,
        link_credits: int | None = None,
        options: RequestOptions | None = None,
    ) -> ApplicationAnswer:
        """Update an application.

        Changes the settings that are sent; the others stay. `status: false` switches the
        application off at once: its keys, tokens and links stop until it is switched on
        again, which takes an admin key. `tier` and `link_credits` are changed by admin keys
        only, and only they may set `rate_limit` above the tier's number.

        Needs the scope `applications:write`. Limited to 1000 requests per minute and API
        key.

        Args:
            app_id: The application's id.
            name: Its name, without control characters.
            allowed_domain: The host whose pages may connect with client tokens, `*.` in
                front for its subdomains; null for any.
            rate_limit: Its own requests a minute, or null for the tier's.
            tier: Decides the requests a minute where the application has no `rate_limit` of
                its own.
            status: Whether it is switched on.
            link_credits: Links it can still create.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "PUT",
                f"/api/applications/{segment('app_id', app_id)}",
                decode=lambda response: ApplicationAnswer.from_dict(response.json()),
                json=UpdateApplication(
                    name=name,
                    allowed_domain=allowed_domain,
                    rate_limit=rate_limit,
                    tier=tier,
                    status=status,
                    link_credits=link_credits,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def delete_application(
        self,
        app_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete an application.

        Ends the application with its keys and links at once. Its id is not given again.
        Admin keys only.

        Needs the scope `admin`. Limited to 1000 requests per minute and API key.

        Args:
            app_id: The application's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/applications/{segment('app_id', app_id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def regenerate_api_key(
        self,
        app_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> RegeneratedKey:
        """Regenerate the API key.

        Replaces the application's first key. The old one stops at once, the new one is
        shown this once. Keys made at `/api/keys` are not touched.

        Needs the scope `applications:write`. Limited to 1000 requests per minute and API
        key.

        Args:
            app_id: The application's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/applications/{segment('app_id', app_id)}/regenerate-api-key",
                decode=lambda response: RegeneratedKey.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def create_token(
        self,
        *,
        app_id: str,
        app_secret: str,
        payload: dict[str, Any] | None = None,
        options: RequestOptions | None = None,
    ) -> Token:
        """Create a client token.

        Exchanges an application's id and secret for a JSON Web Token (RFC 7519, HS256) that
        lives 24 hours. It carries `app_id` and the fields of `payload`. The claims
        `app_id`, `exp`, `iat`, `nbf`, `iss`, `aud` and `jti` are the server's: a payload
        that names one is refused. Needs no API key.

        Needs no API key. Limited to 100 requests per minute and IP address.

        Args:
            app_id: The application.
            app_secret: Its secret.
            payload: Fields that the token carries beside the server's own: any JSON without
                NUL characters and with whole numbers of at most 64 bits.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/token",
                decode=lambda response: Token.from_dict(response.json()),
                json=CreateToken(app_id=app_id, app_secret=app_secret, payload=payload).to_dict(),
                accept="application/json",
            ),
            options,
        )
