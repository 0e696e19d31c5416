"""A Redis of one's own, which keeps nothing."""

from __future__ import annotations

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.cores import LOAD, on_core
from benchmarks.errors import BenchmarkError
from benchmarks.servers import free_port

_PATIENCE = 20.0


@contextmanager
def redis() -> Iterator[str]:
    """Its URL. It runs on the load's core."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="swbench-") as folder:
        with on_core(LOAD):
            process = subprocess.Popen(
                [
                    *("redis-server", "--port", str(port), "--bind", "127.0.0.1"),
                    *("--save", "", "--appendonly", "no", "--dir", folder),
                ],
                stdout=subprocess.DEVNULL,
            )
        try:
            begun = time.perf_counter()
            while not _answers(port):
                if process.poll() is not None or time.perf_counter() - begun > _PATIENCE:
                    raise BenchmarkError("redis-server does not start")
                time.sleep(0.01)
            yield f"redis://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except ConnectionError:
        return False
    return True
