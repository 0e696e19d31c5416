"""Every sample of the WebSocket, run against a server."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.build import build
from codegen.samples.realtime import LANGUAGES
from codegen.samples.realtime.common import Sample, samples
from tests.clients.programs import (
    PYTHON_CLIENT,
    ROOT,
    SAMPLES,
    GoPrograms,
    PythonPrograms,
    TypeScriptPrograms,
    clean,
    need,
)
from tests.support import sockets
from tests.support.server import Server

ALL = tuple(samples(build(ROOT)))
FOLDER = SAMPLES / "realtime-ws"
PATIENCE = 30


@pytest.fixture(params=ALL, ids=lambda one: one.id)
def sample(request: pytest.FixtureRequest) -> Sample:
    found: Sample = request.param
    return found


class Program:
    """A running sample. Its input stays open, as a terminal's would."""

    def __init__(self, command: list[str | Path], folder: Path, environment: dict[str, str]):
        self._process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env={**clean(), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._said: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def until(self, text: str) -> None:
        """Waits until it has printed that."""
        while text not in "".join(self._said):
            line = self._lines.get(timeout=PATIENCE)
            assert line is not None, f"it ended without {text!r}:\n{''.join(self._said)}"
            self._said.append(line)

    def finish(self) -> str:
        """Ends its input and answers all it printed; it must have gone well."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        status = self._process.wait(PATIENCE)
        while (line := self._lines.get(timeout=PATIENCE)) is not None:
            self._said.append(line)
        printed = "".join(self._said)
        assert status == 0, printed
        return printed

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()


Start = Callable[[list[str | Path], Path, dict[str, str]], Program]


@pytest.fixture
def start() -> Iterator[Start]:
    running: list[Program] = []

    def run(command: list[str | Path], folder: Path, environment: dict[str, str]) -> Program:
        running.append(Program(command, folder, environment))
        return running[-1]

    yield run
    for one in running:
        one.stop()


class Scene:
    """What a sample needs to be there: an application, somebody in its room, a presentation."""

    def __init__(self, server: Server, sample: Sample) -> None:
        self.server = server
        self.application = server.application()
        self.replaced: dict[str, str] = {}
        claims: dict[str, Any] = {"rooms": sockets.EVERYTHING, "user_id": "ada"}
        if sample.type == "command":
            claims["presentations"] = {self._presentation(sample): "presenter"}
        room = sample.room or "lobby"
        self.witness = sockets.open_socket(server.base_url, self.application, room)
        if sample.type == "signal":
            self.replaced[sample.values["to"]] = self.witness.connection_id
        token = sockets.token(server.base_url, self.application, **claims)
        address = server.base_url.replace("http", "ws", 1)
        self.environment = {"WS_URL": address, "TOKEN": token}

    def _presentation(self, sample: Sample) -> str:
        """One that is at the version which the example has seen."""
        with self.server.client(self.application["api_key"]) as client:
            slides = [{"title": f"Slide {n}"} for n in range(20)]
            body = {"title": "Sample", "slides": slides}
            answer = client.post("/api/presentations", json=body)
            assert answer.status_code == 201, answer.text
            made: str = answer.json()["id"]
            version = 0
            while version < sample.values["version"]:
                body = {"command": {"name": "next"}}
                answer = client.post(f"/api/presentations/{made}/commands", json=body)
                assert answer.status_code == 200, answer.text
                version = answer.json()["version"]
        self.replaced[sample.values["presentation"]] = made
        return made

    def fill(self, text: str) -> str:
        for known, real in self.replaced.items():
            assert known in text, f"{known} is not in:\n{text}"
            text = text.replace(known, real)
        return text

    def tell(self, room: str) -> None:
        with self.server.client(self.application["api_key"]) as client:
            body = {"event": "new-message", "data": {"message": "Hello"}}
            assert client.post(f"/api/rooms/{room}/broadcast", json=body).is_success

    def close(self) -> None:
        self.witness.close()


@pytest.fixture
def scene(realtime_server: Server, sample: Sample) -> Iterator[Scene]:
    made = Scene(realtime_server, sample)
    yield made
    made.close()


def watch(sample: Sample, scene: Scene, program: Program) -> None:
    """What the sample is for happens, as others and its reader see it."""
    if sample.exchange is None:
        scene.witness.until("join")
        scene.tell(sample.room)
        program.until("new-message")
        return
    printed = program.finish()
    match sample.type:
        case "publish":
            assert scene.witness.until("event")["event"] == sample.values["event"]
        case "update":
            assert scene.witness.until("state")["member"]["state"] == sample.values["state"]
        case "signal":
            assert scene.witness.until("signal")["data"] == sample.values["data"]
        case "unsubscribe":
            scene.witness.until("leave")
        case _:
            assert printed.strip() != ""


def test_typescript(
    sample: Sample, scene: Scene, typescript_programs: TypeScriptPrograms, start: Start
) -> None:
    compiled = typescript_programs.folder / f"samples/realtime-ws/{sample.id}.js"
    script = compiled.with_suffix(".filled.js")
    script.write_text(scene.fill(compiled.read_text()))
    program = start(["node", script], script.parent, scene.environment)
    watch(sample, scene, program)


def test_python(
    sample: Sample, scene: Scene, python_programs: PythonPrograms, start: Start
) -> None:
    script = python_programs.folder / f"{sample.id}.py"
    script.write_text(scene.fill((FOLDER / f"{sample.id}.py").read_text()))
    path = {"PYTHONPATH": str(PYTHON_CLIENT), "PYTHONUNBUFFERED": "1"}
    program = start([sys.executable, script], script.parent, scene.environment | path)
    watch(sample, scene, program)


def test_go(sample: Sample, scene: Scene, go_programs: GoPrograms, start: Start) -> None:
    fill = {json.dumps(known): real for known, real in scene.replaced.items()}
    environment = scene.environment | {"FILL": json.dumps(fill)}
    program = start([go_programs.binary, f"socket_{sample.id}"], go_programs.folder, environment)
    watch(sample, scene, program)


def test_shell(sample: Sample, scene: Scene, tmp_path: Path, start: Start) -> None:
    need("sh", "a shell")
    script = tmp_path / "sample.sh"
    script.write_text(scene.fill((FOLDER / f"{sample.id}.sh").read_text()))
    # `websockets` is beside the Python that runs the tests.
    path = {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    program = start(["sh", script], tmp_path, scene.environment | path)
    if sample.exchange is not None:
        program.until(f'"type":"{sample.exchange.reply.type}"')
    watch(sample, scene, program)


def test_every_operation_has_a_sample_in_every_language() -> None:
    expected = {FOLDER / f"{one.id}.{language}" for one in ALL for language in LANGUAGES}
    assert set(FOLDER.iterdir()) == expected
