"""A migrated database for each test, copied from a template that is migrated once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

import asyncpg
from sqlalchemy.engine import make_url

from stagewire.storage.database import Database
from stagewire.storage.migrations import migrate

_number = count()


def database_url(server: str, name: str) -> str:
    """The address of database ``name`` on ``server``."""
    url = make_url(server).set(drivername="postgresql+asyncpg", database=name)
    return url.render_as_string(hide_password=False)


def migrated(url: str) -> None:
    """Migrates the database at ``url`` to head."""

    async def run() -> None:
        database = Database(url)
        await database.open()
        try:
            await migrate(database)
        finally:
            await database.close()

    asyncio.run(run())


def sqlite_template(folder: Path) -> Path:
    path = folder / "template.db"
    migrated(f"sqlite+aiosqlite:///{path}")
    return path


@asynccontextmanager
async def sqlite_copy(template: Path | None, folder: Path) -> AsyncIterator[str]:
    """The address of a new SQLite file, a copy of ``template`` or empty."""
    path = folder / f"{next(_number)}.db"
    if template is not None:
        shutil.copyfile(template, path)
    yield f"sqlite+aiosqlite:///{path}"


@asynccontextmanager
async def postgres_empty(server: str) -> AsyncIterator[str]:
    """The address of a new, empty PostgreSQL database; dropped after."""
    name = f"stagewire_test_{uuid4().hex[:12]}"
    await _administer(server, f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield database_url(server, name)
    finally:
        await _drop(server, name)


class PostgresCopies:
    """Migrated databases of one server. To make one takes a tenth of a second, to empty one a
    hundredth: those that are given back are emptied and given out again."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._template = f"stagewire_template_{uuid4().hex[:12]}"
        self._free: list[str] = []
        asyncio.run(_administer(server, f'CREATE DATABASE "{self._template}"'))
        migrated(database_url(server, self._template))
        self._tables = asyncio.run(self._clean(self._template))

    @asynccontextmanager
    async def copy(self) -> AsyncIterator[str]:
        """The address of a migrated database with empty tables."""
        if self._free:
            name = self._free.pop()
        else:
            name = f"stagewire_test_{uuid4().hex[:12]}"
            await _administer(self._server, f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"')
        try:
            yield database_url(self._server, name)
        finally:
            if await self._clean(name) == self._tables:
                self._free.append(name)
            else:  # The test made or dropped tables.
                await _drop(self._server, name)

    def close(self) -> None:
        for name in (*self._free, self._template):
            asyncio.run(_drop(self._server, name))

    async def _clean(self, name: str) -> set[str]:
        """Ends what is still connected and empties all tables; answers the tables' names."""
        url = make_url(self._server).set(database=name).render_as_string(hide_password=False)
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            rows = await connection.fetch(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            )
            tables = {row["tablename"] for row in rows}
            emptied = ", ".join(f'"{table}"' for table in tables - {"alembic_version"})
            if emptied:
                await connection.execute(f"TRUNCATE {emptied} RESTART IDENTITY CASCADE")
            return tables
        finally:
            await connection.close()


async def _drop(server: str, name: str) -> None:
    await _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _administer(server: str, sql: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()
