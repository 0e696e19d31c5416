"""How much a client may send: so much a second, and one second's worth at once."""

from __future__ import annotations

_GRAIN = 1e-6
"""Seconds of rounding: what was allowed so often must not be allowed once more."""


class Allowance:
    """A token bucket. ``take`` answers 0, or the seconds until so much is allowed again; a debt
    is possible, so that one large message passes and the next ones wait."""

    __slots__ = ("_full_at", "_rate")

    def __init__(self, rate: int, now: float) -> None:
        self._rate = rate
        # When the bucket is full again. This one number says what is left, as in GCRA.
        self._full_at = now

    def take(self, amount: float, now: float) -> float:
        full_at = self._full_at
        if full_at < now:
            full_at = now
        elif full_at - now > 1.0 - _GRAIN:
            return full_at - now - 1.0 + 1.0 / self._rate
        self._full_at = full_at + amount / self._rate
        return 0.0
