"""Statements over tenants' rows see one tenant's only."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlmodel import Field, SQLModel, col, delete, select, update

from stagewire.access.tables import Application
from stagewire.storage.database import Database
from stagewire.storage.hot import Hot
from stagewire.storage.tenancy import Tenant, owner, scoped


class Note(Tenant, table=True):
    __tablename__ = "test_notes"

    id: int | None = Field(default=None, primary_key=True)
    text: str


@pytest.fixture
async def notes(database: Database) -> AsyncIterator[Database]:
    async with database.engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.tables["test_notes"].create)
    async with database.begin() as session:
        for app_id in ("one", "two"):
            for environment in ("production", "sandbox"):
                session.add(
                    Note(app_id=app_id, environment=environment, text=f"{app_id} {environment}")
                )
    yield database


async def texts(database: Database) -> set[str]:
    async with database.session() as session:
        return set(await session.exec(select(Note.text)))


async def test_a_select_sees_its_own(notes: Database) -> None:
    async with notes.session() as session:
        own = await session.exec(scoped(select(Note.text), Note, "one", "production"))
        assert own.all() == ["one production"]
        both = await session.exec(scoped(select(Note.text), Note, "one", None))
        assert sorted(both.all()) == ["one production", "one sandbox"]


async def test_changes_reach_their_own(notes: Database) -> None:
    async with notes.begin() as session:
        await session.exec(scoped(update(Note).values(text="new"), Note, "one", "sandbox"))
        await session.exec(scoped(delete(Note), Note, "two", "production"))
    assert await texts(notes) == {"one production", "new", "two sandbox"}


async def test_hot_statements_are_scoped_by_parameters(notes: Database) -> None:
    own = Hot(scoped(select(col(Note.text)), Note, *owner()))
    [row] = await notes.fetch(own, app_id="two", environment="sandbox")
    assert row.text == "two sandbox"


def test_tables_of_no_tenant_are_refused() -> None:
    with pytest.raises(TypeError, match="Application is no table of tenants"):
        scoped(select(Application), Application, "one", "production")  # type: ignore[type-var]
