"""A presentation on a running server, and the devices that take part in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from typing import Any

import httpx
import pytest

from tests.support.server import NO_TLS, Server
from tests.support.sockets import Socket, token

DECK = {
    "title": "Quarterly review",
    "slides": [
        {"title": "Welcome", "notes": "Thank everybody.", "duration": 60},
        {"title": "Figures", "notes": "Let them guess.", "steps": 2},
        {"title": "Questions"},
    ],
}


class Participant:
    """A device on the WebSocket. ``events`` of the room that came with other answers are kept."""

    def __init__(self, base_url: str, claimed: dict[str, Any]) -> None:
        self.id: str = claimed.get("device_id", "")
        self.token: str = claimed["token"]
        self.presentation_id: str = claimed["presentation_id"]
        self.room = f"presentation:{self.presentation_id}"
        address = base_url.replace("http", "ws", 1) + f"/realtime?token={self.token}"
        self.socket = Socket(address)
        self._ids = count(1)
        self._events: list[dict[str, Any]] = []

    def ask(self, **message: Any) -> dict[str, Any]:
        """Sends a message and answers what it was answered, an `error` too."""
        number = next(self._ids)
        self.socket.send(id=number, **message)
        while True:
            received = self.socket.receive()
            if received.get("id") == number:
                return received
            if received["type"] == "event":
                self._events.append(received)

    def post(self, name: str, version: int | None = None, **arguments: Any) -> None:
        """Sends a command without waiting; ``answers`` reads what it was answered."""
        self.socket.send(id=next(self._ids), **self._command(name, version, None, arguments))

    def answers(self, n: int) -> list[dict[str, Any]]:
        """The next answers, in any order."""
        found: list[dict[str, Any]] = []
        while len(found) < n:
            received = self.socket.receive()
            if "id" in received:
                found.append(received)
            elif received["type"] == "event":
                self._events.append(received)
        return found

    def send(
        self, name: str, version: int | None = None, key: str | None = None, **arguments: Any
    ) -> dict[str, Any]:
        return self.ask(**self._command(name, version, key, arguments))

    def do(self, name: str, version: int | None = None, **arguments: Any) -> dict[str, Any]:
        """A command that must succeed."""
        done = self.send(name, version, **arguments)
        assert done["type"] == "done", done
        return done

    def refused(self, name: str, code: str, **arguments: Any) -> dict[str, Any]:
        """A command that must be refused."""
        error = self.send(name, **arguments)
        assert (error["type"], error.get("code")) == ("error", code), error
        return error

    def subscribe(self) -> dict[str, Any]:
        answered = self.ask(type="subscribe", room=self.room)
        assert answered["type"] == "subscribed", answered
        return answered

    def snapshot(self) -> dict[str, Any]:
        found: dict[str, Any] = self.do("state")["snapshot"]
        return found

    def event(self, name: str) -> dict[str, Any]:
        """The data of the next event of that name; others before it are dropped."""
        while True:
            received = self._events.pop(0) if self._events else self.socket.receive()
            if received["type"] == "event" and received["event"] == name:
                data: dict[str, Any] = received["data"]
                return data

    def close(self) -> None:
        self.socket.close()

    def _command(
        self, name: str, version: int | None, key: str | None, arguments: dict[str, Any]
    ) -> dict[str, Any]:
        message: dict[str, Any] = {"type": "command", "presentation": self.presentation_id}
        message["command"] = {"name": name, **arguments}
        if version is not None:
            message["version"] = version
        if key is not None:
            message["key"] = key
        return message


class Stage:
    """A presentation of an application, and what takes part in it."""

    def __init__(self, server: Server, application: dict[str, Any], deck: Any = DECK) -> None:
        self.server = server
        self.application = application
        self.http: httpx.Client = server.client(application["api_key"])
        self._stack = ExitStack()
        self._stack.enter_context(self.http)
        answer = self.http.post("/api/presentations", json=deck)
        assert answer.status_code == 201, answer.text
        self.made: dict[str, Any] = answer.json()
        self.id: str = self.made["id"]
        self.path = f"/api/presentations/{self.id}"

    def pairing(self, role: str, **more: Any) -> dict[str, Any]:
        answer = self.http.post(f"{self.path}/pairings", json={"role": role, **more})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def claim(self, code: str, **body: Any) -> httpx.Response:
        return httpx.post(
            f"{self.server.base_url}/api/pairings/{code}/claim", json=body, verify=NO_TLS
        )

    def claimed(self, role: str, **more: Any) -> dict[str, Any]:
        answer = self.claim(self.pairing(role, **more)["code"])
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def join(self, role: str, **more: Any) -> Participant:
        """A paired device that follows the room."""
        made = self.connect(self.claimed(role, **more))
        made.subscribe()
        return made

    def guest(self, role: str, **payload: Any) -> Participant:
        """A client whose token the application made itself."""
        base = self.server.base_url
        made = token(base, self.application, presentations={self.id: role}, **payload)
        participant = self.connect({"token": made, "presentation_id": self.id})
        participant.subscribe()
        return participant

    def connect(self, claimed: dict[str, Any]) -> Participant:
        made = Participant(self.server.base_url, claimed)
        self._stack.callback(made.close)
        return made

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get(f"{self.path}/state").json()
        return found

    def close(self) -> None:
        self._stack.close()


@pytest.fixture
def stage(server: Server) -> Iterator[Stage]:
    made = Stage(server, server.application())
    yield made
    made.close()
