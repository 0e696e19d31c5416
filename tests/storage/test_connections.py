"""Connections to PostgreSQL: never more than allowed, and none that is not as good as new."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from stagewire.storage.connections import IDLE, Connections
from tests.support.databases import PostgresCopies

# Which one depends on how much of the server's farewell has arrived.
_LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)


@pytest.fixture
async def dsn(postgres_copies: PostgresCopies) -> AsyncIterator[str]:
    async with postgres_copies.copy() as url:
        yield url.replace("+asyncpg", "")


@pytest.fixture
async def connections(dsn: str) -> AsyncIterator[Connections]:
    made = Connections(lambda: asyncpg.connect(dsn), 2)
    yield made
    await made.close()


async def process(connections: Connections) -> int:
    async with connections.one() as connection:
        found: int = await connection.fetchval("SELECT pg_backend_pid()")
        return found


async def others(dsn: str) -> int:
    """How many connections the database has besides this one."""
    asking = await asyncpg.connect(dsn)
    found: int = await asking.fetchval(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await asking.close()
    return found


async def test_who_comes_first_is_served_first_by_as_few_as_allowed(
    connections: Connections, dsn: str
) -> None:
    served: list[int] = []

    async def use(number: int) -> int:
        async with connections.one() as connection:
            served.append(number)
            found: int = await connection.fetchval("SELECT pg_backend_pid()")
            return found

    async with connections.one(), connections.one():
        pass  # Which of the two is connected sooner is the server's affair.
    processes = await asyncio.gather(*(use(number) for number in range(20)))
    assert served == sorted(served)
    assert len(set(processes)) == await others(dsn) == 2


async def test_one_user_alone_takes_one(connections: Connections, dsn: str) -> None:
    assert len({await process(connections) for _ in range(5)}) == await others(dsn) == 1


async def test_a_statement_that_was_cancelled_leaves_nothing_behind(
    connections: Connections, dsn: str
) -> None:
    begun = asyncio.Event()

    async def slow() -> None:
        async with connections.one() as connection:
            begun.set()
            await connection.fetch("SELECT pg_sleep(600)")

    first = await process(connections)
    task = asyncio.create_task(slow())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len({await process(connections) for _ in range(3)} | {first}) == 2


async def test_who_gave_up_waiting_keeps_nothing(connections: Connections) -> None:
    async with connections.one() as one, connections.one() as other:
        waiting = [asyncio.create_task(process(connections)) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        pids = {await each.fetchval("SELECT pg_backend_pid()") for each in (one, other)}
    # The connection is handed over already when this one gives up.
    waiting[1].cancel()
    assert await waiting[2] in pids
    assert {await process(connections) for _ in range(3)} <= pids


@pytest.mark.parametrize("how", ["killed", "in a transaction", "old"])
async def test_another_one_takes_its_place(
    connections: Connections, dsn: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await process(connections)
    killer = await asyncpg.connect(dsn)
    if how == "killed":
        async with connections.one() as connection:
            await killer.execute("SELECT pg_terminate_backend($1)", first)
            with pytest.raises((asyncpg.PostgresError, asyncpg.InternalClientError, OSError)):
                await connection.fetch("SELECT 1")
    elif how == "in a transaction":
        async with connections.one() as connection:
            await connection.execute("BEGIN")
    else:
        loop = asyncio.get_running_loop()
        later = loop.time() + IDLE + 1
        with monkeypatch.context() as patched:
            patched.setattr(loop, "time", lambda: later)
            assert await process(connections) != first
    await killer.close()
    assert await process(connections) != first
    assert await process(connections) == await process(connections)


async def test_a_place_is_not_lost_when_the_server_is_away(dsn: str) -> None:
    away = True

    async def connect() -> Any:
        if away:
            raise OSError("nobody there")
        return await asyncpg.connect(dsn)

    connections = Connections(connect, 1)
    outcomes = await asyncio.gather(
        *(process(connections) for _ in range(3)), return_exceptions=True
    )
    assert [type(one) for one in outcomes] == [OSError] * 3
    away = False
    assert await process(connections) > 0
    await connections.close()


async def test_closing_waits_for_who_is_at_it(dsn: str) -> None:
    connections = Connections(lambda: asyncpg.connect(dsn), 2)
    await process(connections)
    async with connections.one() as connection:
        closing = asyncio.create_task(connections.close())
        await asyncio.sleep(0)
        assert await connection.fetchval("SELECT 1") == 1
        assert not closing.done()
    await closing
    assert await others(dsn) == 0
