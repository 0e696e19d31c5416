"""The first keys of a server: on an empty database, and the operator's own admin key."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from stagewire.access import keys
from stagewire.access.authenticator import TOPIC
from stagewire.access.issue import new_application, new_key
from stagewire.access.tables import ApiKey, Application
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire.platform import Platform

DEMO = "demo-app"
_OWN = "STAGEWIRE_ADMIN_KEY"
_SHORTEST = 16


class Bootstrap(NamedTuple):
    """What is shown once."""

    admin_key: str
    app_id: str
    app_secret: str
    live_key: str
    test_key: str


async def first_run(platform: Platform) -> Bootstrap | None:
    """On a database without any application: makes an admin key and a demo application with a
    live and a test key. None otherwise. Of processes that start at once, one makes them."""
    now = instant(platform.clock())
    async with platform.database.session() as session:
        if (await session.exec(select(Application.app_id).limit(1))).first() is not None:
            return None
    application = new_application(
        app_id=DEMO,
        name="Demo application",
        now=now,
        link_credits=platform.settings.link_credits,
    )
    admin = new_key(app_id=None, name="First admin key", now=now)
    live = new_key(app_id=DEMO, name="First key", now=now, first=True)
    test = new_key(
        app_id=DEMO, name="First sandbox key", now=now, first=True, environment="sandbox"
    )
    try:
        async with platform.database.begin() as session:
            session.add(application.row)
            await session.flush()
            session.add_all([admin.row, live.row, test.row])
    except IntegrityError:
        return None
    return Bootstrap(
        admin_key=admin.secret,
        app_id=DEMO,
        app_secret=application.secret,
        live_key=live.secret,
        test_key=test.secret,
    )


async def create_admin_key(platform: Platform, name: str) -> str:
    """Makes one more admin key and answers it, shown this once."""
    made = new_key(app_id=None, name=name, now=instant(platform.clock()))
    async with platform.database.begin() as session:
        session.add(made.row)
    return made.secret


async def register_admin_key(platform: Platform) -> None:
    """Makes STAGEWIRE_ADMIN_KEY a valid admin key, and one it had at an earlier start invalid.
    ValueError: it is too short, or has the form of an application's key."""
    value = platform.settings.admin_key
    if value and len(value) < _SHORTEST:
        raise ValueError(f"{_OWN} must have at least {_SHORTEST} characters")
    if value and keys.kind_of(value) in ("live", "test"):
        raise ValueError(f"{_OWN} must not have the form of an application's key")
    now = instant(platform.clock())
    key_id = "key_own" + sha256(keys.digest(value)).hexdigest()[:20]
    ended: list[str] = []
    async with platform.database.begin() as session:
        earlier = await session.exec(
            select(ApiKey).where(
                col(ApiKey.app_id).is_(None),
                col(ApiKey.name) == _OWN,
                col(ApiKey.id).startswith("key_own"),
            )
        )
        known = False
        for row in earlier:
            if value and row.id == key_id:
                known = True
                row.revoked_at = None
            elif row.revoked_at is None:
                row.revoked_at = now
                ended.append(row.id)
    if value and not known:
        await _insert(platform, value, key_id)
    for ended_id in ended:
        await platform.bus.publish(TOPIC, {"key_id": ended_id})


async def _insert(platform: Platform, value: str, key_id: str) -> None:
    row = ApiKey(
        id=key_id,
        environment="production",
        name=_OWN,
        prefix=keys.prefix(value),
        digest=keys.digest(value),
        created_at=instant(platform.clock()),
    )
    try:
        async with platform.database.begin() as session:
            session.add(row)
    except IntegrityError:
        return  # Another process of this start was first.
    await platform.bus.publish(TOPIC, {"key_id": key_id})
