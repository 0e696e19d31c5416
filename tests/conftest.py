"""Fixtures every package uses: a migrated database, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from stagewire.storage.database import Database
from tests.support.databases import (
    PostgresCopies,
    postgres_empty,
    sqlite_copy,
    sqlite_template,
)
from tests.support.postgres import postgres

pytest_plugins = ("tests.support.live", "tests.support.platform", "tests.support.redis")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL where databases may be created."""
    with postgres() as server:
        if server is None:
            pytest.skip("needs PostgreSQL")
        yield server


@pytest.fixture(scope="session")
def sqlite_template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_copies(postgres_server: str) -> Iterator[PostgresCopies]:
    copies = PostgresCopies(postgres_server)
    yield copies
    copies.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_copy(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AbstractAsyncContextManager[str]:
    """A context whose value is the address of a migrated database, on each kind of database."""
    if request.param == "sqlite":
        return sqlite_copy(request.getfixturevalue("sqlite_template_file"), tmp_path)
    copies: PostgresCopies = request.getfixturevalue("postgres_copies")
    return copies.copy()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_copy(request: pytest.FixtureRequest, tmp_path: Path) -> AbstractAsyncContextManager[str]:
    """The same with nothing in it, not even tables."""
    if request.param == "sqlite":
        return sqlite_copy(None, tmp_path)
    return postgres_empty(request.getfixturevalue("postgres_server"))


@pytest.fixture
async def database_url(database_copy: AbstractAsyncContextManager[str]) -> AsyncIterator[str]:
    async with database_copy as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, migrated database; every test that uses it runs on both kinds."""
    made = Database(database_url)
    await made.open()
    yield made
    await made.close()
