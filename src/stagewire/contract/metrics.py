"""Prometheus metrics of the requests: how many, by operation, method and status class, and how
long they took.

Requests add to plain numbers of the event loop's thread; Prometheus' own objects are made when
somebody scrapes. That keeps a request's share below a microsecond.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the latency histogram, in seconds."""
_SLOTS = len(BOUNDS) + 1
# The methods of RFC 9110 and 5789: whatever else a client sends must not grow the label set.
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"))


class Metrics(Collector):
    """One process's request metrics. ``registry`` takes further collectors."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        # Per (operation, method, status class): seconds, then one counter per bucket.
        self._series: dict[tuple[str, str, int], list[float]] = {}
        self.registry = CollectorRegistry()
        self.registry.register(self)
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)

    def observe(self, operation: str, method: str, status: int, seconds: float) -> None:
        """Counts one answered request. ``operation`` is its id, or a name for what the contract
        does not know."""
        key = (operation, method, status // 100)
        series = self._series.get(key)
        if series is None:
            if method not in _METHODS and method != "other":
                self.observe(operation, "other", status, seconds)
                return
            series = self._series[key] = [0.0] * (_SLOTS + 1)
        series[0] += seconds
        series[bisect_left(BOUNDS, seconds) + 1] += 1

    def collect(self) -> Iterator[Metric]:
        labels = ("operation", "method", "status")
        requests = CounterMetricFamily(
            "stagewire_http_requests", "Answered requests.", labels=labels
        )
        latency = HistogramMetricFamily(
            "stagewire_http_request_duration_seconds",
            "Time from a request's head to its answer's end.",
            labels=labels[:2],
        )
        summed: dict[tuple[str, str], list[float]] = {}
        for (operation, method, status), series in self._series.items():
            count = sum(series[1:])
            requests.add_metric((operation, method, f"{status}xx"), count)
            total = summed.setdefault((operation, method), [0.0] * (_SLOTS + 1))
            for slot, value in enumerate(series):
                total[slot] += value
        for name, series in summed.items():
            below, buckets = 0.0, []
            for bound, value in zip([*map(str, BOUNDS), "+Inf"], series[1:], strict=True):
                below += value
                buckets.append((bound, below))
            latency.add_metric(name, buckets=buckets, sum_value=series[0])
        yield requests
        yield latency

    def render(self) -> bytes:
        """The text that Prometheus scrapes, of `content_type`."""
        return generate_latest(self.registry)


METRICS = Metrics()
"""The process's own, as Prometheus has it."""
