"""A real Redis for the tests: the one STAGEWIRE_TEST_REDIS_URL names, else a server of our own
in a temporary folder, reached over a Unix socket."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class RedisServer:
    """A server that can be killed and started again at the same address; it keeps nothing."""

    def __init__(self, binary: str) -> None:
        self._binary = binary
        # Short, because the path of a socket may have 107 bytes.
        self._folder = Path(tempfile.mkdtemp(prefix="swredis-", dir="/tmp"))
        self._process: subprocess.Popen[str] | None = None
        self.url = f"unix://{self._folder}/socket"

    def start(self) -> None:
        options = {
            "port": "0",
            "unixsocket": f"{self._folder}/socket",
            "dir": str(self._folder),
            "save": "",
            "appendonly": "no",
        }
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        self._process = subprocess.Popen(
            [self._binary, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self._process.stdout is not None
        said = []
        for line in self._process.stdout:
            said.append(line)
            if "ready to accept connections" in line.lower():
                return
        raise RuntimeError("redis-server did not start:\n" + "".join(said))

    def kill(self) -> None:
        """As ``kill -9``: clients see their connections break."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The server accepts connections but answers nothing, as one that hangs."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)


def _own_server() -> Iterator[RedisServer]:
    binary = shutil.which("redis-server")
    if binary is None:
        pytest.skip("needs Redis")
    server = RedisServer(binary)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis that the whole run shares: use names of your own, never flush it."""
    given = os.environ.get("STAGEWIRE_TEST_REDIS_URL")
    if given:
        yield given
        return
    for server in _own_server():
        yield server.url


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """A Redis of the test's own, to be killed and started again."""
    yield from _own_server()


@contextmanager
def _cluster(binary: str, client: str, folder: Path) -> Iterator[list[int]]:
    """Three primaries without replicas, over TCP: a cluster's nodes know no other way."""
    ports, processes = [], []
    try:
        for _ in range(3):
            port = _free_cluster_port()
            home = folder / str(port)
            home.mkdir()
            options = {"port": str(port), "bind": "127.0.0.1", "dir": str(home), "save": "",
                       "cluster-enabled": "yes", "cluster-node-timeout": "2000"}  # fmt: skip
            arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
            process = subprocess.Popen([binary, *arguments], stdout=subprocess.PIPE, text=True)
            ports.append(port)
            processes.append(process)
            assert process.stdout is not None
            for line in process.stdout:
                if "ready to accept connections" in line.lower():
                    break
        nodes = [f"127.0.0.1:{port}" for port in ports]
        made = subprocess.run(
            [client, "--cluster", "create", *nodes, "--cluster-yes"],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert "All 16384 slots covered" in made.stdout, made.stdout + made.stderr
        for port in ports:
            _wait_for_cluster(client, port)
        yield ports
    finally:
        for process in processes:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()


def _wait_for_cluster(client: str, port: int) -> None:
    """Until the node has heard that the others serve all slots."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        asked = [client, "-p", str(port), "cluster", "info"]
        info = subprocess.run(asked, capture_output=True, text=True, timeout=30).stdout
        if "cluster_state:ok" in info:
            return
        time.sleep(0.05)
    raise AssertionError(f"the cluster is not up: {info}")


def _free_cluster_port() -> int:
    """A port whose bus port, ten thousand above, is free too."""
    while True:
        port = random.randrange(15_000, 30_000)
        with socket.socket() as one, socket.socket() as other:
            try:
                one.bind(("127.0.0.1", port))
                other.bind(("127.0.0.1", port + 10_000))
            except OSError:
                continue
            return port


@pytest.fixture(scope="session")
def redis_cluster_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One node's address of a Redis Cluster that the whole run shares."""
    binary, client = shutil.which("redis-server"), shutil.which("redis-cli")
    if binary is None or client is None:
        pytest.skip("needs Redis")
    with _cluster(binary, client, tmp_path_factory.mktemp("cluster")) as ports:
        yield f"redis://127.0.0.1:{ports[0]}"
