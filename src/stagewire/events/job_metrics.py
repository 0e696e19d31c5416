"""Prometheus metrics of the jobs: what became of them here, and how much waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector


class Backlog(NamedTuple):
    """Jobs of a kind: ``due`` now, ``waiting`` for their time or for another, ``running``, and
    ``dead``; ``oldest`` is for how many seconds the longest due one has been so."""

    due: int
    waiting: int
    running: int
    dead: int
    oldest: float


class Counts(Collector):
    """Of this process. ``backlog`` by kind, ``events`` (waiting in the outbox) and
    ``oldest_event`` (seconds) are what was seen last; ``refresh`` in ``backlog.py``."""

    def __init__(self) -> None:
        self._ended: Counter[tuple[str, str]] = Counter()
        self.backlog: dict[str, Backlog] = {}
        self.events = 0
        self.oldest_event = 0.0

    def count(self, kind: str, outcome: str) -> None:
        self._ended[kind, outcome] += 1

    def collect(self) -> Iterator[Metric]:
        ended = CounterMetricFamily(
            "stagewire_jobs", "Jobs that ended here.", labels=("kind", "outcome")
        )
        for (kind, outcome), count in self._ended.items():
            ended.add_metric((kind, outcome), count)
        waiting = GaugeMetricFamily(
            "stagewire_jobs_in_state", "Jobs by state.", labels=("kind", "state")
        )
        oldest = GaugeMetricFamily(
            "stagewire_jobs_oldest_due_seconds",
            "For how long the oldest due job has waited.",
            labels=("kind",),
        )
        for kind, backlog in self.backlog.items():
            for state in ("due", "waiting", "running", "dead"):
                waiting.add_metric((kind, state), getattr(backlog, state))
            oldest.add_metric((kind,), backlog.oldest)
        yield ended
        yield waiting
        yield oldest
        yield GaugeMetricFamily(
            "stagewire_outbox_events", "Events that are not told yet.", value=self.events
        )
        yield GaugeMetricFamily(
            "stagewire_outbox_oldest_seconds",
            "For how long the oldest untold event has waited.",
            value=self.oldest_event,
        )


COUNTS = Counts()
"""The process's own, as Prometheus has it."""
