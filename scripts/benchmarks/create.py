"""Creating a short link so that it survives a power loss: on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from statistics import median

from benchmarks import report
from benchmarks.load import Load, Sample, measure
from benchmarks.postgres import postgres
from benchmarks.rounds import interleaved, ratio
from benchmarks.servers import serving, uvicorn
from benchmarks.stagewire_server import stagewire
from benchmarks.things import KEY

NEW_LINK = json.dumps(
    {
        "url": "https://example.com/some/long/url",
        "name": "My campaign link",
        "utmSource": "newsletter",
        "utmCampaign": "spring_sale",
    }
).encode()
_SQLMODEL = "FastAPI + SQLModel session"
_BARE = "raw ASGI + bare driver insert"
PEERS = {_SQLMODEL: "fastapi_links:create", _BARE: "raw_links:create"}

NewDatabase = Callable[[], str]


def run(rounds: int, seconds: int) -> None:
    report.heading("Create a link, durable: links a second, 32 connections")
    with sqlite() as new_database:
        _measure("SQLite", new_database, rounds, seconds)
    with postgres() as address:
        if address is None:
            report.note("PostgreSQL is not installed and left out.\n")
            return
        _measure("PostgreSQL", partial(postgres_database, address, iter(range(9))), rounds, seconds)


def _measure(database: str, new_database: NewDatabase, rounds: int, seconds: int) -> None:
    with ExitStack() as stack:
        subjects: dict[str, Callable[[], Sample]] = {}
        server, key = stack.enter_context(stagewire(new_database()))
        servers = {"Stagewire": (server, key)}
        for name, factory in PEERS.items():
            env = {"BENCHMARK_DATABASE_URL": new_database()}
            servers[name] = (stack.enter_context(serving(uvicorn(factory), env=env)), KEY)
        for name, (each, key) in servers.items():
            headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
            load = Load("/api/v1/links", 201, "POST", headers, NEW_LINK)
            measure(each, load, 1)  # warm
            subjects[name] = partial(measure, each, load, seconds)
        found = interleaved(subjects, rounds)
    rates = {name: [sample.rate for sample in samples] for name, samples in found.items()}
    rows = [
        [
            name,
            report.spread(rates[name]),
            f"{ratio(rates[name], rates[_SQLMODEL]):.1f}",
            f"{median(sample.p50 for sample in samples):.1f}",
            f"{median(sample.p99 for sample in samples):.1f}",
            f"{median(sample.cpu for sample in samples):.0f}",
        ]
        for name, samples in found.items()
    ]
    report.table([database, "links/s", "× FastAPI + SQLModel", "p50 ms", "p99 ms", "CPU µs"], rows)


@contextmanager
def sqlite() -> Iterator[NewDatabase]:
    with tempfile.TemporaryDirectory(prefix="swbench-") as folder:
        numbers = iter(range(9))
        yield lambda: f"sqlite:///{folder}/{next(numbers)}.db"


def postgres_database(address: str, numbers: Iterator[int]) -> str:
    name = f"benchmark{next(numbers)}"
    host = address.partition("host=")[2]
    subprocess.run(["createdb", "-h", host, "-U", "postgres", name], check=True, timeout=60)
    return address.format(name)
