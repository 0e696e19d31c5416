"""Bringing a database to the newest schema.

A migration is ``versions/NNNN_what.py`` with ``revision = "NNNN"`` and ``down_revision`` the one
before: one line of numbered steps, each written by hand for SQLite and PostgreSQL alike (on SQLite
change existing tables through ``op.batch_alter_table``). To add tables:

1. write the SQLModel classes and name their module in TABLES below;
2. add the next numbered file; its column types are those of the model (``UtcDateTime()`` from
   ``stagewire.storage.types`` for instants, ``sqlmodel.AutoString(length=…)`` for strings);
3. ``tests/storage/test_migrations.py`` compares the result with the models on both databases and
   says what is missing.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, NullPool, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

if TYPE_CHECKING:
    from alembic.config import Config

    from stagewire.storage.database import Database

TABLES = (
    "stagewire.access.tables",
    "stagewire.analytics.tables",
    "stagewire.events.tables",
    "stagewire.licenses.tables",
    "stagewire.links.tables",
    "stagewire.presentations.tables",
    "stagewire.storage.tables",
    "stagewire.webhooks.tables",
    "stagewire.webrtc.tables",
)
"""The modules whose tables make up the schema."""

_FOLDER = Path(__file__).parent
_NUMBERED = re.compile(r"(\d{4})_\w+\.py")
# Any number does, as long as every Stagewire process of a server asks for the same one.
_ADVISORY_LOCK = 0x57A6E317


def head() -> str:
    """The newest revision, told from the file names without loading anything."""
    names = (_NUMBERED.fullmatch(path.name) for path in (_FOLDER / "versions").iterdir())
    return max(match[1] for match in names if match)


async def migrate(database: Database) -> None:
    """Brings an open database to head. Processes that start at once wait for the first of them;
    the migrations of one run are one transaction, on SQLite too."""
    if await is_current(database):
        return
    async with _connection(database) as connection:
        if database.dialect == "sqlite":
            # A table that is rebuilt loses its rows' references for a moment; the setting can only
            # be changed outside of a transaction.
            await connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            await connection.exec_driver_sql("PRAGMA busy_timeout = 60000")
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            await connection.execute(
                text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK}
            )
        await connection.run_sync(upgrade)
        await connection.commit()


async def is_current(database: Database) -> bool:
    """Whether an open database is at head."""
    async with database.session() as session:
        return await (await session.connection()).run_sync(current) == head()


@asynccontextmanager
async def _connection(database: Database) -> AsyncIterator[AsyncConnection]:
    if database.dialect == "postgresql":
        async with database.engine.connect() as connection:
            yield connection
        return
    engine = create_async_engine(database.url, poolclass=NullPool)

    @event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is said by `migrate`, not by the driver.

    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


def current(connection: Connection) -> str | None:
    """The revision the database is at, None when it has no tables."""
    try:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError:  # No such table.
        connection.rollback()
        return None


def config(connection: Connection) -> Config:
    """Alembic's configuration, with ``env.py`` using ``connection`` and its transaction."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Runs the missing migrations up to ``revision`` in the connection's transaction."""
    from alembic import command

    command.upgrade(config(connection), revision)
    _check_references(connection)


def downgrade(connection: Connection, revision: str) -> None:
    """Takes back the migrations after ``revision`` (``base``: all of them)."""
    from alembic import command

    command.downgrade(config(connection), revision)
    _check_references(connection)


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"the migration would break references of {broken[0][0]}")
