"""Sessions, hot statements and units, on both databases."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta, timezone

import asyncpg
import pytest
from sqlalchemy import JSON, BigInteger, String, bindparam, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Field, SQLModel, col
from sqlmodel import select as entities

from stagewire.access.tables import Application
from stagewire.storage.database import Database
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.lists import listed
from stagewire.storage.types import UtcDateTime


class Thing(SQLModel, table=True):
    __tablename__ = "test_things"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=50)
    on: bool = Field(default=True, sa_column_kwargs={"default": True})
    labels: list[str] = Field(default_factory=list, sa_type=JSON)
    left: int = 0
    at: datetime | None = Field(default=None, sa_type=UtcDateTime)


INSERT = Hot(
    insert(Thing)
    .values({name: bindparam(name) for name in ("name", "on", "labels", "left", "at")})
    .returning(col(Thing.id))
)
FIND = Hot(select(Thing).where(col(Thing.name) == bindparam("wanted")))
DEBIT = Hot(
    update(Thing)
    .where(col(Thing.name) == bindparam("wanted"), col(Thing.left) > 0)
    .values(left=col(Thing.left) - 1)
    .returning(col(Thing.left))
)
NOON = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
async def things(database: Database) -> AsyncIterator[Database]:
    async with database.engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.tables["test_things"].create)
    yield database


def thing(name: str, left: int = 0) -> Unit[int]:
    rows = yield INSERT(name=name, on=True, labels=[], left=left, at=None)
    return int(rows[0].id)


def twin(name: str) -> Unit[None]:
    yield from thing(name)
    yield from thing(name)


def spend(source: str, name: str) -> Unit[int]:
    rows = yield DEBIT(wanted=source)
    if not rows:
        raise LookupError("nothing left")
    yield from thing(name)
    return int(rows[0].left)


async def names(database: Database) -> list[str]:
    async with database.session() as session:
        return list(await session.exec(entities(Thing.name).order_by(col(Thing.name))))


# --- what is stored ----------------------------------------------------------------------------


async def test_hot_and_sessions_store_the_same(things: Database) -> None:
    berlin = NOON.astimezone(timezone(timedelta(hours=1)))
    async with things.begin() as session:
        session.add(Thing(name="session", on=False, labels=["a", "ü"], left=3, at=berlin))
    await things.execute(INSERT, name="hot", on=False, labels=["a", "ü"], left=3, at=berlin)
    [by_session] = await things.fetch(FIND, wanted="session")
    [by_hot] = await things.fetch(FIND, wanted="hot")
    assert by_session[2:] == by_hot[2:] == (False, ["a", "ü"], 3, NOON)
    assert by_hot.on is False and by_hot.at.tzinfo is UTC
    async with things.session() as session:
        stored = (await session.exec(entities(Thing).where(col(Thing.name) == "hot"))).one()
        assert (stored.on, stored.labels, stored.left, stored.at) == by_hot[2:]


async def test_instants_are_ordered_and_compared_as_such(things: Database) -> None:
    for index, offset in enumerate((0, 5, -8)):
        at = (NOON + timedelta(seconds=index)).astimezone(timezone(timedelta(hours=offset)))
        await things.execute(INSERT, name=f"t{index}", on=True, labels=[], left=0, at=at)
    later = Hot(
        select(col(Thing.name)).where(col(Thing.at) > bindparam("at")).order_by(col(Thing.at))
    )
    assert [row.name for row in await things.fetch(later, at=NOON)] == ["t1", "t2"]


async def test_a_datetime_without_a_zone_is_refused(things: Database) -> None:
    with pytest.raises(ValueError, match="time zone"):
        await things.execute(
            INSERT,
            name="x",
            on=True,
            labels=[],
            left=0,
            at=datetime(2026, 1, 1),
        )


async def test_columns_left_out_get_their_defaults(things: Database) -> None:
    short = Hot(
        insert(Thing)
        .values(name=bindparam("name"), labels=bindparam("labels"), left=1)
        .returning(col(Thing.on), col(Thing.left))
    )
    [row] = await things.execute(short, name="x", labels=[])
    assert row == (True, 1)


async def test_an_upsert_is_written_once_for_both(things: Database) -> None:
    put = Hot(
        upsert(Thing)
        .values(name=bindparam("name"), labels=bindparam("labels"), left=bindparam("left"))
        .on_conflict_do_update(index_elements=["name"], set_={"left": bindparam("more")})
        .returning(col(Thing.left))
    )
    assert (await things.execute(put, name="x", labels=[], left=1, more=9))[0].left == 1
    assert (await things.execute(put, name="x", labels=[], left=1, more=9))[0].left == 9


# --- mistakes in using it ----------------------------------------------------------------------


async def test_missing_and_unknown_values_are_named(things: Database) -> None:
    with pytest.raises(TypeError, match=r"takes \['wanted'\], it was given \['name'\]"):
        await things.fetch(FIND, name="x")


async def test_in_over_a_list_cannot_be_hot(things: Database) -> None:
    several = Hot(select(col(Thing.id)).where(col(Thing.id).in_(bindparam("ids", expanding=True))))
    with pytest.raises(ValueError, match="IN over a list"):
        await things.fetch(several, ids=[1])


async def test_a_list_is_one_parameter(things: Database) -> None:
    several = Hot(
        select(col(Thing.name))
        .where(col(Thing.name).in_(listed("names", String())))
        .order_by(col(Thing.name))
    )
    raise_ = Hot(
        update(Thing)
        .where(col(Thing.id).in_(listed("ids", BigInteger())), col(Thing.left) == bindparam("was"))
        .values(left=5)
        .returning(col(Thing.name))
    )
    names = ["a", "it's", 'say "b"', "ü"]
    ids = [await things.write(thing, name) for name in names]
    for wanted in ([], ["a"], ["it's", 'say "b"', "ü", "nobody"]):
        rows = await things.fetch(several, names=wanted)
        assert {row.name for row in rows} == set(wanted) & set(names)
    assert await things.execute(raise_, ids=[], was=0) == []
    assert len(await things.execute(raise_, ids=ids[:2], was=0)) == 2
    assert len(await things.execute(raise_, ids=ids, was=0)) == 2


async def test_a_reading_session_cannot_write(things: Database) -> None:
    with pytest.raises(DBAPIError):
        async with things.session() as session:
            session.add(Thing(name="lost"))
            await session.commit()
    assert await names(things) == []


async def test_fetch_cannot_write_on_sqlite(things: Database) -> None:
    if things.dialect == "sqlite":
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await things.fetch(Hot(delete(Thing)))


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:"])
def test_sqlite_in_memory_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="needs a file"):
        Database(url)


def test_other_databases_are_refused() -> None:
    with pytest.raises(ValueError, match="SQLite or PostgreSQL, not mysql"):
        Database("mysql+aiomysql://localhost/x")


# --- units -------------------------------------------------------------------------------------


async def test_a_unit_happens_whole(things: Database) -> None:
    await things.write(thing, "purse", 5)
    assert await things.write(spend, "purse", "bought") == 4
    assert await names(things) == ["bought", "purse"]


@pytest.mark.parametrize("lane", [None, "purse"])
async def test_a_unit_that_raises_undoes_itself_alone(things: Database, lane: str | None) -> None:
    def write(*arguments: str) -> object:
        if lane is None:
            return things.write(spend, *arguments)
        return things.write_in(lane, spend, *arguments)

    await things.write(thing, "purse", 50)
    await things.write(thing, "taken")
    results = await asyncio.gather(
        *[write("purse", "taken" if n % 3 == 0 else f"bought-{n:02}") for n in range(30)],
        return_exceptions=True,
    )
    failed = [n for n, result in enumerate(results) if isinstance(result, IntegrityError)]
    assert failed == list(range(0, 30, 3))
    assert sum(isinstance(result, int) for result in results) == 20
    [purse] = await things.fetch(FIND, wanted="purse")
    assert purse.left == 30, "what failed took nothing"
    assert len(await names(things)) == 22


@pytest.mark.parametrize("lane", [None, "purse"])
async def test_parallel_units_never_spend_more_than_there_is(
    things: Database, lane: str | None
) -> None:
    await things.write(thing, "purse", 10)
    results = await asyncio.gather(
        *[
            things.write(spend, "purse", f"n{n}")
            if lane is None
            else things.write_in(lane, spend, "purse", f"n{n}")
            for n in range(100)
        ],
        return_exceptions=True,
    )
    assert sorted(r for r in results if isinstance(r, int)) == list(range(10))
    assert sum(isinstance(r, LookupError) for r in results) == 90
    assert len(await names(things)) == 11


async def test_lanes_and_sessions_do_not_disturb_each_other(things: Database) -> None:
    for lane in "abc":
        await things.write(thing, lane, 100)

    async def by_session(name: str) -> None:
        async with things.begin() as session:
            session.add(Thing(name=name))

    await asyncio.gather(
        *[things.write_in(lane, spend, lane, f"{lane}{n}") for n in range(20) for lane in "abc"],
        *[things.write(spend, "a", f"d{n}") for n in range(20)],
        *[by_session(f"s{n}") for n in range(20)],
    )
    assert len(await names(things)) == 3 + 60 + 20 + 20
    assert (await things.fetch(FIND, wanted="a"))[0].left == 60


async def test_an_answered_write_is_seen_by_the_next_read(things: Database) -> None:
    for n in range(20):
        await things.write(thing, f"n{n}")
        assert await things.fetch(FIND, wanted=f"n{n}")
        assert f"n{n}" in await names(things)


async def test_a_caller_that_gives_up_does_not_hold_up_the_others(things: Database) -> None:
    impatient = asyncio.create_task(things.write(thing, "impatient"))
    patient = asyncio.create_task(things.write(thing, "patient"))
    await asyncio.sleep(0)
    impatient.cancel()
    await patient
    assert "patient" in await names(things)
    await things.write(thing, "after")


async def test_a_session_that_raises_writes_nothing(things: Database) -> None:
    with pytest.raises(LookupError):
        async with things.begin() as session:
            session.add(Thing(name="x"))
            await session.flush()
            raise LookupError
    assert await names(things) == []


async def test_closing_waits_for_writes_under_way(
    database_copy: AbstractAsyncContextManager[str],
) -> None:
    async with database_copy as url:
        database = Database(url)
        await database.open()
        async with database.engine.begin() as connection:
            await connection.run_sync(SQLModel.metadata.tables["test_things"].create)
        writes = [asyncio.create_task(database.write_in("lane", thing, f"n{n}")) for n in range(10)]
        await asyncio.sleep(0)
        await database.close()
        await asyncio.gather(*writes)
        again = Database(url)
        await again.open()
        assert len(await names(again)) == 10
        await again.close()


async def test_what_is_wrong_with_a_statement_is_not_the_database_being_away(
    things: Database,
) -> None:
    with pytest.raises(IntegrityError) as twice:
        await things.write(twin, "twice")
    assert not things.is_away(twice.value)
    with pytest.raises((asyncpg.DataError, sqlite3.Error)) as unfit:
        await things.write(thing, ["no", "string"])  # type: ignore[arg-type]
    assert not things.is_away(unfit.value)
    assert things.is_away(ConnectionResetError())


async def test_a_busy_sqlite_is_away_for_now(things: Database) -> None:
    if things.dialect != "sqlite":
        return
    other = sqlite3.connect(str(things.engine.url.database), isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError) as locked:
            await things.write(thing, "later")
        assert things.is_away(locked.value)
    finally:
        other.close()
    await things.write(thing, "later")


async def test_values_do_not_stand_in_the_errors_of_hot_statements(things: Database) -> None:
    await things.write(thing, "sw_live_secret")
    with pytest.raises(IntegrityError) as broken:
        await things.write(thing, "sw_live_secret")
    assert "sw_live_secret" not in str(broken.value)
    assert "name" in str(broken.value)


async def test_values_do_not_stand_in_the_errors_of_sessions(things: Database) -> None:
    await things.write(thing, "taken")
    with pytest.raises(IntegrityError) as broken:
        async with things.begin() as session:
            session.add(Thing(name="taken", labels=["sw_live_secret"]))
    assert "sw_live_secret" not in str(broken.value)


# --- several processes -------------------------------------------------------------------------

_WRITER = """
import asyncio, sys
from sqlalchemy import bindparam, insert, text
from stagewire.access.tables import Application
from stagewire.access.issue import new_application
from stagewire.storage.database import Database
from stagewire.storage.hot import Hot
from stagewire.storage.types import instant

table = Application.__table__
INSERT = Hot(insert(table).values({c.name: bindparam(c.name) for c in table.columns}))

async def main():
    database = Database(sys.argv[1])
    await database.open()
    async def one(n):
        row = new_application(app_id=f"{sys.argv[2]}-{n}", name="x", now=instant(0),
                              link_credits=0).row
        if n % 2:
            await database.execute(INSERT, **{c.name: getattr(row, c.name) for c in table.columns})
        else:
            async with database.begin() as session:
                session.add(row)
        print(n, flush=True)
    numbers = iter(range(int(sys.argv[3])))
    async def some():
        for n in numbers:
            await one(n)
    await asyncio.gather(*[some() for _ in range(8)])
    await database.close()

asyncio.run(main())
"""


async def test_an_acknowledged_write_survives_kill(database: Database, database_url: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _WRITER, database_url, "killed", "100000",
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    acknowledged = [int(await process.stdout.readline()) for _ in range(60)]
    os.kill(process.pid, signal.SIGKILL)
    acknowledged += [int(n) for n in (await process.stdout.read()).split(b"\n")[:-1]]
    await process.wait()
    again = Database(database_url)
    await again.open()
    async with again.session() as session:
        stored = set(await session.exec(entities(Application.app_id)))
    await again.close()
    assert {f"killed-{n}" for n in acknowledged} <= stored


async def test_several_processes_write_one_database(database: Database, database_url: str) -> None:
    started = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", _WRITER, database_url, f"process{number}", "60",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        )
        for number in range(3)
    ]  # fmt: skip
    for process in started:
        _, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
    async with database.session() as session:
        assert len((await session.exec(entities(Application.app_id))).all()) == 180
