"""Ids of webhooks and deliveries."""

from __future__ import annotations

import secrets
import string

from stagewire.events.ids import event_id

_ALPHABET = string.digits + string.ascii_letters


def webhook_id(now: float) -> str:
    """``webhook_<milliseconds>_<random>``."""
    random = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return f"webhook_{int(now * 1000)}_{random}"


def delivery_id(now: float) -> str:
    """``dlv_`` and a ULID."""
    return "dlv_" + event_id(now).removeprefix("evt_")
