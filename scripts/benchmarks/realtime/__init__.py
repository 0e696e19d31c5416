"""Fan-out over WebSockets, beside what else could be used."""

from __future__ import annotations

import shutil

from benchmarks import report
from benchmarks.realtime import fan_out, scaling


def run(rounds: int, seconds: int) -> None:
    if shutil.which("go") is None:
        report.note("\nGo is not installed: it builds the realtime load. Left out.")
        return
    fan_out.run(rounds, seconds)
    fan_out.run_carriers(rounds, seconds)
    scaling.run(rounds, seconds)
