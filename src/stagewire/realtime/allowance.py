"""How much a client may send: so much a second, and one second's worth at once."""

from __future__ import annotations


class Allowance:
    """A token bucket. ``take`` answers 0, or the seconds until so much is allowed again; a debt
    is possible, so that one large message passes and the next ones wait."""

    __slots__ = ("_at", "_left", "_rate")

    def __init__(self, rate: int, now: float) -> None:
        self._rate = rate
        self._left = float(rate)
        self._at = now

    def take(self, amount: float, now: float) -> float:
        self._left = min(self._rate, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left <= 0:
            return self.wait(1.0)
        self._left -= amount
        return 0.0

    def wait(self, amount: float) -> float:
        """Seconds until ``amount`` will be there."""
        return max((min(amount, self._rate) - self._left) / self._rate, 0.0)
