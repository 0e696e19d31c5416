"""One process on Redis beside two."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median

from benchmarks import report, stagewire_server
from benchmarks.cores import LOAD, SERVER
from benchmarks.realtime import tokens
from benchmarks.realtime.crowd import Crowd, Measured, crowd
from benchmarks.realtime.peers import process
from benchmarks.realtime.redis_server import redis
from benchmarks.realtime.tools import HERE, go_program
from benchmarks.rounds import interleaved, ratio
from benchmarks.servers import Server

SUBSCRIBERS = 1_000


@dataclass(frozen=True, slots=True)
class Sample:
    """``capacity``: messages a second that the processes' own processor time would suffice for,
    if each had a core of its own."""

    measured: Measured
    cpu: float
    capacity: float


def run(rounds: int, seconds: int) -> None:
    report.heading("Realtime: two processes on Redis")
    if shutil.which("redis-server") is None:
        report.note("redis-server is not installed: left out.")
        return
    report.note(
        "The second process shares its core with the load and Redis, as two cores have no third "
        "for it: `capacity` is what the processes' own processor time would suffice for.\n"
    )
    program = go_program(HERE / "load")
    with ExitStack() as stack:
        subjects = {}
        for count, cores in (("one process", [SERVER]), ("two processes", [SERVER, LOAD])):
            servers = stack.enter_context(_cluster(cores))
            load = stack.enter_context(crowd(program))
            addresses = [server.base.removeprefix("http://") for server in servers]
            load.open("stagewire", addresses, 1, SUBSCRIBERS, tokens.stagewire(SUBSCRIBERS + 1))
            for outstanding in (1, 16):
                subjects[count, outstanding] = partial(
                    _sample, servers, load, outstanding, seconds / 2
                )
        found = interleaved(subjects, rounds)
    rows = []
    for (count, outstanding), samples in found.items():
        alone = found["one process", outstanding]
        capacity = [sample.capacity for sample in samples]
        rows.append(
            [
                f"{count}, {outstanding} outstanding",
                report.spread([sample.measured.rate for sample in samples]),
                f"{median(sample.cpu for sample in samples):.2f}",
                report.spread(capacity),
                f"{ratio(capacity, [sample.capacity for sample in alone]):.2f}",
            ]
        )
    report.table(
        [f"{SUBSCRIBERS:,} subscribers", "messages/s", "CPU µs", "capacity/s", "× one"], rows
    )


def _sample(servers: Sequence[Server], load: Crowd, outstanding: int, seconds: float) -> Sample:
    before = [server.cpu() for server in servers]
    measured = load.flood(outstanding, seconds)
    used = [server.cpu() - begun for server, begun in zip(servers, before, strict=True)]
    # Every process has the same number of subscribers.
    share = measured.delivered / len(servers)
    return Sample(
        measured,
        sum(used) / measured.delivered * 1e6,
        sum(share / cpu for cpu in used),
    )


@contextmanager
def _cluster(cores: Sequence[int]) -> Iterator[list[Server]]:
    """A process on each of these cores, on a Redis of their own."""
    with (
        tempfile.TemporaryDirectory(prefix="swbench-") as data_dir,
        redis() as url,
        ExitStack() as stack,
    ):
        servers = [stack.enter_context(process(data_dir, url, core)) for core in cores]
        stagewire_server.make_application(servers[0], tokens.APP)
        yield servers
