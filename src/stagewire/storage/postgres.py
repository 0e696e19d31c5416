"""The bare PostgreSQL driver: connections of asyncpg.

A unit is its own transaction, and the server joins the commits of concurrent ones. Units that
change the same row, as a tenant's credits, would still wait for each other's commit: those name a
lane, in which waiting units share a transaction. Lanes run beside each other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg
import orjson
from sqlalchemy.exc import IntegrityError

from stagewire.storage.connections import Connections
from stagewire.storage.hot import Compiled, Hot, Many, Unit
from stagewire.storage.joining import Made, Raised, answer

# Compiling short statements to machine code costs more than they take.
_SETTINGS = {"jit": "off", "application_name": "stagewire"}
_TRIES = 3
_MOST_JOINED = 64


# The server is away, or this connection to it is, or the server has no means or no turn for it.
_AWAY = (
    OSError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.OperatorInterventionError,
    asyncpg.PostgresConnectionError,
    asyncpg.TransactionRollbackError,
)


class PostgreSQL:
    """``dsn`` is a libpq address; at most ``connections`` are kept."""

    def __init__(self, dsn: str, connections: int = 8) -> None:
        self._dsn = dsn
        self._connections = Connections(self._own, connections)
        self._lanes: dict[str, list[tuple[Made, asyncio.Future[Any]]]] = {}
        self._joining: set[asyncio.Task[None]] = set()

    async def connect(self) -> Any:
        """A connection outside the pool, for SQLAlchemy's engine: one reading of the address."""
        return await asyncpg.connect(self._dsn, server_settings=_SETTINGS)

    async def _own(self) -> Any:
        connection = await asyncpg.connect(
            self._dsn, statement_cache_size=512, server_settings=_SETTINGS
        )
        await _convert_json(connection)
        return connection

    async def open(self) -> None:
        async with self._connections.one():
            pass  # Refused now rather than at the first request.

    async def close(self) -> None:
        if self._joining:
            await asyncio.wait(self._joining)
        await self._connections.close()

    @staticmethod
    def is_away(error: BaseException) -> bool:
        return isinstance(error, _AWAY)

    async def fetch(self, hot: Hot, values: Mapping[str, Any]) -> list[Any]:
        async with self._connections.one() as connection:
            return await _run(connection, hot.on("postgresql"), values)

    async def write(self, made: Made, lane: str | None) -> Any:
        if lane is None:
            return await self._alone(made)
        future = asyncio.get_running_loop().create_future()
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append((made, future))
        else:
            self._lanes[lane] = [(made, future)]
            task = asyncio.create_task(self._join(lane))
            self._joining.add(task)
            task.add_done_callback(self._joining.discard)
        return await future

    async def _join(self, lane: str) -> None:
        """Runs what waits in a lane, as many units as there are in each transaction."""
        waiting = self._lanes[lane]
        while waiting:
            batch = [w for w in waiting[:_MOST_JOINED] if not w[1].done()]
            del waiting[:_MOST_JOINED]
            try:
                outcomes = await self._together([made for made, _ in batch])
            except _Apart:
                outcomes = [await self._outcome_alone(made) for made, _ in batch]
            except Exception as error:
                outcomes = [Raised(error)] * len(batch)
            for (_, future), outcome in zip(batch, outcomes, strict=True):
                answer(future, outcome)
        del self._lanes[lane]

    async def _together(self, units: list[Made]) -> list[Any]:
        """All units in one transaction, without a savepoint each, which would cost two round
        trips. A unit that raises before it changed anything leaves nothing to undo; when one
        raises later, all are undone and each is run by itself."""
        outcomes: list[Any] = []
        async with self._connections.one() as connection, connection.transaction():
            for made in units:
                progress = _Progress()
                try:
                    outcomes.append(await _steps(connection, made(), progress))
                except Exception as error:
                    if progress.changed or connection.is_closed():
                        raise _Apart from error
                    outcomes.append(Raised(error))
        return outcomes

    async def _outcome_alone(self, made: Made) -> Any:
        try:
            return await self._alone(made)
        except Exception as error:
            return Raised(error)

    async def _alone(self, made: Made) -> Any:
        async with self._connections.one() as connection:
            for left in reversed(range(_TRIES)):
                try:
                    async with connection.transaction():
                        return await _steps(connection, made(), _Progress())
                except asyncpg.DeadlockDetectedError:
                    # The server picked this one of two that waited for each other; nothing of it
                    # is written, and a unit may be run again.
                    if not left:
                        raise


class _Apart(Exception):
    """The units of a joined transaction have to be run each by itself."""


class _Progress:
    __slots__ = ("changed",)

    def __init__(self) -> None:
        self.changed = False


async def _steps(connection: Any, unit: Unit[Any], progress: _Progress) -> Any:
    rows: list[Any] | None = None
    try:
        while True:
            step = unit.send(rows) if rows is not None else next(unit)
            compiled = step.statement.on("postgresql")
            try:
                if isinstance(step, Many):
                    rows = await _run_many(connection, compiled, step.rows)
                else:
                    rows = await _run(connection, compiled, step.values)
            except BaseException:
                progress.changed = True  # The transaction is aborted, or its state unknown.
                raise
            if compiled.changes and (rows or not compiled.returns):
                progress.changed = True
    except StopIteration as finished:
        return finished.value
    finally:
        unit.close()


async def _run(connection: Any, compiled: Compiled, values: Mapping[str, Any]) -> list[Any]:
    try:
        fetched = await connection.fetch(compiled.sql, *compiled.parameters(values))
    except asyncpg.IntegrityConstraintViolationError as error:
        raise _broken(compiled, error) from error
    return compiled.rows(fetched)


async def _run_many(
    connection: Any, compiled: Compiled, rows: Sequence[Mapping[str, Any]]
) -> list[Any]:
    if rows:
        try:
            await connection.executemany(compiled.sql, list(map(compiled.parameters, rows)))
        except asyncpg.IntegrityConstraintViolationError as error:
            raise _broken(compiled, error) from error
    return []


def _broken(compiled: Compiled, error: Any) -> IntegrityError:
    error.detail = None  # It holds values, which may be secrets; errors are logged.
    return IntegrityError(compiled.sql, None, error, hide_parameters=True)


async def _convert_json(connection: Any) -> None:
    """The column types make the text themselves; SQLAlchemy's dialect sets the same."""
    for name in ("json", "jsonb"):
        await connection.set_type_codec(
            name, encoder=str, decoder=orjson.loads, schema="pg_catalog", format="text"
        )
