"""The limit of the peers that bring none: a counter per key and minute."""

from __future__ import annotations

import time
from typing import NamedTuple

WINDOW = 60


class Standing(NamedTuple):
    limit: int
    remaining: int
    reset: int
    allowed: bool


class FixedWindow:
    """At most ``limit`` requests per key and minute of the clock, in this process."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._counts: dict[str, tuple[int, int]] = {}

    def hit(self, key: str) -> Standing:
        now = time.time()
        window = int(now // WINDOW)
        begun, count = self._counts.get(key, (window, 0))
        count = count + 1 if begun == window else 1
        self._counts[key] = (window, count)
        reset = int((window + 1) * WINDOW - now) + 1
        return Standing(self._limit, max(0, self._limit - count), reset, count <= self._limit)
