"""RFC 6455 by an independent suite: the cases of Autobahn|Testsuite, run by kosoku.

They want an echo. So the engine is the real one, with its protocol class, limits and queues, and
only two things differ: what a client says is said back to it, and it is not welcomed first.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from kosoku import FailureError, run_fuzzingclient

from stagewire.platform import Platform
from stagewire.realtime.connection import Connection
from stagewire.realtime.frames import text_frame
from stagewire.realtime.protocol import RealtimeProtocol
from stagewire.realtime.session import Message, Session
from tests.realtime.engine.client import messages
from tests.realtime.engine.stage import Stage, serving
from tests.support.clock import Clock

# Not spoken here: binary messages (1003, see test_frames.py), and compression, sections 12 and 13.
BINARY = ["1.2.*", "9.2.*", "9.4.*", "9.6.*", "9.8.*"]
# As large as the largest case, and often enough for a thousand messages at once.
ROOM = {
    "message_bytes": 16 * 2**20,
    "queue_bytes": 64 * 2**20,
    "bytes_per_second": 2**40,
    "messages_per_second": 10**9,
    "messages_per_second_per_ip": 10**9,
    "messages_per_second_per_application": 10**9,
}


class Echo(Session):
    def take(self, text: bytes) -> Message:
        return {"type": "echo", "text": text}

    def begin(self, connection: Connection, message: Message, first: bool = True) -> None:
        text = message["text"]
        connection.send(text_frame(text), self._hub.outbox.now())


class Unwelcoming(RealtimeProtocol):
    __slots__ = ("_welcomed",)

    def write(self, data: bytes) -> None:
        if hasattr(self, "_welcomed"):
            super().write(data)
        self._welcomed = True


@pytest.fixture
async def echo(hall: Platform, clock: Clock) -> AsyncIterator[Stage]:
    contract = messages()
    contract = replace(contract, limits=replace(contract.limits, **ROOM))
    async with serving(hall, contract, clock, protocol_class=Unwelcoming) as stage:
        stage.engine.session = Echo(stage.hub)
        yield stage


# Where the engine and the suite read the RFC differently: section -> {case: the close code}. A
# close within a message that is not complete is a protocol error to the engine, but a close to the
# suite.
OTHERWISE = {"7": {"7.1.5": 1002}}


async def run(echo: Stage, cases: list[str], concurrency: int) -> list[Any]:
    url = f"{echo.url}?token={echo.token()}"
    try:
        return await run_fuzzingclient(url, cases, BINARY, concurrency=concurrency)
    except FailureError as failed:
        results: list[Any] = failed.results
        return results


@pytest.mark.parametrize(
    ("section", "cases"),
    [
        pytest.param("1", 8, id="1 text"),
        pytest.param("2", 11, id="2 pings and pongs"),
        pytest.param("3", 7, id="3 reserved bits"),
        pytest.param("4", 10, id="4 opcodes"),
        pytest.param("5", 20, id="5 fragmentation"),
        pytest.param("6", 145, id="6 UTF-8"),
        pytest.param("7", 37, id="7 closing"),
        pytest.param("9", 27, id="9 sizes"),
        pytest.param("10", 1, id="10 pieces"),
    ],
)
async def test_a_section_of_the_suite(echo: Stage, section: str, cases: int) -> None:
    results = await run(echo, [f"{section}.*"], 8)
    assert len(results) == cases
    failures = {one.case_id: one for one in results if not one.passed}
    # The suite waits a second for anything, which a machine may take by itself: once more, alone.
    hasty = [case for case, one in failures.items() if one.failed_by_me]
    if hasty:
        failures |= {one.case_id: one for one in await run(echo, hasty, 1)}
        failures = {case: one for case, one in failures.items() if not one.passed}
    told = [f"{one.case_id}: {one.result} {one.result_close}" for one in failures.values()]
    assert {case: one.remote_close_code for case, one in failures.items()} == OTHERWISE.get(
        section, {}
    ), told
    await echo.empty()
