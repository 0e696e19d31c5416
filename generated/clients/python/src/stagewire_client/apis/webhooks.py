"""Stagewire Webhooks: Events sent to an application's own servers, signed, until they arrive."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime

from .._transport import AsyncTransport, Call, RequestOptions, Transport, walk, walk_async
from .._wire import OMIT, Omit, nothing, query, segment
from ..models import (
    CreateWebhook,
    Delivery,
    DeliveryAnswer,
    DeliveryDetailAnswer,
    DeliveryPage,
    DeliveryStatus,
    EventTypes,
    FinishedStatus,
    ReplayDeliveries,
    Replayed,
    RotateWebhookSecret,
    UpdateWebhook,
    Webhook,
    WebhookAnswer,
    WebhookPage,
    WebhookWithSecret,
)


class WebhooksAPI:
    """Events sent to an application's own servers, signed, until they arrive."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list_webhooks(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> WebhookPage:
        """List webhooks.

        The application's webhooks of the key's environment, newest first, never their
        secrets.

        Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/webhooks",
                decode=lambda response: WebhookPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("app_id", app_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_webhooks(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Webhook]:
        """Every item of `list_webhooks`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_webhooks(
                current_page=page,
                page_size=page_size,
                limit=limit,
                app_id=app_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def create_webhook(
        self,
        *,
        url: str,
        events: list[str],
        secret: str | None = None,
        description: str | None | Omit = OMIT,
        ordered: bool | None = None,
        headers: dict[str, str] | None = None,
        app_id: str | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> WebhookWithSecret:
        """Register a webhook.

        Sends the named events to `url` from now on. Leave `secret` out to have one made.
        The key to verify with is shown this once, as `secret`. An address that is refused
        answers `400`.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            url: An http or https address on the public Internet.
            events: Which events to send.
            secret: The secret to sign with: `whsec_` and the base64 of 24 to 64 bytes, or
                any other visible ASCII characters, whose bytes are the key then.
            description: What it is for.
            ordered: Send events of one subject one after another: one that fails holds up
                those behind it.
            headers: Headers to send along, as `Authorization`. Kept encrypted and never
                shown. Those of HTTP itself and those beginning with `webhook-` are refused.
            app_id: Identifies an application, in small letters, digits and hyphens.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                "/api/webhooks",
                decode=lambda response: WebhookWithSecret.from_dict(response.json()),
                json=CreateWebhook(
                    url=url,
                    events=events,
                    secret=secret,
                    description=description,
                    ordered=ordered,
                    headers=headers,
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

    def get_webhook(
        self,
        webhook_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> WebhookAnswer:
        """Get a webhook.

        The webhook and how its address does, without its secret. Another application's
        answers `404`.

        Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}",
                decode=lambda response: WebhookAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def delete_webhook(
        self,
        webhook_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a webhook.

        Ends the webhook with its deliveries; what waits is not sent any more.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "DELETE",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def update_webhook(
        self,
        webhook_id: str,
        *,
        url: str | None = None,
        events: list[str] | None = None,
        description: str | None | Omit = OMIT,
        ordered: bool | None = None,
        headers: dict[str, str] | None = None,
        enabled: bool | None = None,
        options: RequestOptions | None = None,
    ) -> WebhookAnswer:
        """Update a webhook.

        Changes the fields that are sent; the others stay. Deliveries that wait go to the
        new address, and how long the old one has failed is forgotten. `enabled` does what
        enabling and disabling do.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            url: An http or https address on the public Internet.
            events: Which events to send.
            description: What it is for.
            ordered: Whether to send events of one subject one after another.
            headers: Headers to send along, as `Authorization`. Kept encrypted and never
                shown. Those of HTTP itself and those beginning with `webhook-` are refused.
            enabled: Whether to send events.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "PATCH",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}",
                decode=lambda response: WebhookAnswer.from_dict(response.json()),
                json=UpdateWebhook(
                    url=url,
                    events=events,
                    description=description,
                    ordered=ordered,
                    headers=headers,
                    enabled=enabled,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def enable_webhook(
        self,
        webhook_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> WebhookAnswer:
        """Enable a webhook.

        Sends events again, first those that were held while it was disabled, oldest first.
        Forgets how long the address has failed.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/enable",
                decode=lambda response: WebhookAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def disable_webhook(
        self,
        webhook_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> WebhookAnswer:
        """Disable a webhook.

        Stops sending. Events are held as not delivered, for seven days, and can be sent
        later.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/disable",
                decode=lambda response: WebhookAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def rotate_webhook_secret(
        self,
        webhook_id: str,
        *,
        secret: str | None = None,
        grace_period: int | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> WebhookWithSecret:
        """Rotate the secret.

        Gives the webhook a new secret, `secret` or a made one, and shows its key this once.
        For `grace_period` seconds deliveries are signed with the old one too. An earlier
        one that still was is dropped.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            secret: The secret to sign with: `whsec_` and the base64 of 24 to 64 bytes, or
                any other visible ASCII characters, whose bytes are the key then.
            grace_period: Seconds that the old secret signs too.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/rotate-secret",
                decode=lambda response: WebhookWithSecret.from_dict(response.json()),
                json=RotateWebhookSecret(secret=secret, grace_period=grace_period).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def test_webhook(
        self,
        webhook_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> DeliveryAnswer:
        """Send a test event.

        Sends the event `webhook.test` to this webhook alone, whatever it subscribes. The
        delivery tells what became of it. A disabled webhook answers `409`.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/test",
                decode=lambda response: DeliveryAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def replay_deliveries(
        self,
        webhook_id: str,
        *,
        since: datetime,
        until: datetime | None = None,
        events: list[str] | None = None,
        statuses: list[FinishedStatus] | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Replayed:
        """Send a range again.

        Sends again what was or should have been sent to this webhook in a span of time,
        oldest first: up to 1000 at a time. `more` tells that there are others; `next_since`
        is where they begin. What is under way is left alone.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            since: Deliveries that came to be then or later.
            until: Deliveries that came to be before; now if left out.
            events: Which events to send.
            statuses: Deliveries that stand so; `failed` and `held` if left out.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/replay",
                decode=lambda response: Replayed.from_dict(response.json()),
                json=ReplayDeliveries(
                    since=since, until=until, events=events, statuses=statuses
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    def list_deliveries(
        self,
        webhook_id: str,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        event: str | None = None,
        status: DeliveryStatus | None = None,
        event_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> DeliveryPage:
        """List deliveries.

        What was sent to the webhook or waits to be, newest first.

        Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            event: Events of this name only.
            status: Deliveries that stand so only.
            event_id: The delivery of this event.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/deliveries",
                decode=lambda response: DeliveryPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("event", event),
                    ("status", status),
                    ("event_id", event_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_deliveries(
        self,
        webhook_id: str,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        event: str | None = None,
        status: DeliveryStatus | None = None,
        event_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Delivery]:
        """Every item of `list_deliveries`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk(
            lambda page: self.list_deliveries(
                webhook_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                event=event,
                status=status,
                event_id=event_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    def get_delivery(
        self,
        webhook_id: str,
        delivery_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> DeliveryDetailAnswer:
        """Get a delivery.

        The delivery with the body that is sent and all its attempts: the headers that were
        sent, the answer's status, its first 4096 bytes and how long it took.

        Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            delivery_id: The delivery's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/deliveries/{segment('delivery_id', delivery_id)}",
                decode=lambda response: DeliveryDetailAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def redeliver_delivery(
        self,
        webhook_id: str,
        delivery_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> DeliveryAnswer:
        """Send again.

        Sends the event of this delivery again, at once, with a whole new set of tries. One
        that is under way already, or a disabled webhook's, answers `409`.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            delivery_id: The delivery's id.
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/deliveries/{segment('delivery_id', delivery_id)}/redeliver",
                decode=lambda response: DeliveryAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def list_event_types(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> EventTypes:
        """List event types.

        The events that this server sends by itself, by name, each with the JSON Schema of
        its body and an example.

        Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return self._transport.send(
            Call(
                "GET",
                "/api/webhook-events",
                decode=lambda response: EventTypes.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )


class AsyncWebhooksAPI:
    """Events sent to an application's own servers, signed, until they arrive."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list_webhooks(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> WebhookPage:
        """List webhooks.

        The application's webhooks of the key's environment, newest first, never their
        secrets.

        Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.

        Args:
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            app_id: The application. Admin keys must name it; an application key may, if it
                is its own.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/webhooks",
                decode=lambda response: WebhookPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("app_id", app_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_webhooks(
        self,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        app_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Webhook]:
        """Every item of `list_webhooks`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_webhooks(
                current_page=page,
                page_size=page_size,
                limit=limit,
                app_id=app_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def create_webhook(
        self,
        *,
        url: str,
        events: list[str],
        secret: str | None = None,
        description: str | None | Omit = OMIT,
        ordered: bool | None = None,
        headers: dict[str, str] | None = None,
        app_id: str | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> WebhookWithSecret:
        """Register a webhook.

        Sends the named events to `url` from now on. Leave `secret` out to have one made.
        The key to verify with is shown this once, as `secret`. An address that is refused
        answers `400`.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            url: An http or https address on the public Internet.
            events: Which events to send.
            secret: The secret to sign with: `whsec_` and the base64 of 24 to 64 bytes, or
                any other visible ASCII characters, whose bytes are the key then.
            description: What it is for.
            ordered: Send events of one subject one after another: one that fails holds up
                those behind it.
            headers: Headers to send along, as `Authorization`. Kept encrypted and never
                shown. Those of HTTP itself and those beginning with `webhook-` are refused.
            app_id: Identifies an application, in small letters, digits and hyphens.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                "/api/webhooks",
                decode=lambda response: WebhookWithSecret.from_dict(response.json()),
                json=CreateWebhook(
                    url=url,
                    events=events,
                    secret=secret,
                    description=description,
                    ordered=ordered,
                    headers=headers,
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

    async def get_webhook(
        self,
        webhook_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> WebhookAnswer:
        """Get a webhook.

        The webhook and how its address does, without its secret. Another application's
        answers `404`.

        Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}",
                decode=lambda response: WebhookAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def delete_webhook(
        self,
        webhook_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> None:
        """Delete a webhook.

        Ends the webhook with its deliveries; what waits is not sent any more.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "DELETE",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}",
                decode=nothing,
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def update_webhook(
        self,
        webhook_id: str,
        *,
        url: str | None = None,
        events: list[str] | None = None,
        description: str | None | Omit = OMIT,
        ordered: bool | None = None,
        headers: dict[str, str] | None = None,
        enabled: bool | None = None,
        options: RequestOptions | None = None,
    ) -> WebhookAnswer:
        """Update a webhook.

        Changes the fields that are sent; the others stay. Deliveries that wait go to the
        new address, and how long the old one has failed is forgotten. `enabled` does what
        enabling and disabling do.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            url: An http or https address on the public Internet.
            events: Which events to send.
            description: What it is for.
            ordered: Whether to send events of one subject one after another.
            headers: Headers to send along, as `Authorization`. Kept encrypted and never
                shown. Those of HTTP itself and those beginning with `webhook-` are refused.
            enabled: Whether to send events.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "PATCH",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}",
                decode=lambda response: WebhookAnswer.from_dict(response.json()),
                json=UpdateWebhook(
                    url=url,
                    events=events,
                    description=description,
                    ordered=ordered,
                    headers=headers,
                    enabled=enabled,
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def enable_webhook(
        self,
        webhook_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> WebhookAnswer:
        """Enable a webhook.

        Sends events again, first those that were held while it was disabled, oldest first.
        Forgets how long the address has failed.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/enable",
                decode=lambda response: WebhookAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def disable_webhook(
        self,
        webhook_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> WebhookAnswer:
        """Disable a webhook.

        Stops sending. Events are held as not delivered, for seven days, and can be sent
        later.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/disable",
                decode=lambda response: WebhookAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def rotate_webhook_secret(
        self,
        webhook_id: str,
        *,
        secret: str | None = None,
        grace_period: int | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> WebhookWithSecret:
        """Rotate the secret.

        Gives the webhook a new secret, `secret` or a made one, and shows its key this once.
        For `grace_period` seconds deliveries are signed with the old one too. An earlier
        one that still was is dropped.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            secret: The secret to sign with: `whsec_` and the base64 of 24 to 64 bytes, or
                any other visible ASCII characters, whose bytes are the key then.
            grace_period: Seconds that the old secret signs too.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/rotate-secret",
                decode=lambda response: WebhookWithSecret.from_dict(response.json()),
                json=RotateWebhookSecret(secret=secret, grace_period=grace_period).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def test_webhook(
        self,
        webhook_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> DeliveryAnswer:
        """Send a test event.

        Sends the event `webhook.test` to this webhook alone, whatever it subscribes. The
        delivery tells what became of it. A disabled webhook answers `409`.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/test",
                decode=lambda response: DeliveryAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def replay_deliveries(
        self,
        webhook_id: str,
        *,
        since: datetime,
        until: datetime | None = None,
        events: list[str] | None = None,
        statuses: list[FinishedStatus] | None = None,
        idempotency_key: str | None = None,
        options: RequestOptions | None = None,
    ) -> Replayed:
        """Send a range again.

        Sends again what was or should have been sent to this webhook in a span of time,
        oldest first: up to 1000 at a time. `more` tells that there are others; `next_since`
        is where they begin. What is under way is left alone.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            since: Deliveries that came to be then or later.
            until: Deliveries that came to be before; now if left out.
            events: Which events to send.
            statuses: Deliveries that stand so; `failed` and `held` if left out.
            idempotency_key: Makes a retry of your own safe. One is made for each call if
                left out.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/replay",
                decode=lambda response: Replayed.from_dict(response.json()),
                json=ReplayDeliveries(
                    since=since, until=until, events=events, statuses=statuses
                ).to_dict(),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
                idempotent=True,
                idempotency_key=idempotency_key,
            ),
            options,
        )

    async def list_deliveries(
        self,
        webhook_id: str,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        event: str | None = None,
        status: DeliveryStatus | None = None,
        event_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> DeliveryPage:
        """List deliveries.

        What was sent to the webhook or waits to be, newest first.

        Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            current_page: Which page to answer, counted from 1. Default: 1.
            page_size: How many items a page holds. It wins over `limit`. Default: 25.
            limit: Another name for `pageSize`.
            event: Events of this name only.
            status: Deliveries that stand so only.
            event_id: The delivery of this event.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/deliveries",
                decode=lambda response: DeliveryPage.from_dict(response.json()),
                query=query(
                    ("currentPage", current_page),
                    ("pageSize", page_size),
                    ("limit", limit),
                    ("event", event),
                    ("status", status),
                    ("event_id", event_id),
                ),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    def iter_deliveries(
        self,
        webhook_id: str,
        *,
        current_page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        event: str | None = None,
        status: DeliveryStatus | None = None,
        event_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Delivery]:
        """Every item of `list_deliveries`, page after page, read as you go.

        Takes the same arguments; `current_page` is where it starts.
        """
        return walk_async(
            lambda page: self.list_deliveries(
                webhook_id,
                current_page=page,
                page_size=page_size,
                limit=limit,
                event=event,
                status=status,
                event_id=event_id,
                options=options,
            ),
            lambda page: (page.data, page.pagination.current_page, page.pagination.pages_total),
            current_page or 1,
        )

    async def get_delivery(
        self,
        webhook_id: str,
        delivery_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> DeliveryDetailAnswer:
        """Get a delivery.

        The delivery with the body that is sent and all its attempts: the headers that were
        sent, the answer's status, its first 4096 bytes and how long it took.

        Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            delivery_id: The delivery's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/deliveries/{segment('delivery_id', delivery_id)}",
                decode=lambda response: DeliveryDetailAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def redeliver_delivery(
        self,
        webhook_id: str,
        delivery_id: str,
        *,
        options: RequestOptions | None = None,
    ) -> DeliveryAnswer:
        """Send again.

        Sends the event of this delivery again, at once, with a whole new set of tries. One
        that is under way already, or a disabled webhook's, answers `409`.

        Needs the scope `webhooks:write`. Limited to 1000 requests per minute and API key.

        Args:
            webhook_id: The webhook's id.
            delivery_id: The delivery's id.
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "POST",
                f"/api/webhooks/{segment('webhook_id', webhook_id)}/deliveries/{segment('delivery_id', delivery_id)}/redeliver",
                decode=lambda response: DeliveryAnswer.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )

    async def list_event_types(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> EventTypes:
        """List event types.

        The events that this server sends by itself, by name, each with the JSON Schema of
        its body and an example.

        Needs the scope `webhooks:read`. Limited to 1000 requests per minute and API key.

        Args:
            options: Timeout, retries and headers of this call.
        """
        return await self._transport.send(
            Call(
                "GET",
                "/api/webhook-events",
                decode=lambda response: EventTypes.from_dict(response.json()),
                accept="application/json",
                key_header="Authorization",
                key_prefix="Bearer ",
            ),
            options,
        )
