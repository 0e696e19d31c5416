"""The objects of the webhooks API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from .._wire import OMIT, Omit, format_datetime, parse_datetime
from .shared import Environment, Pagination, Success

__all__ = [
    "CreateWebhook",
    "Delivery",
    "DeliveryAnswer",
    "DeliveryAttempt",
    "DeliveryDetail",
    "DeliveryDetailAnswer",
    "DeliveryPage",
    "DeliveryStatus",
    "DisabledReason",
    "EventType",
    "EventTypes",
    "FinishedStatus",
    "ReplayDeliveries",
    "Replayed",
    "RotateWebhookSecret",
    "TestedWebhook",
    "UpdateWebhook",
    "Webhook",
    "WebhookAnswer",
    "WebhookDisabledEvent",
    "WebhookFailingEvent",
    "WebhookHealth",
    "WebhookPage",
    "WebhookState",
    "WebhookTestEvent",
    "WebhookWithSecret",
]

DeliveryStatus = Literal["pending", "delivered", "failed", "held"]
"""`pending`: it waits for its next try; `failed`: every try was used up, or the server's operator cancelled it; `held`: the webhook was disabled."""

DisabledReason = Literal["asked", "gone", "failing"]
"""Why it is disabled: it was `asked` for, the address answered 410 (`gone`), or it was `failing` for too long."""

FinishedStatus = Literal["delivered", "failed", "held"]
"""How a delivery stands that is not under way."""

WebhookState = Literal["working", "failing", "disabled"]
"""`failing` when the last thing that was sent did not arrive."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CreateWebhook:
    """A webhook to register."""

    url: str
    """An http or https address on the public Internet."""
    events: list[str]
    """Which events to send."""
    secret: str | None = None
    """The secret to sign with: `whsec_` and the base64 of 24 to 64 bytes, or any other visible
    ASCII characters, whose bytes are the key then."""
    description: str | None | Omit = OMIT
    """What it is for."""
    ordered: bool | None = None
    """Send events of one subject one after another: one that fails holds up those behind it."""
    headers: dict[str, str] | None = None
    """Headers to send along, as `Authorization`. Kept encrypted and never shown. Those of HTTP
    itself and those beginning with `webhook-` are refused."""
    app_id: str | None = None
    """Identifies an application, in small letters, digits and hyphens."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreateWebhook:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            url=data["url"],
            events=list(data["events"]),
            secret=data.get("secret"),
            description=data["description"] if "description" in data else OMIT,
            ordered=data.get("ordered"),
            headers=None if data.get("headers") is None else dict(data["headers"]),
            app_id=data.get("app_id"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "url": self.url,
            "events": list(self.events),
        }
        if self.secret is not None:
            data["secret"] = self.secret
        if not isinstance(self.description, Omit):
            data["description"] = self.description
        if self.ordered is not None:
            data["ordered"] = self.ordered
        if self.headers is not None:
            data["headers"] = dict(self.headers)
        if self.app_id is not None:
            data["app_id"] = self.app_id
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """An event on its way to a webhook."""

    id: str
    """Identifies the delivery."""
    webhook_id: str
    """Identifies a webhook."""
    event_id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    event: str
    """What happened, in a word of the application's own."""
    status: DeliveryStatus
    """`pending`: it waits for its next try; `failed`: every try was used up, or the server's
    operator cancelled it; `held`: the webhook was disabled."""
    attempts: int
    """How often it was tried."""
    last_status: int | None
    """The status of the last answer; null for none."""
    last_error: str | None
    """Why the last try got no answer."""
    next_attempt_at: datetime | None
    """When it is tried next, unless it is under way."""
    created_at: datetime
    """When it came to be."""
    finished_at: datetime | None
    """When it arrived or was given up."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Delivery:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            webhook_id=data["webhook_id"],
            event_id=data["event_id"],
            event=data["event"],
            status=data["status"],
            attempts=data["attempts"],
            last_status=data["last_status"],
            last_error=data["last_error"],
            next_attempt_at=None
            if data["next_attempt_at"] is None
            else parse_datetime(data["next_attempt_at"]),
            created_at=parse_datetime(data["created_at"]),
            finished_at=None
            if data["finished_at"] is None
            else parse_datetime(data["finished_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "webhook_id": self.webhook_id,
            "event_id": self.event_id,
            "event": self.event,
            "status": self.status,
            "attempts": self.attempts,
            "last_status": self.last_status,
            "last_error": self.last_error,
            "next_attempt_at": None
            if self.next_attempt_at is None
            else format_datetime(self.next_attempt_at),
            "created_at": format_datetime(self.created_at),
            "finished_at": None if self.finished_at is None else format_datetime(self.finished_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryAnswer:
    """One delivery."""

    success: Success
    """Always true."""
    delivery: Delivery
    """An event on its way to a webhook."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DeliveryAnswer:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            delivery=Delivery.from_dict(data["delivery"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "delivery": self.delivery.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryAttempt:
    """One try."""

    number: int
    """Which try, counted from 1."""
    started_at: datetime
    """When it began."""
    duration_ms: float
    """Milliseconds until the answer was there, or until there was none."""
    url: str
    """Where it was sent."""
    request_headers: dict[str, str]
    """The headers that were sent, without those of the webhook's own."""
    status: int | None
    """The answer's status; null for none."""
    error: str | None
    """Why there was no answer."""
    response_body: str | None
    """The first 4096 bytes of the answer, read as UTF-8."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DeliveryAttempt:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            number=data["number"],
            started_at=parse_datetime(data["started_at"]),
            duration_ms=data["duration_ms"],
            url=data["url"],
            request_headers=dict(data["request_headers"]),
            status=data["status"],
            error=data["error"],
            response_body=data["response_body"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "number": self.number,
            "started_at": format_datetime(self.started_at),
            "duration_ms": self.duration_ms,
            "url": self.url,
            "request_headers": dict(self.request_headers),
            "status": self.status,
            "error": self.error,
            "response_body": self.response_body,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryDetail:
    """A delivery with its attempts."""

    id: str
    """Identifies the delivery."""
    webhook_id: str
    """Identifies a webhook."""
    event_id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    event: str
    """What happened, in a word of the application's own."""
    status: DeliveryStatus
    """`pending`: it waits for its next try; `failed`: every try was used up, or the server's
    operator cancelled it; `held`: the webhook was disabled."""
    attempts: int
    """How often it was tried."""
    last_status: int | None
    """The status of the last answer; null for none."""
    last_error: str | None
    """Why the last try got no answer."""
    next_attempt_at: datetime | None
    """When it is tried next, unless it is under way."""
    created_at: datetime
    """When it came to be."""
    finished_at: datetime | None
    """When it arrived or was given up."""
    request_body: str
    """The body that is sent, byte by byte the same in every attempt."""
    attempt_log: list[DeliveryAttempt]
    """The tries, oldest first."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DeliveryDetail:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            webhook_id=data["webhook_id"],
            event_id=data["event_id"],
            event=data["event"],
            status=data["status"],
            attempts=data["attempts"],
            last_status=data["last_status"],
            last_error=data["last_error"],
            next_attempt_at=None
            if data["next_attempt_at"] is None
            else parse_datetime(data["next_attempt_at"]),
            created_at=parse_datetime(data["created_at"]),
            finished_at=None
            if data["finished_at"] is None
            else parse_datetime(data["finished_at"]),
            request_body=data["request_body"],
            attempt_log=[DeliveryAttempt.from_dict(item) for item in data["attempt_log"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "webhook_id": self.webhook_id,
            "event_id": self.event_id,
            "event": self.event,
            "status": self.status,
            "attempts": self.attempts,
            "last_status": self.last_status,
            "last_error": self.last_error,
            "next_attempt_at": None
            if self.next_attempt_at is None
            else format_datetime(self.next_attempt_at),
            "created_at": format_datetime(self.created_at),
            "finished_at": None if self.finished_at is None else format_datetime(self.finished_at),
            "request_body": self.request_body,
            "attempt_log": [item.to_dict() for item in self.attempt_log],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryDetailAnswer:
    """One delivery with its attempts."""

    success: Success
    """Always true."""
    delivery: DeliveryDetail
    """A delivery with its attempts."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DeliveryDetailAnswer:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            delivery=DeliveryDetail.from_dict(data["delivery"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "delivery": self.delivery.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryPage:
    """A page of deliveries."""

    success: Success
    """Always true."""
    data: list[Delivery]
    """The deliveries."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DeliveryPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            data=[Delivery.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class EventType:
    """An event that the server sends."""

    name: str
    """What happened, in a word of the application's own."""
    api: str
    """The API it belongs to."""
    summary: str
    """What happened."""
    description: str
    """What it tells."""
    schema: dict[str, Any]
    """The JSON Schema of the body."""
    example: dict[str, Any]
    """A body."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> EventType:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            name=data["name"],
            api=data["api"],
            summary=data["summary"],
            description=data["description"],
            schema=dict(data["schema"]),
            example=dict(data["example"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "name": self.name,
            "api": self.api,
            "summary": self.summary,
            "description": self.description,
            "schema": dict(self.schema),
            "example": dict(self.example),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class EventTypes:
    """The server's events."""

    success: Success
    """Always true."""
    data: list[EventType]
    """The event types, by name."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> EventTypes:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            data=[EventType.from_dict(item) for item in data["data"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "data": [item.to_dict() for item in self.data],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplayDeliveries:
    """What to send again."""

    since: datetime
    """Deliveries that came to be then or later."""
    until: datetime | None = None
    """Deliveries that came to be before; now if left out."""
    events: list[str] | None = None
    """Which events to send."""
    statuses: list[FinishedStatus] | None = None
    """Deliveries that stand so; `failed` and `held` if left out."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ReplayDeliveries:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            since=parse_datetime(data["since"]),
            until=None if data.get("until") is None else parse_datetime(data["until"]),
            events=None if data.get("events") is None else list(data["events"]),
            statuses=None if data.get("statuses") is None else list(data["statuses"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "since": format_datetime(self.since),
        }
        if self.until is not None:
            data["until"] = format_datetime(self.until)
        if self.events is not None:
            data["events"] = list(self.events)
        if self.statuses is not None:
            data["statuses"] = list(self.statuses)
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Replayed:
    """How many are sent again."""

    success: Success
    """Always true."""
    count: int
    """How many are sent again."""
    more: bool
    """Whether there are others."""
    next_since: datetime | None
    """What to send as `since` for the others."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Replayed:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            count=data["count"],
            more=data["more"],
            next_since=None if data["next_since"] is None else parse_datetime(data["next_since"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "count": self.count,
            "more": self.more,
            "next_since": None if self.next_since is None else format_datetime(self.next_since),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class RotateWebhookSecret:
    """How to rotate."""

    secret: str | None = None
    """The secret to sign with: `whsec_` and the base64 of 24 to 64 bytes, or any other visible
    ASCII characters, whose bytes are the key then."""
    grace_period: int | None = None
    """Seconds that the old secret signs too."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> RotateWebhookSecret:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            secret=data.get("secret"),
            grace_period=data.get("grace_period"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.secret is not None:
            data["secret"] = self.secret
        if self.grace_period is not None:
            data["grace_period"] = self.grace_period
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class TestedWebhook:
    """The webhook that is tested."""

    webhook_id: str
    """Identifies a webhook."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> TestedWebhook:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            webhook_id=data["webhook_id"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "webhook_id": self.webhook_id,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateWebhook:
    """What to change."""

    url: str | None = None
    """An http or https address on the public Internet."""
    events: list[str] | None = None
    """Which events to send."""
    description: str | None | Omit = OMIT
    """What it is for."""
    ordered: bool | None = None
    """Whether to send events of one subject one after another."""
    headers: dict[str, str] | None = None
    """Headers to send along, as `Authorization`. Kept encrypted and never shown. Those of HTTP
    itself and those beginning with `webhook-` are refused."""
    enabled: bool | None = None
    """Whether to send events."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> UpdateWebhook:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            url=data.get("url"),
            events=None if data.get("events") is None else list(data["events"]),
            description=data["description"] if "description" in data else OMIT,
            ordered=data.get("ordered"),
            headers=None if data.get("headers") is None else dict(data["headers"]),
            enabled=data.get("enabled"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.url is not None:
            data["url"] = self.url
        if self.events is not None:
            data["events"] = list(self.events)
        if not isinstance(self.description, Omit):
            data["description"] = self.description
        if self.ordered is not None:
            data["ordered"] = self.ordered
        if self.headers is not None:
            data["headers"] = dict(self.headers)
        if self.enabled is not None:
            data["enabled"] = self.enabled
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    """An address that events are sent to."""

    id: str
    """Identifies a webhook."""
    url: str
    """An http or https address on the public Internet."""
    events: list[str]
    """Which events to send."""
    enabled: bool
    """Whether events are sent."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    description: str | None
    """What it is for."""
    ordered: bool
    """Whether events of one subject (one link, one room) are sent one after another."""
    header_names: list[str]
    """Names of the headers that are sent along."""
    state: WebhookState
    """`failing` when the last thing that was sent did not arrive."""
    disabled_reason: DisabledReason | None
    """Why it is disabled; null while it is not."""
    disabled_at: datetime | None
    """When it was disabled."""
    failing_since: datetime | None
    """Since when nothing has arrived that was sent."""
    public_key: str
    """The Ed25519 key that `v1a` signatures are verified with: `whpk_` and its base64."""
    previous_secret_expires_at: datetime | None
    """Until when the secret before the last rotation signs too."""
    created_at: datetime
    """When it was registered."""
    updated_at: datetime
    """When it was last changed."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Webhook:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            url=data["url"],
            events=list(data["events"]),
            enabled=data["enabled"],
            app_id=data["app_id"],
            environment=data["environment"],
            description=data["description"],
            ordered=data["ordered"],
            header_names=list(data["header_names"]),
            state=data["state"],
            disabled_reason=data["disabled_reason"],
            disabled_at=None
            if data["disabled_at"] is None
            else parse_datetime(data["disabled_at"]),
            failing_since=None
            if data["failing_since"] is None
            else parse_datetime(data["failing_since"]),
            public_key=data["public_key"],
            previous_secret_expires_at=None
            if data["previous_secret_expires_at"] is None
            else parse_datetime(data["previous_secret_expires_at"]),
            created_at=parse_datetime(data["created_at"]),
            updated_at=parse_datetime(data["updated_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "url": self.url,
            "events": list(self.events),
            "enabled": self.enabled,
            "app_id": self.app_id,
            "environment": self.environment,
            "description": self.description,
            "ordered": self.ordered,
            "header_names": list(self.header_names),
            "state": self.state,
            "disabled_reason": self.disabled_reason,
            "disabled_at": None if self.disabled_at is None else format_datetime(self.disabled_at),
            "failing_since": None
            if self.failing_since is None
            else format_datetime(self.failing_since),
            "public_key": self.public_key,
            "previous_secret_expires_at": None
            if self.previous_secret_expires_at is None
            else format_datetime(self.previous_secret_expires_at),
            "created_at": format_datetime(self.created_at),
            "updated_at": format_datetime(self.updated_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookAnswer:
    """One webhook."""

    success: Success
    """Always true."""
    webhook: Webhook
    """An address that events are sent to."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> WebhookAnswer:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            webhook=Webhook.from_dict(data["webhook"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "webhook": self.webhook.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookDisabledEvent:
    """The event `webhook.disabled`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["webhook.disabled"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: WebhookHealth
    """How a webhook does."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> WebhookDisabledEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=WebhookHealth.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookFailingEvent:
    """The event `webhook.failing`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["webhook.failing"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: WebhookHealth
    """How a webhook does."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> WebhookFailingEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=WebhookHealth.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookHealth:
    """How a webhook does."""

    webhook_id: str
    """Identifies a webhook."""
    url: str
    """An http or https address on the public Internet."""
    failing_since: datetime | None
    """Since when nothing has arrived that was sent."""
    disabled_reason: DisabledReason | None
    """Why it is disabled; null while it is not."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> WebhookHealth:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            webhook_id=data["webhook_id"],
            url=data["url"],
            failing_since=None
            if data["failing_since"] is None
            else parse_datetime(data["failing_since"]),
            disabled_reason=data["disabled_reason"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "webhook_id": self.webhook_id,
            "url": self.url,
            "failing_since": None
            if self.failing_since is None
            else format_datetime(self.failing_since),
            "disabled_reason": self.disabled_reason,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookPage:
    """A page of webhooks."""

    success: Success
    """Always true."""
    data: list[Webhook]
    """The webhooks."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> WebhookPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            data=[Webhook.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookTestEvent:
    """The event `webhook.test`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["webhook.test"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: TestedWebhook
    """The webhook that is tested."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> WebhookTestEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=TestedWebhook.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookWithSecret:
    """A webhook with the key to verify its deliveries with, shown this once."""

    success: Success
    """Always true."""
    webhook: Webhook
    """An address that events are sent to."""
    secret: str
    """The key as `whsec_` and its base64, as every `standardwebhooks` library takes it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> WebhookWithSecret:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            success=data["success"],
            webhook=Webhook.from_dict(data["webhook"]),
            secret=data["secret"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "success": self.success,
            "webhook": self.webhook.to_dict(),
            "secret": self.secret,
        }
        return data
