"""Link credits: one is taken for each created link, in the transaction that creates it."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update
from sqlmodel import col

from stagewire.access.tables import Application
from stagewire.contract.types import ApiError
from stagewire.storage.database import Database
from stagewire.storage.hot import Hot, Unit

DEBIT = Hot(
    update(Application)
    .where(
        col(Application.app_id) == bindparam("app"),
        col(Application.link_credits) >= bindparam("amount"),
        col(Application.deleted_at).is_(None),
    )
    .values(link_credits=col(Application.link_credits) - bindparam("amount"))
    .returning(col(Application.link_credits))
)
"""``app``, ``amount`` → one row with the credits left, or none when there are too few."""

_BALANCE = Hot(
    select(col(Application.link_credits)).where(col(Application.app_id) == bindparam("app"))
)


def debit(app_id: str, amount: int = 1) -> Unit[int]:
    """Part of a unit: ``left = yield from debit(app_id)``. All of ``amount`` is taken or nothing,
    and then ApiError 422 ``out_of_credits``. Run such units with
    ``database.write_in(app_id, …)``: they all change the application's row."""
    rows = yield DEBIT(app=app_id, amount=amount)
    if not rows:
        raise out_of_credits()
    left: int = rows[0].link_credits
    return left


def out_of_credits() -> ApiError:
    return ApiError(
        422,
        "out_of_credits",
        "No link credits are left: each created link takes one.",
    )


async def balance(database: Database, app_id: str) -> int:
    """The credits an application has left."""
    rows = await database.fetch(_BALANCE, app=app_id)
    return rows[0].link_credits if rows else 0
