from __future__ import annotations

from datetime import date

import pytest

from stagewire.contract.types import ApiError
from stagewire.links.stats import span

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, ("2026-10-22", "2026-11-20")),
        ("2026-11-01", None, ("2026-11-01", "2026-11-20")),
        (None, "2026-03-01", ("2026-01-31", "2026-03-01")),
        ("2026-11-01", "2026-11-01", ("2026-11-01", "2026-11-01")),
        ("2025-11-19", "2026-11-20", ("2025-11-19", "2026-11-20")),
        ("2027-01-01", None, ("2027-01-01", "2027-01-01")),
        (None, "0001-01-05", ("0001-01-01", "0001-01-05")),
    ],
)
def test_days(first: str | None, last: str | None, days: tuple[str, str]) -> None:
    assert tuple(day.isoformat() for day in span(first, last, TODAY)) == days


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-11-21", "2026-11-20", "query.from"),
        ("2025-11-18", "2026-11-20", "query.from"),
        ("2020-01-01", None, "query.from"),
        ("2026-02-30", None, "query.from"),
        (None, "2026-13-01", "query.to"),
    ],
)
def test_refused(first: str | None, last: str | None, field: str) -> None:
    with pytest.raises(ApiError) as caught:
        span(first, last, TODAY)
    assert caught.value.status == 400
    assert [error.field for error in caught.value.errors] == [field]
