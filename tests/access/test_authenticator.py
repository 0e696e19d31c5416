"""From keys to principals, and how soon a change is seen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from stagewire.access import keys
from stagewire.access.authenticator import TOPIC, Authenticator
from stagewire.access.tables import ApiKey
from stagewire.applications.service import Applications
from stagewire.contract.types import ApiError
from stagewire.events.bus import MemoryBus
from stagewire.keys.service import Keys
from stagewire.platform import Platform
from stagewire.storage.database import Database
from stagewire.storage.types import instant
from tests.support.clock import Clock
from tests.support.platform import Tenant, admin, key, make_platform, principal, tenant


@pytest.fixture
async def mine(platform: Platform) -> Tenant:
    return await tenant(platform)


@pytest.fixture
async def elsewhere(
    database_url: str, platform: Platform, tmp_path: Path, clock: Clock
) -> AsyncIterator[Platform]:
    """Another process over the same database, which no bus reaches."""
    database = Database(database_url)
    await database.open()
    made = make_platform(database, tmp_path, clock)
    yield made
    await made.of(Authenticator).close()
    await database.close()


async def test_who_a_key_speaks_for(platform: Platform, mine: Tenant) -> None:
    live = await principal(platform, mine.live)
    assert (live.kind, live.app_id, live.environment) == ("app", "my-app-123", "production")
    assert "links:delete" in live.scopes and "admin" not in live.scopes
    test = await principal(platform, mine.test)
    assert test.environment == "sandbox"
    boss = await admin(platform)
    assert (boss.kind, boss.app_id) == ("admin", None)
    assert {"admin", "keys:read", "links:delete", "billing:read"} <= boss.scopes


async def test_scopes_bring_what_they_imply(platform: Platform, mine: Tenant) -> None:
    found = await principal(platform, await key(platform, mine.app_id, "links:delete"))
    assert found.scopes == {"links:delete", "links:write", "links:read"}


async def test_the_rate_limit_is_the_applications_or_its_tiers(platform: Platform) -> None:
    standard = await tenant(platform, "standard")
    premium = await tenant(platform, "premium", tier="premium")
    own = await tenant(platform, "own", tier="premium", rate_limit=60)
    limits = [(await principal(platform, t.live)).rate_limit for t in (standard, premium, own)]
    assert limits == [100, 1000, 60]
    assert (await admin(platform)).rate_limit == 1000


async def test_what_is_no_key_is_nobody(platform: Platform, mine: Tenant) -> None:
    authenticator = platform.of(Authenticator)
    forged = mine.live[:-1] + ("a" if mine.live[-1] != "a" else "b")
    for token in ("", "x", forged, mine.live[:12], mine.live * 10, "Ünï\udcff", "x" * 100_000):
        assert await authenticator.authenticate(token) is None
        assert authenticator.cached(token) is None


async def test_a_key_of_another_kind_is_unknown(platform: Platform, mine: Tenant) -> None:
    authenticator = platform.of(Authenticator)
    assert await authenticator.authenticate(mine.live, kinds=frozenset({"admin"})) is None
    assert await authenticator.authenticate(mine.live, kinds=frozenset({"app"})) is not None


async def test_keys_with_the_same_beginning_are_told_apart(
    platform: Platform, mine: Tenant
) -> None:
    other = await tenant(platform, "other-app")
    async with platform.database.begin() as session:
        for row in await session.exec(select(ApiKey)):
            row.prefix = "sw_live_same"
    for owner in (mine, other):
        token = "sw_live_same" + owner.live[12:]
        async with platform.database.begin() as session:
            [row] = [
                row
                for row in await session.exec(select(ApiKey))
                if row.app_id == owner.app_id and row.environment == "production"
            ]
            row.digest = keys.digest(token)
        assert (await principal(platform, token)).app_id == owner.app_id


async def test_found_keys_are_remembered_a_short_while(
    platform: Platform, mine: Tenant, clock: Clock
) -> None:
    authenticator = platform.of(Authenticator)
    assert authenticator.cached(mine.live) is None
    found = await principal(platform, mine.live)
    assert authenticator.cached(mine.live) == found
    clock.now += 4
    assert authenticator.cached(mine.live) is None


async def test_keys_are_not_kept_in_memory(platform: Platform, mine: Tenant) -> None:
    await principal(platform, mine.live)
    assert mine.live not in repr(vars(platform.of(Authenticator)))


async def test_memory_is_bounded(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stagewire.access.authenticator._MOST", 10)
    authenticator = platform.of(Authenticator)
    for n in range(30):
        await authenticator.authenticate(f"guess-{n}")
    assert len(authenticator._refused) == 10


async def test_expiry_is_seen_at_its_instant_also_when_remembered(
    platform: Platform, mine: Tenant, clock: Clock
) -> None:
    ends = instant(clock.now) + timedelta(seconds=2)
    token = await key(platform, mine.app_id, "links:read", expires_at=ends)
    authenticator = platform.of(Authenticator)
    await principal(platform, token)
    clock.now += 1.9
    assert authenticator.cached(token) is not None
    clock.now += 0.2
    assert authenticator.cached(token) is None
    assert await authenticator.authenticate(token) is None


async def test_revocation_is_seen_at_once(platform: Platform, mine: Tenant) -> None:
    boss = await admin(platform)
    token = await key(platform, mine.app_id, "links:read")
    found = await principal(platform, token)
    await platform.of(Keys).revoke(boss, found.key_id)
    authenticator = platform.of(Authenticator)
    assert authenticator.cached(token) is None
    assert await authenticator.authenticate(token) is None


async def test_revocation_is_seen_elsewhere_within_five_seconds_without_a_bus(
    platform: Platform, elsewhere: Platform, mine: Tenant, clock: Clock
) -> None:
    boss = await admin(platform)
    found = await principal(elsewhere, mine.live)
    await platform.of(Keys).revoke(boss, found.key_id)
    clock.now += 4.9
    authenticator = elsewhere.of(Authenticator)
    assert authenticator.cached(mine.live) is None
    assert await authenticator.authenticate(mine.live) is None


async def test_a_new_key_works_where_it_was_refused_a_moment_ago(
    platform: Platform, mine: Tenant
) -> None:
    authenticator = platform.of(Authenticator)
    row = (await principal(platform, mine.live)).key_id
    async with platform.database.begin() as session:
        (await session.get_one(ApiKey, row)).revoked_at = instant(platform.clock())
    await platform.bus.publish(TOPIC, {"key_id": row})
    assert await authenticator.authenticate(mine.live) is None
    async with platform.database.begin() as session:
        (await session.get_one(ApiKey, row)).revoked_at = None
    await platform.bus.publish(TOPIC, {"key_id": row})
    assert await authenticator.authenticate(mine.live) is not None


async def test_a_gap_of_the_bus_forgets_everything(platform: Platform, mine: Tenant) -> None:
    authenticator = platform.of(Authenticator)
    await principal(platform, mine.live)
    assert isinstance(platform.bus, MemoryBus)
    platform.bus._subscribers.gap()
    assert authenticator.cached(mine.live) is None


async def test_what_was_read_before_a_change_is_not_remembered_after_it(
    platform: Platform, mine: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    authenticator = platform.of(Authenticator)
    fetch = platform.database.fetch

    async def change_after_reading(*arguments: object, **values: object) -> object:
        rows = await fetch(*arguments, **values)  # type: ignore[arg-type]
        await platform.bus.publish(TOPIC, {"app_id": mine.app_id})
        return rows

    monkeypatch.setattr(platform.database, "fetch", change_after_reading)
    assert await authenticator.authenticate(mine.live) is not None
    assert authenticator.cached(mine.live) is None


async def test_switching_an_application_off_is_seen_at_once(
    platform: Platform, mine: Tenant
) -> None:
    boss = await admin(platform)
    other = await tenant(platform, "other-app")
    authenticator = platform.of(Authenticator)
    for token in (mine.live, mine.test, other.live):
        await principal(platform, token)
    await platform.of(Applications).update(boss, mine.app_id, {"status": False})
    for token in (mine.live, mine.test, mine.live):
        assert authenticator.cached(token) is None
        with pytest.raises(ApiError) as refused:
            await authenticator.authenticate(token)
        assert (refused.value.status, refused.value.code) == (403, "application_disabled")
    assert authenticator.cached(other.live) is not None
    await platform.of(Applications).update(boss, mine.app_id, {"status": True})
    await principal(platform, mine.live)


async def test_last_use_is_written_beside_the_request_once_a_minute(
    platform: Platform, mine: Tenant, clock: Clock
) -> None:
    authenticator = platform.of(Authenticator)
    found = await principal(platform, mine.live)

    async def last_used() -> float | None:
        await authenticator.last_used.flush()
        async with platform.database.session() as session:
            at = (await session.get_one(ApiKey, found.key_id)).last_used_at
        return at.timestamp() if at else None

    first = clock.now
    assert await last_used() == pytest.approx(first, abs=1e-5)
    clock.now += 30
    await authenticator.authenticate(mine.live)
    assert await last_used() == pytest.approx(first, abs=1e-5)
    clock.now += 31
    await authenticator.authenticate(mine.live)
    assert await last_used() == pytest.approx(clock.now, abs=1e-5)


async def test_closing_writes_the_last_uses(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    platform = make_platform(database, tmp_path, clock)
    mine = await tenant(platform)
    found = await principal(platform, mine.live)
    await platform.of(Authenticator).close()
    async with database.session() as session:
        assert (await session.get_one(ApiKey, found.key_id)).last_used_at is not None


async def test_many_at_once(platform: Platform, mine: Tenant) -> None:
    authenticator = platform.of(Authenticator)
    found = await asyncio.gather(
        *[authenticator.authenticate(mine.live if n % 2 else f"guess-{n}") for n in range(100)]
    )
    assert [p is not None for p in found] == [bool(n % 2) for n in range(100)]
