"""The load's side of a server: a process of `load/`, told what to do line by line."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from benchmarks.cores import LOAD, on_core
from benchmarks.errors import BenchmarkError

DATA = '{"text":"|%s"}' % ("x" * 188)
"""What is published: 200 bytes of compact JSON. The load counts messages by the `|`."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Messages that were delivered, in how many seconds; latencies in ms, from the publishing of
    a broadcast until a subscriber has read it."""

    delivered: int
    seconds: float
    p50: float
    p99: float

    @property
    def rate(self) -> float:
        return self.delivered / self.seconds


class Crowd:
    """Connections to one server. Made by ``crowd``."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def open(
        self,
        dialect: str,
        addresses: Sequence[str],
        rooms: int,
        per_room: int,
        tokens: Sequence[str],
    ) -> float:
        """Takes ``per_room`` subscribers into each room, and one client that publishes; every
        room's first message has reached everybody then, and was looked at. Connections a second,
        each from its TCP handshake to its place in the room."""
        with tempfile.NamedTemporaryFile("w", suffix=".tokens") as file:
            file.write("\n".join(tokens))
            file.flush()
            answer = self._ask(
                do="open",
                dialect=dialect,
                addresses=addresses,
                rooms=rooms,
                per_room=per_room,
                tokens=file.name,
                data=DATA,
            )
        return float(answer["per_second"])

    def flood(self, outstanding: int, seconds: float) -> Measured:
        """Keeps so many broadcasts on their way: the next is published when one has arrived."""
        return _measured(self._ask(do="flood", outstanding=outstanding, seconds=seconds))

    def pace(self, per_second: float, seconds: float) -> Measured:
        """Publishes so many broadcasts a second."""
        return _measured(self._ask(do="pace", per_second=per_second, seconds=seconds))

    def close(self) -> None:
        self._ask(do="close")

    def _ask(self, **order: Any) -> Any:
        orders, answers = self._process.stdin, self._process.stdout
        assert orders is not None and answers is not None
        with suppress(BrokenPipeError):
            print(json.dumps(order), file=orders, flush=True)
        # Where it has ended it has said why.
        line = answers.readline()
        if not line:
            raise BenchmarkError(f"the load ended at {order['do']} (code {self._process.poll()})")
        answer = json.loads(line)
        if "error" in answer:
            raise BenchmarkError(f"{order['do']}: {answer['error']}")
        return answer


@contextmanager
def crowd(program: Path) -> Iterator[Crowd]:
    """A load on its own core, without connections yet."""
    with on_core(LOAD):
        process = subprocess.Popen(
            [str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
    try:
        yield Crowd(process)
    finally:
        _close(process.stdin)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _close(process.stdout)


def _close(pipe: IO[str] | None) -> None:
    if pipe is not None:
        pipe.close()


def _measured(answer: Any) -> Measured:
    return Measured(
        answer["delivered"], answer["seconds"], answer["p50"] / 1000, answer["p99"] / 1000
    )
