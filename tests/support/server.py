"""A real server in a process of its own, as an operator starts it."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ADMIN_KEY = "sw_admin_for_the_tests_of_this_machine_only"
PATIENCE = 30.0
# Nothing here speaks TLS; a context of its own costs every client 25 ms of reading authorities.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@dataclass
class Server:
    """``base_url`` answers; ``admin_key`` is valid there; ``process`` may be killed."""

    base_url: str
    admin_key: str
    data_dir: Path
    process: subprocess.Popen[bytes]
    log: Path

    def client(self, key: str | None = None) -> httpx.Client:
        """An HTTP client that sends ``key`` as Bearer token."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.base_url, headers=headers, timeout=30, verify=NO_TLS)

    def application(self, **settings: Any) -> dict[str, Any]:
        """A new application: what `POST /api/applications` answers."""
        settings.setdefault("name", "Test")
        with self.client(self.admin_key) as client:
            answer = client.post("/api/applications", json=settings)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def key(self, application: dict[str, Any], scopes: list[str], **settings: Any) -> str:
        """The secret of a new key of the application."""
        body = {"name": "Test", "scopes": scopes, **settings}
        with self.client(application["api_key"]) as client:
            answer = client.post("/api/keys", json=body)
        assert answer.status_code == 201, answer.text
        secret: str = answer.json()["secret"]
        return secret

    def kill(self) -> None:
        """SIGKILL to the server and what it started: a crash."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(
    data_dir: Path,
    port: int | None = None,
    python_path: Path | None = None,
    cwd: Path | None = None,
    **settings: str,
) -> Iterator[Server]:
    """A running `stagewire serve` over ``data_dir``; ``settings`` are `STAGEWIRE_…` in small
    letters. It is stopped at the end, unless it was killed before. ``python_path`` and ``cwd``
    run another copy of the package from another folder."""
    port = port or free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STAGEWIRE_")}
    environment |= {f"STAGEWIRE_{name.upper()}": value for name, value in settings.items()}
    environment |= {
        "STAGEWIRE_DATA_DIR": str(data_dir),
        "STAGEWIRE_PORT": str(port),
        "STAGEWIRE_ADMIN_KEY": ADMIN_KEY,
    }
    if python_path is not None:
        environment["PYTHONPATH"] = str(python_path)
    data_dir.mkdir(parents=True, exist_ok=True)
    log = data_dir / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "stagewire", "serve"],
            env=environment,
            cwd=cwd,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"http://127.0.0.1:{port}", ADMIN_KEY, data_dir, process, log)
    try:
        _wait(server)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait(server: Server) -> None:
    health = f"{server.base_url}/health"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            if httpx.get(health, timeout=1, verify=NO_TLS).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"the server did not start:\n{server.log.read_text()[-4000:]}")
