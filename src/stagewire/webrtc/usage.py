"""How much was relayed, for whom: kept by hour, read by period."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, func
from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from stagewire.storage.secrecy import derived
from stagewire.storage.tenancy import scoped
from stagewire.storage.upserts import adding
from stagewire.webrtc.credentials import relay_user
from stagewire.webrtc.tables import RelayUsage

if TYPE_CHECKING:
    from stagewire.contract.types import Environment
    from stagewire.platform import Platform

HOUR = 3600
ENVIRONMENT: Environment = "production"
_PERIODS = {"24h": 24 * HOUR, "7d": 7 * 24 * HOUR, "30d": 30 * 24 * HOUR}
_KEPT = 32 * 24 * HOUR
_ADD = adding(RelayUsage, "allocations", "bytes")
# What `relay_user` makes, behind the expiry that `sign` puts before it.
_USERNAME = re.compile(r"(?:\d+:)?(([a-z0-9][a-z0-9-]{1,61}[a-z0-9])\.[a-z2-7]{16})")


class Totals(NamedTuple):
    allocations: int
    bytes: int


class Usage:
    """``platform.of(Usage)``."""

    def __init__(self, platform: Platform) -> None:
        self._clock = platform.clock
        self._database = platform.database
        self._key = derived(platform.settings.secret, "relay users")
        self.measured = bool(platform.settings.turn_stats_url)

    async def note(self, username: str, relayed: int) -> bool:
        """An allocation of ``username`` (with or without its expiry) has ended. False for a name
        that this server did not make."""
        found = _USERNAME.fullmatch(username)
        if found is None:
            return False
        row = {
            "app_id": found[2],
            "environment": ENVIRONMENT,
            "start": int(self._clock()) // HOUR * HOUR,
            "relay_user": found[1],
            "allocations": 1,
            "bytes": relayed,
        }
        async with self._database.begin() as session:
            await (await session.connection()).execute(_ADD, row)
        return True

    def since(self, period: str) -> int:
        """When the period that ends now begins: with a whole hour, in Unix seconds."""
        return (int(self._clock()) - _PERIODS[period]) // HOUR * HOUR + HOUR

    def name(self, app_id: str, user_id: str) -> str:
        """A user's name on the relay."""
        return relay_user(self._key, app_id, user_id)

    def users(self, app_id: str, since: int, user: str | None) -> Select[str, int, int]:
        """Each user with its allocations and bytes, who relayed most first."""
        relayed = func.sum(col(RelayUsage.bytes)).label("bytes")
        statement = select(
            col(RelayUsage.relay_user),
            func.sum(col(RelayUsage.allocations)).label("allocations"),
            relayed,
        )
        statement = scoped(statement, RelayUsage, app_id, ENVIRONMENT).where(
            col(RelayUsage.start) >= since
        )
        if user is not None:
            statement = statement.where(col(RelayUsage.relay_user) == user)
        return statement.group_by(col(RelayUsage.relay_user)).order_by(
            relayed.desc(), col(RelayUsage.relay_user)
        )

    async def total(self, app_id: str, since: int, user: str | None = None) -> Totals:
        """All of it since then (Unix seconds), or one user's by the name on the relay."""
        statement = select(
            func.coalesce(func.sum(col(RelayUsage.allocations)), 0),
            func.coalesce(func.sum(col(RelayUsage.bytes)), 0),
        )
        statement = scoped(statement, RelayUsage, app_id, ENVIRONMENT).where(
            col(RelayUsage.start) >= since // HOUR * HOUR
        )
        if user is not None:
            statement = statement.where(col(RelayUsage.relay_user) == user)
        async with self._database.session() as session:
            allocations, relayed = (await session.exec(statement)).one()
        return Totals(int(allocations), int(relayed))

    async def purge(self) -> None:
        """Deletes what no period reaches any more."""
        async with self._database.begin() as session:
            await session.exec(
                delete(RelayUsage).where(col(RelayUsage.start) < int(self._clock()) - _KEPT)
            )
