"""Activating a device: the limit is exact, however many try at once.

A unit locks the licence first, so those of one licence run one after the other, on PostgreSQL by
the row's lock and on SQLite as there is one writer. What is counted after that stays true until
the commit. The moment is taken under the lock too: of two units the later one has the later moment,
so a seat that one found free is not kept by a heartbeat of the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BigInteger, bindparam, delete, insert, select, update
from sqlmodel import col

from stagewire.contract.types import ApiError
from stagewire.licenses import rows
from stagewire.licenses.judging import alive, begins_now, most_devices, refusal, standing
from stagewire.licenses.keys import make_id
from stagewire.licenses.owner import Owner
from stagewire.licenses.tables import License, LicenseDevice, LicensePolicy
from stagewire.licenses.telling import Telling
from stagewire.storage.hot import Hot, Step, Unit
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire_models import licenses as wire

KEPT = 30 * 86_400
"""Seconds that a floating device without a seat is still listed."""

_this = col(LicenseDevice.id) == bindparam("device")
_of_license = col(LicenseDevice.license_id) == bindparam("license")
_ADD = Hot(
    insert(LicenseDevice).values(
        {
            name: bindparam(name)
            for name in (
                *("app_id", "environment", "id", "license_id", "fingerprint", "name"),
                *("platform", "heartbeat_at", "created_at"),
            )
        }
    )
)
_AGAIN = Hot(
    scoped(update(LicenseDevice), LicenseDevice, *owner())
    .where(_this)
    .values(
        name=bindparam("new_name"),
        platform=bindparam("new_platform"),
        heartbeat_at=bindparam("now", type_=BigInteger),
    )
)
_BEAT = Hot(
    scoped(update(LicenseDevice), LicenseDevice, *owner())
    .where(_this, col(LicenseDevice.heartbeat_at) > bindparam("after", type_=BigInteger))
    .values(heartbeat_at=bindparam("now", type_=BigInteger))
    .returning(col(LicenseDevice.id))
)
_FIRST = Hot(
    scoped(update(License), License, *owner())
    .where(col(License.id) == bindparam("license"))
    .values(activated_at=bindparam("moment"), expires_at=bindparam("expiry"))
)
_FORGET = Hot(
    scoped(delete(LicenseDevice), LicenseDevice, *owner())
    .where(_of_license, col(LicenseDevice.heartbeat_at) < bindparam("before", type_=BigInteger))
    .returning(*rows.DEVICE_ITSELF)
)
_EVICT = Hot(
    scoped(delete(LicenseDevice), LicenseDevice, *owner())
    .where(_this)
    .returning(*rows.DEVICE_ITSELF)
)

_seated = scoped(
    select(col(LicenseDevice.id))
    .join(License, col(License.id) == col(LicenseDevice.license_id))
    .join(LicensePolicy, col(LicensePolicy.id) == col(License.policy_id))
    .where(_of_license, rows.has_place(LicenseDevice)),
    LicenseDevice,
    *owner(),
)
_CANDIDATES = {
    "oldest": Hot(_seated.order_by(col(LicenseDevice.created_at), col(LicenseDevice.id)).limit(1)),
    "idle": Hot(_seated.order_by(col(LicenseDevice.heartbeat_at), col(LicenseDevice.id)).limit(1)),
}
_NAMED = Hot(_seated.where(_this))


class Activated(NamedTuple):
    """``row`` is the licence with its device; ``evicted`` the id of the device that made room."""

    row: Any
    new: bool
    evicted: str | None
    now: float


def activate(
    holder: Owner,
    license_id: str,
    body: wire.ActivateLicense,
    clock: Callable[[], float],
    telling: Telling,
) -> Unit[Activated]:
    """ApiError 403, 404 or 409 with the licence's code; it leaves everything as it was."""
    fingerprint = body["fingerprint"]
    given = holder._asdict()
    if not (yield rows.LOCK(license=license_id, **given)):
        raise refusal("NOT_FOUND")
    now = clock()
    row = (yield rows.BY_ID(license=license_id, fingerprint=fingerprint, now=int(now), **given))[0]
    code = standing(row, now)
    if code != "VALID":
        raise refusal(code)
    evicted = None
    seated = _has_place(row, now)
    if not seated:
        most = most_devices(row)
        if most is not None and row.places >= most:
            evicted = yield from _make_room(holder, row, body.get("evict"), most, now, telling)
        if row.mode == "floating" and row.heartbeat_window is not None:
            before = int(now) - max(KEPT, row.heartbeat_window)
            for gone in (yield _FORGET(license=license_id, before=before, **given)):
                yield telling.gone(holder, gone, row.heartbeat_window, "forgotten", now)
            if row.device_id is not None and row.heartbeat_at < before:
                row = row._replace(device_id=None)
    new = row.device_id is None
    if new:
        added: dict[str, Any] = {
            "id": make_id("dev"),
            "fingerprint": fingerprint,
            "name": body.get("name"),
            "platform": body.get("platform"),
            "heartbeat_at": int(now),
            "created_at": instant(now),
        }
        yield _ADD(license_id=license_id, **added, **given)
    else:
        added = {
            "id": row.device_id,
            "fingerprint": fingerprint,
            "name": body.get("name", row.device_name),
            "platform": body.get("platform", row.platform),
            "heartbeat_at": int(now),
            "created_at": row.device_created_at,
        }
        yield _AGAIN(
            device=row.device_id,
            new_name=added["name"],
            new_platform=added["platform"],
            now=int(now),
            **given,
        )
    other = (added["name"], added["platform"]) != (row.device_name, row.platform)
    row = row._replace(
        places=row.places + (0 if seated else 1) - (0 if evicted is None else 1),
        device_id=added["id"],
        fingerprint=fingerprint,
        device_name=added["name"],
        platform=added["platform"],
        heartbeat_at=added["heartbeat_at"],
        device_created_at=added["created_at"],
    )
    if new:
        yield telling.activated(holder, row, now)
    elif other:
        yield telling.changed(holder, row, now)
    if row.activated_at is None:
        begins = begins_now(row, "first_activation")
        expiry = instant(int(now) + row.duration) if begins else row.expires_at
        row = row._replace(expires_at=expiry, activated_at=instant(now))
        yield _FIRST(license=license_id, moment=row.activated_at, expiry=expiry, **given)
        if begins:
            whole = (yield rows.whole(holder, license_id, now))[0]
            yield telling.license(holder, "license.updated", whole, now)
    return Activated(row, new, evicted, now)


def beat(holder: Owner, row: Any, clock: Callable[[], float]) -> Unit[int]:
    """A heartbeat of the device in ``row``; answers when (Unix seconds). ApiError 409: its seat is
    lost, or the device was removed meanwhile."""
    given = holder._asdict()
    leased = row.mode == "floating" and row.heartbeat_window is not None
    if leased:
        yield rows.LOCK(license=row.id, **given)
    now = int(clock())
    after = now - row.heartbeat_window if leased else -1
    if not (yield _BEAT(device=row.device_id, after=after, now=now, **given)):
        raise refusal("HEARTBEAT_DEAD")
    return now


def _has_place(row: Any, now: float) -> bool:
    if row.device_id is None:
        return False
    return row.mode != "floating" or alive(row.heartbeat_at, row.heartbeat_window, now)


def _make_room(
    holder: Owner, row: Any, evict: str | None, most: int, now: float, telling: Telling
) -> Unit[str]:
    """Removes the device that ``evict`` says, and answers its id; ApiError 409 where that makes no
    room."""
    if evict is None:
        raise _full(row, "deactivate one first")
    if not row.allow_eviction:
        raise _full(row, "its policy does not allow to evict one")
    if row.places > most:
        raise _full(row, "more than one would have to go: deactivate them first")
    given = {"license": row.id, **holder._asdict()}
    find: Step
    if evict in _CANDIDATES:
        find = _CANDIDATES[evict](now=int(now), **given)
    else:
        find = _NAMED(device=evict, now=int(now), **given)
    found = yield find
    if not found:
        raise _full(row, "`evict` names none of them")
    evicted: str = found[0].id
    gone = yield _EVICT(device=evicted, **holder._asdict())
    # It may have been deactivated meanwhile, and that is told already.
    if gone:
        yield telling.gone(holder, gone[0], row.heartbeat_window, "evicted", now)
    return evicted


def _full(row: Any, way: str) -> ApiError:
    devices = "1 device" if row.places == 1 else f"{row.places} devices"
    message = f"The licence is used on {devices}, which is all it allows: {way}."
    return refusal("TOO_MANY_DEVICES", message)
