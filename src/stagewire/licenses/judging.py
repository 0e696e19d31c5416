"""Whether a licence is good: the codes of ``LicenseCode``, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from stagewire.contract.types import ApiError

Code = Literal[
    "VALID",
    "TYPO",
    "NOT_FOUND",
    "REVOKED",
    "SUSPENDED",
    "EXPIRED",
    "FINGERPRINT_REQUIRED",
    "NO_DEVICE",
    "FINGERPRINT_MISMATCH",
    "HEARTBEAT_DEAD",
    "TOO_MANY_DEVICES",
    "ENTITLEMENT_MISSING",
]

_DETAILS: dict[Code, str] = {
    "VALID": "The licence is valid.",
    "TYPO": "The licence key is mistyped: compare its characters with the original.",
    "NOT_FOUND": "There is no licence with this key.",
    "REVOKED": "The licence is revoked.",
    "SUSPENDED": "The licence is suspended.",
    "EXPIRED": "The licence has expired.",
    "FINGERPRINT_REQUIRED": "`fingerprint` is required: the licence is good on its devices only.",
    "NO_DEVICE": "The licence is not activated on any device: activate this one first.",
    "FINGERPRINT_MISMATCH": "The licence is activated on other devices, but not on this one.",
    "HEARTBEAT_DEAD": "The device has sent no heartbeat in time: activate it again.",
    "TOO_MANY_DEVICES": "The licence is used on more devices than it allows.",
    "ENTITLEMENT_MISSING": "The licence lacks an entitlement that was asked for.",
}
_STATUS: dict[Code, int] = {
    "TYPO": 404,
    "NOT_FOUND": 404,
    "REVOKED": 403,
    "SUSPENDED": 403,
    "EXPIRED": 403,
}
_FACTORS = {"allow_1_25x": (5, 4), "allow_1_5x": (3, 2), "allow_2x": (2, 1), "forbid": (1, 1)}


def judge(row: Any, fingerprint: str | None, wanted: Sequence[str], now: float) -> Code:
    """The code of a licence (a row of ``rows.py``) for a device and the entitlements wanted."""
    code = standing(row, now)
    if code != "VALID":
        return code
    if fingerprint is None:
        if row.require_fingerprint:
            return "FINGERPRINT_REQUIRED"
    elif row.device_id is None:
        return "FINGERPRINT_MISMATCH" if row.places else "NO_DEVICE"
    elif not alive(row.heartbeat_at, row.heartbeat_window, now):
        return "HEARTBEAT_DEAD"
    limit = most_devices(row)
    if limit is not None and row.places > limit:
        return "TOO_MANY_DEVICES"
    if not set(wanted) <= {*row.own_entitlements, *row.policy_entitlements}:
        return "ENTITLEMENT_MISSING"
    return "VALID"


def standing(row: Any, now: float) -> Code:
    """The code of the licence by itself: REVOKED, SUSPENDED, EXPIRED or VALID."""
    if row.state == "revoked":
        return "REVOKED"
    if row.state == "suspended":
        return "SUSPENDED"
    return "EXPIRED" if has_expired(row, now) else "VALID"


def has_expired(row: Any, now: float) -> bool:
    return row.expires_at is not None and row.expires_at.timestamp() <= now


def alive(heartbeat_at: int, window: int | None, now: float) -> bool:
    """Whether the heartbeat of a moment (Unix seconds) is recent enough."""
    return window is None or heartbeat_at > int(now) - window


def allowed(row: Any) -> int | None:
    """How many devices the licence is good for by its own or its policy's number."""
    number: int | None = row.policy_devices if row.own_devices is None else row.own_devices
    return number


def most_devices(row: Any) -> int | None:
    """How many devices may have a place, overage included; None for any number."""
    number = allowed(row)
    if number is None or row.overage == "allow":
        return None
    times, by = _FACTORS[row.overage]
    return number * times // by


def begins_now(row: Any, basis: str) -> bool:
    """Whether the first use of that kind begins the duration."""
    return row.expires_at is None and row.duration is not None and row.expiry_basis == basis


def detail(code: Code) -> str:
    return _DETAILS[code]


def refusal(code: Code, message: str | None = None) -> ApiError:
    """The error of an operation that needs a good licence: 403, 404 or 409, with the code in
    ``X-License-Code``."""
    return ApiError(
        _STATUS.get(code, 409),
        code.lower(),
        message or _DETAILS[code],
        headers={"X-License-Code": code},
    )
