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


def postgres_template(server: str) -> str:
    name = f"stagewire_template_{_unique()}"
    asyncio.run(_administer(server, f'CREATE DATABASE "{name}"'))
    migrated(database_url(server, name))
    return name


@asynccontextmanager
async def sqlite_copy(template: Path | None, folder: Path) -> AsyncIterator[str]:
    """The address of a new SQLite file, a copy of ``template`` or empty."""
    path = folder / f"{next(_number)}.db"
    if template is not None:
        shutil.copyfile(template, path)
    yield f"sqlite+aiosqlite:///{path}"


@asynccontextmanager
async def postgres_copy(template: str | None, server: str) -> AsyncIterator[str]:
    """The address of a new PostgreSQL database, a copy of ``template`` or empty; dropped after."""
    name = f"stagewire_test_{_unique()}"
    await _administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}"')
    try:
        yield database_url(server, name)
    finally:
        await _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def drop(server: str, name: str) -> None:
    asyncio.run(_administer(server, f'DROP DATABASE "{name}" WITH (FORCE)'))


async def _administer(server: str, sql: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


def _unique() -> str:
    return uuid4().hex[:12]
