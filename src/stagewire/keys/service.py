"""The rules of keys: nobody gives what it does not have.

A key grants only scopes it holds, and reads the secret of another (by rotating it) only if it
holds all of that one's. A sandbox key sees and makes sandbox keys only; a production key sees both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.access import keys
from stagewire.access.authenticator import TOPIC
from stagewire.access.issue import new_key
from stagewire.access.rules import AccessRules
from stagewire.access.tables import ApiKey, Application
from stagewire.contract.types import ApiError, Environment, FieldError, Principal, Request
from stagewire.events.outbox import Outbox
from stagewire.platform import Platform
from stagewire.storage.pages import Page, paginate
from stagewire.storage.types import instant, instant_of, rfc3339

if TYPE_CHECKING:
    from stagewire_models import keys as wire

MOST_KEYS = 1000
"""Keys one application may have that are not revoked."""


class Issued(NamedTuple):
    key: ApiKey
    secret: str


class Keys:
    """``platform.of(Keys)``."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._database = platform.database
        self._rules = platform.of(AccessRules)

    async def page(
        self,
        caller: Principal,
        request: Request,
        *,
        app_id: str | None,
        include_revoked: bool,
        current_page: int,
        page_size: int,
        limit: int | None,
    ) -> Page:
        """The application's keys, newest first."""
        target = _target(caller, app_id, FieldError("query.app_id", _NAME_IT), 400)
        statement = (
            select(ApiKey)
            .where(col(ApiKey.app_id) == target)
            .order_by(col(ApiKey.created_at).desc(), col(ApiKey.id).desc())
        )
        if caller.environment == "sandbox":
            statement = statement.where(col(ApiKey.environment) == "sandbox")
        if not include_revoked:
            statement = statement.where(col(ApiKey.revoked_at).is_(None))
        async with self._database.session() as session:
            await _application(session, target)
            return await paginate(
                session, statement, request,
                current_page=current_page, page_size=page_size, limit=limit, render=self.shown,
            )  # fmt: skip

    async def create(self, caller: Principal, wanted: Mapping[str, Any]) -> Issued:
        """A new key. 403 names a scope or environment the caller cannot give; 422 a field that
        is wrong."""
        target = _target(caller, wanted.get("app_id"), FieldError("app_id", _NAME_IT), 422)
        environment: Environment = wanted.get("environment", caller.environment)
        if caller.environment == "sandbox" and environment != "sandbox":
            raise ApiError(
                403,
                "production_key_required",
                "`environment`: a sandbox key makes sandbox keys only.",
                errors=[FieldError("environment", "must be sandbox for a sandbox key")],
            )
        self._may_grant(caller, wanted["scopes"])
        now = instant(self._platform.clock())
        expires_at = None
        if "expires_at" in wanted:
            expires_at = instant_of(wanted["expires_at"])
            if expires_at is None or expires_at <= now:
                raise _invalid("expires_at", "must be in the future")
        made = new_key(
            app_id=target, name=wanted["name"], now=now, scopes=list(wanted["scopes"]),
            environment=environment, expires_at=expires_at,
        )  # fmt: skip
        async with self._database.begin() as session:
            # Locked, so that parallel requests cannot pass the limit together.
            await _application(session, target, lock=True)
            held = select(ApiKey.id).where(
                col(ApiKey.app_id) == target, col(ApiKey.revoked_at).is_(None)
            )
            if len((await session.exec(held.limit(MOST_KEYS))).all()) >= MOST_KEYS:
                raise ApiError(
                    409,
                    "too_many_keys",
                    f"An application may have {MOST_KEYS} keys: revoke some first.",
                )
            session.add(made.row)
            self._note(session, "key.created", made.row)
        await self._tell(made.row)
        return Issued(*made)

    async def get(self, caller: Principal, key_id: str) -> ApiKey:
        async with self._database.session() as session:
            return await _found(session, caller, key_id)

    async def revoke(self, caller: Principal, key_id: str) -> None:
        async with self._database.begin() as session:
            row = await _found(session, caller, key_id, lock=True)
            row.revoked_at = instant(self._platform.clock())
            self._note(session, "key.revoked", row)
        await self._tell(row)

    async def rotate(self, caller: Principal, key_id: str, grace_period: int) -> Issued:
        """A new secret for the key; the one it had works for ``grace_period`` seconds more, and
        one that was still in an earlier grace period stops. 403 names a scope of the key that
        the caller lacks; 409: the key has expired."""
        now = instant(self._platform.clock())
        async with self._database.begin() as session:
            row = await _found(session, caller, key_id, lock=True)
            self._may_take(caller, row)
            if row.expires_at is not None and row.expires_at <= now:
                raise ApiError(409, "key_expired", "The key has expired: create a new one.")
            secret = keys.make(keys.KIND_OF[cast(Environment, row.environment)])
            kept = grace_period > 0
            row.previous_prefix = row.prefix if kept else None
            row.previous_digest = row.digest if kept else None
            row.previous_expires_at = now + timedelta(seconds=grace_period) if kept else None
            row.prefix, row.digest = keys.prefix(secret), keys.digest(secret)
            self._note(session, "key.rotated", row)
        await self._tell(row)
        return Issued(row, secret)

    def shown(self, row: ApiKey) -> wire.Key:
        """A key as the API answers it."""
        previous = row.previous_expires_at
        over = previous is not None and previous.timestamp() <= self._platform.clock()
        return {
            "id": row.id,
            "app_id": row.app_id or "",
            "name": row.name,
            "prefix": row.prefix,
            "environment": cast("wire.Environment", row.environment),
            "scopes": sorted(self._rules.app_scopes) if row.first else row.scopes,
            "expires_at": rfc3339(row.expires_at) if row.expires_at else None,
            "last_used_at": rfc3339(row.last_used_at) if row.last_used_at else None,
            "previous_secret_expires_at": rfc3339(previous) if previous and not over else None,
            "created_at": rfc3339(row.created_at),
            "revoked_at": rfc3339(row.revoked_at) if row.revoked_at else None,
        }

    def _may_grant(self, caller: Principal, scopes: list[str]) -> None:
        for index, scope in enumerate(scopes):
            if scope not in self._rules.app_scopes:
                known = ", ".join(sorted(self._rules.app_scopes))
                raise _invalid(f"scopes[{index}]", f"must be a scope of an application: {known}")
        for index, scope in enumerate(scopes):
            if not self._rules.expand({scope}) <= caller.scopes:
                raise ApiError(
                    403,
                    "missing_scope",
                    f"This key lacks the scope `{scope}`, so it cannot give it.",
                    errors=[FieldError(f"scopes[{index}]", "must be a scope of the calling key")],
                )

    def _may_take(self, caller: Principal, row: ApiKey) -> None:
        held = self._rules.app_scopes if row.first else self._rules.expand(row.scopes)
        missing = sorted(held - caller.scopes)
        if missing:
            raise ApiError(
                403,
                "missing_scope",
                f"The key has the scope `{missing[0]}`, which this key lacks: rotate it with a "
                "key that has all its scopes.",
            )

    def _note(self, session: AsyncSession, event: str, row: ApiKey) -> None:
        note(self._platform, session, event, row)

    async def _tell(self, row: ApiKey) -> None:
        await self._platform.bus.publish(TOPIC, {"key_id": row.id})


def note(platform: Platform, session: AsyncSession, event: str, row: ApiKey) -> None:
    """Tells of a change of an application's key, as the session commits it."""
    assert row.app_id is not None
    platform.of(Outbox).add(
        session,
        row.app_id,
        cast(Environment, row.environment),
        event,
        cast("Mapping[str, Any]", platform.of(Keys).shown(row)),
        key=f"key:{row.id}",
    )


_NAME_IT = "is required with an admin key: name the application"


def _target(caller: Principal, app_id: str | None, missing: FieldError, status: int) -> str:
    """The application that is meant; ``missing`` and ``status`` are for an admin key that names
    none."""
    if caller.app_id is not None:
        if app_id is not None and app_id != caller.app_id:
            raise _no_application(app_id)
        return caller.app_id
    if app_id is None:
        code = "invalid_request" if status == 400 else "validation_failed"
        name = missing.field.removeprefix("query.")
        raise ApiError(status, code, f"`{name}` {missing.message}.", errors=[missing])
    return app_id


async def _application(session: AsyncSession, app_id: str, *, lock: bool = False) -> None:
    statement = select(Application.app_id).where(
        col(Application.app_id) == app_id, col(Application.deleted_at).is_(None)
    )
    found = await session.exec(statement.with_for_update() if lock else statement)
    if found.first() is None:
        raise _no_application(app_id)


async def _found(
    session: AsyncSession, caller: Principal, key_id: str, *, lock: bool = False
) -> ApiKey:
    """The key, if it is there for this caller. Admin keys are no application's."""
    statement = select(ApiKey).where(
        col(ApiKey.id) == key_id,
        col(ApiKey.revoked_at).is_(None),
        col(ApiKey.app_id).is_not(None),
    )
    if caller.app_id is not None:
        statement = statement.where(col(ApiKey.app_id) == caller.app_id)
    if caller.environment == "sandbox":
        statement = statement.where(col(ApiKey.environment) == "sandbox")
    row = (await session.exec(statement.with_for_update() if lock else statement)).first()
    if row is None:
        raise ApiError(404, "not_found", f"There is no key {key_id}.")
    return row


def _no_application(app_id: str) -> ApiError:
    return ApiError(404, "not_found", f"There is no application {app_id}.")


def _invalid(field: str, message: str) -> ApiError:
    return ApiError(
        422, "validation_failed", f"`{field}` {message}.", errors=[FieldError(field, message)]
    )
