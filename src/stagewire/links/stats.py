"""A link's statistics between two days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.links.refusals import invalid_query
from stagewire.links.tables import LinkDevice, LinkReferrer, LinkVisits

if TYPE_CHECKING:
    from stagewire_models import links as wire

_DEFAULT_DAYS = 30
_MOST_DAYS = 366
_MOST_REFERRERS = 100


class Span(NamedTuple):
    """From the first day to the last, both included."""

    first: date
    last: date


def span(first: str | None, last: str | None, today: date) -> Span:
    """The days asked for (``YYYY-MM-DD``): by default the last 30; ApiError 400 where they make
    no sense."""
    end = _day("to", last)
    start = _day("from", first)
    if end is None:
        end = max(today, start) if start is not None else today
    if start is None:
        start = date.fromordinal(max(1, end.toordinal() - _DEFAULT_DAYS + 1))
    if start > end:
        raise invalid_query("from", f"must not be after `to` ({end})")
    if end - start > timedelta(days=_MOST_DAYS):
        raise invalid_query("from", f"must be at most {_MOST_DAYS} days before `to` ({end})")
    return Span(start, end)


def _day(name: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        raise invalid_query(name, "must be an existing day as YYYY-MM-DD") from None


async def read(session: AsyncSession, link_id: int, days: Span) -> wire.LinkStats:
    by_day = await session.exec(
        select(LinkVisits)
        .where(col(LinkVisits.link_id) == link_id, col(LinkVisits.day).between(*days))
        .order_by(col(LinkVisits.day))
    )
    shown: list[wire.DayVisits] = [
        {"date": row.day.isoformat(), "visits": row.visits, "bots": row.bots} for row in by_day
    ]
    summed = func.sum(LinkReferrer.visits)
    by_referrer = await session.exec(
        select(LinkReferrer.referrer, summed)
        .where(col(LinkReferrer.link_id) == link_id, col(LinkReferrer.day).between(*days))
        .group_by(col(LinkReferrer.referrer))
        .order_by(summed.desc(), col(LinkReferrer.referrer))
        .limit(_MOST_REFERRERS)
    )
    used = func.sum(LinkDevice.visits)
    by_device = await session.exec(
        select(LinkDevice.device, used)
        .where(col(LinkDevice.link_id) == link_id, col(LinkDevice.day).between(*days))
        .group_by(col(LinkDevice.device))
        .order_by(used.desc(), col(LinkDevice.device))
    )
    return {
        "linkId": link_id,
        "from": days.first.isoformat(),
        "to": days.last.isoformat(),
        "totals": {
            "visits": sum(day["visits"] for day in shown),
            "bots": sum(day["bots"] for day in shown),
        },
        "byDay": shown,
        # PostgreSQL sums bigints as numeric.
        "byReferrer": [{"referrer": host, "visits": int(n)} for host, n in by_referrer],
        "byDevice": [{"device": device, "visits": int(n)} for device, n in by_device],  # type: ignore[typeddict-item]
    }
