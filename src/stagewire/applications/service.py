"""The rules of applications: who sees and changes which settings.

An application key acts on its own application only, and others do not exist for it (404). Settings
hold for production and sandbox alike, so a sandbox key reads them but does not change them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col
from sqlmodel import select as entities
from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.access import keys
from stagewire.access.authenticator import TOPIC, disabled
from stagewire.access.issue import new_application, new_key
from stagewire.access.rules import AccessRules
from stagewire.access.tables import ApiKey, Application
from stagewire.access.tokens import ClientToken, ClientTokens
from stagewire.contract.types import ApiError, FieldError, Principal, Request
from stagewire.events.outbox import Outbox
from stagewire.keys.service import note
from stagewire.platform import Platform
from stagewire.storage.hot import Hot
from stagewire.storage.pages import Page, paginate
from stagewire.storage.types import instant, rfc3339

if TYPE_CHECKING:
    from stagewire_models import applications as wire

_ADMIN_ONLY = ("tier", "link_credits")
_FIND_SECRET = Hot(
    select(col(Application.secret_digest), col(Application.status)).where(
        col(Application.app_id) == bindparam("app"), col(Application.deleted_at).is_(None)
    )
)
# Compared with where there is no application, so that both refusals take the same time.
_NOBODY = bytes(32)


class Created(NamedTuple):
    application: Application
    app_secret: str
    api_key: str


class Applications:
    """``platform.of(Applications)``."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._database = platform.database
        self._rules = platform.of(AccessRules)

    async def page(
        self, caller: Principal, request: Request, current_page: int, page_size: int,
        limit: int | None,
    ) -> Page:  # fmt: skip
        """The caller's own application, or all of them for an admin key, newest first."""
        statement = (
            entities(Application)
            .where(col(Application.deleted_at).is_(None))
            .order_by(col(Application.created_at).desc(), col(Application.app_id).desc())
        )
        if caller.kind != "admin":
            statement = statement.where(col(Application.app_id) == caller.app_id)
        async with self._database.session() as session:
            return await paginate(
                session, statement, request,
                current_page=current_page, page_size=page_size, limit=limit, render=shown,
            )  # fmt: skip

    async def create(self, wanted: Mapping[str, Any]) -> Created:
        """A new application with its first live key. 409: the ``app_id`` was given before."""
        platform = self._platform
        now = instant(platform.clock())
        made = new_application(
            app_id=wanted.get("app_id"),
            name=wanted["name"],
            now=now,
            link_credits=wanted.get("link_credits", platform.settings.link_credits),
            allowed_domain=wanted.get("allowed_domain"),
            rate_limit=wanted.get("rate_limit"),
            tier=wanted.get("tier", "standard"),
        )
        app_id = made.row.app_id
        first = new_key(app_id=app_id, name="First key", now=now, first=True)
        try:
            async with self._database.begin() as session:
                session.add(made.row)
                await session.flush()
                session.add(first.row)
                self._note(session, "application.created", made.row)
                note(platform, session, "key.created", first.row)
        except IntegrityError:
            message = f"`app_id` {app_id} is taken: choose another, or leave it out to get one."
            raise ApiError(
                409, "app_id_taken", message, errors=[FieldError("app_id", "is taken")]
            ) from None
        return Created(made.row, made.secret, first.secret)

    async def get(self, caller: Principal, app_id: str) -> Application:
        _own(caller, app_id)
        async with self._database.session() as session:
            return await _found(session, app_id)

    async def update(
        self, caller: Principal, app_id: str, changes: Mapping[str, Any]
    ) -> Application:
        """Changes what is sent. 403 names a field that only an admin key may set so."""
        _own(caller, app_id)
        _production(caller, "change the application's settings")
        async with self._database.begin() as session:
            row = await _found(session, app_id, lock=True)
            if caller.kind != "admin":
                self._allowed(row, changes)
            for name, value in changes.items():
                if name == "allowed_domain" and value is not None:
                    value = value.lower()
                setattr(row, name, value)
            row.updated_at = instant(self._platform.clock())
            self._note(session, "application.updated", row)
        await self._tell(app_id)
        return row

    async def delete(self, app_id: str) -> None:
        """Ends an application. Its keys, tokens and links stop; the row keeps the id taken."""
        now = instant(self._platform.clock())
        async with self._database.begin() as session:
            row = await _found(session, app_id, lock=True)
            row.deleted_at = row.updated_at = now
            row.status = False
            owned = await session.exec(
                entities(ApiKey).where(
                    col(ApiKey.app_id) == app_id, col(ApiKey.revoked_at).is_(None)
                )
            )
            for key in owned:
                key.revoked_at = now
            self._note(session, "application.deleted", row)
        await self._tell(app_id)

    async def regenerate(self, caller: Principal, app_id: str) -> str:
        """A new first key in place of the old one, which stops at once. 403 names a scope of the
        first key that the caller lacks: nobody can give itself more than it has."""
        _own(caller, app_id)
        _production(caller, "regenerate the production key")
        missing = sorted(self._rules.app_scopes - caller.scopes)
        if missing:
            raise ApiError(
                403,
                "missing_scope",
                f"The application's first key has the scope `{missing[0]}`, which this key "
                "lacks: regenerate it with a key that has all scopes.",
            )
        now = instant(self._platform.clock())
        made = new_key(app_id=app_id, name="First key", now=now, first=True)
        async with self._database.begin() as session:
            await _found(session, app_id, lock=True)
            old = await session.exec(
                entities(ApiKey).where(
                    col(ApiKey.app_id) == app_id,
                    col(ApiKey.first).is_(True),
                    col(ApiKey.environment) == "production",
                    col(ApiKey.revoked_at).is_(None),
                )
            )
            for key in old:
                key.revoked_at = now
                note(self._platform, session, "key.revoked", key)
            session.add(made.row)
            note(self._platform, session, "key.created", made.row)
        await self._tell(app_id)
        return made.secret

    async def token(self, app_id: str, app_secret: str, payload: Mapping[str, Any]) -> ClientToken:
        """A client token for who knows the application's secret; 401 for any other pair, 403
        while the application is switched off."""
        rows = await self._database.fetch(_FIND_SECRET, app=app_id)
        known = rows[0].secret_digest if rows else _NOBODY
        if not keys.same(keys.digest(app_secret), known):
            raise ApiError(401, "unauthorized", "`app_id` and `app_secret` do not belong together.")
        if not rows[0].status:
            raise disabled()
        return self._platform.of(ClientTokens).issue(app_id, payload)

    def _allowed(self, row: Application, changes: Mapping[str, Any]) -> None:
        refused: list[tuple[str, str]] = [
            (name, "is changed with an admin key only") for name in _ADMIN_ONLY if name in changes
        ]
        most = self._rules.tiers[row.tier]
        if (changes.get("rate_limit") or 0) > most:
            refused.append(
                ("rate_limit", f"may be at most {most} in the tier {row.tier}; more takes an "
                 "admin key")
            )  # fmt: skip
        if refused:
            raise ApiError(
                403,
                "admin_key_required",
                "; ".join(f"`{name}` {why}" for name, why in refused) + ".",
                errors=[FieldError(name, why) for name, why in refused],
            )

    def _note(self, session: AsyncSession, event: str, row: Application) -> None:
        """Tells of a change as the session commits it. Settings are those of both environments;
        they are told of in production."""
        body = cast("Mapping[str, Any]", shown(row))
        self._platform.of(Outbox).add(
            session, row.app_id, "production", event, body, key=f"application:{row.app_id}"
        )

    async def _tell(self, app_id: str) -> None:
        await self._platform.bus.publish(TOPIC, {"app_id": app_id})


async def all_applications(platform: Platform) -> Sequence[Application]:
    """Every application that is not deleted, newest first; for the command line."""
    async with platform.database.session() as session:
        found = await session.exec(
            entities(Application)
            .where(col(Application.deleted_at).is_(None))
            .order_by(col(Application.created_at).desc(), col(Application.app_id).desc())
        )
        return found.all()


def shown(row: Application) -> wire.Application:
    """An application as the API answers it."""
    return {
        "app_id": row.app_id,
        "name": row.name,
        "allowed_domain": row.allowed_domain,
        "rate_limit": row.rate_limit,
        "tier": cast("wire.Tier", row.tier),
        "status": row.status,
        "link_credits": row.link_credits,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


async def _found(session: AsyncSession, app_id: str, *, lock: bool = False) -> Application:
    statement = entities(Application).where(
        col(Application.app_id) == app_id, col(Application.deleted_at).is_(None)
    )
    row = (await session.exec(statement.with_for_update() if lock else statement)).first()
    if row is None:
        raise _not_found(app_id)
    return row


def _own(caller: Principal, app_id: str) -> None:
    if caller.kind != "admin" and caller.app_id != app_id:
        raise _not_found(app_id)


def _production(caller: Principal, what: str) -> None:
    if caller.environment == "sandbox":
        raise ApiError(
            403, "production_key_required", f"A sandbox key cannot {what}: use a production key."
        )


def _not_found(app_id: str) -> ApiError:
    return ApiError(404, "not_found", f"There is no application {app_id}.")
