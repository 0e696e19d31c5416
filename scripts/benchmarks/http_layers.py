"""What the HTTP layers cost: a validated, authenticated, rate-limited POST and GET whose handler
does nothing, with 10, 100 and 1 000 operations loaded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from statistics import median

from benchmarks import report
from benchmarks.in_process import Microseconds, loop_of
from benchmarks.load import Load, Sample, measure
from benchmarks.rounds import interleaved, ratio
from benchmarks.servers import OURS, serving, uvicorn
from benchmarks.things import BODY, GET_PATH_QUERY, KEY, KEY_HEADER, measured_path

SIZES = (10, 100, 1000)
STAGEWIRE, FASTAPI, CONNEXION = "Stagewire", "FastAPI", "stock Connexion"
RAW = "raw ASGI (no routing, no checks)"
PEERS = {
    RAW: "raw_things:create",
    "Starlette (no checks)": "starlette_things:create",
    STAGEWIRE: "stagewire_things:create",
    FASTAPI: "fastapi_things:create",
    CONNEXION: "connexion_things:create",
}
_KEY = {KEY_HEADER: KEY}
_JSON = {**_KEY, "Content-Type": "application/json"}

Key = tuple[str, str, int]
"""Peer, method, operations."""


def run(rounds: int, seconds: int) -> None:
    report.heading("HTTP layers: requests a second, 32 connections")
    with ExitStack() as stack:
        subjects: dict[Key, Callable[[], Sample]] = {}
        for operations in SIZES:
            for peer, factory in PEERS.items():
                if peer == RAW and operations != SIZES[0]:
                    continue  # It has no operations to have more of.
                http = OURS if peer == STAGEWIRE else "httptools"
                server = stack.enter_context(
                    serving(uvicorn(factory, http), env={"BENCHMARK_OPERATIONS": str(operations)})
                )
                path = measured_path(operations)
                get = Load(path + GET_PATH_QUERY, 200, headers=_KEY)
                post = Load(path, 201, "POST", _JSON, BODY)
                measure(server, post, 1)  # warm
                for load in (get, post):
                    subjects[peer, load.method, operations] = partial(
                        measure, server, load, seconds
                    )
        found = interleaved(subjects, rounds)
    rates = {key: [sample.rate for sample in samples] for key, samples in found.items()}
    for method in ("GET", "POST"):
        _rates(rates, method)
    _latencies(found)
    _in_process(rounds)


def _rates(rates: dict[Key, list[float]], method: str) -> None:
    def rows(cell: Callable[[str, int], str]) -> list[list[str]]:
        return [
            [peer, *(cell(peer, size) if (peer, method, size) in rates else "" for size in SIZES)]
            for peer in PEERS
        ]

    def times(ours: str, theirs: str, size: int) -> float:
        return ratio(rates[ours, method, size], rates[theirs, method, size])

    head = [f"{size} operations" for size in SIZES]
    report.table([f"{method}/s", *head], rows(lambda p, n: report.spread(rates[p, method, n])))
    report.table([f"{method} × FastAPI", *head], rows(lambda p, n: f"{times(p, FASTAPI, n):.2f}"))
    over_stock = ", ".join(f"{times(STAGEWIRE, CONNEXION, size):.1f}" for size in SIZES)
    report.note(f"Stagewire ÷ stock Connexion: {over_stock}.")
    flat = ratio(rates[STAGEWIRE, method, SIZES[-1]], rates[STAGEWIRE, method, SIZES[0]])
    report.note(f"Stagewire with {SIZES[-1]} ÷ with {SIZES[0]} operations: {flat:.2f}.\n")


def _latencies(found: dict[Key, list[Sample]]) -> None:
    size = SIZES[0]

    def row(peer: str, method: str) -> list[str]:
        samples = found[peer, method, size]
        digits = {"p50": 1, "p99": 1, "cpu": 0}
        return [f"{median(getattr(s, part) for s in samples):.{n}f}" for part, n in digits.items()]

    report.note(
        f"The same rounds, {size} operations: latency in ms under that load, and the server's "
        "processor time for a request in µs:\n"
    )
    report.table(
        ["", "GET p50", "p99", "CPU", "POST p50", "p99", "CPU"],
        [[peer, *row(peer, "GET"), *row(peer, "POST")] for peer in PEERS],
    )
    for method in ("GET", "POST"):
        costs = {
            peer: median(sample.cpu for sample in found[peer, method, size])
            for peer in (STAGEWIRE, FASTAPI, CONNEXION)
        }
        report.note(
            f"{method}, processor time of FastAPI and stock Connexion ÷ Stagewire's: "
            f"{costs[FASTAPI] / costs[STAGEWIRE]:.1f}, {costs[CONNEXION] / costs[STAGEWIRE]:.1f}."
        )
    report.note("")


def _in_process(rounds: int) -> None:
    size = SIZES[1]
    subjects: dict[str, Callable[[], Microseconds]] = {}
    peers = {**PEERS, "Stagewire without the edge": "stagewire_things:engine"}
    with ExitStack() as stack:
        for peer, factory in peers.items():
            subjects[peer] = stack.enter_context(loop_of(factory, size))
        found = interleaved(subjects, rounds + 1)
    rows = []
    for peer, samples in found.items():
        # The first round warms.
        get, post = ([sample[m] for sample in samples[1:]] for m in ("GET", "POST"))
        rows.append([peer, f"{median(get):.1f}", f"{median(post):.1f}"])
    report.note(f"Microseconds a request in process, no socket, {size} operations:\n")
    report.table(["", "GET", "POST"], rows)
