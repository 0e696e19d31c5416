"""Link credits are taken whole and never twice."""

from __future__ import annotations

import asyncio

import pytest

from stagewire.applications.credits import balance, debit
from stagewire.contract.types import ApiError
from stagewire.platform import Platform
from tests.support.platform import tenant


async def test_a_hundred_at_once_take_what_there_is(platform: Platform) -> None:
    await tenant(platform, "my-app-123", link_credits=10)
    await tenant(platform, "other-app", link_credits=10)
    database = platform.database
    results = await asyncio.gather(
        *[database.write_in("my-app-123", debit, "my-app-123") for _ in range(100)],
        return_exceptions=True,
    )
    assert sorted(r for r in results if isinstance(r, int)) == list(range(10))
    errors = [r for r in results if isinstance(r, ApiError)]
    assert len(errors) == 90
    assert {(e.status, e.code) for e in errors} == {(422, "out_of_credits")}
    assert await balance(database, "my-app-123") == 0
    assert await balance(database, "other-app") == 10


async def test_several_are_taken_together_or_not_at_all(platform: Platform) -> None:
    await tenant(platform, "my-app-123", link_credits=10)
    assert await platform.database.write(debit, "my-app-123", 7) == 3
    with pytest.raises(ApiError):
        await platform.database.write(debit, "my-app-123", 4)
    assert await balance(platform.database, "my-app-123") == 3


async def test_who_is_not_there_has_none(platform: Platform) -> None:
    assert await balance(platform.database, "no-such-app") == 0
    with pytest.raises(ApiError):
        await platform.database.write(debit, "no-such-app")
