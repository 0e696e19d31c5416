"""What software does with a licence key: ``platform.of(Usage)``.

A key that is found vouches for its request (``call.count``): it is counted for the activated device
that asks, and otherwise for the licence and the address together. So the machines of an office that
share an address and even a key do not use up each other's quota, and who has no good key cannot use
up anybody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, update
from sqlmodel import col

from stagewire.contract.types import ApiError, Result
from stagewire.licenses import activation, keys, rendering, rows
from stagewire.licenses.files import Files
from stagewire.licenses.judging import begins_now, detail, judge, refusal, standing
from stagewire.licenses.owner import Owner, owner_of
from stagewire.licenses.tables import License, LicenseDevice
from stagewire.licenses.telling import Telling
from stagewire.platform import Call
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant, rfc3339

if TYPE_CHECKING:
    from stagewire_models import licenses as wire

    from stagewire.platform import Platform

_FIRST_VALID = Hot(
    scoped(update(License), License, *owner())
    .where(col(License.id) == bindparam("license"))
    .values(validated_at=bindparam("moment"), expires_at=bindparam("expiry"))
)
_REMOVE = Hot(
    scoped(delete(LicenseDevice), LicenseDevice, *owner())
    .where(col(LicenseDevice.id) == bindparam("device"))
    .returning(*rows.DEVICE_ITSELF)
)


class Usage:
    """Each method answers one operation, and raises ApiError 403, 404 or 409 with the licence's
    code, and 429."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._files = platform.of(Files)
        self._telling = platform.of(Telling)

    async def validate(self, call: Call, body: wire.ValidateLicense) -> wire.LicenseValidation:
        fingerprint = body.get("fingerprint")
        key = keys.read(body["key"])
        if key is None:
            return _unknown("TYPO")
        row = await self._found(call, key, fingerprint)
        if row is None:
            return _unknown("NOT_FOUND")
        now = self._clock()
        code = judge(row, fingerprint, body.get("entitlements", ()), now)
        if code == "VALID":
            row = await self._validated(call, row, now)
        return {
            "valid": code == "VALID",
            "code": code,
            "detail": detail(code),
            "license": rendering.status(row, now),
            "device": rendering.device_of(row, now),
        }

    async def activate(self, call: Call, body: wire.ActivateLicense) -> Result:
        found = await self._good(call, body["key"], body["fingerprint"])
        made = await self._database.write_in(
            found.id,
            activation.activate,
            owner_of(call),
            found.id,
            body,
            self._clock,
            self._telling,
        )
        self._telling.wake()
        answer = {
            "device": rendering.device_of(made.row, made.now),
            "license": rendering.status(made.row, made.now),
            "evicted": made.evicted,
        }
        return Result(answer, 201 if made.new else 200)

    async def deactivate(self, call: Call, body: wire.DeactivateLicense) -> None:
        row = await self._good(call, body["key"], body["fingerprint"], standing_matters=False)
        if row.device_id is None or not await self._database.write(
            _deactivate, owner_of(call), row, self._telling, self._clock()
        ):
            raise ApiError(
                404,
                "not_found",
                "The licence is not activated on this device.",
                headers={"X-License-Code": "FINGERPRINT_MISMATCH" if row.places else "NO_DEVICE"},
            )
        self._telling.wake()

    async def heartbeat(self, call: Call, body: wire.SendHeartbeat) -> wire.Heartbeat:
        row = await self._good(call, body["key"], body["fingerprint"])
        if row.device_id is None:
            raise refusal("FINGERPRINT_MISMATCH" if row.places else "NO_DEVICE")
        moment = await self._database.write_in(
            row.id, activation.beat, owner_of(call), row, self._clock
        )
        return {
            "device_id": row.device_id,
            "heartbeat_at": rfc3339(instant(moment)),
            "heartbeat_window": row.heartbeat_window,
        }

    async def status(self, call: Call, name: str) -> wire.LicenseStatus:
        """``name`` is the key, or for a caller that may read licences the id."""
        holder = owner_of(call)
        if name.startswith("lic_"):
            if "licenses:read" not in call.caller().scopes:
                raise ApiError(
                    403,
                    "missing_scope",
                    "This API key lacks the scope `licenses:read`: name the licence by its key.",
                )
            found = await self._database.fetch(
                rows.BY_ID,
                license=name,
                fingerprint=rows.NOBODY,
                now=int(self._clock()),
                **holder._asdict(),
            )
            row = found[0] if found else None
            if row is not None:
                await call.count(_counted(call, row))
        else:
            key = keys.read(name)
            if key is None:
                raise refusal("TYPO")
            row = await self._found(call, key, None)
        if row is None:
            raise refusal("NOT_FOUND")
        return rendering.status(row, self._clock())

    async def issue_file(self, call: Call, body: wire.IssueLicenseFile) -> wire.LicenseFile:
        fingerprint = body.get("fingerprint")
        row = await self._good(call, body["key"], fingerprint)
        now = self._clock()
        code = judge(row, fingerprint, (), now)
        if code != "VALID":
            raise refusal(code)
        row = await self._validated(call, row, now)
        key = keys.read(body["key"])
        assert key is not None
        return await self._files.issue(
            owner_of(call),
            row,
            key,
            ttl=body.get("ttl", 2_592_000),
            encrypt=body.get("encrypt", False),
        )

    async def _validated(self, call: Call, row: Any, now: float) -> Any:
        """The row of a licence that was found good, as the first time leaves it."""
        if row.validated_at is not None:
            return row
        expiry = await self._database.write(
            _first_valid, owner_of(call), row.id, now, self._telling
        )
        self._telling.wake()
        return row._replace(expires_at=expiry)

    async def _good(
        self, call: Call, typed: str, fingerprint: str | None, *, standing_matters: bool = True
    ) -> Any:
        """The row of a key and a fingerprint, of a licence that is neither revoked, suspended nor
        expired."""
        key = keys.read(typed)
        if key is None:
            raise refusal("TYPO")
        row = await self._found(call, key, fingerprint)
        if row is None:
            raise refusal("NOT_FOUND")
        if standing_matters:
            code = standing(row, self._clock())
            if code != "VALID":
                raise refusal(code)
        return row

    async def _found(self, call: Call, key: keys.LicenseKey, fingerprint: str | None) -> Any:
        """The row of a key, counted; None where there is none."""
        app_id, environment = owner_of(call)
        found = await self._database.fetch(
            rows.BY_DIGEST,
            digest=key.digest,
            fingerprint=fingerprint or rows.NOBODY,
            now=int(self._clock()),
            app_id=app_id,
            environment=environment,
        )
        if not found:
            return None
        await call.count(_counted(call, found[0]))
        return found[0]


def _first_valid(holder: Owner, license_id: str, now: float, telling: Telling) -> Unit[Any]:
    """Notes the first validation, which may begin the duration; answers the expiry. Only the first
    of several at once does it."""
    yield rows.LOCK(license=license_id, **holder._asdict())
    row = (yield rows.whole(holder, license_id, now))[0]
    if row.validated_at is not None:
        return row.expires_at
    begins = begins_now(row, "first_validation")
    expiry = instant(int(now) + row.duration) if begins else row.expires_at
    yield _FIRST_VALID(license=row.id, moment=instant(now), expiry=expiry, **holder._asdict())
    if begins:
        row = (yield rows.whole(holder, license_id, now))[0]
        yield telling.license(holder, "license.updated", row, now)
    return expiry


def _deactivate(holder: Owner, row: Any, telling: Telling, now: float) -> Unit[bool]:
    """Removes the device in ``row``; whether it was there."""
    gone = yield _REMOVE(device=row.device_id, **holder._asdict())
    if gone:
        yield telling.gone(holder, gone[0], row.heartbeat_window, "deactivated", now)
    return bool(gone)


def _counted(call: Call, row: Any) -> str:
    """For whom a request about a licence is counted."""
    return row.device_id or f"{row.id} {call.request.ip}"


def _unknown(code: Any) -> wire.LicenseValidation:
    return {"valid": False, "code": code, "detail": detail(code), "license": None, "device": None}
