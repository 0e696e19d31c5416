"""What uvicorn starts each process with. It imports nothing before it must."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps the garbage collector away while modules are imported and the contract is compiled:
    nearly all of it stays, and looking at it again and again took a fifth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def create() -> ASGIApp:
    """The application, with the settings of the environment."""
    with uncollected():
        from stagewire import app

        return app.create()
