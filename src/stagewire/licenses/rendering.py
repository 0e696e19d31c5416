"""Policies, licences and devices as the wire shows them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from stagewire.licenses.judging import alive, allowed, standing
from stagewire.storage.types import instant, rfc3339

if TYPE_CHECKING:
    from stagewire_models import licenses as wire

    from stagewire.licenses.tables import LicensePolicy


def policy(row: LicensePolicy) -> wire.LicensePolicy:
    return {
        "id": row.id,
        "name": row.name,
        "mode": cast("wire.LicenseMode", row.mode),
        "max_devices": row.max_devices,
        "overage": cast("wire.Overage", row.overage),
        "duration": row.duration,
        "expiry_basis": cast("wire.ExpiryBasis", row.expiry_basis),
        "heartbeat_window": row.heartbeat_window,
        "require_fingerprint": row.require_fingerprint,
        "allow_eviction": row.allow_eviction,
        "entitlements": row.entitlements,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def license_body(row: Any, key: str, now: float) -> wire.License:
    """A row of OWN and MORE with its key, for its owner."""
    return {"key": key, **license_told(row, now)}


def license_told(row: Any, now: float) -> wire.LicenseWithoutKey:
    """A row of OWN and MORE, for those who may not learn its key."""
    return {
        "id": row.id,
        "policy_id": row.policy_id,
        "status": state(row, now),
        "name": row.name,
        "holder": row.holder,
        "max_devices": allowed(row),
        "devices": row.places,
        "entitlements": entitlements(row),
        "metadata": row.details,
        "expires_at": time_text(row.expires_at),
        "activated_at": time_text(row.activated_at),
        "validated_at": time_text(row.validated_at),
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def status(row: Any, now: float) -> wire.LicenseStatus:
    """A row of OWN for who has the key."""
    return {
        "id": row.id,
        "status": state(row, now),
        "name": row.name,
        "max_devices": allowed(row),
        "devices": row.places,
        "entitlements": entitlements(row),
        "expires_at": time_text(row.expires_at),
        "heartbeat_window": row.heartbeat_window,
    }


def state(row: Any, now: float) -> wire.LicenseState:
    code = standing(row, now)
    return "active" if code == "VALID" else cast("wire.LicenseState", code.lower())


def entitlements(row: Any) -> list[str]:
    if not row.own_entitlements:
        return cast("list[str]", row.policy_entitlements)
    return list(dict.fromkeys([*row.policy_entitlements, *row.own_entitlements]))


def device(row: Any, window: int | None, now: float) -> wire.LicenseDevice:
    """A LicenseDevice, where its policy's ``heartbeat_window`` is known."""
    return {
        "id": row.id,
        "license_id": row.license_id,
        "fingerprint": row.fingerprint,
        "name": row.name,
        "platform": row.platform,
        "alive": alive(row.heartbeat_at, window, now),
        "heartbeat_at": rfc3339(instant(row.heartbeat_at)),
        "created_at": rfc3339(row.created_at),
    }


def device_of(row: Any, now: float) -> wire.LicenseDevice | None:
    """The device that stands in a licence's row."""
    if row.device_id is None:
        return None
    return {
        "id": row.device_id,
        "license_id": row.id,
        "fingerprint": row.fingerprint,
        "name": row.device_name,
        "platform": row.platform,
        "alive": alive(row.heartbeat_at, row.heartbeat_window, now),
        "heartbeat_at": rfc3339(instant(row.heartbeat_at)),
        "created_at": rfc3339(row.device_created_at),
    }


def time_text(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)
