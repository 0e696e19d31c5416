"""`scripts/bench [PART] [--rounds N] [--seconds S]`; without a part, all of them."""

from __future__ import annotations

import shutil
import sys
import time
from enum import StrEnum
from typing import Annotated

import typer

from benchmarks import create, http_layers, licenses, realtime, redirect, report, start, webhooks
from benchmarks.errors import BenchmarkError


class Part(StrEnum):
    http = "http"
    redirect = "redirect"
    create = "create"
    licenses = "licenses"
    start = "start"
    webhooks = "webhooks"
    realtime = "realtime"


_RUN = {
    Part.http: http_layers.run,
    Part.redirect: redirect.run,
    Part.create: create.run,
    Part.licenses: licenses.run,
    Part.start: start.run,
    Part.webhooks: webhooks.run,
    Part.realtime: realtime.run,
}


def main(
    parts: Annotated[list[Part] | None, typer.Argument(help="What to measure; all of it.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Interleaved rounds.")] = 3,
    seconds: Annotated[int, typer.Option(min=1, help="Length of a round per peer.")] = 2,
) -> None:
    """Measure Stagewire beside its peers."""
    chosen = parts or list(Part)
    if chosen != [Part.realtime] and shutil.which("wrk") is None:
        sys.exit("bench: needs wrk (Debian: apt-get install wrk)")
    begun = time.perf_counter()
    report.conditions(rounds, seconds)
    try:
        for part in chosen:
            _RUN[part](rounds, seconds)
    except BenchmarkError as error:
        sys.exit(f"bench: {error}")
    report.note(f"Took {time.perf_counter() - begun:.0f} s.")


if __name__ == "__main__":
    typer.run(main)
