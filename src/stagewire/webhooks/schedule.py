"""When a delivery that failed is tried again."""

from __future__ import annotations

import random
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

WAITS = (5.0, 300.0, 1800.0, 7200.0, 18_000.0, 36_000.0, 50_400.0, 72_000.0, 86_400.0)
"""Seconds after each failed try: Standard Webhooks' schedule, whose first try is at once. The try
after the last wait is the last one."""

WARN_AFTER = 86_400.0
DISABLE_AFTER = 5 * 86_400.0
"""Seconds an address has failed without a success between."""

_JITTER = 0.1
_LONGEST_RETRY_AFTER = 86_400.0


def wait(attempt: int, *, random: random.Random = random.SystemRandom()) -> float | None:
    """Seconds until the try after the ``attempt``-th (from 1), or None: that was the last. Up to a
    tenth earlier or later, so that what failed together does not come back together."""
    if attempt > len(WAITS):
        return None
    return WAITS[attempt - 1] * random.uniform(1 - _JITTER, 1 + _JITTER)


def retry_after(status: int | None, headers: Mapping[str, str], now: float) -> float:
    """Seconds that a 429 or 503 asks to wait (RFC 9110 §10.2.3), a day at most; 0: it does not.
    ``headers`` as ``Answer`` has them."""
    if status not in (429, 503):
        return 0.0
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), _LONGEST_RETRY_AFTER)
    try:
        asked = parsedate_to_datetime(text).timestamp() - now
    except (ValueError, OverflowError):
        return 0.0
    return max(0.0, min(asked, _LONGEST_RETRY_AFTER))
