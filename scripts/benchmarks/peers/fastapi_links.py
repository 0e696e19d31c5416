"""FastAPI with SQLModel: creates a link in an async session. The tables are Stagewire's own, with
their indexes; SQLite is as durable as there (WAL, synchronous=FULL)."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request, Response, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, HttpUrl
from sqlalchemy import event, update
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from benchmarks.peers.limit import FixedWindow
from benchmarks.things import KEY
from stagewire.access.tables import ApiKey, Application
from stagewire.links.tables import Link

APP_ID = "benchmark"
LIMIT = FixedWindow(10**9)


class NewLink(BaseModel):
    model_config = ConfigDict(extra="forbid")

    url: HttpUrl
    name: str | None = Field(None, min_length=1, max_length=255)
    utmSource: str | None = Field(None, pattern="^[A-Za-z0-9_-]+$", max_length=255)
    utmMedium: str | None = Field(None, pattern="^[A-Za-z0-9_-]+$", max_length=255)
    utmCampaign: str | None = Field(None, pattern="^[A-Za-z0-9_-]+$", max_length=255)
    expiresAt: AwareDatetime | None = None
    maxRedirects: int | None = Field(None, ge=1, le=1_000_000_000)


class LinkOut(BaseModel):
    id: int
    shortLink: str
    shortCode: str
    domain: str
    url: str
    name: str | None
    utmSource: str | None
    utmMedium: str | None
    utmCampaign: str | None
    expiresAt: AwareDatetime | None
    maxRedirects: int | None
    redirects: int
    createdAt: AwareDatetime
    updatedAt: AwareDatetime


bearer = HTTPBearer(auto_error=False)


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with AsyncSession(request.app.state.engine, expire_on_commit=False) as session:
        yield session


Session = Annotated[AsyncSession, Depends(get_session)]


async def caller(
    session: Session,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
) -> ApiKey:
    sent = credentials.credentials if credentials else ""
    found = await session.exec(
        select(ApiKey).where(col(ApiKey.prefix) == sent[:16], col(ApiKey.revoked_at).is_(None))
    )
    for key in found:
        if secrets.compare_digest(key.digest, sha256(sent.encode()).digest()):
            if "links:write" not in key.scopes:
                raise HTTPException(403, "The key lacks the scope links:write.")
            return key
    raise HTTPException(401, "The API key is missing or wrong.")


Caller = Annotated[ApiKey, Depends(caller)]


async def limited(response: Response, key: Caller) -> None:
    standing = LIMIT.hit(key.id)
    if not standing.allowed:
        raise HTTPException(429, "Too many requests.")
    response.headers["X-RateLimit-Limit"] = str(standing.limit)
    response.headers["X-RateLimit-Remaining"] = str(standing.remaining)
    response.headers["X-RateLimit-Retry-After"] = str(standing.reset)


async def create_link(body: NewLink, session: Session, key: Caller) -> LinkOut:
    now = datetime.now(UTC)
    link = Link(
        app_id=APP_ID,
        environment=key.environment,
        domain="",
        short_code=secrets.token_urlsafe(6),
        url=str(body.url),
        name=body.name,
        utm_source=body.utmSource,
        utm_medium=body.utmMedium,
        utm_campaign=body.utmCampaign,
        expires_at=body.expiresAt,
        max_redirects=body.maxRedirects,
        created_at=now,
        updated_at=now,
    )
    session.add(link)
    await session.flush()
    # Last, because everybody else of the application waits for its row until the commit.
    debited = await session.exec(
        update(Application)
        .where(col(Application.app_id) == key.app_id, col(Application.link_credits) > 0)
        .values(link_credits=col(Application.link_credits) - 1)
    )
    if not debited.rowcount:
        raise HTTPException(422, "No link credits are left.")
    await session.commit()
    assert link.id is not None
    return LinkOut(
        id=link.id,
        shortLink=f"http://127.0.0.1/s/{link.short_code}",
        shortCode=link.short_code,
        domain="127.0.0.1",
        url=link.url,
        name=link.name,
        utmSource=link.utm_source,
        utmMedium=link.utm_medium,
        utmCampaign=link.utm_campaign,
        expiresAt=link.expires_at,
        maxRedirects=link.max_redirects,
        redirects=link.redirects,
        createdAt=link.created_at,
        updatedAt=link.updated_at,
    )


def make_engine(url: str) -> AsyncEngine:
    if not url.startswith("sqlite"):
        return create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"))
    # One connection: requests queue for SQLite's one writer here, which is faster than polling
    # for its lock with many.
    engine = create_async_engine(
        url.replace("sqlite://", "sqlite+aiosqlite://"), pool_size=1, max_overflow=0
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    engine = app.state.engine = make_engine(os.environ["BENCHMARK_DATABASE_URL"])
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    now = datetime.now(UTC)
    async with AsyncSession(engine) as session:
        session.add(
            Application(
                app_id=APP_ID,
                name="Benchmark",
                link_credits=10**9,
                secret_digest=b"",
                created_at=now,
                updated_at=now,
            )
        )
        await session.flush()
        session.add(
            ApiKey(
                id="key_1",
                app_id=APP_ID,
                environment="production",
                name="Benchmark",
                scopes=["links:write"],
                prefix=KEY[:16],
                digest=sha256(KEY.encode()).digest(),
                created_at=now,
            )
        )
        await session.commit()
    yield
    await engine.dispose()


def create() -> FastAPI:
    app = FastAPI(title="Links", lifespan=lifespan)
    app.add_api_route(
        "/api/v1/links",
        create_link,
        methods=["POST"],
        status_code=201,
        dependencies=[Depends(limited)],
    )
    return app
