"""The database of one process: sessions for everyday work, hot statements for the request path."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.storage.hot import Hot, Step, Unit
from stagewire.storage.sqlite import SQLite, configure

if TYPE_CHECKING:
    from stagewire.storage.postgres import PostgreSQL

P = ParamSpec("P")
T = TypeVar("T")


class Database:
    """``url`` is ``sqlite+aiosqlite:///file`` or ``postgresql+asyncpg://…``.

    - ``session()`` reads, ``begin()`` writes and commits at its end.
    - ``fetch()`` and ``write()`` run hot statements on the bare driver.

    A write is acknowledged (``begin`` left, ``write`` answered) once it is on the disk. On SQLite
    one writer at a time works in this process, others wait up to 5 s for its file lock. Expect
    ``sqlalchemy.exc.IntegrityError`` from both ways when a constraint is broken.
    """

    dialect: Literal["sqlite", "postgresql"]

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        name = self.url.get_backend_name()
        if name not in ("sqlite", "postgresql"):
            raise ValueError(f"the database must be SQLite or PostgreSQL, not {name}")
        self.dialect = "sqlite" if name == "sqlite" else "postgresql"
        self._turn = asyncio.Lock()
        self._driver: SQLite | PostgreSQL
        if self.dialect == "sqlite":
            if self.url.database in (None, "", ":memory:"):
                raise ValueError("SQLite needs a file: every connection must see the same data")
            self._driver = SQLite(Path(str(self.url.database)), self._turn)
        else:
            from stagewire.storage.postgres import PostgreSQL  # Its driver is for who uses it.

            plain = self.url.set(drivername="postgresql")
            self._driver = PostgreSQL(plain.render_as_string(hide_password=False))

    async def open(self) -> None:
        """Connects. The parent folder of a SQLite file is made."""
        if isinstance(self._driver, SQLite):
            path = Path(str(self.url.database))
            path.parent.mkdir(parents=True, exist_ok=True)
            self._reads = self._sqlite_engine("BEGIN", pool_size=4)
            self._writes = self._sqlite_engine("BEGIN IMMEDIATE", pool_size=1)
        else:
            self._writes = create_async_engine(
                "postgresql+asyncpg://",
                async_creator=self._driver.connect,
                hide_parameters=True,
                pool_size=5,
                pool_pre_ping=True,
            )
            self._reads = self._writes.execution_options(postgresql_readonly=True)
        await self._driver.open()

    async def close(self) -> None:
        """Waits for writes under way and disconnects."""
        await self._driver.close()
        await self._reads.dispose()
        await self._writes.dispose()

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """A session to read with, in one consistent snapshot on SQLite; writing fails."""
        async with AsyncSession(self._reads, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A session to write with: committed when the block ends, rolled back when it raises.
        Keep the block short and free of other waiting: on SQLite all other writers wait."""
        async with (
            self._turn if self.dialect == "sqlite" else nullcontext(),
            AsyncSession(self._writes, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def fetch(self, hot: Hot, **values: Any) -> Coroutine[Any, Any, list[Any]]:
        """The rows of a hot select, for reads by key: on SQLite they run on the event loop."""
        return self._driver.fetch(hot, values)

    async def write(self, unit: Callable[P, Unit[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a unit whole or not at all and answers what it returns once that is durable.

        A unit is a generator function that yields steps and is sent their rows::

            def spend(app_id: str) -> Unit[int]:
                rows = yield DEBIT(app_id=app_id)
                if not rows:
                    raise ApiError(422, …)
                return rows[0].left

        What it raises undoes it and reaches the caller. Use RETURNING to learn what a statement
        did. A failed statement ends the unit: do not catch its error inside. It must only compute
        between its steps: no waiting, no I/O, and it may be run a second time from its beginning.
        """
        made: T = await self._driver.write(partial(unit, *args, **kwargs), None)
        return made

    async def write_in(
        self, lane: str, unit: Callable[P, Unit[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """``write`` for units that all change one row first, as a tenant's credits: those that
        wait in the same lane (name it by the row) share a commit on PostgreSQL too. On SQLite all
        units do."""
        made: T = await self._driver.write(partial(unit, *args, **kwargs), lane)
        return made

    async def execute(self, hot: Hot, **values: Any) -> list[Any]:
        """One hot insert, update or delete by itself, through ``write``."""
        return await self.write(_single, hot(**values))

    def is_away(self, error: BaseException) -> bool:
        """Whether an error of a hot statement says that the database cannot be reached or is busy,
        so that the same may succeed later."""
        return self._driver.is_away(error)

    @property
    def engine(self) -> AsyncEngine:
        """The engine that writes; migrations use it."""
        return self._writes

    def _sqlite_engine(self, begin: str, pool_size: int) -> AsyncEngine:
        engine = create_async_engine(
            self.url, hide_parameters=True, pool_size=pool_size, max_overflow=0, pool_timeout=60
        )

        # The driver's own idea of when to begin (before the first write) would let two readers
        # both become writers and fail; SQLAlchemy's "begin" says it at the right moment instead.
        @event.listens_for(engine.sync_engine, "connect")
        def _connected(connection: Any, _record: Any) -> None:
            connection.isolation_level = None
            configure(connection)
            if begin == "BEGIN":
                connection.cursor().execute("PRAGMA query_only = ON")

        @event.listens_for(engine.sync_engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine


def _single(step: Step) -> Unit[list[Any]]:
    rows = yield step
    return rows
