"""The bare PostgreSQL driver: a pool of asyncpg connections, each unit its own transaction.

The server joins the commits of concurrent transactions itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import asyncpg
from sqlalchemy.exc import IntegrityError

from stagewire.storage.hot import Hot, Unit

# Compiling short statements to machine code costs more than they take.
_SETTINGS = {"jit": "off", "application_name": "stagewire"}
_TRIES = 3


class PostgreSQL:
    """``dsn`` is a libpq address; at most ``connections`` are kept."""

    def __init__(self, dsn: str, connections: int = 8) -> None:
        self._dsn = dsn
        self._connections = connections

    async def connect(self) -> Any:
        """A connection outside the pool, for SQLAlchemy's engine: one reading of the address."""
        return await asyncpg.connect(self._dsn, server_settings=_SETTINGS)

    async def open(self) -> None:
        self._pool = await asyncpg.create_pool(
            self._dsn,
            min_size=1,
            max_size=self._connections,
            statement_cache_size=512,
            init=_convert_json,
            # Units change no setting of the connection, so nothing has to be asked of the server
            # to put it back; that saves a round trip per use.
            reset=_nothing,
            server_settings=_SETTINGS,
        )

    async def close(self) -> None:
        await self._pool.close()

    async def fetch(self, hot: Hot, values: Mapping[str, Any]) -> list[Any]:
        async with self._pool.acquire() as connection:
            return await _run(connection, hot, values)

    async def write(self, made: Callable[[], Unit[Any]]) -> Any:
        async with self._pool.acquire() as connection:
            for left in reversed(range(_TRIES)):
                try:
                    async with connection.transaction():
                        return await _steps(connection, made())
                except asyncpg.DeadlockDetectedError:
                    # The server picked this one of two that waited for each other; nothing of it
                    # is written, and a unit may be run again.
                    if not left:
                        raise


async def _steps(connection: Any, unit: Unit[Any]) -> Any:
    rows: list[Any] | None = None
    try:
        while True:
            hot, values = unit.send(rows) if rows is not None else next(unit)
            rows = await _run(connection, hot, values)
    except StopIteration as finished:
        return finished.value
    finally:
        unit.close()


async def _run(connection: Any, hot: Hot, values: Mapping[str, Any]) -> list[Any]:
    compiled = hot.on("postgresql")
    try:
        fetched = await connection.fetch(compiled.sql, *compiled.parameters(values))
    except asyncpg.IntegrityConstraintViolationError as error:
        raise IntegrityError(compiled.sql, None, error, hide_parameters=True) from error
    return compiled.rows(fetched)


async def _convert_json(connection: Any) -> None:
    """The column types make the text themselves; SQLAlchemy's dialect sets the same."""
    for name in ("json", "jsonb"):
        await connection.set_type_codec(
            name, encoder=str, decoder=json.loads, schema="pg_catalog", format="text"
        )


async def _nothing(connection: Any) -> None:
    pass
