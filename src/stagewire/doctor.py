"""What `stagewire doctor` looks at."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

from stagewire.settings import Settings

_LATE = 60.0
"""Seconds after which what is due should have been done."""


class Finding(NamedTuple):
    """One line of the report: ``needed`` parts that are not ``ok`` stop the server from working."""

    ok: bool
    needed: bool
    text: str


async def examine(settings: Settings) -> list[Finding]:
    """Looks at each part without changing anything but making DATA_DIR."""
    return [
        _python(),
        _data_dir(settings),
        _contract(),
        await _database(settings),
        await _redis(settings),
        await _backlog(settings),
        _public_url(settings),
        _relay(settings),
        _workers(settings),
    ]


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(sys.version_info >= (3, 11), True, f"Python {version} (3.11 or newer)")


def _data_dir(settings: Settings) -> Finding:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        writable = os.access(settings.data_dir, os.W_OK)
    except OSError:
        writable = False
    return Finding(writable, True, f"data directory {settings.data_dir} is writable")


def _contract() -> Finding:
    from stagewire.contract.load import ContractError, find_openapi, load_contract

    try:
        contract = load_contract(find_openapi())
    except ContractError as error:
        return Finding(False, True, f"contract: {error}")
    names = ", ".join(document.name for document in contract.documents)
    return Finding(True, True, f"contract: {names}")


async def _database(settings: Settings) -> Finding:
    from stagewire.storage.database import Database
    from stagewire.storage.migrations import is_current

    database = Database(settings.database)
    where = f"database {database.url.render_as_string(hide_password=True)}"
    try:
        await database.open()
        try:
            current = await is_current(database)
        finally:
            await database.close()
    except Exception as error:
        return Finding(False, True, f"{where}: {error}")
    note = "is up to date" if current else "needs `stagewire migrate` (serve does it)"
    return Finding(True, True, f"{where} {note}")


async def _redis(settings: Settings) -> Finding:
    if not settings.redis_url:
        return Finding(False, False, "Redis: not configured (one process, in-process bus)")
    from redis.asyncio import Redis

    client = Redis.from_url(settings.redis_url)
    try:
        await client.ping()
    except Exception as error:
        return Finding(False, True, f"Redis: {error}")
    finally:
        await client.aclose()
    return Finding(True, True, "Redis answers")


async def _backlog(settings: Settings) -> Finding:
    """What waits to be told or done, and dead letters. Jobs that nobody does show as an age."""
    from stagewire.events.bus import MemoryBus
    from stagewire.events.job_listing import JobListing
    from stagewire.limits import make_limiter
    from stagewire.platform import Platform
    from stagewire.storage.database import Database

    database = Database(settings.database)
    platform = Platform(settings, database, MemoryBus(), make_limiter())
    try:
        await database.open()
        try:
            listing = platform.of(JobListing)
            untold, age = await listing.untold()
            backlog = await listing.backlog()
        finally:
            await database.close()
    except Exception:
        return Finding(False, False, "events and jobs: cannot be read before the database is up")
    where = "in the server" if settings.jobs else "in `stagewire worker` only"
    parts = [f"{untold} event(s) untold"]
    for kind, jobs in sorted(backlog.items()):
        parts.append(f"{kind}: {jobs.due} due, {jobs.waiting} waiting, {jobs.dead} dead")
        age = max(age, jobs.oldest)
    late = age > _LATE
    if late:
        parts.append(f"the oldest for {age:.0f} s: does a worker run?")
    return Finding(not late, False, f"events and jobs ({where}): {'; '.join(parts)}")


def _public_url(settings: Settings) -> Finding:
    return Finding(
        bool(settings.public_url),
        False,
        f"public address {settings.base_url}, short links at {settings.short_base}/…",
    )


def _relay(settings: Settings) -> Finding:
    if not settings.turn_servers:
        return Finding(False, False, "TURN relay: not configured (peers get STUN servers at most)")
    counted = "counted" if settings.turn_stats_url else "not counted"
    return Finding(True, False, f"TURN relay at {', '.join(settings.turn_servers)}, {counted}")


def _workers(settings: Settings) -> Finding:
    enough = settings.workers == 1 or bool(settings.redis_url)
    return Finding(enough, True, f"{settings.workers} process(es); more than one needs Redis")
