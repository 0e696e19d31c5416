"""A real coturn for the tests, and its own client to ask it for relays."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from stagewire.settings import Settings
from stagewire.webrtc.coturn import configuration
from tests.support.server import PATIENCE, free_port


class Asked(NamedTuple):
    went: bool
    said: str


@dataclass
class Coturn:
    port: int

    @property
    def url(self) -> str:
        return f"turn:127.0.0.1:{self.port}?transport=udp"

    def run(self, username: str, password: str, *arguments: str) -> Asked:
        """coturn's own client: two allocations that send each other three messages."""
        done = subprocess.run(
            ["turnutils_uclient", "-v", "-c", *(arguments or ("-y", "-n", "3")),
             "-p", str(self.port), "-u", username, "-w", password, "127.0.0.1"],
            capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
        return Asked(done.returncode == 0, done.stdout + done.stderr)

    def relays(self, username: str, password: str) -> bool:
        """Whether the relay takes the credentials and carries what is sent, none of it lost."""
        went, said = self.run(username, password)
        return went and "Total lost packets 0 " in said

    def forbids(self, username: str, password: str, peer: str) -> bool:
        """Whether the relay refuses to send anything to an address. A relay on loopback could not
        reach any other, allowed or not."""
        said = self.run(username, password, "-n", "1", "-e", peer).said
        assert "Received relay addr" in said, said
        return "403 (Forbidden IP)" in said


@contextmanager
def coturn(settings: Settings) -> Iterator[Coturn]:
    """A running relay, set up as `stagewire relay` does for these settings."""
    program = shutil.which("turnserver")
    if program is None or shutil.which("turnutils_uclient") is None:
        pytest.skip("needs coturn")
    folder = Path(tempfile.mkdtemp(prefix="swturn-"))
    port = free_port()
    path = folder / "turnserver.conf"
    path.write_text(configuration(settings, "127.0.0.1", port, folder))
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([program, "-c", str(path)], stdout=output, stderr=output)
    try:
        _wait(port, process, log)
        yield Coturn(port)
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until it answers a STUN binding request (RFC 8489, section 5)."""
    request = bytes.fromhex("000100002112a442") + os.urandom(12)
    deadline = time.monotonic() + PATIENCE
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(0.1)
        asking.connect(("127.0.0.1", port))
        while process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                asking.send(request)
                if asking.recv(2048)[8:20] == request[8:20]:
                    return
    raise AssertionError(f"coturn did not start:\n{log.read_text()}")


@contextmanager
def redis_over_tcp() -> Iterator[str]:
    """The address of a Redis as coturn can reach one."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("needs Redis")
    port = free_port()
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", ""]
    process = subprocess.Popen([program, *options], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "ready to accept connections" in line.lower():
                break
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
