"""The real server, as `stagewire serve` starts it, with limits that load cannot reach."""

from __future__ import annotations

import json
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from benchmarks.servers import Server, serving

_ADMIN_KEY = "sw_admin_benchmark000000000000000000000000"


def command(port: int) -> Sequence[str]:
    return [sys.executable, "-m", "stagewire", "serve", "--port", str(port)]


def settings(data_dir: str, database_url: str = "") -> dict[str, str]:
    return {
        "STAGEWIRE_DATA_DIR": data_dir,
        "STAGEWIRE_DATABASE_URL": database_url,
        "STAGEWIRE_ADMIN_KEY": _ADMIN_KEY,
        "STAGEWIRE_LIMIT_SCALE": "1000000",
        "STAGEWIRE_LINK_CREDITS": "1000000000",
        "STAGEWIRE_ACCESS_LOG": "false",
    }


@contextmanager
def stagewire(database_url: str = "") -> Iterator[tuple[Server, str]]:
    """A new server and the key of a new application on it."""
    with (
        tempfile.TemporaryDirectory(prefix="swbench-") as data_dir,
        serving(command, "/health", settings(data_dir, database_url)) as server,
    ):
        yield server, make_application(server, "benchmark")


def make_application(server: Server, app_id: str) -> str:
    """The application's key."""
    made = post(
        f"{server.base}/api/applications",
        {"X-ADMIN-API-KEY": _ADMIN_KEY},
        {"app_id": app_id, "name": "Benchmark"},
    )
    key: str = made["api_key"]
    return key


def post(url: str, headers: Mapping[str, str], body: Any) -> Any:
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json", **headers}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)
