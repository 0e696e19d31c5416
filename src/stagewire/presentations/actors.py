"""Whose command it is: a paired device, or a client whose token names a role."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlmodel import col

from stagewire.presentations.news import ENVIRONMENT
from stagewire.presentations.roles import Actor
from stagewire.presentations.tables import Device
from stagewire.realtime.types import Refused
from stagewire.storage.hot import Hot
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire.platform import Platform
    from stagewire.realtime.grants import Identity

_DEVICE = Hot(
    scoped(select(col(Device.role), col(Device.name)), Device, *owner()).where(
        col(Device.presentation_id) == bindparam("presentation"),
        col(Device.id) == bindparam("device"),
        col(Device.expires_at) > bindparam("now"),
    )
)


async def actor_of(platform: Platform, identity: Identity, presentation_id: str) -> Actor:
    """Who a connection is in a presentation. A device's role is read each time, so that a change
    or a removal counts at once. Refused ``forbidden`` for a token without a role there, whether
    there is such a presentation or not."""
    if identity.device_id is not None:
        rows = await platform.database.fetch(
            _DEVICE,
            app_id=identity.app_id,
            environment=ENVIRONMENT,
            presentation=presentation_id,
            device=identity.device_id,
            now=instant(platform.clock()),
        )
        if rows:
            return Actor(identity.device_id, rows[0].name, rows[0].role)
    else:
        role = identity.presentations.get(presentation_id)
        if role is not None:
            return Actor(_id(identity), identity.user_id, role)
    raise Refused("forbidden", "This token gives no role in this presentation.", "presentation")


def _id(identity: Identity) -> str:
    if identity.user_id is not None:
        return f"user:{identity.user_id}"
    # Another token of the same guest is another guest; what tells them apart is not shown.
    return "guest:" + sha256(identity.publisher.encode()).hexdigest()[:20]
