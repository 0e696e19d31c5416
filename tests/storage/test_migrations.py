"""Migrations: they agree with the models, go both ways, and start at once without harm."""

from __future__ import annotations

import asyncio
import sys
from contextlib import AbstractAsyncContextManager
from importlib import import_module

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from stagewire.storage.database import Database
from stagewire.storage.migrations import TABLES, current, downgrade, head, migrate, upgrade


async def test_migrated_schema_equals_the_models(database: Database) -> None:
    names = {import_module(module).__name__ for module in TABLES}
    tables = {
        table
        for mapper in SQLModel._sa_registry.mappers
        if mapper.class_.__module__ in names
        for table in mapper.tables
    }

    def ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        # Models that only a test defines are no part of the schema.
        return kind != "table" or reflected or thing in tables

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(
            connection, opts={"include_object": ours, "compare_server_default": True}
        )
        return compare_metadata(context, SQLModel.metadata)

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(current) == head()


async def test_goes_down_to_nothing_and_up_again(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(downgrade, "base")
        assert await connection.run_sync(lambda c: inspect(c).get_table_names()) == [
            "alembic_version"
        ]
        await connection.run_sync(upgrade)
        assert await connection.run_sync(current) == head()
        assert (await connection.execute(text("SELECT count(*) FROM applications"))).scalar() == 0


async def test_a_second_run_does_nothing(database: Database) -> None:
    before = "alembic.command" in sys.modules
    sys.modules.pop("alembic.command", None)
    await migrate(database)
    assert "alembic.command" not in sys.modules, "at head, Alembic is not even loaded"
    if before:
        import_module("alembic.command")


async def test_processes_that_start_at_once(empty_copy: AbstractAsyncContextManager[str]) -> None:
    program = (
        "import asyncio, sys\n"
        "from stagewire.storage.database import Database\n"
        "from stagewire.storage.migrations import migrate\n"
        "async def main():\n"
        "    database = Database(sys.argv[1])\n"
        "    await database.open()\n"
        "    await migrate(database)\n"
        "    await database.close()\n"
        "asyncio.run(main())\n"
    )
    async with empty_copy as url:
        started = [
            await asyncio.create_subprocess_exec(
                sys.executable, "-c", program, url, stderr=asyncio.subprocess.PIPE
            )
            for _ in range(4)
        ]
        for process in started:
            _, errors = await process.communicate()
            assert process.returncode == 0, errors.decode()
        database = Database(url)
        await database.open()
        async with database.session() as session:
            assert await (await session.connection()).run_sync(current) == head()
        await database.close()


async def test_a_failed_migration_leaves_nothing_behind(
    empty_copy: AbstractAsyncContextManager[str],
) -> None:
    async with empty_copy as url:
        database = Database(url)
        await database.open()
        # In the way of the first migration's last table.
        async with database.engine.begin() as connection:
            await connection.execute(text("CREATE TABLE idempotency_records (x INTEGER)"))
        try:
            await migrate(database)
        except Exception as error:
            assert "idempotency_records" in str(error)
        else:
            raise AssertionError("the migration should have failed")
        async with database.session() as session:
            names = await (await session.connection()).run_sync(
                lambda c: inspect(c).get_table_names()
            )
            assert names == ["idempotency_records"]
        await database.close()
