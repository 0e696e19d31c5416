"""What ends a run."""

from __future__ import annotations


class BenchmarkError(Exception):
    """A server did not start or answered something else than it should: figures would lie."""
