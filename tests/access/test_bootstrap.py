"""The first start, and the operator's own admin key."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlmodel import col, select

from stagewire.access.authenticator import Authenticator
from stagewire.access.bootstrap import create_admin_key, first_run, register_admin_key
from stagewire.access.tables import ApiKey
from stagewire.platform import Platform
from stagewire.storage.database import Database
from tests.support.clock import Clock
from tests.support.platform import make_platform, principal


async def test_the_first_start_makes_keys_that_work(platform: Platform) -> None:
    made = await first_run(platform)
    assert made is not None
    assert (await principal(platform, made.admin_key)).kind == "admin"
    live, test = await principal(platform, made.live_key), await principal(platform, made.test_key)
    assert live.app_id == test.app_id == made.app_id
    assert (live.environment, test.environment) == ("production", "sandbox")
    assert made.live_key.startswith("sw_live_") and made.test_key.startswith("sw_test_")
    assert await first_run(platform) is None


async def test_of_starts_at_once_one_makes_them(platform: Platform) -> None:
    made = await asyncio.gather(*[first_run(platform) for _ in range(5)])
    assert sum(m is not None for m in made) == 1
    async with platform.database.session() as session:
        assert len((await session.exec(select(ApiKey))).all()) == 3


async def test_one_more_admin_key(platform: Platform) -> None:
    secret = await create_admin_key(platform, "deploy")
    assert secret.startswith("sw_admin_")
    assert (await principal(platform, secret)).kind == "admin"


async def start(database: Database, folder: Path, clock: Clock, value: str) -> Platform:
    made = make_platform(database, folder, clock)
    made.settings.admin_key = value
    await register_admin_key(made)
    return made


async def test_the_operators_own_admin_key(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    own, other = "correct-horse-battery", "another-horse-battery"
    for _ in range(2):
        platform = await start(database, tmp_path, clock, own)
        assert (await principal(platform, own)).kind == "admin"
    changed = await start(database, tmp_path, clock, other)
    assert await changed.of(Authenticator).authenticate(own) is None
    assert (await principal(changed, other)).kind == "admin"
    unset = await start(database, tmp_path, clock, "")
    assert await unset.of(Authenticator).authenticate(other) is None
    back = await start(database, tmp_path, clock, own)
    assert (await principal(back, own)).kind == "admin"
    async with database.session() as session:
        stored = (await session.exec(select(ApiKey).where(col(ApiKey.app_id).is_(None)))).all()
    assert len(stored) == 2
    assert not any("horse" in str(row.model_dump()) for row in stored)


@pytest.mark.parametrize("value", ["short", "sw_live_" + "a" * 32])
async def test_an_unfit_admin_key_stops_the_start(
    database: Database, tmp_path: Path, clock: Clock, value: str
) -> None:
    with pytest.raises(ValueError, match="STAGEWIRE_ADMIN_KEY must"):
        await start(database, tmp_path, clock, value)
