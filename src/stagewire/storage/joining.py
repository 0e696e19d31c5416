"""What both drivers need to run several callers' units in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from stagewire.storage.hot import Unit

Made = Callable[[], Unit[Any]]
"""Makes the unit; called again when the unit has to be run again."""


class Raised:
    """Stands for the answer of a unit that raised ``error``."""

    __slots__ = ("error",)

    def __init__(self, error: Exception) -> None:
        self.error = error


def answer(future: asyncio.Future[Any], outcome: Any) -> None:
    """Tells a caller, unless it gave up waiting."""
    if future.done():
        return
    if isinstance(outcome, Raised):
        future.set_exception(outcome.error)
    else:
        future.set_result(outcome)
