"""The layers without a socket: an application called in a loop, in a process of its own.

`python -m benchmarks.in_process module:function` answers each line of standard input with a line
of JSON: microseconds for one request of each kind.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from os import environ
from typing import Any

import uvloop

from benchmarks.cores import SERVER, on_core
from benchmarks.errors import BenchmarkError
from benchmarks.servers import ROOT
from benchmarks.things import BODY, GET_PATH_QUERY, KEY, KEY_HEADER, measured_path, operations

App = Callable[[Any, Any, Any], Awaitable[None]]
Microseconds = dict[str, float]
_SECONDS = 0.5


@contextmanager
def loop_of(factory: str, operations: int) -> Iterator[Callable[[], Microseconds]]:
    """A function that measures once, the application staying as it is between calls."""
    # What it says is shown only if it fails.
    said = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
    with on_core(SERVER):
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.in_process", f"benchmarks.peers.{factory}"],
            env={
                **environ,
                "PYTHONPATH": str(ROOT / "scripts"),
                "BENCHMARK_OPERATIONS": str(operations),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
    assert process.stdin is not None and process.stdout is not None
    asks, answers = process.stdin, process.stdout

    def measure() -> Microseconds:
        asks.write("\n")
        asks.flush()
        line = answers.readline()
        if not line:
            said.seek(0)
            raise BenchmarkError(f"{factory} ended: {said.read().decode(errors='replace')[-3000:]}")
        found: Microseconds = json.loads(line)
        return found

    try:
        yield measure
    finally:
        asks.close()
        process.wait(20)
        answers.close()
        said.close()


async def _measure(app: App, scope: dict[str, Any], body: bytes, expect: int) -> float:
    """Microseconds a request, over about _SECONDS."""
    message = {"type": "http.request", "body": body, "more_body": False}
    statuses: set[int] = set()

    async def receive() -> dict[str, Any]:
        return message

    async def send(event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start":
            statuses.add(event["status"])

    # Processor time: nothing waits here, and what else runs on the machine is left out.
    done, begun = 0, time.process_time()
    while (passed := time.process_time() - begun) < _SECONDS:
        for _ in range(50):
            await app({**scope, "state": {}}, receive, send)
        done += 50
    if statuses != {expect}:
        raise BenchmarkError(f"{scope['path']} answers {statuses} in process, not {expect}")
    return passed / done * 1e6


async def _serve(app: App) -> None:
    path = measured_path(operations())
    key = (KEY_HEADER.lower().encode(), KEY.encode())
    post = _scope(
        "POST",
        path,
        b"",
        [key, (b"content-type", b"application/json"), (b"content-length", b"%d" % len(BODY))],
    )
    below, _, query = GET_PATH_QUERY.partition("?")
    get = _scope("GET", path + below, query.encode(), [key])
    async with _running(app):
        while await asyncio.to_thread(sys.stdin.readline):
            found = {
                "GET": await _measure(app, get, b"", 200),
                "POST": await _measure(app, post, BODY, 201),
            }
            print(json.dumps(found), flush=True)


def _scope(
    method: str, path: str, query: bytes, headers: list[tuple[bytes, bytes]]
) -> dict[str, Any]:
    """What uvicorn makes of a request."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": ("127.0.0.1", 8080),
        "client": ("127.0.0.1", 50000),
        "scheme": "http",
        "method": method,
        "root_path": "",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": [(b"host", b"127.0.0.1:8080"), *headers],
    }


class _running:
    """The lifespan protocol, for the applications that speak it."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __aenter__(self) -> None:
        self._events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
        self._task = asyncio.ensure_future(self._app(scope, self._events.get, self._said.put))
        await self._tell("lifespan.startup")

    async def __aexit__(self, *_: object) -> None:
        await self._tell("lifespan.shutdown")
        self._task.cancel()

    async def _tell(self, event: str) -> None:
        await self._events.put({"type": event})
        said = asyncio.ensure_future(self._said.get())
        await asyncio.wait([said, self._task], return_when=asyncio.FIRST_COMPLETED)
        said.cancel()


if __name__ == "__main__":
    module, _, function = sys.argv[1].partition(":")
    uvloop.run(_serve(getattr(import_module(module), function)()))
