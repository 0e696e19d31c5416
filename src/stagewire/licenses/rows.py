"""What is read of a licence, and the statements of the request path that read it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from stagewire.licenses.owner import Owner
from stagewire.licenses.tables import License, LicenseDevice, LicensePolicy
from stagewire.storage.hot import Hot, Step
from stagewire.storage.tenancy import owner, scoped

NOW: Any = bindparam("now", type_=BigInteger)
"""Unix seconds."""
NOBODY = ""
"""A fingerprint that no device has."""

_seat: Any = aliased(LicenseDevice)


def has_place(device: Any, now: Any = NOW) -> Any:
    """Whether a device counts against the limit: a floating one without heartbeats does not."""
    return or_(
        col(LicensePolicy.mode) != "floating",
        col(LicensePolicy.heartbeat_window).is_(None),
        device.heartbeat_at > now - col(LicensePolicy.heartbeat_window),
    )


def places(now: Any = NOW) -> Any:
    """How many devices of a licence have a place."""
    return (
        select(func.count())
        .where(_seat.license_id == col(License.id), has_place(_seat, now))
        .correlate(License, LicensePolicy)
        .scalar_subquery()
    )


OWN: list[Any] = [
    col(License.id),
    col(License.policy_id),
    col(License.state),
    col(License.name),
    col(License.max_devices).label("own_devices"),
    col(License.entitlements).label("own_entitlements"),
    col(License.expires_at),
    col(License.activated_at),
    col(License.validated_at),
    col(LicensePolicy.mode),
    col(LicensePolicy.max_devices).label("policy_devices"),
    col(LicensePolicy.overage),
    col(LicensePolicy.duration),
    col(LicensePolicy.expiry_basis),
    col(LicensePolicy.heartbeat_window),
    col(LicensePolicy.require_fingerprint),
    col(LicensePolicy.allow_eviction),
    col(LicensePolicy.entitlements).label("policy_entitlements"),
]
"""What decides whether a licence is good."""

MORE: list[Any] = [
    col(License.sealed_key),
    col(License.holder),
    col(License.details),
    col(License.created_at),
    col(License.updated_at),
]
"""What else its owner sees."""

DEVICE: list[Any] = [
    col(LicenseDevice.id).label("device_id"),
    col(LicenseDevice.fingerprint),
    col(LicenseDevice.name).label("device_name"),
    col(LicenseDevice.platform),
    col(LicenseDevice.heartbeat_at),
    col(LicenseDevice.created_at).label("device_created_at"),
]
"""The device of a fingerprint, all None where there is none."""

DEVICE_ITSELF: list[Any] = [
    col(LicenseDevice.id),
    col(LicenseDevice.license_id),
    col(LicenseDevice.fingerprint),
    col(LicenseDevice.name),
    col(LicenseDevice.platform),
    col(LicenseDevice.heartbeat_at),
    col(LicenseDevice.created_at),
]
"""A device by itself."""

_with_policy = and_(col(LicensePolicy.id) == col(License.policy_id))
_of_fingerprint = and_(
    col(LicenseDevice.license_id) == col(License.id),
    col(LicenseDevice.fingerprint) == bindparam("fingerprint"),
)


def _find(*columns: Any) -> Any:
    statement = (
        select(*columns, places().label("places"), *DEVICE)
        .join(LicensePolicy, _with_policy)
        .outerjoin(LicenseDevice, _of_fingerprint)
    )
    return scoped(statement, License, *owner())


BY_DIGEST = Hot(_find(*OWN).where(col(License.digest) == bindparam("digest")))
BY_ID = Hot(_find(*OWN).where(col(License.id) == bindparam("license")))
WHOLE_BY_DIGEST = Hot(_find(*OWN, *MORE).where(col(License.digest) == bindparam("digest")))
WHOLE_BY_ID = Hot(_find(*OWN, *MORE).where(col(License.id) == bindparam("license")))


def whole(holder: Owner, license_id: str, now: float) -> Step:
    """A licence as its owner sees it."""
    return WHOLE_BY_ID(license=license_id, fingerprint=NOBODY, now=int(now), **holder._asdict())


# Taken first by everything that counts devices before it changes them.
LOCK = Hot(
    scoped(select(col(License.id)), License, *owner())
    .where(col(License.id) == bindparam("license"))
    .with_for_update(key_share=True)
)
