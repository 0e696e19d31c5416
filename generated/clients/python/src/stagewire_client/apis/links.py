"""Stagewire Links: Short links with passwords, expiry, UTM parameters, QR codes, tags and statistics."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime
from typing import Literal

from .._transport import AsyncTransport, Call, RequestOptions, Transport, walk, walk_async
from .._wire import OMIT, Omit, nothing, query, segment
from ..models import (
    CreatedLinks,
    CreateLink,
    CreateLinks,
    CreateTag,
    Credits,
    Link,
    LinkPage,
    LinkStats,
    QrConfig,
    SortDirection,
    Tag,
    TagPage,
    UpdateLink,
    UpdateTag,
)


class LinksAPI:
    """Short links with passwords, expiry, UTM parameters, QR codes, tags and statistics."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_links(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        sort_id: SortDirection | None = None,
        sort_short_code: SortDirection | None = None,
        sort_url: SortDirection | None = None,
        sort_name: SortDirection | None = None,
        tags_name: str | None = None,
        exists_deleted_at: bool | None = None,
        options: RequestOptions | None = None,
    ) -> LinkPage:
        """List links.

        The links of the key's application and environment, newest first unless sorted. The
        order is stable: links that sort alike stand by id. When several `sort[…]` are given
        they apply in the order id, shortCode, url, name.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            sort_id: Sort by id.
            sort_short_code: Sort by short code.
            sort_url: Sort by destination. Its first 1,024 characters count.
            sort_name: Sort by name. Links without one come last.
            tags_name: Only links that carry the tag of exactly this name.
            exists_deleted_at: `true` lists revoked links too, `false` leaves them out.
                Default: false.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/v1/links",
                decode=lambda response: LinkPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("sort[id]", sort_id),
                    ("sort[shortCode]", sort_short_code),
                    ("sort[url]", sort_url),
                    ("sort[name]", sort_name),
                    ("tags.name", tags_name),
                    ("exists[deletedAt]", exists_deleted_at),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_links(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        sort_id: SortDirection | None = None,
        sort_short_code: SortDirection | None = None,
        sort_url: SortDirection | None = None,
        sort_name: SortDirection | None = None,
        tags_name: str | None = None,
        exists_deleted_at: bool | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Link]:
        """Every item of `list_links`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_links(
                current_page=page,
                page_size=page_size,
                limit=limit,
                sort_id=sort_id,
                sort_short_code=sort_short_code,
                sort_url=sort_url,
                sort_name=sort_name,
                tags_name=tags_name,
                exists_deleted_at=exists_deleted_at,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def create_link(
        self,
        *,
        url: str,
        name: str | None = None,
        password: str | None = None,
        qr_config: QrConfig | None = None,
        utm_source: str | None = None,
        utm_medium: str | None = None,
        utm_campaign: str | None = None,
        utm_term: str | None = None,
        utm_content: str | None = None,
        tags: list[str] | None = None,
        slug: str | None = None,
        domain: str | None = None,
        expires_at: datetime | None = None,
        max_redirects: int | None = None,
        expired_url: str | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Link:
        """Create a link.

        Shortens an address and takes one credit. Only `url` is required. The short code is
        made for you, short and not guessable from the one before, unless you name a `slug`;
        a slug that is taken or reserved answers `422`.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            url: The destination, http or https. Host names in other scripts are taken and
                kept as IDNA.
            name: A label, without control characters.
            password: Asked for before redirecting. Never returned.
            qr_config: How the link's QR code is drawn.
            utm_source: A UTM value of letters, numbers, `-` and `_`.
            utm_medium: A UTM value of letters, numbers, `-` and `_`.
            utm_campaign: A UTM value of letters, numbers, `-` and `_`.
            utm_term: A UTM value of letters, numbers, `-` and `_`.
            utm_content: A UTM value of letters, numbers, `-` and `_`.
            tags: Tags of the application, as IRIs.
            slug: A short code of your own.
            domain: The short domain, one that this server answers for. Its first one if
                left out.
            expires_at: When it stops to redirect. In the future.
            max_redirects: After how many redirects it stops.
            expired_url: Where it leads once it has expired, is used up or was revoked.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/v1/links",
                decode=lambda response: Link.from_dict(response.json()),
                json=CreateLink(
                    url=url,
                    name=name,
                    password=password,
                    qr_config=qr_config,
                    utm_source=utm_source,
                    utm_medium=utm_medium,
                    utm_campaign=utm_campaign,
                    utm_term=utm_term,
                    utm_content=utm_content,
                    tags=tags,
                    slug=slug,
                    domain=domain,
                    expires_at=expires_at,
                    max_redirects=max_redirects,
                    expired_url=expired_url,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def create_links(
        self,
        *,
        links: list[CreateLink],
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> CreatedLinks:
        """Create up to 100 links.

        Creates each link on its own and answers a result per item, in order: `201` with the
        link, or the error that this item met (a taken slug, no credits left). A body that
        breaks the schema is refused whole and creates nothing.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            links: The links.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/v1/bulk/links",
                decode=lambda response: CreatedLinks.from_dict(response.json()),
                json=CreateLinks(links=links).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def get_link(
        self,
        id: int,
        *,
        options: RequestOptions | None = None,
    ) -> Link:
        """Get a link.

        A link of the key's application and environment. A revoked link answers `404` here;
        the list shows it.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The link's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/v1/links/{segment('id', id)}",
                decode=lambda response: Link.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def delete_link(
        self,
        id: int,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Revoke a link.

        The short link stops at once and answers `410` from then on. The link stays in the
        list under `exists[deletedAt]=true`; its code is never given to another link.

        Needs the scope `links:delete`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The link's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/v1/links/{segment('id', id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def update_link(
        self,
        id: int,
        *,
        name: str | None | Omit = OMIT,
        password: str | None | Omit = OMIT,
        qr_config: QrConfig | None | Omit = OMIT,
        utm_source: str | None | Omit = OMIT,
        utm_medium: str | None | Omit = OMIT,
        utm_campaign: str | None | Omit = OMIT,
        utm_term: str | None | Omit = OMIT,
        utm_content: str | None | Omit = OMIT,
        tags: list[str] | None = None,
        options: RequestOptions | None = None,
    ) -> Link:
        """Update a link.

        Changes a link's metadata and takes no credit. Send only what changes; `null` clears
        a field. What was fixed at creation (`url`, `domain`, `slug`, `expiresAt`,
        `maxRedirects`, `expiredUrl`) is refused with `400`.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The link's id.
            name: A label without control characters, or null for none.
            password: A new password; `""` or null removes it.
            qr_config: How the QR code is drawn, or null for the defaults.
            utm_source: A UTM value, or null for none.
            utm_medium: A UTM value, or null for none.
            utm_campaign: A UTM value, or null for none.
            utm_term: A UTM value, or null for none.
            utm_content: A UTM value, or null for none.
            tags: The tags it carries from now on, as IRIs.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "PATCH",
                f"/api/v1/links/{segment('id', id)}",
                decode=lambda response: Link.from_dict(response.json()),
                json=UpdateLink(
                    name=name,
                    password=password,
                    qr_config=qr_config,
                    utm_source=utm_source,
                    utm_medium=utm_medium,
                    utm_campaign=utm_campaign,
                    utm_term=utm_term,
                    utm_content=utm_content,
                    tags=tags,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def get_link_stats(
        self,
        id: int,
        *,
        from_: date | None = None,
        to: date | None = None,
        options: RequestOptions | None = None,
    ) -> LinkStats:
        """Get a link's statistics.

        Visits of the short link: in total, by day, by referring host and by kind of device.
        Visits of known bots are counted apart. Days are UTC; without `from` and `to` the
        last 30 days are answered.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The link's id.
            from_: The first day.
            to: The last day. At most 366 days after `from`.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/v1/links/{segment('id', id)}/stats",
                decode=lambda response: LinkStats.from_dict(response.json()),
                query=query(("from", from_), ("to", to)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def get_link_qr(
        self,
        id: int,
        *,
        format: Literal["svg", "png"] | None = None,
        options: RequestOptions | None = None,
    ) -> bytes:
        """Get a link's QR code.

        The short link as a QR code (ISO/IEC 18004), drawn as the link's `qrConfig` says.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The link's id.
            format: The picture's format. Default: svg.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/v1/links/{segment('id', id)}/qr",
                decode=lambda response: response.content,
                query=query(("format", format)),
                accept="image/svg+xml, image/png",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def get_credits(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Credits:
        """Get the credits left.

        How many links the application can still create. Each creation takes one.

        Needs the scope `billing:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/v1/credits",
                decode=lambda response: Credits.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def list_tags(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> TagPage:
        """List tags.

        The application's tags in this environment, by name.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/app/tags",
                decode=lambda response: TagPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page), ("pageSize", page_size), ("limit", limit)
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_tags(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Tag]:
        """Every item of `list_tags`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_tags(
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def create_tag(
        self,
        *,
        name: str,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Tag:
        """Create a tag.

        A name that the application has already answers `422`.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            name: Its name, unique in the application, without control characters.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/app/tags",
                decode=lambda response: Tag.from_dict(response.json()),
                json=CreateTag(name=name).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def get_tag(
        self,
        id: int,
        *,
        options: RequestOptions | None = None,
    ) -> Tag:
        """Get a tag.

        The tag that an IRI in a link's `tags` names.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The tag's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/app/tags/{segment('id', id)}",
                decode=lambda response: Tag.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def delete_tag(
        self,
        id: int,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a tag.

        Links that carried the tag lose it and stay otherwise as they are.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The tag's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/app/tags/{segment('id', id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def update_tag(
        self,
        id: int,
        *,
        name: str,
        options: RequestOptions | None = None,
    ) -> Tag:
        """Rename a tag.

        The links that carry the tag keep it; its IRI stays.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The tag's id.
            name: Its name, unique in the application, without control characters.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "PATCH",
                f"/app/tags/{segment('id', id)}",
                decode=lambda response: Tag.from_dict(response.json()),
                json=UpdateTag(name=name).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )


class AsyncLinksAPI:
    """Short links with passwords, expiry, UTM parameters, QR codes, tags and statistics."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_links(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        sort_id: SortDirection | None = None,
        sort_short_code: SortDirection | None = None,
        sort_url: SortDirection | None = None,
        sort_name: SortDirection | None = None,
        tags_name: str | None = None,
        exists_deleted_at: bool | None = None,
        options: RequestOptions | None = None,
    ) -> LinkPage:
        """List links.

        The links of the key's application and environment, newest first unless sorted. The
        order is stable: links that sort alike stand by id. When several `sort[…]` are given
        they apply in the order id, shortCode, url, name.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            sort_id: Sort by id.
            sort_short_code: Sort by short code.
            sort_url: Sort by destination. Its first 1,024 characters count.
            sort_name: Sort by name. Links without one come last.
            tags_name: Only links that carry the tag of exactly this name.
            exists_deleted_at: `true` lists revoked links too, `false` leaves them out.
                Default: false.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/v1/links",
                decode=lambda response: LinkPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("sort[id]", sort_id),
                    ("sort[shortCode]", sort_short_code),
                    ("sort[url]", sort_url),
                    ("sort[name]", sort_name),
                    ("tags.name", tags_name),
                    ("exists[deletedAt]", exists_deleted_at),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_links(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        sort_id: SortDirection | None = None,
        sort_short_code: SortDirection | None = None,
        sort_url: SortDirection | None = None,
        sort_name: SortDirection | None = None,
        tags_name: str | None = None,
        exists_deleted_at: bool | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Link]:
        """Every item of `list_links`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_links(
                current_page=page,
                page_size=page_size,
                limit=limit,
                sort_id=sort_id,
                sort_short_code=sort_short_code,
                sort_url=sort_url,
                sort_name=sort_name,
                tags_name=tags_name,
                exists_deleted_at=exists_deleted_at,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def create_link(
        self,
        *,
        url: str,
        name: str | None = None,
        password: str | None = None,
        qr_config: QrConfig | None = None,
        utm_source: str | None = None,
        utm_medium: str | None = None,
        utm_campaign: str | None = None,
        utm_term: str | None = None,
        utm_content: str | None = None,
        tags: list[str] | None = None,
        slug: str | None = None,
        domain: str | None = None,
        expires_at: datetime | None = None,
        max_redirects: int | None = None,
        expired_url: str | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Link:
        """Create a link.

        Shortens an address and takes one credit. Only `url` is required. The short code is
        made for you, short and not guessable from the one before, unless you name a `slug`;
        a slug that is taken or reserved answers `422`.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            url: The destination, http or https. Host names in other scripts are taken and
                kept as IDNA.
            name: A label, without control characters.
            password: Asked for before redirecting. Never returned.
            qr_config: How the link's QR code is drawn.
            utm_source: A UTM value of letters, numbers, `-` and `_`.
            utm_medium: A UTM value of letters, numbers, `-` and `_`.
            utm_campaign: A UTM value of letters, numbers, `-` and `_`.
            utm_term: A UTM value of letters, numbers, `-` and `_`.
            utm_content: A UTM value of letters, numbers, `-` and `_`.
            tags: Tags of the application, as IRIs.
            slug: A short code of your own.
            domain: The short domain, one that this server answers for. Its first one if
                left out.
            expires_at: When it stops to redirect. In the future.
            max_redirects: After how many redirects it stops.
            expired_url: Where it leads once it has expired, is used up or was revoked.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/v1/links",
                decode=lambda response: Link.from_dict(response.json()),
                json=CreateLink(
                    url=url,
                    name=name,
                    password=password,
                    qr_config=qr_config,
                    utm_source=utm_source,
                    utm_medium=utm_medium,
                    utm_campaign=utm_campaign,
                    utm_term=utm_term,
                    utm_content=utm_content,
                    tags=tags,
                    slug=slug,
                    domain=domain,
                    expires_at=expires_at,
                    max_redirects=max_redirects,
                    expired_url=expired_url,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def create_links(
        self,
        *,
        links: list[CreateLink],
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> CreatedLinks:
        """Create up to 100 links.

        Creates each link on its own and answers a result per item, in order: `201` with the
        link, or the error that this item met (a taken slug, no credits left). A body that
        breaks the schema is refused whole and creates nothing.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            links: The links.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/v1/bulk/links",
                decode=lambda response: CreatedLinks.from_dict(response.json()),
                json=CreateLinks(links=links).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def get_link(
        self,
        id: int,
        *,
        options: RequestOptions | None = None,
    ) -> Link:
        """Get a link.

        A link of the key's application and environment. A revoked link answers `404` here;
        the list shows it.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The link's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/v1/links/{segment('id', id)}",
                decode=lambda response: Link.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def delete_link(
        self,
        id: int,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Revoke a link.

        The short link stops at once and answers `410` from then on. The link stays in the
        list under `exists[deletedAt]=true`; its code is never given to another link.

        Needs the scope `links:delete`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The link's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/v1/links/{segment('id', id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def update_link(
        self,
        id: int,
        *,
        name: str | None | Omit = OMIT,
        password: str | None | Omit = OMIT,
        qr_config: QrConfig | None | Omit = OMIT,
        utm_source: str | None | Omit = OMIT,
        utm_medium: str | None | Omit = OMIT,
        utm_campaign: str | None | Omit = OMIT,
        utm_term: str | None | Omit = OMIT,
        utm_content: str | None | Omit = OMIT,
        tags: list[str] | None = None,
        options: RequestOptions | None = None,
    ) -> Link:
        """Update a link.

        Changes a link's metadata and takes no credit. Send only what changes; `null` clears
        a field. What was fixed at creation (`url`, `domain`, `slug`, `expiresAt`,
        `maxRedirects`, `expiredUrl`) is refused with `400`.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The link's id.
            name: A label without control characters, or null for none.
            password: A new password; `""` or null removes it.
            qr_config: How the QR code is drawn, or null for the defaults.
            utm_source: A UTM value, or null for none.
            utm_medium: A UTM value, or null for none.
            utm_campaign: A UTM value, or null for none.
            utm_term: A UTM value, or null for none.
            utm_content: A UTM value, or null for none.
            tags: The tags it carries from now on, as IRIs.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "PATCH",
                f"/api/v1/links/{segment('id', id)}",
                decode=lambda response: Link.from_dict(response.json()),
                json=UpdateLink(
                    name=name,
                    password=password,
                    qr_config=qr_config,
                    utm_source=utm_source,
                    utm_medium=utm_medium,
                    utm_campaign=utm_campaign,
                    utm_term=utm_term,
                    utm_content=utm_content,
                    tags=tags,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def get_link_stats(
        self,
        id: int,
        *,
        from_: date | None = None,
        to: date | None = None,
        options: RequestOptions | None = None,
    ) -> LinkStats:
        """Get a link's statistics.

        Visits of the short link: in total, by day, by referring host and by kind of device.
        Visits of known bots are counted apart. Days are UTC; without `from` and `to` the
        last 30 days are answered.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The link's id.
            from_: The first day.
            to: The last day. At most 366 days after `from`.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/v1/links/{segment('id', id)}/stats",
                decode=lambda response: LinkStats.from_dict(response.json()),
                query=query(("from", from_), ("to", to)),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def get_link_qr(
        self,
        id: int,
        *,
        format: Literal["svg", "png"] | None = None,
        options: RequestOptions | None = None,
    ) -> bytes:
        """Get a link's QR code.

        The short link as a QR code (ISO/IEC 18004), drawn as the link's `qrConfig` says.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The link's id.
            format: The picture's format. Default: svg.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/v1/links/{segment('id', id)}/qr",
                decode=lambda response: response.content,
                query=query(("format", format)),
                accept="image/svg+xml, image/png",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def get_credits(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> Credits:
        """Get the credits left.

        How many links the application can still create. Each creation takes one.

        Needs the scope `billing:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/v1/credits",
                decode=lambda response: Credits.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def list_tags(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> TagPage:
        """List tags.

        The application's tags in this environment, by name.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/app/tags",
                decode=lambda response: TagPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page), ("pageSize", page_size), ("limit", limit)
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_tags(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Tag]:
        """Every item of `list_tags`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_tags(
                current_page=page,
                page_size=page_size,
                limit=limit,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def create_tag(
        self,
        *,
        name: str,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Tag:
        """Create a tag.

        A name that the application has already answers `422`.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            name: Its name, unique in the application, without control characters.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/app/tags",
                decode=lambda response: Tag.from_dict(response.json()),
                json=CreateTag(name=name).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def get_tag(
        self,
        id: int,
        *,
        options: RequestOptions | None = None,
    ) -> Tag:
        """Get a tag.

        The tag that an IRI in a link's `tags` names.

        Needs the scope `links:read`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The tag's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/app/tags/{segment('id', id)}",
                decode=lambda response: Tag.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def delete_tag(
        self,
        id: int,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a tag.

        Links that carried the tag lose it and stay otherwise as they are.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The tag's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/app/tags/{segment('id', id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def update_tag(
        self,
        id: int,
        *,
        name: str,
        options: RequestOptions | None = None,
    ) -> Tag:
        """Rename a tag.

        The links that carry the tag keep it; its IRI stays.

        Needs the scope `links:write`. Limited to your tier's number of requests per minute
        and API key.

        Args:
            id: The tag's id.
            name: Its name, unique in the application, without control characters.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "PATCH",
                f"/app/tags/{segment('id', id)}",
                decode=lambda response: Tag.from_dict(response.json()),
                json=UpdateTag(name=name).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )
