"""Licences as their owner manages them: ``platform.of(Licenses)``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import and_, bindparam, literal, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col, select

from stagewire.contract.types import ApiError, Request
from stagewire.licenses import keys, rendering, rows
from stagewire.licenses.judging import refusal
from stagewire.licenses.owner import Owner
from stagewire.licenses.refusals import conflict, invalid, no_license
from stagewire.licenses.tables import License, LicensePolicy
from stagewire.licenses.telling import LicenseEvent, Telling
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.pages import Page, paginate
from stagewire.storage.secrecy import cipher
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant, instant_of

if TYPE_CHECKING:
    from stagewire_models import licenses as wire

    from stagewire.platform import Platform

State = Literal["active", "expired", "suspended", "revoked"]

_BECAME: Mapping[State, LicenseEvent] = {
    "active": "license.reinstated",
    "suspended": "license.suspended",
    "revoked": "license.revoked",
}

_ISSUE = Hot(
    upsert(License)
    .values(
        {
            name: bindparam(name)
            for name in (
                *("app_id", "environment", "id", "policy_id", "digest", "sealed_key", "state"),
                *("name", "holder", "max_devices", "entitlements", "details", "expires_at"),
                *("created_at", "updated_at"),
            )
        }
    )
    .returning(col(License.id))
)
# A policy with licences cannot be deleted, one that is being deleted gets none.
_POLICY = Hot(
    scoped(
        select(col(LicensePolicy.duration), col(LicensePolicy.expiry_basis)),
        LicensePolicy,
        *owner(),
    )
    .where(col(LicensePolicy.id) == bindparam("policy"))
    .with_for_update(read=True, key_share=True)
)
_SET_STATE = Hot(
    scoped(update(License), License, *owner())
    .where(
        col(License.id) == bindparam("license"),
        col(License.state) != "revoked",
        col(License.state) != bindparam("new_state"),
    )
    .values(state=bindparam("new_state"), updated_at=bindparam("moment"))
    .returning(col(License.id))
)
_SET_EXPIRY = Hot(
    scoped(update(License), License, *owner())
    .where(col(License.id) == bindparam("license"))
    .values(expires_at=bindparam("expiry"), updated_at=bindparam("moment"))
    .returning(col(License.id))
)


class Licenses:
    """What can be done with an owner's licences; ApiError 404 for anybody else's. ``name`` is a
    licence's id or its key."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._cipher = cipher(platform.settings.secret, "licence keys")
        self._telling = platform.of(Telling)

    async def page(
        self,
        holder: Owner,
        request: Request,
        *,
        policy_id: str | None,
        status: State | None,
        of: str | None,
        current_page: int,
        page_size: int,
        limit: int | None,
    ) -> Page:
        now = self._clock()
        places = rows.places(literal(int(now))).label("places")
        columns: list[Any] = [*rows.OWN, *rows.MORE, places]
        statement: Any = scoped(
            select(*columns).join(LicensePolicy, col(LicensePolicy.id) == col(License.policy_id)),
            License,
            *holder,
        )
        if policy_id is not None:
            statement = statement.where(col(License.policy_id) == policy_id)
        if of is not None:
            statement = statement.where(col(License.holder) == of)
        if status is not None:
            statement = statement.where(_with_status(status, now))
        statement = statement.order_by(col(License.created_at).desc(), col(License.id).desc())
        async with self._database.session() as session:
            return await paginate(
                session, statement, request,
                current_page=current_page, page_size=page_size, limit=limit,
                render=lambda row: self._shown(row, now),
            )  # fmt: skip

    async def issue(self, holder: Owner, body: wire.IssueLicense) -> wire.License:
        """ApiError 400: no such policy, or an expiry that is no moment to come."""
        now = self._clock()
        key = keys.make()
        values: dict[str, Any] = {
            "app_id": holder.app_id,
            "environment": holder.environment,
            "id": keys.make_id("lic"),
            "policy_id": body["policy_id"],
            "digest": key.digest,
            "sealed_key": self._cipher.encrypt(key.plain.encode()),
            "state": "active",
            "name": body.get("name"),
            "holder": body.get("holder"),
            "max_devices": body.get("max_devices"),
            "entitlements": list(body.get("entitlements", [])),
            "details": dict(body.get("metadata", {})),
            "expires_at": _expiry(body, now),
            "created_at": instant(now),
            "updated_at": instant(now),
        }
        row = await self._database.write(_issue, holder, values, now, self._telling)
        self._telling.wake()
        return rendering.license_body(row, key.shown, now)

    async def get(self, holder: Owner, name: str) -> wire.License:
        return self._shown(await self._find(holder, name), self._clock())

    async def update(self, holder: Owner, name: str, body: wire.UpdateLicense) -> wire.License:
        """Changes the fields that ``body`` has; None clears. ApiError 409: it is revoked."""
        now = self._clock()
        changes: dict[str, Any] = {
            ("details" if field == "metadata" else field): value for field, value in body.items()
        }
        if "expires_at" in body:
            changes["expires_at"] = _moment(body["expires_at"])
        changes["updated_at"] = instant(now)
        found = await self._find(holder, name)
        async with self._database.begin() as session:
            if "policy_id" in changes:
                known = scoped(select(LicensePolicy.id), LicensePolicy, *holder).where(
                    col(LicensePolicy.id) == changes["policy_id"]
                )
                known = known.with_for_update(read=True, key_share=True)
                if (await session.exec(known)).first() is None:
                    raise _unknown_policy()
            row = (
                await session.exec(
                    scoped(select(License), License, *holder)
                    .where(col(License.id) == found.id)
                    .with_for_update(key_share=True)
                )
            ).first()
            if row is None:
                raise no_license()
            if row.state == "revoked":
                raise _revoked()
            if changes.get("expires_at", row.expires_at) != row.expires_at:
                row.expiry_told_for = None  # Also where it is one that was told of before.
            for field, value in changes.items():
                setattr(row, field, value)
            await session.flush()
            whole = rows.whole(holder, found.id, now)
            changed = (
                await (await session.connection()).execute(
                    whole.statement.statement, dict(whole.values)
                )
            ).one()
            self._telling.updated(session, holder, changed, now)
        return self._shown(changed, now)

    async def suspend(self, holder: Owner, name: str) -> wire.License:
        return await self._become(holder, name, "suspended")

    async def reinstate(self, holder: Owner, name: str) -> wire.License:
        return await self._become(holder, name, "active")

    async def revoke(self, holder: Owner, name: str) -> wire.License:
        return await self._become(holder, name, "revoked")

    async def renew(self, holder: Owner, name: str) -> wire.License:
        found = await self._find(holder, name)
        row = await self._database.write(_renew, holder, found.id, self._clock(), self._telling)
        self._telling.wake()
        return self._shown(row, self._clock())

    async def _become(self, holder: Owner, name: str, state: State) -> wire.License:
        found = await self._find(holder, name)
        row = await self._database.write(
            _become, holder, found.id, state, self._clock(), self._telling
        )
        self._telling.wake()
        return self._shown(row, self._clock())

    async def id_of(self, holder: Owner, name: str) -> str:
        """The id of the licence that an id or a key names."""
        found: str = (await self._find(holder, name)).id
        return found

    async def _find(self, holder: Owner, name: str) -> Any:
        given = {"now": int(self._clock()), "fingerprint": rows.NOBODY, **holder._asdict()}
        if name.startswith("lic_"):
            found = await self._database.fetch(rows.WHOLE_BY_ID, license=name, **given)
        else:
            key = keys.read(name)
            if key is None:
                raise refusal("TYPO")
            found = await self._database.fetch(rows.WHOLE_BY_DIGEST, digest=key.digest, **given)
        if not found:
            raise no_license()
        return found[0]

    def _shown(self, row: Any, now: float) -> wire.License:
        plain = self._cipher.decrypt(row.sealed_key).decode()
        return rendering.license_body(row, keys.LicenseKey(plain, b"").shown, now)


def _issue(holder: Owner, values: Mapping[str, Any], now: float, telling: Telling) -> Unit[Any]:
    policy = yield _POLICY(policy=values["policy_id"], **holder._asdict())
    if not policy:
        raise _unknown_policy()
    expiry = values["expires_at"]
    if expiry is None and policy[0].duration is not None and policy[0].expiry_basis == "creation":
        expiry = instant(int(now) + policy[0].duration)
    yield _ISSUE(**{**values, "expires_at": expiry})
    row = (yield rows.whole(holder, values["id"], now))[0]
    yield telling.license(holder, "license.issued", row, now)
    return row


def _become(
    holder: Owner, license_id: str, state: State, now: float, telling: Telling
) -> Unit[Any]:
    """What is in that state already stays as it is, and nothing is told."""
    changed = yield _SET_STATE(
        license=license_id, new_state=state, moment=instant(now), **holder._asdict()
    )
    row = (yield rows.whole(holder, license_id, now))[0]
    if changed:
        yield telling.license(holder, _BECAME[state], row, now)
    elif row.state != state:
        raise _revoked()
    return row


def _renew(holder: Owner, license_id: str, now: float, telling: Telling) -> Unit[Any]:
    if not (yield rows.LOCK(license=license_id, **holder._asdict())):
        raise no_license()
    row = (yield rows.whole(holder, license_id, now))[0]
    if row.state == "revoked":
        raise _revoked()
    if row.expires_at is None:
        raise conflict("no_expiry", "The licence has no expiry that could be renewed.")
    if row.duration is None:
        raise conflict(
            "no_duration", "Its policy has no `duration` to renew by: set `expires_at` instead."
        )
    try:
        expiry = max(row.expires_at, instant(int(now))) + timedelta(seconds=row.duration)
    except OverflowError:
        raise conflict("expiry_too_late", "The licence would expire after the year 9999.") from None
    yield _SET_EXPIRY(license=license_id, expiry=expiry, moment=instant(now), **holder._asdict())
    row = (yield rows.whole(holder, license_id, now))[0]
    yield telling.license(holder, "license.renewed", row, now)
    return row


def _with_status(status: State, now: float) -> Any:
    if status in ("suspended", "revoked"):
        return col(License.state) == status
    expired = and_(col(License.expires_at).is_not(None), col(License.expires_at) <= instant(now))
    return and_(col(License.state) == "active", expired if status == "expired" else ~expired)


def _expiry(body: wire.IssueLicense, now: float) -> Any:
    if "expires_at" not in body:
        return None
    expiry = _moment(body["expires_at"])
    if expiry.timestamp() <= now:
        raise invalid("expires_at", "must be in the future")
    return expiry


def _moment(text: str | None) -> Any:
    if text is None:
        return None
    moment = instant_of(text)
    if moment is None:
        raise invalid("expires_at", "must be a moment that the calendar has")
    return moment


def _unknown_policy() -> ApiError:
    return invalid("policy_id", "must be a policy of the application")


def _revoked() -> ApiError:
    return conflict("license_revoked", "The licence is revoked, which is for good.")
