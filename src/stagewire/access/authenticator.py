"""From a key to its principal.

Found keys are remembered for 4 s, under their digest so that no key stays in memory. Changes are
told on the bus topic ``access.changed`` (``{"key_id": …}`` or ``{"app_id": …}``) and forgotten at
once; where the bus fails, the short memory makes them seen within 5 s. Expiry is checked each time.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import bindparam, or_, select
from sqlmodel import col

from stagewire.access import keys
from stagewire.access.last_used import LastUsed
from stagewire.access.rules import AccessRules
from stagewire.access.tables import ApiKey, Application
from stagewire.contract.types import ApiError, Environment, Principal
from stagewire.storage.hot import Hot

if TYPE_CHECKING:
    from stagewire.platform import Platform

TOPIC = "access.changed"
_REMEMBERED = 4.0
_REFUSED = 2.0
_MOST = 10_000

_FIND = Hot(
    select(
        col(ApiKey.id),
        col(ApiKey.app_id),
        col(ApiKey.environment),
        col(ApiKey.first),
        col(ApiKey.scopes),
        col(ApiKey.digest),
        col(ApiKey.previous_digest),
        col(ApiKey.previous_expires_at),
        col(ApiKey.expires_at),
        col(Application.status),
        col(Application.tier),
        col(Application.rate_limit),
        col(Application.deleted_at),
    )
    .outerjoin(Application, col(Application.app_id) == col(ApiKey.app_id))
    .where(
        or_(
            col(ApiKey.prefix) == bindparam("prefix"),
            col(ApiKey.previous_prefix) == bindparam("prefix"),
        ),
        col(ApiKey.revoked_at).is_(None),
    )
)


class _Known(NamedTuple):
    principal: Principal
    until: float


class _Refused(NamedTuple):
    disabled: bool
    until: float


class Authenticator:
    """``platform.of(Authenticator)``. Call ``close`` at the end: it writes the last uses."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._rules = platform.of(AccessRules)
        self._known: dict[bytes, _Known] = {}
        self._refused: dict[bytes, _Refused] = {}
        # Counts the changes, so that what was read before one is not remembered after it.
        self._changes = 0
        self.last_used = LastUsed(platform.database, platform.clock)
        platform.bus.subscribe(TOPIC, self._changed)
        platform.bus.on_gap(self.forget)

    def cached(self, token: str) -> Principal | None:
        """The principal if the key is remembered as valid; None says nothing: ask
        ``authenticate``."""
        known = self._known.get(sha256(token.encode(errors="surrogatepass")).digest())
        return known.principal if known is not None and self._clock() < known.until else None

    async def authenticate(
        self, token: str, *, kinds: frozenset[str] = frozenset(("app", "admin"))
    ) -> Principal | None:
        """The principal of a valid key; None for one that is unknown, expired, revoked or of
        another kind. ApiError 403 ``application_disabled`` while its application is off."""
        if len(token) > keys.LONGEST:
            return None
        digest = keys.digest(token)
        now = self._clock()
        refused = self._refused.get(digest)
        if refused is not None and now < refused.until:
            if refused.disabled:
                raise disabled()
            return None
        changes = self._changes
        for row in await self._database.fetch(_FIND, prefix=keys.prefix(token)):
            end = _end(row, digest, now)
            if end is None or row.deleted_at is not None:
                continue
            if ("admin" if row.app_id is None else "app") not in kinds:
                return None
            if row.app_id is not None and not row.status:
                self._refuse(digest, changes, _Refused(True, now + _REFUSED))
                raise disabled()
            principal = self._principal(row)
            if changes == self._changes:
                _keep(self._known, digest, _Known(principal, min(end, now + _REMEMBERED)))
            self.last_used.note(row.id)
            return principal
        self._refuse(digest, changes, _Refused(False, now + _REFUSED))
        return None

    def forget(self) -> None:
        """Nothing is remembered any more."""
        self._changes += 1
        self._known.clear()
        self._refused.clear()

    async def close(self) -> None:
        await self.last_used.close()

    def _refuse(self, digest: bytes, changes: int, refused: _Refused) -> None:
        self._known.pop(digest, None)
        if changes == self._changes:
            _keep(self._refused, digest, refused)

    def _principal(self, row: Any) -> Principal:
        rules = self._rules
        if row.app_id is None:
            scopes, limit = rules.admin_scopes(), rules.highest_tier()
        else:
            scopes = rules.app_scopes if row.first else rules.expand(row.scopes)
            limit = rules.tiers[row.tier] if row.rate_limit is None else row.rate_limit
        return Principal(
            kind="admin" if row.app_id is None else "app",
            key_id=row.id,
            app_id=row.app_id,
            environment=cast(Environment, row.environment),
            scopes=scopes,
            rate_limit=limit,
        )

    def _changed(self, data: dict[str, Any]) -> None:
        self._changes += 1
        self._refused.clear()
        key_id, app_id = data.get("key_id"), data.get("app_id")
        for digest, known in list(self._known.items()):
            principal = known.principal
            if principal.key_id == key_id or (app_id is not None and principal.app_id == app_id):
                del self._known[digest]


def disabled() -> ApiError:
    return ApiError(
        403,
        "application_disabled",
        "This application is switched off: an administrator can switch it on again "
        "(`status: true`).",
    )


def _end(row: Any, digest: bytes, now: float) -> float | None:
    """Until when the row's key is valid under this digest (Unix seconds); None if it is not.
    Both digests are compared, so that the time taken does not tell which one it was."""
    current = keys.same(digest, row.digest)
    previous = row.previous_digest is not None and keys.same(digest, row.previous_digest)
    if not current and not previous:
        return None
    ends = [row.expires_at] if current else [row.expires_at, row.previous_expires_at]
    end = min((end.timestamp() for end in ends if end is not None), default=float("inf"))
    return end if now < end else None


def _keep(memory: dict[bytes, Any], digest: bytes, entry: Any) -> None:
    memory.pop(digest, None)
    if len(memory) >= _MOST:
        del memory[next(iter(memory))]  # The oldest.
    memory[digest] = entry
