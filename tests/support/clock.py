"""Time that tests move by hand."""

from __future__ import annotations


class Clock:
    """Answers seconds; starts at an odd fraction of a Unix time, so that rounding shows."""

    def __init__(self, now: float = 1_800_000_000.123) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds
