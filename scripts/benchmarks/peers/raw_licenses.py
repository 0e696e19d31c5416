"""Raw ASGI with the bare driver: the statements that a validation and an activation come down to,
over the same tables and with the same columns, each activation committed by itself. A validation is
answered with the same fields. No API key, no limit, no check of bodies or answers, and of all the
codes only whether the licence is good."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from time import time
from typing import Any

import asyncpg
import orjson
from sqlalchemy.dialects import registry
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement
from sqlmodel import SQLModel

from benchmarks.peers.raw_things import Receive, Send, answer
from stagewire.licenses import keys, tables  # noqa: F401 - declares the tables

LICENSES = 200
_TABLES = ("license_policies", "licenses", "license_devices")
# SQLite numbers the placeholders as PostgreSQL does, with another sign.
_FIND = """
SELECT l.id, l.policy_id, l.state, l.name, l.max_devices, l.entitlements, l.expires_at,
  l.activated_at, l.validated_at, p.mode, p.max_devices, p.overage, p.duration, p.expiry_basis,
  p.heartbeat_window, p.require_fingerprint, p.allow_eviction, p.entitlements, d.id, d.fingerprint,
  d.name, d.platform, d.heartbeat_at, d.created_at, (
    SELECT count(*) FROM license_devices s WHERE s.license_id = l.id AND (
      p.mode <> 'floating' OR p.heartbeat_window IS NULL
      OR s.heartbeat_at > CAST($4 AS BIGINT) - p.heartbeat_window))
FROM licenses l JOIN license_policies p ON p.id = l.policy_id
LEFT JOIN license_devices d ON d.license_id = l.id AND d.fingerprint = $3
WHERE l.app_id = $1 AND l.environment = 'production' AND l.digest = $2
"""
_LOCK = "SELECT id FROM licenses WHERE id = $1 FOR NO KEY UPDATE"
_ADD = """
INSERT INTO license_devices
  (app_id, environment, id, license_id, fingerprint, heartbeat_at, created_at)
VALUES ('benchmark', 'production', $1, $2, $3, $4, $5)
"""


def key(number: int) -> keys.LicenseKey:
    """The key of the licence of a number."""
    plain = f"{number:024d}"
    found = keys.read(plain + keys.check(plain))
    assert found is not None
    return found


def create() -> Any:
    find: Callable[..., Awaitable[Any]]
    add: Callable[..., Awaitable[Any]]

    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        nonlocal find, add
        if scope["type"] == "lifespan":
            await receive()
            find, add = await connect(os.environ["BENCHMARK_DATABASE_URL"])
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        if scope["method"] != "POST":
            await answer(send, 404, {})
            return
        body = orjson.loads((await receive())["body"])
        read = keys.read(body["key"])
        assert read is not None
        given = ("benchmark", read.digest, body["fingerprint"], int(time()))
        if scope["path"].endswith("/validate"):
            row = await find(*given)
            await answer(send, 200, validation(row, given[3]))
        else:
            device = await add(*given)
            await answer(send, 201, {"device": device})

    return app


def validation(row: Any, now: int) -> dict[str, Any]:
    """What a found licence is answered with; the times as the driver reads them."""
    id, _, state, name, own_devices, own, expires_at, _, _, _, devices, _, _, _, *rest = row
    window, _, _, shared, device, fingerprint, device_name, platform, seen, since, places = rest
    good = state == "active" and expires_at is None
    return {
        "valid": good,
        "code": "VALID" if good else "INVALID",
        "detail": "The licence is valid.",
        "license": {
            "id": id,
            "status": state,
            "name": name,
            "max_devices": devices if own_devices is None else own_devices,
            "devices": places,
            "entitlements": list({*orjson.loads(own), *orjson.loads(shared)}),
            "expires_at": expires_at,
            "heartbeat_window": window,
        },
        "device": device
        and {
            "id": device,
            "license_id": id,
            "fingerprint": fingerprint,
            "name": device_name,
            "platform": platform,
            "alive": window is None or seen > now - window,
            "heartbeat_at": datetime.fromtimestamp(seen, UTC),
            "created_at": since,
        },
    }


async def connect(url: str) -> tuple[Any, Any]:
    return sqlite(url) if url.startswith("sqlite") else await postgresql(url)


def sqlite(url: str) -> tuple[Any, Any]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(schema("sqlite"))
    text = datetime.now(UTC).isoformat(timespec="microseconds")
    connection.execute("BEGIN")
    for sql, values in rows(text):
        connection.execute(sql.replace("$", "?"), values)
    connection.execute("COMMIT")
    found, added = _FIND.replace("$", "?"), _ADD.replace("$", "?")

    async def find(*given: Any) -> Any:
        return connection.execute(found, given).fetchone()

    async def add(*given: Any) -> str:
        connection.execute("BEGIN IMMEDIATE")
        row = connection.execute(found, given).fetchone()
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        device = keys.make_id("dev")
        connection.execute(added, (device, row[0], given[2], given[3], now))
        connection.execute("COMMIT")
        return device

    return find, add


async def postgresql(url: str) -> tuple[Any, Any]:
    # As Stagewire's connections: nothing is asked of the server to put one back.
    pool = await asyncpg.create_pool(
        url, min_size=8, max_size=8, reset=_nothing, server_settings={"jit": "off"}
    )
    await pool.execute(schema("postgresql"))
    for sql, values in rows(datetime.now(UTC)):
        await pool.execute(sql, *values)

    async def find(*given: Any) -> Any:
        return await pool.fetchrow(_FIND, *given)

    async def add(*given: Any) -> str:
        device = keys.make_id("dev")
        async with pool.acquire() as connection:
            # Which licence it is has to be known before it can be locked.
            row = await connection.fetchrow(_FIND, *given)
            async with connection.transaction():
                await connection.execute(_LOCK, row[0])
                row = await connection.fetchrow(_FIND, *given)
                now = datetime.now(UTC)
                await connection.execute(_ADD, device, row[0], given[2], given[3], now)
        return device

    return find, add


async def _nothing(_connection: Any) -> None:
    pass


def rows(now: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """A policy without a limit and its licences, as insert statements."""
    policy = (
        "INSERT INTO license_policies (app_id, environment, id, name, mode, overage, expiry_basis,"
        " require_fingerprint, allow_eviction, entitlements, created_at, updated_at) VALUES"
        " ('benchmark', 'production', 'pol_1', 'x', 'node_locked', 'forbid', 'creation', $1, $1,"
        " '[]', $2, $2)"
    )
    license = (
        "INSERT INTO licenses (app_id, environment, id, policy_id, digest, sealed_key, state,"
        " entitlements, details, created_at, updated_at) VALUES"
        " ('benchmark', 'production', $1, 'pol_1', $2, $2, 'active', '[]', '{}', $3, $3)"
    )
    made: list[tuple[str, tuple[Any, ...]]] = [(policy, (False, now))]
    made += [(license, (f"lic_{n}", key(n).digest, now)) for n in range(LICENSES)]
    return made


def schema(dialect: str) -> str:
    """The tables with their indexes as SQL."""
    made: list[ExecutableDDLElement] = []
    for name in _TABLES:
        table = SQLModel.metadata.tables[name]
        made += [CreateTable(table), *(CreateIndex(index) for index in table.indexes)]
    compiled = [statement.compile(dialect=registry.load(dialect)()) for statement in made]
    return ";\n".join(map(str, compiled))
