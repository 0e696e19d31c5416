"""How long a server takes from its start to its first answer, and what memory it keeps."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import median

from benchmarks import report, stagewire_server
from benchmarks.load import Load, measure
from benchmarks.rounds import interleaved
from benchmarks.servers import OURS, serving, uvicorn
from benchmarks.things import GET_PATH_QUERY, KEY, KEY_HEADER, measured_path

OPERATIONS = 100


@dataclass(frozen=True, slots=True)
class Subject:
    """What is started; ``loaded`` is the GET that it is loaded with."""

    command: Callable[[int], Sequence[str]]
    first: str
    loaded: str
    env: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Footprint:
    """``start`` is seconds from the start of the process to its first answer, memory is MiB."""

    start: float
    idle: float
    loaded: float


def run(rounds: int, seconds: int) -> None:
    report.heading("Start and memory")
    with tempfile.TemporaryDirectory(prefix="swbench-") as data_dir:
        subjects = {
            "Stagewire, the whole server on SQLite": Subject(
                stagewire_server.command,
                "/health",
                "/health",
                stagewire_server.settings(data_dir),
            )
        }
        for name, factory in {
            "Stagewire's engine": "stagewire_things:create",
            "FastAPI": "fastapi_things:create",
            "stock Connexion": "connexion_things:create",
            "raw ASGI": "raw_things:create",
        }.items():
            path = measured_path(OPERATIONS) + GET_PATH_QUERY
            subjects[name if name == "raw ASGI" else f"{name}, {OPERATIONS} operations"] = Subject(
                uvicorn(factory, OURS if factory.startswith("stagewire") else "httptools"),
                path,
                path,
                {"BENCHMARK_OPERATIONS": str(OPERATIONS)},
                {KEY_HEADER: KEY},
            )
        # The whole server's database is migrated once: starts after the first are measured.
        with serving(stagewire_server.command, "/health", stagewire_server.settings(data_dir)):
            pass
        measures = {name: partial(_start, subject) for name, subject in subjects.items()}
        found = interleaved(measures, rounds)
    rows = [
        [name]
        + [
            f"{median(getattr(footprint, part) for footprint in footprints):.{digits}f}"
            for part, digits in (("start", 2), ("idle", 0), ("loaded", 0))
        ]
        for name, footprints in found.items()
    ]
    report.table(["", "first answer, s", "RSS idle, MiB", "RSS after load, MiB"], rows)


def _start(subject: Subject) -> Footprint:
    with serving(subject.command, subject.first, subject.env) as server:
        idle = server.resident()
        measure(server, Load(subject.loaded, 200, headers=subject.headers), 1)
        return Footprint(server.started_in, idle, server.resident())
