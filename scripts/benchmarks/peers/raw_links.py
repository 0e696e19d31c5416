"""Raw ASGI with the bare driver: one insert into the same table, committed by itself. No key, no
credits, no check."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import asyncpg
import orjson
from sqlalchemy.dialects import registry
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement
from sqlmodel import SQLModel

from benchmarks.peers.raw_things import Receive, Send, answer
from stagewire.links import tables  # noqa: F401 - declares the table

Insert = Callable[[str, str], Awaitable[int]]
_COLUMNS = (
    "app_id, environment, domain, short_code, url, utm_source, redirects, created_at, updated_at"
)


def create() -> Any:
    insert: Insert

    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        nonlocal insert
        if scope["type"] == "lifespan":
            await receive()
            insert = await connect(os.environ["BENCHMARK_DATABASE_URL"])
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        if scope["method"] != "POST":
            await answer(send, 404, {})
            return
        body = orjson.loads((await receive())["body"])
        code = secrets.token_urlsafe(6)
        made = await insert(code, body["url"])
        await answer(send, 201, {"id": made, "shortCode": code, **body})

    return app


async def connect(url: str) -> Insert:
    return sqlite(url) if url.startswith("sqlite") else await postgresql(url)


def sqlite(url: str) -> Insert:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(schema("sqlite"))
    sql = f"INSERT INTO links ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)"

    async def insert(code: str, destination: str) -> int:
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        values = ("benchmark", "production", "", code, destination, "newsletter", now, now)
        return connection.execute(sql, values).lastrowid or 0

    return insert


async def postgresql(url: str) -> Insert:
    pool = await asyncpg.create_pool(url, min_size=8, max_size=8)
    await pool.execute(schema("postgresql"))
    sql = f"INSERT INTO links ({_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8) RETURNING id"

    async def insert(code: str, destination: str) -> int:
        now = datetime.now(UTC)
        values = ("benchmark", "production", "", code, destination, "newsletter", now, now)
        made: int = await pool.fetchval(sql, *values)
        return made

    return insert


def schema(dialect: str) -> str:
    """The table of links with its indexes as SQL."""
    table = SQLModel.metadata.tables["links"]
    made: list[ExecutableDDLElement] = [CreateTable(table)]
    made += [CreateIndex(index) for index in table.indexes]
    compiled = [statement.compile(dialect=registry.load(dialect)()) for statement in made]
    return ";\n".join(map(str, compiled))
