"""Starts servers on the servers' core and stops them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cores import SERVER, on_core
from benchmarks.errors import BenchmarkError

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120.0
# Bytecode is kept, as it is wherever a server is started twice.
_PATHS = f"{ROOT / 'scripts'}:{ROOT / 'src'}"
_ENVIRONMENT = {"PYTHONPATH": _PATHS, "PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers. ``started_in`` is seconds from the start of its process to the end
    of its first answer."""

    base: str
    pid: int
    started_in: float

    def resident(self) -> float:
        """MiB of memory of the process and its children."""
        return sum(map(_resident, _family(self.pid))) / 1024

    def cpu(self) -> float:
        """Seconds of processor time that the process and its children have used."""
        return sum(map(_ticks, _family(self.pid))) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(
    command: Callable[[int], Sequence[str]],
    path: str = "/",
    env: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Runs the command made for a free port until the block ends; ``path`` is asked first."""
    port = free_port()
    with tempfile.TemporaryFile() as said:
        with on_core(SERVER):
            begun = time.perf_counter()
            process = subprocess.Popen(
                command(port),
                cwd=ROOT,
                env={**os.environ, **_ENVIRONMENT, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
        try:
            while not _answers(port, path):
                if process.poll() is not None or time.perf_counter() - begun > _PATIENCE:
                    said.seek(0)
                    tail = said.read().decode(errors="replace")[-3000:]
                    raise BenchmarkError(f"{' '.join(command(port))} does not answer:\n{tail}")
                time.sleep(0.002)
            yield Server(f"http://127.0.0.1:{port}", process.pid, time.perf_counter() - begun)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


OURS = "stagewire.serving:HttpProtocol"
"""The protocol that `stagewire serve` gives uvicorn; the peers have uvicorn's own."""


def uvicorn(factory: str, http: str = "httptools") -> Callable[[int], Sequence[str]]:
    """The command that serves `module:function`, which makes an ASGI application, as Stagewire
    itself is served; ``http`` is uvicorn's protocol, by name or as `module:class`."""
    name = f"benchmarks.peers.{factory}"
    return lambda port: [sys.executable, "-m", "benchmarks.serve", name, str(port), http]


def _answers(port: int, path: str) -> bool:
    """Whether anything speaks HTTP there; which status it has is checked under load."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE) as connection:
            head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
            connection.sendall(head.encode())
            return connection.recv(12).startswith(b"HTTP/1.1 ")
    except ConnectionError:
        return False


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
