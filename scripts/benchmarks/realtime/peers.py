"""Who is measured, and how each is started."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

from benchmarks import report, stagewire_server
from benchmarks.cores import SERVER
from benchmarks.realtime import tokens
from benchmarks.realtime.tools import PEERS, go_program, node_peers
from benchmarks.servers import Server, serving

OURS = "Stagewire"
RAW = "raw transport.write"
WS = "Node ws, string"
CENTRIFUGE = "Centrifuge"


@dataclass(frozen=True, slots=True)
class Peer:
    """``dialect`` is the load's name for how its clients speak."""

    dialect: str
    serve: Callable[[], AbstractContextManager[Server]]
    tokens: Callable[[int], list[str]] = tokens.none


def carriers() -> dict[str, Peer]:
    """What can carry a WebSocket in Python: the protocol classes that uvicorn has, without a check
    or a history in the application behind them, and picows on a port of its own."""
    return _first() | {
        "picows": Peer("plain", partial(serving, _python("with_picows.py"))),
        **{
            f"uvicorn, ws={ws}": Peer("plain", partial(serving, _python("asgi.py", ws)))
            for ws in ("websockets-sansio", "websockets", "wsproto")
        },
    }


def peers() -> dict[str, Peer]:
    """Those that can run here; the others are named."""
    found = _first()
    if shutil.which("npm"):
        folder = node_peers()

        def node(script: str, *arguments: str) -> Callable[[], AbstractContextManager[Server]]:
            path = str(folder / script)
            return partial(serving, lambda port: ["node", path, str(port), *arguments])

        found[WS] = Peer("plain", node("ws.js", "string"))
        found["Node ws, buffer"] = Peer("plain", node("ws.js", "buffer"))
        found["socket.io"] = Peer("socket.io", node("socketio.js"))
    else:
        report.note("Node is not installed: ws and socket.io are left out.\n")
    program = str(go_program(PEERS / "centrifuge"))
    found[CENTRIFUGE] = Peer(
        "centrifuge",
        partial(serving, lambda port: [program, str(port)], env={"BENCHMARK_KEY": tokens.SECRET}),
        tokens.centrifuge,
    )
    return found


def _first() -> dict[str, Peer]:
    return {
        OURS: Peer("stagewire", stagewire, tokens.stagewire),
        RAW: Peer("plain", partial(serving, _python("raw.py"))),
    }


@contextmanager
def stagewire() -> Iterator[Server]:
    """The whole server, with an application."""
    with (
        tempfile.TemporaryDirectory(prefix="swbench-") as data_dir,
        process(data_dir) as server,
    ):
        stagewire_server.make_application(server, tokens.APP)
        yield server


def process(
    data_dir: str, redis_url: str = "", core: int = SERVER
) -> AbstractContextManager[Server]:
    """One process of a server; those of one folder and one Redis belong together."""
    settings = {
        **stagewire_server.settings(data_dir),
        "STAGEWIRE_SECRET_KEY": tokens.SECRET,
        "STAGEWIRE_REDIS_URL": redis_url,
    }
    return serving(stagewire_server.command, "/health", settings, core)


def _python(script: str, *arguments: str) -> Callable[[int], Sequence[str]]:
    return lambda port: [sys.executable, str(PEERS / script), str(port), *arguments]
