"""The operations of ``openapi/webhooks.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stagewire.contract.types import Result
from stagewire.platform import Call
from stagewire.storage.types import rfc3339
from stagewire.webhooks.catalogue import EventTypes
from stagewire.webhooks.deliveries import Deliveries
from stagewire.webhooks.service import Made, Webhooks
from stagewire.webhooks.tables import Webhook

if TYPE_CHECKING:
    from stagewire_models import webhooks as wire


async def list_webhooks(
    call: Call,
    *,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    app_id: str | None = None,
) -> Any:
    page = await call.platform.of(Webhooks).page(
        call.caller(),
        call.request,
        app_id=app_id,
        current_page=current_page,
        page_size=page_size,
        limit=limit,
    )
    return {"success": True, **page}


async def create_webhook(call: Call, *, body: wire.CreateWebhook) -> Result:
    made = await call.platform.of(Webhooks).create(call.caller(), body)
    return Result(
        _with_secret(call, made), headers={"location": f"/api/webhooks/{made.webhook.id}"}
    )


async def get_webhook(call: Call, *, webhook_id: str) -> wire.WebhookAnswer:
    return _shown(call, await call.platform.of(Webhooks).get(call.caller(), webhook_id))


async def update_webhook(
    call: Call, *, webhook_id: str, body: wire.UpdateWebhook
) -> wire.WebhookAnswer:
    return _shown(call, await call.platform.of(Webhooks).update(call.caller(), webhook_id, body))


async def delete_webhook(call: Call, *, webhook_id: str) -> None:
    await call.platform.of(Webhooks).delete(call.caller(), webhook_id)


async def enable_webhook(call: Call, *, webhook_id: str) -> wire.WebhookAnswer:
    return _shown(call, await call.platform.of(Webhooks).switch(call.caller(), webhook_id, True))


async def disable_webhook(call: Call, *, webhook_id: str) -> wire.WebhookAnswer:
    return _shown(call, await call.platform.of(Webhooks).switch(call.caller(), webhook_id, False))


async def rotate_webhook_secret(
    call: Call, *, webhook_id: str, body: wire.RotateWebhookSecret
) -> wire.WebhookWithSecret:
    made = await call.platform.of(Webhooks).rotate(call.caller(), webhook_id, body)
    return _with_secret(call, made)


async def test_webhook(call: Call, *, webhook_id: str) -> wire.DeliveryAnswer:
    delivery = await call.platform.of(Deliveries).test(call.caller(), webhook_id)
    return {"success": True, "delivery": delivery}


async def replay_deliveries(
    call: Call, *, webhook_id: str, body: wire.ReplayDeliveries
) -> wire.Replayed:
    replayed = await call.platform.of(Deliveries).replay(call.caller(), webhook_id, body)
    return {
        "success": True,
        "count": replayed.sent,
        "more": replayed.next_since is not None,
        "next_since": rfc3339(replayed.next_since) if replayed.next_since else None,
    }


async def list_deliveries(
    call: Call,
    *,
    webhook_id: str,
    current_page: int,
    page_size: int,
    limit: int | None = None,
    event: str | None = None,
    status: str | None = None,
    event_id: str | None = None,
) -> Any:
    page = await call.platform.of(Deliveries).page(
        call.caller(),
        call.request,
        webhook_id,
        event=event,
        status=status,
        event_id=event_id,
        current_page=current_page,
        page_size=page_size,
        limit=limit,
    )
    return {"success": True, **page}


async def get_delivery(
    call: Call, *, webhook_id: str, delivery_id: str
) -> wire.DeliveryDetailAnswer:
    delivery = await call.platform.of(Deliveries).get(call.caller(), webhook_id, delivery_id)
    return {"success": True, "delivery": delivery}


async def redeliver_delivery(
    call: Call, *, webhook_id: str, delivery_id: str
) -> wire.DeliveryAnswer:
    delivery = await call.platform.of(Deliveries).again(call.caller(), webhook_id, delivery_id)
    return {"success": True, "delivery": delivery}


async def list_event_types(call: Call) -> wire.EventTypes:
    return {"success": True, "data": list(call.platform.of(EventTypes).all)}


def _shown(call: Call, row: Webhook) -> wire.WebhookAnswer:
    return {"success": True, "webhook": call.platform.of(Webhooks).shown(row)}


def _with_secret(call: Call, made: Made) -> wire.WebhookWithSecret:
    return {
        "success": True,
        "webhook": call.platform.of(Webhooks).shown(made.webhook),
        "secret": made.secret,
    }
