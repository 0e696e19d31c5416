"""The ladder's arithmetic at its edges."""

from __future__ import annotations

import pytest

from stagewire.limits.ladder import Mark, climb, forgotten_at, quiet_period
from tests.limits.rules import licence_validation, rule


@pytest.mark.parametrize(
    ("strikes", "seconds"), [(1, 600), (2, 600), (3, 1800), (4, 3600), (9, 3600)]
)
def test_quiet_periods(strikes: int, seconds: int) -> None:
    """Ten windows for the short blocks; a ladder made shorter since counts as its last rung."""
    assert quiet_period(licence_validation(), strikes) == seconds


@pytest.mark.parametrize(
    ("passed", "strikes"), [(0, 4), (1799, 4), (1800, 3), (3600, 2), (5400, 1), (1e9, 1)]
)
def test_strikes_after_a_violation_later(passed: float, strikes: int) -> None:
    licence = licence_validation()
    mark = climb(licence, Mark(3, 1000.0), 1000.0 + passed, 0.0)
    assert mark.strikes == strikes
    assert mark.until == 1000.0 + passed + licence.block[strikes - 1]


def test_nothing_is_remembered_after_the_last_quiet_period() -> None:
    assert forgotten_at(licence_validation(), Mark(3, 1000.0)) == 1000.0 + 3 * 1800


def test_a_ladder_of_one_rung_repeats_it() -> None:
    single = rule(5, 60, (300,))
    mark = None
    for now in (0.0, 300.0, 600.0):
        mark = climb(single, mark, now, 0.0)
        assert mark == (1, now + 300)
