"""The garbage collector of a process that runs long."""

from __future__ import annotations

import gc

_YOUNG = 10_000
"""Objects made and not yet gone until the collector looks at the young ones. Reference counting
frees nearly all; with Python's 700, a few hundred requests under way are looked at over and over,
which took a fifth of a webhook delivery's time."""


def settled() -> None:
    """To be called once everything is compiled that lives as long as the process: the collector
    does not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
