"""From a client token to its principal, where an operation lets the application's users in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from stagewire.access.authenticator import disabled
from stagewire.access.remembered import Remembered
from stagewire.access.rules import AccessRules
from stagewire.access.tables import Application
from stagewire.access.tokens import ClientTokens, user_of
from stagewire.contract.types import ApiError, Principal
from stagewire.storage.hot import Hot

if TYPE_CHECKING:
    from stagewire.platform import Platform

_FIND = Hot(
    select(col(Application.status), col(Application.tier), col(Application.rate_limit)).where(
        col(Application.app_id) == bindparam("app"), col(Application.deleted_at).is_(None)
    )
)


class Clients:
    """``platform.of(Clients)``."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._tokens = platform.of(ClientTokens)
        self._rules = platform.of(AccessRules)
        self._applications = Remembered(platform, self._read)

    async def principal(self, token: str) -> Principal | None:
        """The user that a token names, or a guest without a ``user_id``; None for a token that
        is wrong or has ended, or whose application is gone. ApiError 403
        ``application_disabled`` while its application is off.

        Limits count a user's requests together, whichever of its tokens they came with."""
        try:
            claims = self._tokens.verify(token)
            user_id = user_of(claims)
        except ApiError:
            return None
        app_id = claims["app_id"]
        application = await self._applications.get(app_id)
        if application is None:
            return None
        if not application.status:
            raise disabled()
        tier = self._rules.tiers[application.tier]
        return Principal(
            kind="client",
            key_id=f"guest:{app_id}:{claims['jti']}"
            if user_id is None
            else f"user:{app_id}:{user_id}",
            app_id=app_id,
            environment="production",
            scopes=frozenset(),
            rate_limit=tier if application.rate_limit is None else application.rate_limit,
            user_id=user_id,
        )

    async def _read(self, app_id: str) -> Any | None:
        rows = await self._database.fetch(_FIND, app=app_id)
        return rows[0] if rows else None
