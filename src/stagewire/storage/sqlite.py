"""The bare SQLite driver: reads on the event loop, writes joined into one commit.

A point read takes some 20 µs, less than handing it to a thread. Statements of waiting units run
on the loop for the same reason; only what can take long, waiting for another process's write lock
and the ``fsync`` of the commit, happens in a thread. Units that arrive meanwhile are joined in the
next commit, and a caller is answered only after the commit its unit is part of.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlalchemy.exc import IntegrityError

from stagewire.storage.hot import Compiled, Hot, Many, Unit
from stagewire.storage.joining import Made, Raised, answer

# FULL: the write-ahead log is synced on each commit, so an acknowledged write survives a power
# loss, not only the death of the process. The other settings cost no safety.
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16384",
    "PRAGMA busy_timeout = 5000",
)
_MOST_JOINED = 256
# Another process writes, or the disk does not let us; https://sqlite.org/rescode.html
_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}


class SQLite:
    """One read-only connection and one for writing, both used by the loop's thread.

    ``turn`` is the process's one-writer lock, shared with the sessions."""

    def __init__(self, path: Path, turn: asyncio.Lock) -> None:
        self._path = path
        self._turn = turn
        self._waiting: list[tuple[Made, asyncio.Future[Any]]] = []
        self._joining: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-commit")
        self._writer = await asyncio.to_thread(self._connect)
        self._writer.execute("PRAGMA busy_timeout = 0")
        self._reader = await asyncio.to_thread(self._connect)
        self._reader.execute("PRAGMA query_only = ON")
        # A reader waits for nobody in WAL mode, except while the log of a crash is recovered.
        self._reader.execute("PRAGMA busy_timeout = 1000")

    async def close(self) -> None:
        if self._joining is not None:
            await asyncio.wait([self._joining])
        self._reader.close()
        self._writer.close()
        self._thread.shutdown()

    @staticmethod
    def is_away(error: BaseException) -> bool:
        # The low byte of an extended code is the primary one.
        code = getattr(error, "sqlite_errorcode", None)
        return isinstance(error, OSError) or (code is not None and code & 0xFF in _AWAY)

    async def fetch(self, hot: Hot, values: Mapping[str, Any]) -> list[Any]:
        return _run(self._reader, hot, values)

    async def write(self, made: Made, lane: str | None) -> Any:
        future = asyncio.get_running_loop().create_future()
        self._waiting.append((made, future))
        if self._joining is None:
            self._joining = asyncio.create_task(self._join())
        return await future

    async def _join(self) -> None:
        try:
            while self._waiting:
                async with self._turn:
                    # A caller that gave up before its unit began has nothing written for it.
                    batch = [w for w in self._waiting[:_MOST_JOINED] if not w[1].done()]
                    del self._waiting[:_MOST_JOINED]
                    outcomes = await self._commit([made for made, _ in batch])
                for (_, future), outcome in zip(batch, outcomes, strict=True):
                    answer(future, outcome)
        finally:
            self._joining = None

    async def _commit(self, units: list[Made]) -> list[Any]:
        loop = asyncio.get_running_loop()
        writer = self._writer
        try:
            await self._begin()
            outcomes = [self._savepoint(unit) for unit in units]
            await loop.run_in_executor(self._thread, writer.execute, "COMMIT")
            return outcomes
        except Exception as error:
            if writer.in_transaction:
                writer.execute("ROLLBACK")
            return [Raised(error)] * len(units)

    async def _begin(self) -> None:
        """Takes the file's write lock; while another process holds it, waits in the thread."""
        writer = self._writer
        try:
            writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            writer.execute("PRAGMA busy_timeout = 5000")
            try:
                loop = asyncio.get_running_loop()
                await loop.run_in_executor(self._thread, writer.execute, "BEGIN IMMEDIATE")
            finally:
                writer.execute("PRAGMA busy_timeout = 0")

    def _savepoint(self, made: Made) -> Any:
        """Runs one unit; what it raises undoes what it alone has written."""
        writer = self._writer
        writer.execute("SAVEPOINT unit")
        try:
            outcome = self._steps(made())
        except Exception as error:
            if not writer.in_transaction:  # The database gave up the whole transaction.
                raise
            writer.execute("ROLLBACK TO unit")
            outcome = Raised(error)
        writer.execute("RELEASE unit")
        return outcome

    def _steps(self, unit: Unit[Any]) -> Any:
        rows: list[Any] | None = None
        try:
            while True:
                step = unit.send(rows) if rows is not None else next(unit)
                if isinstance(step, Many):
                    rows = _run_many(self._writer, step)
                else:
                    rows = _run(self._writer, *step)
        except StopIteration as finished:
            return finished.value
        finally:
            unit.close()

    def _connect(self) -> sqlite3.Connection:
        # Used by one thread at a time: the loop's, or the commit thread while the loop awaits it.
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        configure(connection)
        return connection


def configure(connection: Any) -> None:
    """Applies PRAGMAS to a new connection (of sqlite3, or SQLAlchemy's wrapping of aiosqlite)."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 5000")
    for pragma in PRAGMAS:
        cursor.execute(pragma)
        cursor.fetchall()
    cursor.close()


def _run(connection: sqlite3.Connection, hot: Hot, values: Mapping[str, Any]) -> list[Any]:
    compiled: Compiled = hot.on("sqlite")
    try:
        fetched = connection.execute(compiled.sql, compiled.parameters(values)).fetchall()
    except sqlite3.IntegrityError as error:
        raise IntegrityError(compiled.sql, None, error, hide_parameters=True) from error
    return compiled.rows(fetched)


def _run_many(connection: sqlite3.Connection, step: Many) -> list[Any]:
    compiled = step.statement.on("sqlite")
    try:
        connection.executemany(compiled.sql, map(compiled.parameters, step.rows))
    except sqlite3.IntegrityError as error:
        raise IntegrityError(compiled.sql, None, error, hide_parameters=True) from error
    return []
