"""A real HTTP server that answers as a scenario says, and keeps what it was asked.

A client gets `<server>/<scenario>` as its base URL. The n-th request under it gets the scenario's
n-th answer, and the last one from then on.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Answer:
    """``body`` is sent as JSON unless it is bytes."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


# "drop" closes the connection without an answer, "hang" keeps it open until the server ends,
# "drip" answers in single bytes that have no end.
Step = Answer | Literal["drop", "hang", "drip"]


@dataclass(frozen=True)
class Asked:
    """A request as it came, header names in lower case."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: Any


class ScriptedServer:
    def __init__(self, scenarios: Mapping[str, Sequence[Step]]) -> None:
        self._scenarios = scenarios
        self._asked: dict[str, list[Asked]] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_request(self) -> None:
                outer._answer(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_request

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def asked(self, name: str) -> list[Asked]:
        return self._asked.get(name, [])

    @contextmanager
    def running(self) -> Iterator[ScriptedServer]:
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._ended.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("content-length", 0))
        raw = handler.rfile.read(length)
        parts = urlsplit(handler.path)
        name, _, path = parts.path.removeprefix("/").partition("/")
        asked = Asked(
            method=handler.command,
            path="/" + path,
            query=parse_qsl(parts.query),
            headers={key.lower(): value for key, value in handler.headers.items()},
            body=json.loads(raw) if raw else None,
        )
        with self._lock:
            seen = self._asked.setdefault(name, [])
            seen.append(asked)
            steps = self._scenarios[name]
            step = steps[min(len(seen), len(steps)) - 1]
        match step:
            case "drop":
                handler.close_connection = True
                handler.connection.shutdown(socket.SHUT_RDWR)
            case "hang":
                self._ended.wait()
                handler.close_connection = True
            case "drip":
                with suppress(OSError):
                    self._drip(handler)
                handler.close_connection = True
            case Answer():
                self._send(handler, step)

    def _drip(self, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        while not self._ended.wait(0.05):
            handler.wfile.write(b" ")

    @staticmethod
    def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        body = answer.body if isinstance(answer.body, bytes) else b""
        if answer.body is not None and not body:
            body = json.dumps(answer.body).encode()
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if answer.status != 204:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
