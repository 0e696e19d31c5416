"""New rows of applications and keys, each with the secret that is shown this once."""

from __future__ import annotations

import secrets
import string
from datetime import datetime
from typing import NamedTuple

from stagewire.access import keys
from stagewire.access.tables import ApiKey, Application
from stagewire.contract.types import Environment


class NewKey(NamedTuple):
    row: ApiKey
    secret: str


class NewApplication(NamedTuple):
    row: Application
    secret: str


def new_application(
    *,
    app_id: str | None,
    name: str,
    now: datetime,
    link_credits: int,
    allowed_domain: str | None = None,
    rate_limit: int | None = None,
    tier: str = "standard",
) -> NewApplication:
    """``app_id`` None makes one."""
    secret = keys.make_app_secret()
    row = Application(
        app_id=app_id or make_app_id(),
        name=name,
        allowed_domain=allowed_domain.lower() if allowed_domain else None,
        rate_limit=rate_limit,
        tier=tier,
        link_credits=link_credits,
        secret_digest=keys.digest(secret),
        created_at=now,
        updated_at=now,
    )
    return NewApplication(row, secret)


def new_key(
    *,
    app_id: str | None,
    name: str,
    now: datetime,
    scopes: list[str] | None = None,
    environment: Environment = "production",
    expires_at: datetime | None = None,
    first: bool = False,
) -> NewKey:
    """``app_id`` None makes an admin key. ``first``: see ``ApiKey``."""
    secret = keys.make("admin" if app_id is None else keys.KIND_OF[environment])
    row = ApiKey(
        id=keys.make_id(),
        app_id=app_id,
        environment=environment,
        first=first,
        name=name,
        scopes=scopes or [],
        prefix=keys.prefix(secret),
        digest=keys.digest(secret),
        expires_at=expires_at,
        created_at=now,
    )
    return NewKey(row, secret)


def make_app_id() -> str:
    alphabet = string.ascii_lowercase + string.digits
    return "app-" + "".join(secrets.choice(alphabet) for _ in range(12))
