"""Webhooks of a running server, whose receiver is a thread of the tests'."""

from __future__ import annotations

import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.server import PATIENCE, Server


class _Grateful(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing: it is not the tests' business."""


@cache
def receiver() -> str:
    """The address of one that takes everything, as long as the tests run."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Grateful)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/hook"


def webhook(server: Server, application: dict[str, Any]) -> str:
    """The application's webhook, made if it has none, to which something was delivered. The server
    has to permit 127.0.0.0/8."""
    with server.client(application["api_key"]) as client:
        there = client.get("/api/webhooks").json()["data"]
        if there:
            return str(there[0]["id"])
        made = client.post("/api/webhooks", json={"url": receiver(), "events": ["link.*"]})
        assert made.status_code == 201, made.text
        webhook_id = str(made.json()["webhook"]["id"])
        sent = client.post(f"/api/webhooks/{webhook_id}/test")
        assert sent.status_code == 200, sent.text
        path = f"/api/webhooks/{webhook_id}/deliveries/{sent.json()['delivery']['id']}"
        until = time.monotonic() + PATIENCE
        while client.get(path).json()["delivery"]["status"] != "delivered":
            assert time.monotonic() < until, client.get(path).text
            time.sleep(0.02)
    return webhook_id


def delivery(server: Server, application: dict[str, Any]) -> str:
    """What was delivered to it."""
    webhook_id = webhook(server, application)
    with server.client(application["api_key"]) as client:
        return str(client.get(f"/api/webhooks/{webhook_id}/deliveries").json()["data"][0]["id"])


def nested(server: Server, application: dict[str, Any]) -> str:
    """The path of a delivery below ``/api/webhooks/``."""
    made = delivery(server, application)
    return f"{webhook(server, application)}/deliveries/{made}"
