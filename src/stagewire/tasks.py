"""Ending tasks."""

from __future__ import annotations

import asyncio
from typing import Any

_AGAIN = 0.5


async def end(*tasks: asyncio.Future[Any]) -> None:
    """Cancels tasks and waits until they have ended; what they raise is left with them.

    Redis' client may lose a cancellation that comes together with an answer or a timeout: it is
    said again."""
    left = {task for task in tasks if not task.done()}
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=_AGAIN)
    for task in tasks:
        if not task.cancelled():
            task.exception()  # It is known of.
