"""Broadcasts to rooms of several sizes: how many messages are delivered, how late, and what a
connection costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from statistics import median

from benchmarks import report
from benchmarks.realtime.crowd import Crowd, Measured, crowd
from benchmarks.realtime.peers import CENTRIFUGE, OURS, RAW, WS, Peer, carriers, peers
from benchmarks.realtime.tools import HERE, go_program, many_files, versions
from benchmarks.rounds import interleaved, ratio
from benchmarks.servers import Server


@dataclass(frozen=True, slots=True)
class Shape:
    """``per_second`` broadcasts at a fixed pace are far below what any peer can do."""

    title: str
    rooms: int
    per_room: int
    per_second: float

    @property
    def connections(self) -> int:
        return self.rooms * self.per_room


# The largest first: what a connection takes is measured on processes that held none before.
SHAPES = (
    Shape("10 000 subscribers in one room", 1, 10_000, 2),
    Shape("1 000 rooms of 10 subscribers", 1_000, 10, 500),
    Shape("1 000 subscribers in one room", 1, 1_000, 20),
    Shape("100 subscribers in one room", 1, 100, 100),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """Connections a second, and KiB of the server's memory for each."""

    rate: float
    memory: float


@dataclass(frozen=True, slots=True)
class Round:
    """``cpu`` is the server's processor time for a delivered message in µs."""

    unloaded: Measured
    unloaded_cpu: float
    loaded: Measured
    loaded_cpu: float
    paced: Measured


@dataclass(frozen=True, slots=True)
class Subject:
    peer: Peer
    server: Server
    crowd: Crowd


def run(rounds: int, seconds: int) -> None:
    report.heading("Realtime: messages of 200 bytes to WebSockets")
    report.note(f"{versions()}; a measurement takes {seconds / 2:g} s.\n")
    compare(peers(), SHAPES, rounds, seconds)


def run_carriers(rounds: int, seconds: int) -> None:
    report.heading("WebSocket protocol classes: messages of 200 bytes")
    report.note(f"picows {version('picows')}; a measurement takes {seconds / 2:g} s.\n")
    compare(carriers(), SHAPES[-1:], rounds, seconds)


def compare(peers: Mapping[str, Peer], shapes: Sequence[Shape], rounds: int, seconds: int) -> None:
    many_files(max(shape.connections for shape in shapes) + 1_000)
    program = go_program(HERE / "load")
    with ExitStack() as stack:
        subjects = {
            name: Subject(
                peer, stack.enter_context(peer.serve()), stack.enter_context(crowd(program))
            )
            for name, peer in peers.items()
        }
        for shape in shapes:
            opened = {name: _open(subject, shape) for name, subject in subjects.items()}
            found = interleaved(
                {
                    name: partial(_round, subject, shape, seconds / 2)
                    for name, subject in subjects.items()
                },
                rounds,
            )
            for subject in subjects.values():
                subject.crowd.close()
            _tell(shape, found)
            if shape is shapes[0]:
                _tell_opened(shape, opened)


def _open(subject: Subject, shape: Shape) -> Opened:
    before = subject.server.resident()
    tokens = subject.peer.tokens(shape.connections + 1)
    address = subject.server.base.removeprefix("http://")
    rate = subject.crowd.open(subject.peer.dialect, [address], shape.rooms, shape.per_room, tokens)
    grown = subject.server.resident() - before
    return Opened(rate, grown * 1024 / shape.connections)


def _round(subject: Subject, shape: Shape, seconds: float) -> Round:
    server, load = subject.server, subject.crowd
    begun = server.cpu()
    unloaded = load.flood(1, seconds)
    between = server.cpu()
    loaded = load.flood(16, seconds)
    ended = server.cpu()
    return Round(
        unloaded,
        (between - begun) / unloaded.delivered * 1e6,
        loaded,
        (ended - between) / loaded.delivered * 1e6,
        load.pace(shape.per_second, seconds),
    )


def _tell(shape: Shape, found: Mapping[str, list[Round]]) -> None:
    report.note(f"### {shape.title}\n")
    unloaded = {name: [one.unloaded.rate for one in rounds] for name, rounds in found.items()}
    loaded = {name: [one.loaded.rate for one in rounds] for name, rounds in found.items()}
    report.table(
        [
            *("delivered messages/s", "1 outstanding", "× raw", "CPU µs"),
            *("16 outstanding", "× raw", "CPU µs"),
        ],
        [
            [
                name,
                report.spread(unloaded[name]),
                f"{ratio(unloaded[name], unloaded[RAW]):.2f}",
                f"{median(one.unloaded_cpu for one in rounds):.2f}",
                report.spread(loaded[name]),
                f"{ratio(loaded[name], loaded[RAW]):.2f}",
                f"{median(one.loaded_cpu for one in rounds):.2f}",
            ]
            for name, rounds in found.items()
        ],
    )
    for other in (WS, CENTRIFUGE):
        if other in found:
            report.note(
                f"Stagewire ÷ {other}: {ratio(unloaded[OURS], unloaded[other]):.1f} with 1, "
                f"{ratio(loaded[OURS], loaded[other]):.1f} with 16 outstanding."
            )
    p50 = {name: [one.paced.p50 for one in rounds] for name, rounds in found.items()}
    p99 = {name: [one.paced.p99 for one in rounds] for name, rounds in found.items()}
    report.note("")
    report.table(
        [f"latency, {shape.per_second:g} broadcasts/s", "p50 ms", "× raw", "p99 ms", "× raw"],
        [
            [
                name,
                f"{median(p50[name]):.2f}",
                f"{ratio(p50[name], p50[RAW]):.2f}",
                f"{median(p99[name]):.2f}",
                f"{ratio(p99[name], p99[RAW]):.2f}",
            ]
            for name in found
        ],
    )


def _tell_opened(shape: Shape, opened: Mapping[str, Opened]) -> None:
    report.table(
        [f"{shape.connections:,} connections", "connects/s", "× raw", "KiB each"],
        [
            [
                name,
                f"{one.rate:,.0f}",
                f"{one.rate / opened[RAW].rate:.2f}",
                f"{one.memory:.1f}",
            ]
            for name, one in opened.items()
        ],
    )
