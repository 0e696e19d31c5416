"""A platform as `app.py` makes it, on each kind of database, and callers for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from stagewire.access.authenticator import Authenticator
from stagewire.access.issue import new_application, new_key
from stagewire.access.rules import AccessRules
from stagewire.contract.load import Contract, load_contract
from stagewire.contract.types import Environment, Principal, Request
from stagewire.events.bus import MemoryBus
from stagewire.limits import make_limiter
from stagewire.platform import Call, Platform
from stagewire.settings import Settings
from stagewire.storage.database import Database
from stagewire.storage.types import instant
from tests.support.clock import Clock


@cache
def contract() -> Contract:
    return load_contract()


def make_platform(database: Database, folder: Path, clock: Callable[[], float]) -> Platform:
    """Another process of the same server, when called with a database of its own."""
    settings = Settings(data_dir=folder, secret_key="a secret for tests only")
    made = Platform(settings, database, MemoryBus(), make_limiter(), clock)
    rules = contract()
    made.of(AccessRules).adopt(rules.limits.tiers, rules.scopes.describe, rules.scopes.expand)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def platform(database: Database, tmp_path: Path, clock: Clock) -> AsyncIterator[Platform]:
    made = make_platform(database, tmp_path, clock)
    yield made
    await made.of(Authenticator).close()


def request(path: str = "/", query: str = "") -> Request:
    return Request("GET", path, query.encode(), {}, "127.0.0.1", "request-1")


@dataclass
class Tenant:
    """An application with a live and a sandbox key that may do everything in it."""

    app_id: str
    secret: str
    live: str
    test: str


async def tenant(platform: Platform, app_id: str = "my-app-123", **settings: object) -> Tenant:
    now = instant(platform.clock())
    app = new_application(
        app_id=app_id,
        name="My application",
        now=now,
        link_credits=settings.pop("link_credits", 10),
        **settings,
    )
    live = new_key(app_id=app_id, name="First key", now=now, first=True)
    test = new_key(app_id=app_id, name="Sandbox", now=now, first=True, environment="sandbox")
    async with platform.database.begin() as session:
        session.add(app.row)
        await session.flush()
        session.add_all([live.row, test.row])
    return Tenant(app_id, app.secret, live.secret, test.secret)


async def admin(platform: Platform) -> Principal:
    made = new_key(app_id=None, name="admin", now=instant(platform.clock()))
    async with platform.database.begin() as session:
        session.add(made.row)
    return await principal(platform, made.secret)


async def principal(platform: Platform, token: str) -> Principal:
    found = await platform.of(Authenticator).authenticate(token)
    assert found is not None, "the key should be valid"
    return found


async def key(
    platform: Platform,
    app_id: str,
    *scopes: str,
    environment: Environment = "production",
    **more: object,
) -> str:
    """A further key of an application; answers its secret."""
    made = new_key(
        app_id=app_id,
        name="Key",
        now=instant(platform.clock()),
        scopes=list(scopes),
        environment=environment,
        **more,
    )
    async with platform.database.begin() as session:
        session.add(made.row)
    return made.secret


def call(platform: Platform, caller: Principal | None, query: str = "") -> Call:
    """What a handler gets from the dispatcher."""
    return Call(request("/api", query), caller, platform, "anOperation")
