"""Webhooks: what arrives is verified, and read as the event it is.

Signatures are those of Standard Webhooks 1.0 (https://www.standardwebhooks.com).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, Union

from . import models
from ._wire import parse_datetime
from .errors import StagewireError

__all__ = ["Event", "Headers", "OtherEvent", "WebhookVerificationError", "parse", "verify"]

TOLERANCE = 300


class WebhookVerificationError(StagewireError):
    """It was not sent by the server, or not just now: answer 400 and do nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherEvent:
    """An event with a name of the application's own, or one that this version does not know."""

    id: str
    type: str
    timestamp: datetime
    app_id: str
    environment: str
    data: dict[str, Any]


Event = Union[
    models.ApplicationCreatedEvent,
    models.ApplicationDeletedEvent,
    models.ApplicationUpdatedEvent,
    models.DeviceActivatedEvent,
    models.DeviceDeactivatedEvent,
    models.DeviceUpdatedEvent,
    models.KeyCreatedEvent,
    models.KeyRevokedEvent,
    models.KeyRotatedEvent,
    models.LicenseExpiredEvent,
    models.LicenseIssuedEvent,
    models.LicenseReinstatedEvent,
    models.LicenseRenewedEvent,
    models.LicenseRevokedEvent,
    models.LicenseSuspendedEvent,
    models.LicenseUpdatedEvent,
    models.LinkCreatedEvent,
    models.LinkExpiredEvent,
    models.LinkRevokedEvent,
    models.LinkUpdatedEvent,
    models.PollClosedEvent,
    models.PresentationCreatedEvent,
    models.PresentationDeletedEvent,
    models.PresentationEndedEvent,
    models.PresentationSlideChangedEvent,
    models.PresentationStartedEvent,
    models.RoomOccupiedEvent,
    models.RoomVacatedEvent,
    models.UserJoinedEvent,
    models.UserLeftEvent,
    models.WebhookDisabledEvent,
    models.WebhookFailingEvent,
    models.WebhookTestEvent,
    OtherEvent,
]
"""What a webhook receives; `type` tells which it is."""

_READERS: dict[str, Callable[[Mapping[str, Any]], Event]] = {
    "application.created": models.ApplicationCreatedEvent.from_dict,
    "application.deleted": models.ApplicationDeletedEvent.from_dict,
    "application.updated": models.ApplicationUpdatedEvent.from_dict,
    "device.activated": models.DeviceActivatedEvent.from_dict,
    "device.deactivated": models.DeviceDeactivatedEvent.from_dict,
    "device.updated": models.DeviceUpdatedEvent.from_dict,
    "key.created": models.KeyCreatedEvent.from_dict,
    "key.revoked": models.KeyRevokedEvent.from_dict,
    "key.rotated": models.KeyRotatedEvent.from_dict,
    "license.expired": models.LicenseExpiredEvent.from_dict,
    "license.issued": models.LicenseIssuedEvent.from_dict,
    "license.reinstated": models.LicenseReinstatedEvent.from_dict,
    "license.renewed": models.LicenseRenewedEvent.from_dict,
    "license.revoked": models.LicenseRevokedEvent.from_dict,
    "license.suspended": models.LicenseSuspendedEvent.from_dict,
    "license.updated": models.LicenseUpdatedEvent.from_dict,
    "link.created": models.LinkCreatedEvent.from_dict,
    "link.expired": models.LinkExpiredEvent.from_dict,
    "link.revoked": models.LinkRevokedEvent.from_dict,
    "link.updated": models.LinkUpdatedEvent.from_dict,
    "poll.closed": models.PollClosedEvent.from_dict,
    "presentation.created": models.PresentationCreatedEvent.from_dict,
    "presentation.deleted": models.PresentationDeletedEvent.from_dict,
    "presentation.ended": models.PresentationEndedEvent.from_dict,
    "presentation.slide-changed": models.PresentationSlideChangedEvent.from_dict,
    "presentation.started": models.PresentationStartedEvent.from_dict,
    "room.occupied": models.RoomOccupiedEvent.from_dict,
    "room.vacated": models.RoomVacatedEvent.from_dict,
    "user-joined": models.UserJoinedEvent.from_dict,
    "user-left": models.UserLeftEvent.from_dict,
    "webhook.disabled": models.WebhookDisabledEvent.from_dict,
    "webhook.failing": models.WebhookFailingEvent.from_dict,
    "webhook.test": models.WebhookTestEvent.from_dict,
}


class Headers(Protocol):
    """A request's headers: a mapping, or what `http.server` and the web frameworks have."""

    def items(self) -> Iterable[tuple[str, str]]:
        """The names with their values."""
        ...


def verify(
    headers: Headers,
    body: bytes | str,
    secret: str | Sequence[str],
    tolerance: float = TOLERANCE,
) -> Event:
    """Checks that a request comes from the server, and reads its event.

    Args:
        headers: The request's headers; the case of their names does not matter.
        body: The body as it came, byte by byte.
        secret: The webhook's secret (`whsec_…`, or the one that you gave), or its `public_key`
            (`whpk_…`, which needs the package `cryptography`). Of several, one has to fit.
        tolerance: Seconds that the clocks may differ and a request may be old.

    Raises:
        WebhookVerificationError: A header is missing or malformed, it is too old, or no signature
            fits. `id` is the same when an event is sent again: remember what you have done.
        ValueError: A secret is empty or malformed.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    try:
        event_id, timestamp = lower["webhook-id"], lower["webhook-timestamp"]
        signatures = lower["webhook-signature"]
    except KeyError as error:
        raise WebhookVerificationError(f"the header {error} is missing") from None
    _check_time(timestamp, tolerance)
    # Frameworks hand over bytes that are no text as surrogates: such a request fits nothing.
    raw = body.encode(errors="surrogatepass") if isinstance(body, str) else body
    signed = f"{event_id}.{timestamp}.".encode(errors="surrogatepass") + raw
    fits = False
    for one in [secret] if isinstance(secret, str) else secret:
        # All of them are tried whatever fits, so that time tells nothing.
        fits |= _fits(one, signed, signatures)
    if not fits:
        raise WebhookVerificationError("no signature fits")
    return parse(raw)


def parse(body: bytes | str) -> Event:
    """Reads an event without verifying it. ValueError: it is none."""
    data = json.loads(body)
    if not isinstance(data, dict):
        raise ValueError("an event is a JSON object")
    name = data.get("type")
    reader = _READERS.get(name) if isinstance(name, str) else None
    if reader is not None:
        try:
            return reader(data)
        except (KeyError, TypeError, ValueError, AttributeError):
            pass  # Of a newer server: read as far as every event can be.
    try:
        return OtherEvent(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=data["data"],
        )
    except KeyError as error:
        raise ValueError(f"an event has {error}") from None
    except TypeError:
        raise ValueError("an event's timestamp is text") from None


def _check_time(timestamp: str, tolerance: float) -> None:
    if not (timestamp.isascii() and timestamp.isdecimal()):
        raise WebhookVerificationError("webhook-timestamp is no number of seconds")
    age = time.time() - int(timestamp[:12])
    if abs(age) > tolerance:
        raise WebhookVerificationError("it is too old" if age > 0 else "it is of the future")


def _fits(secret: str, signed: bytes, signatures: str) -> bool:
    public = secret.startswith("whpk_")
    version = "v1a" if public else "v1"
    key = b"" if public else _key(secret)
    found = False
    for part in signatures.split():
        name, _, written = part.partition(",")
        if name != version:
            continue
        try:
            signature = base64.b64decode(written, validate=True)
        except ValueError:
            # No base64, or not even ASCII.
            continue
        if public:
            found |= _ed25519(secret, signed, signature)
        else:
            expected = hmac.new(key, signed, hashlib.sha256).digest()
            found |= hmac.compare_digest(expected, signature)
    return found


def _key(secret: str) -> bytes:
    key = secret.encode()
    if secret.startswith("whsec_"):
        try:
            key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except ValueError:
            raise ValueError("the secret is no base64 after whsec_") from None
    if not key:
        # Anybody can sign with nothing.
        raise ValueError("the secret is empty")
    return key


def _ed25519(public_key: str, signed: bytes, signature: bytes) -> bool:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise ImportError("verifying with a public key needs the package cryptography") from None
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key.removeprefix("whpk_")))
    try:
        key.verify(signature, signed)
    except InvalidSignature:
        return False
    return True
