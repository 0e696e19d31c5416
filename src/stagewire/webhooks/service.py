"""The rules of webhooks: whose they are, what they may be, and what changes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import orjson
from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.access.tables import Application
from stagewire.contract.types import ApiError, Environment, Principal, Request
from stagewire.platform import Platform
from stagewire.storage.pages import Page, paginate
from stagewire.storage.types import instant, rfc3339
from stagewire.webhooks import earlier, signing
from stagewire.webhooks.endpoints import TOPIC, Vault
from stagewire.webhooks.gate import Gate, refused
from stagewire.webhooks.ids import webhook_id
from stagewire.webhooks.releasing import Releasing
from stagewire.webhooks.sending import disabling, topic
from stagewire.webhooks.tables import Webhook

if TYPE_CHECKING:
    from stagewire_models import webhooks as wire

MOST_WEBHOOKS = 1000
"""Webhooks one application may have in one environment."""

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")  # RFC 9110 §5.6.2
# HTTP's own, and those that say what we send.
_KEPT_BACK = frozenset(
    (
        *("connection", "content-encoding", "content-length", "content-type", "cookie", "expect"),
        *("host", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer"),
        *("transfer-encoding", "upgrade", "user-agent"),
    )
)


class Made(NamedTuple):
    """``secret`` is the key as `whsec_…`."""

    webhook: Webhook
    secret: str


class Webhooks:
    """``platform.of(Webhooks)``."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._database = platform.database
        self._clock = platform.clock
        self._vault = platform.of(Vault)
        self._gate = platform.of(Gate)
        self._signer = signing.Signer(platform.settings.secret)

    async def page(
        self,
        caller: Principal,
        request: Request,
        *,
        app_id: str | None,
        current_page: int,
        page_size: int,
        limit: int | None,
    ) -> Page:
        """An application's webhooks, newest first."""
        target, environment = whose(caller, app_id, "query.app_id")
        statement = (
            select(Webhook)
            .where(col(Webhook.app_id) == target, col(Webhook.environment) == environment)
            .order_by(col(Webhook.created_at).desc(), col(Webhook.id).desc())
        )
        async with self._database.session() as session:
            await _application(session, target)
            return await paginate(
                session, statement, request,
                current_page=current_page, page_size=page_size, limit=limit, render=self.shown,
            )  # fmt: skip

    async def create(self, caller: Principal, wanted: wire.CreateWebhook) -> Made:
        """ApiError 400 names a field that is wrong, 409: there are too many."""
        app_id, environment = whose(caller, wanted.get("app_id"), "app_id")
        key = _key(wanted["secret"]) if "secret" in wanted else signing.new_key()
        headers = wanted.get("headers", {})
        _check_headers(headers)
        url = (await self._gate.admit(wanted["url"])).href
        now = instant(self._clock())
        row = Webhook(
            id=webhook_id(self._clock()),
            app_id=app_id,
            environment=environment,
            url=url,
            description=wanted.get("description"),
            events=list(wanted["events"]),
            ordered=wanted.get("ordered", False),
            headers=self._locked(headers),
            header_names=sorted(headers, key=str.lower),
            secret=self._vault.lock(key),
            created_at=now,
            updated_at=now,
        )
        async with self._database.begin() as session:
            # Locked, so that parallel requests cannot pass the limit together.
            await _application(session, app_id, lock=True)
            count = select(func.count()).select_from(Webhook).where(
                col(Webhook.app_id) == app_id, col(Webhook.environment) == environment
            )  # fmt: skip
            if (await session.exec(count)).one() >= MOST_WEBHOOKS:
                raise ApiError(
                    409,
                    "too_many_webhooks",
                    f"An application may have {MOST_WEBHOOKS} webhooks: delete some first.",
                )
            session.add(row)
            await earlier.note(session, row)
        await self._tell(row)
        return Made(row, signing.written(key))

    async def get(self, caller: Principal, webhook_id: str) -> Webhook:
        async with self._database.session() as session:
            return await found(session, caller, webhook_id)

    async def update(
        self, caller: Principal, webhook_id: str, wanted: wire.UpdateWebhook
    ) -> Webhook:
        """Changes what is there in ``wanted``; ApiError 400 names a field that is wrong."""
        await self.get(caller, webhook_id)
        headers = wanted.get("headers", {})
        _check_headers(headers)
        url = (await self._gate.admit(wanted["url"])).href if "url" in wanted else None
        async with self._database.begin() as session:
            row = await found(session, caller, webhook_id, lock=True)
            if url is not None and url != row.url:
                row.url = url
                row.failing_since = row.warned_at = None  # That was another address.
            if "events" in wanted:
                row.events = list(wanted["events"])
            if "description" in wanted:
                row.description = wanted["description"]
            if "ordered" in wanted:
                row.ordered = wanted["ordered"]
            if "headers" in wanted:
                row.headers = self._locked(headers)
                row.header_names = sorted(headers, key=str.lower)
            row.updated_at = instant(self._clock())
        await self._tell(row)
        if "enabled" in wanted:
            return await self.switch(caller, webhook_id, wanted["enabled"])
        return row

    async def switch(self, caller: Principal, webhook_id: str, on: bool) -> Webhook:
        """Enables or disables; nothing happens to one that stands so already, but that enabling
        forgets how long its address has failed."""
        row = await self.get(caller, webhook_id)
        now = instant(self._clock())
        if on:
            await self._platform.of(Releasing).enable(row.id, now)
        else:
            await self._database.write(disabling, row.id, "asked", now)
        await self._tell(row)
        return await self.get(caller, webhook_id)

    async def rotate(
        self, caller: Principal, webhook_id: str, wanted: wire.RotateWebhookSecret
    ) -> Made:
        """A new key; the one it had signs too for ``grace_period`` seconds more."""
        key = _key(wanted["secret"]) if "secret" in wanted else signing.new_key()
        grace = wanted.get("grace_period", 86_400)
        now = instant(self._clock())
        async with self._database.begin() as session:
            row = await found(session, caller, webhook_id, lock=True)
            row.previous_secret = row.secret if grace else None
            row.previous_expires_at = now + timedelta(seconds=grace) if grace else None
            row.secret = self._vault.lock(key)
            row.updated_at = now
        await self._tell(row)
        return Made(row, signing.written(key))

    async def delete(self, caller: Principal, webhook_id: str) -> None:
        async with self._database.begin() as session:
            row = await found(session, caller, webhook_id, lock=True)
            await session.delete(row)
        await self._tell(row)

    def shown(self, row: Webhook) -> wire.Webhook:
        """A webhook as the API answers it."""
        environment = cast(Environment, row.environment)
        previous = row.previous_expires_at
        if previous is not None and previous.timestamp() <= self._clock():
            previous = None
        state = "disabled" if not row.enabled else "failing" if row.failing_since else "working"
        return {
            "id": row.id,
            "url": row.url,
            "events": row.events,
            "enabled": row.enabled,
            "app_id": row.app_id,
            "environment": environment,
            "description": row.description,
            "ordered": row.ordered,
            "header_names": row.header_names,
            "state": cast("wire.WebhookState", state),
            "disabled_reason": cast("wire.DisabledReason", row.disabled_reason),
            "disabled_at": _time(row.disabled_at),
            "failing_since": _time(row.failing_since),
            "public_key": self._signer.public_key(row.app_id, environment),
            "previous_secret_expires_at": _time(previous),
            "created_at": rfc3339(row.created_at),
            "updated_at": rfc3339(row.updated_at),
        }

    def _locked(self, headers: Mapping[str, str]) -> bytes | None:
        return self._vault.lock(orjson.dumps(headers)) if headers else None

    async def _tell(self, row: Webhook) -> None:
        await self._platform.bus.publish(TOPIC, topic(row))


def whose(caller: Principal, app_id: str | None, field: str) -> tuple[str, Environment]:
    """The application and environment that is meant: the caller's own, or the application that an
    admin key names in ``field``. ApiError 400, 403."""
    name = field.removeprefix("query.")
    if caller.app_id is not None:
        if app_id is not None and app_id != caller.app_id:
            raise ApiError(
                403,
                "another_application",
                f"`{name}` must be the key's own application, not {app_id}.",
            )
        return caller.app_id, caller.environment
    if app_id is None:
        raise refused(field, "is required with an admin key: name the application")
    return app_id, caller.environment


async def found(
    session: AsyncSession, caller: Principal, webhook_id: str, *, lock: bool = False
) -> Webhook:
    """The webhook, if it is there for this caller; ApiError 404."""
    statement = select(Webhook).where(col(Webhook.id) == webhook_id)
    if caller.app_id is not None:
        statement = statement.where(
            col(Webhook.app_id) == caller.app_id,
            col(Webhook.environment) == caller.environment,
        )
    row = (await session.exec(statement.with_for_update() if lock else statement)).first()
    if row is None:
        raise ApiError(404, "not_found", f"There is no webhook {webhook_id}.")
    return row


async def _application(session: AsyncSession, app_id: str, *, lock: bool = False) -> None:
    statement = select(Application.app_id).where(
        col(Application.app_id) == app_id, col(Application.deleted_at).is_(None)
    )
    there = await session.exec(statement.with_for_update() if lock else statement)
    if there.first() is None:
        raise ApiError(404, "not_found", f"There is no application {app_id}.")


def _key(secret: str) -> bytes:
    try:
        return signing.key_of(secret)
    except ValueError as error:
        raise refused("secret", str(error)) from None


def _check_headers(headers: Mapping[str, str]) -> None:
    names = set()
    for name in headers:
        lower = name.lower()
        if not _TOKEN.fullmatch(name):
            raise refused("headers", "must have names of letters, digits and `-`, up to 64")
        if lower in _KEPT_BACK or lower.startswith(("webhook-", "sec-", "proxy-")):
            raise refused(f"headers.{name}", "is a header that webhooks cannot set")
        if lower in names:
            raise refused(f"headers.{name}", "stands twice: case does not matter")
        names.add(lower)


def _time(moment: datetime | None) -> Any:
    return rfc3339(moment) if moment else None
