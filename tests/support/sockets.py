"""A client of the realtime WebSocket, over an independent library, as tests of other things use
it: connected and in rooms after one line, silent otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.support.server import NO_TLS

PATIENCE = 30.0
EVERYTHING = {"*": ["subscribe", "publish", "presence", "history", "signal"]}


class Socket:
    """Messages are dicts. ``connection_id`` is the server's name for this connection."""

    def __init__(self, address: str) -> None:
        self._stack = ExitStack()
        # A test machine's proxies are not meant; pings are the server's. What nobody reads must not
        # stand before the answer to a close: closing would wait ten seconds for it.
        opening = connect(
            address, proxy=None, ping_interval=None, open_timeout=PATIENCE, max_queue=None
        )
        self._wire: ClientConnection = self._stack.enter_context(opening)
        try:
            self.connection_id: str = self.until("welcome")["connection_id"]
        except BaseException:
            self.close()
            raise

    def send(self, **message: Any) -> None:
        self._wire.send(json.dumps(message))

    def receive(self) -> dict[str, Any]:
        """The next message; TimeoutError when none comes."""
        received: dict[str, Any] = json.loads(self._wire.recv(PATIENCE))
        return received

    def until(self, kind: str) -> dict[str, Any]:
        """The next message of a type; what comes before it is dropped."""
        while True:
            message = self.receive()
            assert message["type"] != "error" or kind == "error", message
            if message["type"] == kind:
                return message

    def close_code(self) -> int:
        """Waits until the server closes, and answers its close code."""
        try:
            while True:
                self._wire.recv(PATIENCE)
        except ConnectionClosed as closed:
            assert closed.rcvd is not None, "the connection was cut, not closed"
            return closed.rcvd.code

    def close(self) -> None:
        self._stack.close()

    def __enter__(self) -> Socket:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def token(base_url: str, application: Mapping[str, Any], **payload: Any) -> str:
    """A client token of the application, with what its server put into it."""
    answer = httpx.post(
        f"{base_url}/api/token",
        json={
            "app_id": application["app_id"],
            "app_secret": application["app_secret"],
            "payload": payload,
        },
        timeout=PATIENCE,
        verify=NO_TLS,
    )
    assert answer.status_code == 200, answer.text
    made: str = answer.json()["token"]
    return made


def open_socket(
    base_url: str,
    application: Mapping[str, Any],
    *rooms: str,
    user_id: str | None = None,
    state: Mapping[str, Any] | None = None,
    **claims: Any,
) -> Socket:
    """A connected client that may do everything and follows ``rooms``; its token says ``claims``
    too."""
    payload = {"rooms": EVERYTHING, **claims}
    if user_id is not None:
        payload["user_id"] = user_id
    given = token(base_url, application, **payload)
    address = base_url.replace("http", "ws", 1) + f"/realtime?token={given}"
    made = Socket(address)
    for room in rooms:
        made.send(type="subscribe", room=room, state=dict(state or {}))
        made.until("subscribed")
    return made
