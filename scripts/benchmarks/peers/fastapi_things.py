"""FastAPI: pydantic models in and out, the API key and the limit as dependencies."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import FastAPI, HTTPException, Path, Query, Response, Security
from fastapi.security import APIKeyHeader, SecurityScopes
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from benchmarks.peers.limit import FixedWindow
from benchmarks.things import KEY, KEY_HEADER, THING, operations, resources

Utm = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[A-Za-z0-9_-]+$")]
TagIri = Annotated[str, StringConstraints(max_length=40, pattern=r"^/app/tags/[1-9][0-9]{0,15}$")]


class QrConfig(BaseModel):
    model_config = ConfigDict(extra="forbid")

    size: int = Field(ge=64, le=2048)
    margin: int = Field(ge=0, le=100)
    color: str = Field(pattern=r"^#[0-9a-fA-F]{6}$")


class NewThing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    url: str = Field(min_length=1, max_length=8192)
    name: str = Field(min_length=1, max_length=255)
    utmSource: Utm
    utmCampaign: Utm
    tags: list[TagIri] = Field(max_length=50)
    qrConfig: QrConfig
    maxRedirects: int = Field(ge=1, le=1_000_000_000)
    expiresAt: AwareDatetime


class Thing(NewThing):
    id: int = Field(ge=1)
    shortCode: str
    createdAt: AwareDatetime


KEYS = {KEY: frozenset(("things:read", "things:write"))}
LIMIT = FixedWindow(10**9)
key_header = APIKeyHeader(name=KEY_HEADER, auto_error=False)


async def admitted(
    needed: SecurityScopes, response: Response, key: Annotated[str | None, Security(key_header)]
) -> None:
    """Key, scopes and limit in one dependency: each dependency more would cost some 20 µs."""
    scopes = KEYS.get(key or "")
    if key is None or scopes is None:
        raise HTTPException(401, "The API key is missing or wrong.")
    if not scopes.issuperset(needed.scopes):
        raise HTTPException(403, f"The key lacks a scope of {needed.scopes}.")
    standing = LIMIT.hit(key)
    headers = {
        "X-RateLimit-Limit": str(standing.limit),
        "X-RateLimit-Remaining": str(standing.remaining),
        "X-RateLimit-Retry-After": str(standing.reset),
    }
    if not standing.allowed:
        raise HTTPException(429, "Too many requests.", headers)
    response.headers.update(headers)


async def create_thing(body: NewThing) -> Thing:
    return Thing(id=1, shortCode="k7Bx2", createdAt=THING["createdAt"], **dict(body))


async def get_thing(
    thing_id: Annotated[int, Path(ge=1, le=9007199254740991)],
    pageSize: Annotated[int, Query(ge=1, le=100)] = 25,
    sort: Annotated[Literal["asc", "desc"], Query()] = "asc",
) -> Thing:
    return Thing(**{**THING, "id": thing_id})


def create() -> FastAPI:
    # Routes stand on the application itself: behind include_router each is matched more slowly.
    app = FastAPI(title="Things")
    for path in resources(operations()):
        app.add_api_route(
            path,
            create_thing,
            methods=["POST"],
            status_code=201,
            dependencies=[Security(admitted, scopes=["things:write"])],
        )
        app.add_api_route(
            path + "/{thing_id}",
            get_thing,
            methods=["GET"],
            dependencies=[Security(admitted, scopes=["things:read"])],
        )
    return app
