"""Validating and activating licences, beside the bare statements that it comes down to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from statistics import median

from benchmarks import report
from benchmarks.create import NewDatabase, postgres_database, sqlite
from benchmarks.load import Load, Sample, measure
from benchmarks.peers.raw_licenses import LICENSES, key
from benchmarks.postgres import postgres
from benchmarks.rounds import interleaved, ratio
from benchmarks.servers import Server, serving, uvicorn
from benchmarks.stagewire_server import post, stagewire

_BARE = "raw ASGI + bare driver"
_DEVICE = "a1b2c3d4e5f6"


def run(rounds: int, seconds: int) -> None:
    report.heading("Licences: requests a second, 32 connections, 200 licences")
    with sqlite() as new_database:
        _measure("SQLite", new_database, rounds, seconds)
    with postgres() as address:
        if address is None:
            report.note("PostgreSQL is not installed and left out.\n")
            return
        new = partial(postgres_database, address, iter(range(9)))
        _measure("PostgreSQL", new, rounds, seconds)


def _measure(database: str, new_database: NewDatabase, rounds: int, seconds: int) -> None:
    with ExitStack() as stack:
        ours, api_key = stack.enter_context(stagewire(new_database()))
        env = {"BENCHMARK_DATABASE_URL": new_database()}
        theirs = stack.enter_context(serving(uvicorn("raw_licenses:create"), env=env))
        peers = {
            "Stagewire": (ours, api_key, _issue(ours, api_key)),
            _BARE: (theirs, "none", [key(number).shown for number in range(LICENSES)]),
        }
        for operation, expect in (("validate", 200), ("activate", 201)):
            _compare(f"{database}, {operation}", operation, expect, peers, rounds, seconds)


def _compare(
    title: str,
    operation: str,
    expect: int,
    peers: Mapping[str, tuple[Server, str, Sequence[str]]],
    rounds: int,
    seconds: int,
) -> None:
    subjects: dict[str, Callable[[], Sample]] = {}
    for name, (server, api_key, keys) in peers.items():
        headers = {"Authorization": f"Bearer {api_key}", "Content-Type": "application/json"}
        path = f"/api/licenses/{operation}"
        # Activations are of a device each, validations of one that is activated.
        fingerprint = "{n}" if operation == "activate" else _DEVICE
        if operation == "validate":
            for each in keys:
                body = {"key": each, "fingerprint": _DEVICE}
                post(f"{server.base}/api/licenses/activate", headers, body)
        warm = Load(path, expect, "POST", headers, _bodies(keys, fingerprint))
        measure(server, warm, 1)
        subjects[name] = partial(measure, server, warm, seconds)
    found = interleaved(subjects, rounds)
    rates = {name: [sample.rate for sample in samples] for name, samples in found.items()}
    rows = [
        [
            name,
            report.spread(rates[name]),
            f"{ratio(rates[name], rates[_BARE]):.2f}",
            f"{median(sample.p50 for sample in samples):.1f}",
            f"{median(sample.p99 for sample in samples):.1f}",
            f"{median(sample.cpu for sample in samples):.0f}",
        ]
        for name, samples in found.items()
    ]
    report.table([title, "requests/s", "× bare", "p50 ms", "p99 ms", "CPU µs"], rows)


def _bodies(keys: Sequence[str], fingerprint: str) -> bytes:
    """A body a line, which the load sends in turn."""
    return "\n".join(
        json.dumps({"key": each, "fingerprint": fingerprint}) for each in keys
    ).encode()


def _issue(server: Server, api_key: str) -> list[str]:
    """The keys of new licences for any number of devices."""
    headers = {"Authorization": f"Bearer {api_key}"}
    policy = post(
        f"{server.base}/api/license-policies", headers, {"name": "x", "max_devices": None}
    )
    body = {"policy_id": policy["id"]}
    return [str(post(f"{server.base}/api/licenses", headers, body)["key"]) for _ in range(LICENSES)]
