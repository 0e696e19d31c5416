"""Webhooks: deliveries a second on one core, and the time from an event to its arrival, beside a
bare loop that sends the same requests, with both signatures, and keeps nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from benchmarks import report
from benchmarks.cores import LOAD, SERVER, on_core
from benchmarks.errors import BenchmarkError
from benchmarks.rounds import interleaved, ratio
from benchmarks.servers import ROOT, serving

_OURS = "Stagewire, durable"
_BARE = "bare aiohttp loop"
_KINDS = {_OURS: "ours", _BARE: "bare"}
# Endpoints, dead ones among them.
_SETTINGS = ((1, 0), (1000, 10))
_RATE = 3000
"""Deliveries for each second of a round; what that takes depends on the machine."""
_PACED, _PAUSE_MS = 200, 5


@dataclass(frozen=True, slots=True)
class Sample:
    """``p50`` and ``p99`` are ms from the event to its arrival."""

    rate: float
    p50: float
    p99: float


def run(rounds: int, seconds: int) -> None:
    report.heading("Webhooks: deliveries a second, signed, on one core")
    for endpoints, dead in _SETTINGS:
        deliveries = max(_RATE * seconds // endpoints, 1) * endpoints
        with _receiver() as receiver:
            subjects = {
                name: partial(_measure, kind, receiver, endpoints, dead, deliveries, 0)
                for name, kind in _KINDS.items()
            }
            found = interleaved(subjects, rounds)
        rates = {name: [sample.rate for sample in samples] for name, samples in found.items()}
        title = f"{endpoints} endpoint{'s' * (endpoints > 1)}" + f", {dead} dead" * bool(dead)
        rows = [
            [name, report.spread(rates[name]), f"{ratio(rates[name], rates[_BARE]):.2f}"]
            for name in found
        ]
        report.table([title, "deliveries/s", "× bare"], rows)
    with _receiver() as receiver:
        subjects = {
            name: partial(_measure, kind, receiver, 1, 0, _PACED, _PAUSE_MS)
            for name, kind in _KINDS.items()
        }
        found = interleaved(subjects, rounds)
    rows = [
        [
            name,
            f"{median(sample.p50 for sample in samples):.2f}",
            f"{median(sample.p99 for sample in samples):.2f}",
        ]
        for name, samples in found.items()
    ]
    report.table(["from an event to its arrival, one at a time", "p50 ms", "p99 ms"], rows)


@contextmanager
def _receiver() -> Iterator[str]:
    def command(port: int) -> list[str]:
        pinned = ["taskset", "--cpu-list", str(LOAD), sys.executable]
        return [*pinned, "-m", "benchmarks.peers.webhook_receiver", str(port)]

    with serving(command) as server:
        yield server.base


def _measure(
    kind: str, receiver: str, endpoints: int, dead: int, deliveries: int, pause: int
) -> Sample:
    _asked(receiver)
    numbers = map(str, (endpoints, dead, deliveries, pause))
    paths = (str(ROOT / "scripts"), os.environ.get("PYTHONPATH", ""))
    with on_core(SERVER):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.webhook_sender", kind, receiver, *numbers],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise BenchmarkError(f"{kind} failed: {done.stderr[-3000:]}")
    seconds = json.loads(done.stdout.splitlines()[-1])["seconds"]
    arrived = _asked(receiver)
    expected = deliveries // endpoints * (endpoints - dead)
    if arrived["count"] != expected:
        raise BenchmarkError(f"{kind}: {arrived['count']} of {expected} have arrived")
    ages = arrived["ages"]
    return Sample(
        rate=deliveries / seconds,
        p50=ages[len(ages) // 2] / 1000,
        p99=ages[len(ages) * 99 // 100] / 1000,
    )


def _asked(receiver: str) -> dict[str, Any]:
    with urllib.request.urlopen(receiver, timeout=30) as answer:
        found: dict[str, Any] = json.load(answer)
    return found
