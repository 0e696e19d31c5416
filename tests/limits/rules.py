"""Rules for tests; each has a name of its own, as tests share a Redis."""

from __future__ import annotations

from itertools import count
from uuid import uuid4

from stagewire.contract.types import LimitRule

_run = uuid4().hex[:8]
_number = count()


def rule(limit: int = 5, window: int = 60, block: tuple[int, ...] = ()) -> LimitRule:
    return LimitRule(f"test-{_run}-{next(_number)}", limit, window, "ip", block)


def licence_validation() -> LimitRule:
    """Five a minute, blocked from two minutes up to an hour."""
    return rule(5, 60, (120, 600, 1800, 3600))
