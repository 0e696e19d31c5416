"""The objects of Stagewire Webhooks. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

__all__ = [
    "AppId",
    "CreateWebhook",
    "Delivery",
    "DeliveryAnswer",
    "DeliveryAttempt",
    "DeliveryDetail",
    "DeliveryDetailAnswer",
    "DeliveryPage",
    "DeliveryStatus",
    "DisabledReason",
    "Environment",
    "EventId",
    "EventName",
    "EventPattern",
    "EventPatterns",
    "EventType",
    "EventTypes",
    "Failure",
    "FinishedStatus",
    "PageLink",
    "Pagination",
    "ReplayDeliveries",
    "Replayed",
    "RotateWebhookSecret",
    "Success",
    "TestedWebhook",
    "UpdateWebhook",
    "Webhook",
    "WebhookAnswer",
    "WebhookDescription",
    "WebhookDisabledEvent",
    "WebhookFailingEvent",
    "WebhookHeaders",
    "WebhookHealth",
    "WebhookId",
    "WebhookPage",
    "WebhookSecret",
    "WebhookState",
    "WebhookTestEvent",
    "WebhookUrl",
    "WebhookWithSecret",
]


AppId: TypeAlias = str


class CreateWebhook(TypedDict):
    """A webhook to register."""

    url: str
    events: list[str]
    secret: NotRequired[str]
    description: NotRequired[str | None]
    ordered: NotRequired[bool]
    headers: NotRequired[dict[str, str]]
    app_id: NotRequired[str]


class Delivery(TypedDict):
    """An event on its way to a webhook."""

    id: str
    webhook_id: str
    event_id: str
    event: str
    status: DeliveryStatus
    attempts: int
    last_status: int | None
    last_error: str | None
    next_attempt_at: str | None
    created_at: str
    finished_at: str | None


class DeliveryAnswer(TypedDict):
    """One delivery."""

    success: Success
    delivery: Delivery


class DeliveryAttempt(TypedDict):
    """One try."""

    number: int
    started_at: str
    duration_ms: float
    url: str
    request_headers: dict[str, str]
    status: int | None
    error: str | None
    response_body: str | None


class DeliveryDetail(TypedDict):
    """A delivery with its attempts."""

    id: str
    webhook_id: str
    event_id: str
    event: str
    status: DeliveryStatus
    attempts: int
    last_status: int | None
    last_error: str | None
    next_attempt_at: str | None
    created_at: str
    finished_at: str | None
    request_body: str
    attempt_log: list[DeliveryAttempt]


class DeliveryDetailAnswer(TypedDict):
    """One delivery with its attempts."""

    success: Success
    delivery: DeliveryDetail


class DeliveryPage(TypedDict):
    """A page of deliveries."""

    success: Success
    data: list[Delivery]
    pagination: Pagination


DeliveryStatus: TypeAlias = Literal["pending", "delivered", "failed", "held"]


DisabledReason: TypeAlias = Literal["asked", "gone", "failing"]


Environment: TypeAlias = Literal["production", "sandbox"]


EventId: TypeAlias = str


EventName: TypeAlias = str


EventPattern: TypeAlias = str


EventPatterns: TypeAlias = list[str]


class EventType(TypedDict):
    """An event that the server sends."""

    name: str
    api: str
    summary: str
    description: str
    schema: dict[str, Any]
    example: dict[str, Any]


class EventTypes(TypedDict):
    """The server's events."""

    success: Success
    data: list[EventType]


class Failure(TypedDict):
    """An error in the `success` envelope."""

    success: Literal[False]
    error: str
    retry_after: NotRequired[int]


FinishedStatus: TypeAlias = Literal["delivered", "failed", "held"]


class PageLink(TypedDict):
    """A neighbouring page."""

    rel: Literal["self", "first", "previous", "next", "last"]
    uri: str


class Pagination(TypedDict):
    """Where this page stands in the whole list."""

    currentPage: int
    currentPageItems: int
    pageSize: int
    pagesTotal: int
    itemsTotal: int
    links: list[PageLink]


class ReplayDeliveries(TypedDict):
    """What to send again."""

    since: str
    until: NotRequired[str]
    events: NotRequired[list[str]]
    statuses: NotRequired[list[FinishedStatus]]


class Replayed(TypedDict):
    """How many are sent again."""

    success: Success
    count: int
    more: bool
    next_since: str | None


class RotateWebhookSecret(TypedDict):
    """How to rotate."""

    secret: NotRequired[str]
    grace_period: NotRequired[int]


Success: TypeAlias = Literal[True]


class TestedWebhook(TypedDict):
    """The webhook that is tested."""

    webhook_id: str


class UpdateWebhook(TypedDict):
    """What to change."""

    url: NotRequired[str]
    events: NotRequired[list[str]]
    description: NotRequired[str | None]
    ordered: NotRequired[bool]
    headers: NotRequired[dict[str, str]]
    enabled: NotRequired[bool]


class Webhook(TypedDict):
    """An address that events are sent to."""

    id: str
    url: str
    events: list[str]
    enabled: bool
    app_id: str
    environment: Environment
    description: str | None
    ordered: bool
    header_names: list[str]
    state: WebhookState
    disabled_reason: DisabledReason | None
    disabled_at: str | None
    failing_since: str | None
    public_key: str
    previous_secret_expires_at: str | None
    created_at: str
    updated_at: str


class WebhookAnswer(TypedDict):
    """One webhook."""

    success: Success
    webhook: Webhook


WebhookDescription: TypeAlias = str | None


class WebhookDisabledEvent(TypedDict):
    """The event `webhook.disabled`."""

    id: str
    type: Literal["webhook.disabled"]
    timestamp: str
    app_id: str
    environment: Environment
    data: WebhookHealth


class WebhookFailingEvent(TypedDict):
    """The event `webhook.failing`."""

    id: str
    type: Literal["webhook.failing"]
    timestamp: str
    app_id: str
    environment: Environment
    data: WebhookHealth


WebhookHeaders: TypeAlias = dict[str, str]


class WebhookHealth(TypedDict):
    """How a webhook does."""

    webhook_id: str
    url: str
    failing_since: str | None
    disabled_reason: DisabledReason | None


WebhookId: TypeAlias = str


class WebhookPage(TypedDict):
    """A page of webhooks."""

    success: Success
    data: list[Webhook]
    pagination: Pagination


WebhookSecret: TypeAlias = str


WebhookState: TypeAlias = Literal["working", "failing", "disabled"]


class WebhookTestEvent(TypedDict):
    """The event `webhook.test`."""

    id: str
    type: Literal["webhook.test"]
    timestamp: str
    app_id: str
    environment: Environment
    data: TestedWebhook


WebhookUrl: TypeAlias = str


class WebhookWithSecret(TypedDict):
    """A webhook with the key to verify its deliveries with, shown this once."""

    success: Success
    webhook: Webhook
    secret: str
