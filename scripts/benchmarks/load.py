"""Load from `wrk`: 32 connections that each send the next request when the last is answered."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.cores import LOAD, on_core
from benchmarks.errors import BenchmarkError
from benchmarks.servers import Server

CONNECTIONS = 32
_SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """One request, sent again and again; every answer must have the status ``expect``."""

    path: str
    expect: int
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Sample:
    """One round: requests a second, the latencies of its median and slowest 1 % in ms, and the
    server's own processor time for a request in µs, which hardly depends on what else runs."""

    rate: float
    p50: float
    p99: float
    cpu: float


def measure(server: Server, load: Load, seconds: int) -> Sample:
    """Sends the load for ``seconds``."""
    url = server.base + load.path
    with tempfile.NamedTemporaryFile(suffix=".body") as body:
        body.write(load.body)
        body.flush()
        headers = [part for header in load.headers.items() for part in header]
        command = [
            *("wrk", "--threads", "1", "--connections", str(CONNECTIONS)),
            *("--duration", f"{seconds}s", "--timeout", "30s"),
            *("--script", str(_SCRIPT), url, "--"),
            *(load.method, body.name if load.body else "-", *headers),
        ]
        begun = server.cpu()
        with on_core(LOAD):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        used = server.cpu() - begun
    line = next((line for line in done.stdout.splitlines() if line.startswith("RESULT ")), None)
    if done.returncode or line is None:
        raise BenchmarkError(f"wrk failed on {url}: {done.stdout}{done.stderr}")
    result = json.loads(line.removeprefix("RESULT "))
    wrong = {status for status in result["statuses"] if status != str(load.expect)}
    if wrong or result["broken"] or not result["requests"]:
        raise BenchmarkError(
            f"{load.method} {url} must answer {load.expect}; "
            f"answers: {result['statuses']}, broken connections: {result['broken']}"
        )
    return Sample(
        rate=result["requests"] / (result["microseconds"] / 1e6),
        p50=result["p50"] / 1000,
        p99=result["p99"] / 1000,
        cpu=used / result["requests"] * 1e6,
    )
