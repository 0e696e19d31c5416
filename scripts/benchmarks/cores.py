"""Servers on one core, load on another, so that neither takes time from the other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_CORES = sorted(os.sched_getaffinity(0))
SERVER = _CORES[0]
LOAD = _CORES[-1]


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Processes started inside run on this core: children inherit the affinity."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def describe() -> str:
    if SERVER == LOAD:
        return "one core only: server and load share it, absolute figures mean little"
    return f"server on core {SERVER}, load on core {LOAD}"
