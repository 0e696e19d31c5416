"""A realtime client of any language, steered from a test.

Each language has a driver (`drivers/realtime.*`): a program around its generated client that reads
commands and writes what happens, one JSON object a line. Commands run side by side, so that a slow
one holds up nothing.

    → {"n": 1, "do": "connect", "url": "http://…", "token": "…"}     n numbers the commands
    ← {"n": 1, "ok": {…}}                                             what came of it, or
    ← {"n": 1, "error": {"kind": "realtime", "code": "forbidden", "field": "room"}}
    ← {"ask": 1}                                                      the token callback was called
    → {"ask": 1, "token": "…"}  or  {"ask": 1, "fail": "no network"}  what it shall answer
    ← {"tell": "event", "room": "chat", …}                            something happened

Commands, and what ``ok`` is:

- ``ready`` → null, as soon as the driver runs
- ``connect`` url, token (null: by callback), timeout, initial_backoff, max_backoff, ping_interval
  (seconds), max_waiting → ``{"connection_id", "user_id"}`` of the first connection
- ``subscribe`` room, presence, state, recover → ``{"epoch", "offset", "recovered", "events"}``,
  the events as on the wire
- ``unsubscribe`` room → null
- ``publish`` room, event, data, key → ``{"epoch", "offset"}``
- ``update`` room, state → null; ``signal`` room, to, data → null
- ``presence`` room → the members, asked from the server; ``members`` room → as the client keeps
  them; both as on the wire, sorted by connection_id
- ``history`` room, after, limit → the events as on the wire
- ``request`` type, body → the reply as on the wire without `type` and `id`: any pair of messages
- ``iterate`` room, count → the offsets of the next events, read as the language reads streams
- ``follow`` room, count → ``subscribe`` and ``iterate`` in one breath (TypeScript only)
- ``cancel`` what → ends the command of that number as the language ends calls; the command
  itself answers with the error kind ``cancelled``
- ``close`` → null, when the connection is closed

What is told: ``connected`` connection_id; ``reconnecting`` code; ``closed`` code, name, reason;
``event`` room, offset, event, data; ``join``, ``leave``, ``state`` room, member; ``signal`` room,
from, data; ``recovered`` room, events (how many were missed; they were told as ``event`` before);
``gap`` room, offset (where the room goes on); ``unsubscribed`` room; ``error`` kind, code.

Kinds of errors: ``realtime`` (the server answered `error`; with code, field, retry_after),
``closed`` (the connection is closed for good; with code), ``queue_full``, ``timeout``, ``lost``
(the connection broke and a repetition is not safe), ``cancelled``, ``token`` (the callback failed).
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

PATIENCE = 30.0


class Failed(Exception):
    """What a command ended with. ``kind`` and the rest are the driver's."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(str(error))
        self.kind = error["kind"]
        self.code = error.get("code")
        self.field = error.get("field")
        self.retry_after = error.get("retry_after")


class Peer(ABC):
    """One client; ``id`` is for its first connection's. ``tokens`` answers its callback: one after
    the other, the last one for ever; an exception makes it fail; None leaves it unanswered."""

    def __init__(self) -> None:
        self.id = ""
        self.tokens: list[str | Exception | None] = []
        self.asked = 0
        self._count = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self._told: list[dict[str, Any]] = []

    # --- what a kind of peer brings --------------------------------------------------------------

    @abstractmethod
    def _write(self, line: str) -> None:
        """Hands a line to the driver."""

    @abstractmethod
    def _read(self, seconds: float) -> str:
        """The next line; TimeoutError when none comes."""

    @abstractmethod
    def end(self) -> None:
        """Ends the driver."""

    # --- steering --------------------------------------------------------------------------------

    def start(self, do: str, **arguments: Any) -> int:
        """Sends a command and answers its number, for `result`."""
        self._count += 1
        self._write(json.dumps({"n": self._count, "do": do, **arguments}))
        return self._count

    def result(self, number: int) -> Any:
        """What came of a command; Failed when it went wrong."""
        self._until(lambda: number in self._answers, f"no answer to command {number}")
        answer = self._answers.pop(number)
        if "error" in answer:
            raise Failed(answer["error"])
        return answer["ok"]

    def call(self, do: str, **arguments: Any) -> Any:
        return self.result(self.start(do, **arguments))

    def until(self, kind: str, **like: Any) -> dict[str, Any]:
        """The first thing told of that kind and with those values that was not taken yet. What was
        told before it stays."""

        def find() -> int | None:
            for n, one in enumerate(self._told):
                if one["tell"] == kind and like.items() <= one.items():
                    return n
            return None

        self._until(lambda: find() is not None, f"no {kind} with {like}")
        found = find()
        assert found is not None
        return self._told.pop(found)

    def told(self, kind: str) -> list[dict[str, Any]]:
        """All of that kind that came so far and was not taken; they are taken now."""
        found = [one for one in self._told if one["tell"] == kind]
        self._told = [one for one in self._told if one["tell"] != kind]
        return found

    def wait_for(self, reached: Callable[[], bool]) -> None:
        """Takes what comes until something is so."""
        self._until(reached, "it did not come to it")

    def _until(self, reached: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not reached():
            try:
                line = self._read(max(deadline - time.monotonic(), 0.01))
            except TimeoutError:
                raise AssertionError(f"{otherwise}; told: {self._told}") from None
            self._take(json.loads(line))

    def _take(self, message: dict[str, Any]) -> None:
        if "ask" in message:
            self._answer_callback(message["ask"])
        elif "tell" in message:
            self._told.append(message)
        else:
            self._answers[message["n"]] = message

    def _answer_callback(self, number: int) -> None:
        self.asked += 1
        token = self.tokens.pop(0) if len(self.tokens) > 1 else self.tokens[0]
        if isinstance(token, Exception):
            self._write(json.dumps({"ask": number, "fail": str(token)}))
        elif token is not None:
            self._write(json.dumps({"ask": number, "token": token}))


class ProcessPeer(Peer):
    """A driver in a process of its own."""

    def __init__(
        self, command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._errors = folder / f"realtime-{id(self)}.log"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                bufsize=1,
            )
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _read(self, seconds: float) -> str:
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        if line is None:
            raise AssertionError(f"the driver ended:\n{self._errors.read_text()}")
        return line

    def end(self) -> None:
        """Its input ends, and so must the driver: whatever keeps it alive is a leak."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        try:
            status = self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            # It reads to the end, which comes now.
            self._listening.join(PATIENCE)
            self._process.stdout.close()
        assert status == 0, self._errors.read_text()


class PagePeer(Peer):
    """The driver for browsers, in a page of its own; ``address`` is where it is served."""

    def __init__(self, page: Page, address: str) -> None:
        super().__init__()
        self.page = page
        self.sockets: list[str] = []
        page.on("websocket", lambda made: self.sockets.append(made.url))
        page.goto(address)
        page.wait_for_function("() => 'take' in window")

    def _write(self, line: str) -> None:
        self.page.evaluate("line => take(JSON.parse(line))", line)

    def _read(self, seconds: float) -> str:
        line: str | None = self.page.evaluate("seconds => next(seconds)", seconds)
        if line is None:
            raise TimeoutError
        return line

    def end(self) -> None:
        self.page.close()
