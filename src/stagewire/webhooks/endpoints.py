"""What sending needs to know of a webhook, remembered for a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from cryptography.fernet import Fernet
from sqlalchemy import bindparam, select
from sqlmodel import col

from stagewire.storage.hot import Hot
from stagewire.storage.secrecy import cipher
from stagewire.webhooks.tables import Webhook

if TYPE_CHECKING:
    from stagewire.platform import Platform

TOPIC = "webhooks"
"""The bus tells ``{"app_id", "environment", "webhook_id"}`` of every change."""

REMEMBERED = 4.0
"""Seconds; a lost message of the bus does no harm for longer."""
_MOST = 50_000

_FIND = Hot(select(*Webhook.__table__.columns).where(col(Webhook.id) == bindparam("webhook")))  # type: ignore[attr-defined]


class Vault:
    """``platform.of(Vault)``: secrets and headers, encrypted with a key of the server's secret."""

    def __init__(self, platform: Platform) -> None:
        self._fernet: Fernet = cipher(platform.settings.secret, "webhooks")

    def lock(self, content: bytes) -> bytes:
        return self._fernet.encrypt(content)

    def open(self, locked: bytes) -> bytes:
        return self._fernet.decrypt(locked)


@dataclass(slots=True)
class Endpoint:
    """``headers`` are those that every attempt carries. ``previous_key`` signs too until
    ``previous_until`` (Unix seconds)."""

    id: str
    app_id: str
    environment: Any
    url: str
    enabled: bool
    generation: int
    key: bytes
    previous_key: bytes | None
    previous_until: float
    headers: dict[str, str]
    failing_since: datetime | None
    warned_at: datetime | None
    until: float

    def keys(self, now: float) -> tuple[bytes, ...]:
        if self.previous_key is None or now >= self.previous_until:
            return (self.key,)
        return (self.key, self.previous_key)


FIXED_HEADERS = {"content-type": "application/json", "user-agent": "Stagewire-Webhooks/1.0"}


class Endpoints:
    """``platform.of(Endpoints)``."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._vault = platform.of(Vault)
        self._known: dict[str, Endpoint] = {}
        self._changes = 0
        platform.bus.subscribe(TOPIC, self._changed)
        platform.bus.on_gap(self._forget)

    async def get(self, webhook_id: str, *, anew: bool = False) -> Endpoint | None:
        """None: it was deleted. ``anew`` reads it whatever is remembered."""
        known = None if anew else self._known.get(webhook_id)
        now = self._clock()
        if known is not None and now < known.until:
            return known
        changes = self._changes
        rows = await self._database.fetch(_FIND, webhook=webhook_id)
        if not rows:
            self._known.pop(webhook_id, None)
            return None
        made = self._made(rows[0], now)
        if changes == self._changes:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[webhook_id] = made
        return made

    def _made(self, row: Any, now: float) -> Endpoint:
        open_ = self._vault.open
        previous = row.previous_expires_at
        own = orjson.loads(open_(row.headers)) if row.headers else {}
        return Endpoint(
            id=row.id,
            app_id=row.app_id,
            environment=row.environment,
            url=row.url,
            enabled=row.enabled,
            generation=row.generation,
            key=open_(row.secret),
            previous_key=open_(row.previous_secret) if row.previous_secret else None,
            previous_until=previous.timestamp() if previous else 0.0,
            headers=FIXED_HEADERS | own,
            failing_since=row.failing_since,
            warned_at=row.warned_at,
            until=now + REMEMBERED,
        )

    def _changed(self, data: dict[str, Any]) -> None:
        self._changes += 1
        self._known.pop(data.get("webhook_id", ""), None)

    def _forget(self) -> None:
        self._changes += 1
        self._known.clear()
