"""Idempotency keys: one runs, the others get its answer."""

from __future__ import annotations

import asyncio

import pytest
from sqlmodel import select

from stagewire.contract.types import ApiError, StoredAnswer
from stagewire.storage.database import Database
from stagewire.storage.idempotency import DatabaseIdempotency
from stagewire.storage.tables import IdempotencyRecord
from tests.support.clock import Clock

ANSWER = StoredAnswer(201, {"location": "/api/keys/key_1"}, b'{"secret":"sw_live_shown_once"}')


@pytest.fixture
def store(database: Database, clock: Clock) -> DatabaseIdempotency:
    return DatabaseIdempotency(database, b"a server's secret", clock)


async def begin(
    store: DatabaseIdempotency, key: str = "k", body: bytes = b"body", owner: str = "app-1"
) -> StoredAnswer | None:
    return await store.begin(owner, "createKey", key, body)


async def test_the_same_request_gets_the_first_answer(store: DatabaseIdempotency) -> None:
    assert await begin(store) is None
    await store.finish("app-1", "createKey", "k", ANSWER)
    assert await begin(store) == ANSWER
    assert await begin(store) == ANSWER


async def test_another_body_is_refused(store: DatabaseIdempotency) -> None:
    assert await begin(store) is None
    with pytest.raises(ApiError) as running:
        await begin(store, body=b"other")
    await store.finish("app-1", "createKey", "k", ANSWER)
    with pytest.raises(ApiError) as finished:
        await begin(store, body=b"other")
    assert running.value.status == finished.value.status == 422
    assert finished.value.code == "idempotency_key_reused"


async def test_owner_operation_and_key_are_kept_apart(store: DatabaseIdempotency) -> None:
    assert await begin(store) is None
    assert await begin(store, owner="app-2") is None
    assert await begin(store, key="k2") is None
    assert await store.begin("app-1", "rotateKey", "k", b"body") is None


async def test_of_parallel_requests_one_runs(store: DatabaseIdempotency) -> None:
    results = await asyncio.gather(*[begin(store) for _ in range(30)], return_exceptions=True)
    assert results.count(None) == 1
    refused = [r for r in results if isinstance(r, ApiError)]
    assert len(refused) == 29
    assert {(r.status, r.code) for r in refused} == {(409, "idempotency_in_progress")}


async def test_an_abandoned_key_is_free(store: DatabaseIdempotency) -> None:
    assert await begin(store) is None
    await store.abandon("app-1", "createKey", "k")
    assert await begin(store, body=b"other") is None


async def test_a_finished_key_cannot_be_abandoned(store: DatabaseIdempotency) -> None:
    assert await begin(store) is None
    await store.finish("app-1", "createKey", "k", ANSWER)
    await store.abandon("app-1", "createKey", "k")
    assert await begin(store) == ANSWER


async def test_the_key_of_a_crashed_request_is_taken_over_by_one(
    store: DatabaseIdempotency, clock: Clock
) -> None:
    assert await begin(store) is None
    clock.now += 59
    with pytest.raises(ApiError):
        await begin(store)
    clock.now += 2
    results = await asyncio.gather(*[begin(store) for _ in range(10)], return_exceptions=True)
    assert results.count(None) == 1


async def test_who_lost_the_key_cannot_answer_for_it(
    store: DatabaseIdempotency, clock: Clock
) -> None:
    taken_over = asyncio.Event()
    done = asyncio.Event()

    async def slow() -> None:
        assert await begin(store) is None
        done.set()
        await taken_over.wait()
        await store.finish("app-1", "createKey", "k", ANSWER._replace(status=200))
        await store.abandon("app-1", "createKey", "k")

    task = asyncio.create_task(slow())
    await done.wait()
    clock.now += 61
    assert await begin(store) is None
    taken_over.set()
    await task
    await store.finish("app-1", "createKey", "k", ANSWER)
    assert await begin(store) == ANSWER


async def test_answers_are_kept_a_day_and_purged(
    store: DatabaseIdempotency, database: Database, clock: Clock
) -> None:
    assert await begin(store) is None
    await store.finish("app-1", "createKey", "k", ANSWER)
    clock.now += 24 * 3600 - 1
    await store.purge()
    assert await begin(store) == ANSWER
    clock.now += 2
    assert await begin(store, body=b"other") is None
    clock.now += 24 * 3600 + 1
    await store.purge()
    async with database.session() as session:
        assert (await session.exec(select(IdempotencyRecord))).all() == []


async def test_what_is_kept_cannot_be_read_in_the_database(
    store: DatabaseIdempotency, database: Database
) -> None:
    assert await begin(store, key="order-1") is None
    await store.finish("app-1", "createKey", "order-1", ANSWER)
    async with database.session() as session:
        row = (await session.exec(select(IdempotencyRecord))).one()
    kept = b"".join(str(value).encode() for value in row.model_dump().values())
    assert b"sw_live_shown_once" not in kept
    assert b"order-1" not in kept
    other = DatabaseIdempotency(database, b"another secret", store._clock)
    with pytest.raises(ApiError) as lost:
        await begin(other, key="order-1")
    assert (lost.value.status, lost.value.code) == (409, "idempotency_answer_lost")
