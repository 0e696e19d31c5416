"""Pairing: codes that let devices in, and the devices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy import select as core_select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from stagewire.access.tokens import LIFE, ClientTokens
from stagewire.applications.status import ApplicationStatus
from stagewire.contract.types import ApiError, FieldError, Request
from stagewire.links import qr
from stagewire.presentations import ids, rendering, rules
from stagewire.presentations.audience import Event, Outcome
from stagewire.presentations.commands import LOCK, LOOK, change, lane
from stagewire.presentations.limits import Limits
from stagewire.presentations.news import ENVIRONMENT, News
from stagewire.presentations.refusals import no_device, no_pairing, no_presentation
from stagewire.presentations.roles import SERVER
from stagewire.presentations.tables import Device, Hand, Pairing
from stagewire.presentations.telling import Telling
from stagewire.realtime.rooms import Rooms
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.pages import Page, paginate
from stagewire.storage.secrecy import derived
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant, rfc3339

if TYPE_CHECKING:
    from stagewire_models import presentations as wire

    from stagewire.platform import Platform

_HEARS = ["subscribe", "presence", "history"]
_PAGE = {"presenter": "remote", "controller": "remote", "viewer": "stage"}
_KEPT = 86_400.0
"""Seconds for which a code that is over is still known as such."""


def _insert(table: Any) -> Any:
    columns = table.__table__.columns
    return insert(table).values({c.key: bindparam(c.key, type_=c.type) for c in columns})


_DEVICES = list(Device.__table__.columns)  # type: ignore[attr-defined]
_NEW_PAIRING = Hot(_insert(Pairing))
_NEW_DEVICE = Hot(_insert(Device).returning(*_DEVICES))
_CLAIM = Hot(
    update(Pairing)
    .where(
        col(Pairing.digest) == bindparam("code"),
        col(Pairing.claims) < col(Pairing.max_claims),
        col(Pairing.expires_at) > bindparam("now"),
        col(Pairing.revoked_at).is_(None),
    )
    .values(claims=col(Pairing.claims) + 1)
    .returning(
        col(Pairing.app_id),
        col(Pairing.environment),
        col(Pairing.presentation_id),
        col(Pairing.role),
        col(Pairing.name),
    )
)
_FIND = Hot(
    core_select(
        col(Pairing.app_id),
        col(Pairing.role),
        col(Pairing.claims),
        col(Pairing.max_claims),
        col(Pairing.expires_at),
        col(Pairing.revoked_at),
    ).where(col(Pairing.digest) == bindparam("code"))
)
_GET = Hot(
    scoped(
        core_select(
            col(Pairing.id),
            col(Pairing.role),
            col(Pairing.name),
            col(Pairing.claims),
            col(Pairing.max_claims),
            col(Pairing.expires_at),
        ),
        Pairing,
        *owner(),
    ).where(
        col(Pairing.presentation_id) == bindparam("presentation"),
        col(Pairing.id) == bindparam("pairing"),
        col(Pairing.revoked_at).is_(None),
    )
)
_REVOKE = Hot(
    scoped(update(Pairing), Pairing, *owner())
    .where(
        col(Pairing.presentation_id) == bindparam("presentation"),
        col(Pairing.id) == bindparam("pairing"),
        col(Pairing.revoked_at).is_(None),
    )
    .values(revoked_at=bindparam("now"))
    .returning(col(Pairing.id))
)
_THIS_DEVICE = (
    col(Device.presentation_id) == bindparam("presentation"),
    col(Device.id) == bindparam("device"),
)
_DEVICE = Hot(scoped(core_select(*_DEVICES), Device, *owner()).where(*_THIS_DEVICE))
_SET_DEVICE = Hot(
    scoped(update(Device), Device, *owner())
    .where(*_THIS_DEVICE)
    .values(role=bindparam("new_role"), name=bindparam("new_name"))
    .returning(*_DEVICES)
)
_REMOVE_DEVICE = Hot(
    scoped(delete(Device), Device, *owner()).where(*_THIS_DEVICE).returning(col(Device.id))
)
_DROP_HAND = Hot(
    delete(Hand).where(
        col(Hand.presentation_id) == bindparam("presentation"),
        col(Hand.participant) == bindparam("device"),
    )
)
_PURGE_PAIRINGS = Hot(delete(Pairing).where(col(Pairing.expires_at) < bindparam("before")))
_PURGE_DEVICES = Hot(delete(Device).where(col(Device.expires_at) < bindparam("before")))


class Pairings:
    """``platform.of(Pairings)``."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._database = platform.database
        self._limits = platform.of(Limits)
        self._telling = platform.of(Telling)
        self._news = platform.of(News)
        self._key = derived(platform.settings.secret, "pairing codes")

    async def create(
        self, app_id: str, presentation_id: str, wanted: wire.CreatePairing
    ) -> wire.Pairing:
        """The pairing with its code, which is told this once."""
        await self._exists(app_id, presentation_id)
        code, pairing_id = ids.make_code(), ids.make("pair")
        expires_at = self._now() + timedelta(seconds=wanted.get("expires_in", 600))
        role, name = wanted["role"], wanted.get("name")
        try:
            await self._database.execute(
                _NEW_PAIRING,
                app_id=app_id,
                environment=ENVIRONMENT,
                id=pairing_id,
                presentation_id=presentation_id,
                digest=ids.digest(self._key, code),
                role=role,
                name=name,
                claims=0,
                max_claims=wanted.get("max_claims", 1),
                expires_at=expires_at,
                revoked_at=None,
            )
        except IntegrityError:  # It was deleted meanwhile.
            raise no_presentation() from None
        return {
            "id": pairing_id,
            "code": code,
            "role": role,
            "name": name,
            "url": self._url(role, code),
            "qr": f"{self._platform.settings.base_url}/api/pairings/{code}/qr",
            "max_claims": wanted.get("max_claims", 1),
            "expires_at": rfc3339(expires_at),
        }

    async def get(self, app_id: str, presentation_id: str, pairing_id: str) -> wire.PairingStatus:
        rows = await self._database.fetch(
            _GET, **_owned(app_id), presentation=presentation_id, pairing=pairing_id
        )
        if not rows:
            raise no_pairing()
        return rendering.pairing(rows[0])

    async def revoke(self, app_id: str, presentation_id: str, pairing_id: str) -> None:
        if not await self._database.execute(
            _REVOKE,
            app_id=app_id,
            environment=ENVIRONMENT,
            presentation=presentation_id,
            pairing=pairing_id,
            now=self._now(),
        ):
            raise no_pairing()

    async def claim(self, code: str, name: str | None, ip: str) -> wire.ClaimedPairing:
        """A new device with its token. 404: no such code, 410: it is over, 429: the address has
        sent too many wrong ones."""
        await self._limits.may_guess(ip)
        now = self._now()
        digest = ids.digest(self._key, code)
        row = await self._database.write(_claim, digest, name, now, now + timedelta(seconds=LIFE))
        if row is None:
            raise await self._over(digest, ip)
        if not await self._platform.of(ApplicationStatus).active(row.app_id):
            raise await self._unknown(ip)
        room = ids.room_of(row.presentation_id)
        issued = self._platform.of(ClientTokens).issue(
            row.app_id,
            {
                # The user is the device, so that what is done to users can be done to it.
                "user_id": row.id,
                "device_id": row.id,
                "presentations": {row.presentation_id: row.role},
                "rooms": {room: _HEARS},
            },
        )
        return {
            "token": issued.token,
            "expires_at": rfc3339(issued.expires_at),
            "presentation_id": row.presentation_id,
            "room": room,
            "device_id": row.id,
            "role": row.role,
            "name": row.name,
        }

    async def picture(self, code: str, ip: str) -> bytes:
        """The QR code of a code that can be claimed, as SVG; else as ``claim``."""
        await self._limits.may_guess(ip)
        digest = ids.digest(self._key, code)
        rows = await self._database.fetch(_FIND, code=digest)
        if not rows or self._why_over(rows[0]) is not None:
            raise await self._over(digest, ip)
        return qr.svg(self._url(rows[0].role, ids.shown(code)), qr.style(None))

    async def _over(self, digest: bytes, ip: str) -> ApiError:
        """What is to be said of a code that cannot be claimed."""
        rows = await self._database.fetch(_FIND, code=digest)
        why = self._why_over(rows[0]) if rows else None
        if why is None:
            return await self._unknown(ip)
        return ApiError(410, "gone", f"This code {why}: ask for a new one.")

    def _why_over(self, row: Any) -> str | None:
        if row.revoked_at is not None:
            return "was revoked"
        if row.expires_at <= self._now():
            return "has expired"
        return "has been used up" if row.claims >= row.max_claims else None

    async def _unknown(self, ip: str) -> ApiError:
        await self._limits.guessed(ip)
        return ApiError(
            404,
            "not_found",
            "There is no such code. Look at it again: it has eight letters and digits.",
            errors=[FieldError("path.code", "is not a code that was given out")],
        )

    # --- devices -------------------------------------------------------------------------------

    async def page(
        self, app_id: str, presentation_id: str, request: Request, role: str | None, **shape: Any
    ) -> Page:
        """The newest first."""
        await self._exists(app_id, presentation_id)
        statement = (
            scoped(select(Device), Device, app_id, ENVIRONMENT)
            .where(
                col(Device.presentation_id) == presentation_id,
                col(Device.expires_at) > self._now(),
            )
            .order_by(col(Device.paired_at).desc(), col(Device.id).desc())
        )
        if role is not None:
            statement = statement.where(col(Device.role) == role)
        async with self._database.session() as session:
            return await paginate(session, statement, request, render=rendering.device, **shape)

    async def device(self, app_id: str, presentation_id: str, device_id: str) -> wire.Device:
        return rendering.device(await self._device(app_id, presentation_id, device_id))

    async def update_device(
        self, app_id: str, presentation_id: str, device_id: str, wanted: Mapping[str, Any]
    ) -> wire.Device:
        row, outcome = await self._database.write_in(
            lane(presentation_id),
            _set,
            app_id,
            presentation_id,
            device_id,
            wanted,
            self._now(),
            self._news,
        )
        shown = rendering.device(row)
        told = {"device_id": row.id, "role": row.role, "name": row.name}
        await self._telling.tell(app_id, presentation_id, Event("device", told))
        await self._tell(app_id, presentation_id, outcome)
        return shown

    async def remove_device(self, app_id: str, presentation_id: str, device_id: str) -> None:
        """Its commands are refused from now on and its connections closed. 503: the other
        processes cannot be reached, so it is still there; try again."""
        device = await self._device(app_id, presentation_id, device_id)
        left = device.expires_at.timestamp() - self._platform.clock()
        # Kept out first: what was removed without that would go on listening.
        await self._platform.of(Rooms).block_user(app_id, device_id, max(left, 1.0))
        outcome = await self._database.write_in(
            lane(presentation_id),
            _remove,
            app_id,
            presentation_id,
            device_id,
            self._now(),
            self._news,
        )
        await self._tell(app_id, presentation_id, outcome)

    async def purge(self) -> None:
        """Forgets codes and devices whose time is over."""
        now = self._platform.clock()
        await self._database.execute(_PURGE_PAIRINGS, before=instant(now - _KEPT))
        await self._database.execute(_PURGE_DEVICES, before=instant(now))

    async def _device(self, app_id: str, presentation_id: str, device_id: str) -> Any:
        rows = await self._database.fetch(
            _DEVICE, **_owned(app_id), presentation=presentation_id, device=device_id
        )
        if not rows:
            raise no_device()
        return rows[0]

    async def _tell(self, app_id: str, presentation_id: str, outcome: Outcome | None) -> None:
        if outcome is not None and outcome.event is not None:
            await self._telling.tell(app_id, presentation_id, outcome.event)

    async def _exists(self, app_id: str, presentation_id: str) -> None:
        if not await self._database.fetch(LOOK, **_owned(app_id), presentation=presentation_id):
            raise no_presentation()

    def _url(self, role: str, code: str) -> str:
        return f"{self._platform.settings.base_url}/{_PAGE[role]}/{code}"

    def _now(self) -> datetime:
        return instant(self._platform.clock())


def _owned(app_id: str) -> dict[str, str]:
    return {"app_id": app_id, "environment": ENVIRONMENT}


def _claim(
    digest: bytes, name: str | None, now: datetime, expires_at: datetime
) -> Unit[Any | None]:
    claimed = yield _CLAIM(code=digest, now=now)
    if not claimed:
        return None
    pairing = claimed[0]
    devices = yield _NEW_DEVICE(
        app_id=pairing.app_id,
        environment=pairing.environment,
        id=ids.make("dev"),
        presentation_id=pairing.presentation_id,
        role=pairing.role,
        name=name or pairing.name,
        paired_at=now,
        expires_at=expires_at,
    )
    return devices[0]


def _set(
    app_id: str,
    presentation_id: str,
    device_id: str,
    wanted: Mapping[str, Any],
    now: datetime,
    news: News,
) -> Unit[tuple[Any, Outcome | None]]:
    locked = yield LOCK(**_owned(app_id), presentation=presentation_id)
    if not locked:
        raise no_presentation()
    rows = yield _DEVICE(**_owned(app_id), presentation=presentation_id, device=device_id)
    if not rows:
        raise no_device()
    device = rows[0]
    changed = yield _SET_DEVICE(
        **_owned(app_id),
        presentation=presentation_id,
        device=device_id,
        new_role=wanted.get("role", device.role),
        new_name=wanted.get("name", device.name),
    )
    outcome = None
    if changed[0].role == "viewer":
        outcome = yield from _release(locked[0], device_id, now)
        yield from news.of(app_id, presentation_id, outcome)
    return changed[0], outcome


def _remove(
    app_id: str, presentation_id: str, device_id: str, now: datetime, news: News
) -> Unit[Outcome | None]:
    locked = yield LOCK(**_owned(app_id), presentation=presentation_id)
    gone = yield _REMOVE_DEVICE(**_owned(app_id), presentation=presentation_id, device=device_id)
    if not locked or not gone:
        raise no_device()
    yield _DROP_HAND(presentation=presentation_id, device=device_id)
    outcome = yield from _release(locked[0], device_id, now)
    yield from news.of(app_id, presentation_id, outcome)
    return outcome


def _release(row: Any, device_id: str, now: datetime) -> Unit[Outcome]:
    """Whoever cannot drive any more does not keep others from it."""
    return (yield from change(row, rules.without(row.state, device_id), SERVER.id, now))
