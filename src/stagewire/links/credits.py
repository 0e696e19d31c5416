"""Link credits: each created link takes one, in the transaction that creates it."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update
from sqlmodel import col

from stagewire.access.tables import Application
from stagewire.storage.hot import Hot

_own = col(Application.app_id) == bindparam("app")
_left = col(Application.link_credits)

LEFT = Hot(select(_left).where(_own))

TAKE = Hot(
    update(Application).where(_own, _left > 0).values(link_credits=_left - 1).returning(_left)
)
"""Takes one credit of ``app``; no row when none is left. The row's lock makes it exact."""

GIVE = Hot(update(Application).where(_own).values(link_credits=_left + 1))
"""Gives one back within the same transaction."""
