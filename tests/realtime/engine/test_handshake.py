"""What is taken for an everyday request is one, and is answered as the engine answers it."""

from __future__ import annotations

import pytest
from websockets.server import ServerProtocol

from stagewire.realtime.handshake import accepted, everyday

LINES = [
    b"host: example.com",
    b"upgrade: websocket",
    b"connection: Upgrade",
    b"sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
    b"sec-websocket-version: 13",
]
EVERYDAY = {
    "a program's": [],
    "Chrome's": [
        b"connection: Upgrade",
        b"pragma: no-cache",
        b"user-agent: Mozilla/5.0 (X11; Linux x86_64)",
        b"origin: https://example.com",
        b"sec-websocket-extensions: permessage-deflate; client_max_window_bits",
    ],
    "Firefox's": [b"connection: keep-alive, Upgrade", b"upgrade: WebSocket"],
    "with subprotocols": [b"sec-websocket-protocol: stagewire.v1, stagewire.token.a.b-c.d_e"],
}
UNUSUAL = {
    "no upgrade": [b"upgrade: "],
    "another upgrade": [b"upgrade: h2c"],
    "two upgrades": [b"upgrade: h2c, websocket"],
    "no connection": [b"connection: close"],
    "a short key": [b"sec-websocket-key: dGhlIHNhbXBsZQ=="],
    "a key with bits to spare": [b"sec-websocket-key: dGhlIHNhbXBsZSBub25jZR=="],
    "no key": [b"sec-websocket-key: "],
    "an old version": [b"sec-websocket-version: 8"],
    "no subprotocol": [b"sec-websocket-protocol: "],
    "subprotocols that are none": [b"sec-websocket-protocol: a/b, (c)"],
    "a list with a hole": [b"sec-websocket-protocol: a,, b"],
    "not ASCII": ["x-name: Ünal".encode()],
    "very long": [b"x-long: " + b"x" * 9000],
    "no header": [b"nothing"],
}


def head(changes: list[bytes], first: bytes = b"GET /realtime?token=t HTTP/1.1") -> bytes:
    """With those lines in place of the ones of the same name, or behind them."""
    named = {line.partition(b":")[0]: line for line in (*LINES, *changes)}
    return b"\r\n".join((first, *named.values(), b"", b""))


def answer_of_the_engine(data: bytes) -> bytes:
    engine = ServerProtocol(subprotocols=["stagewire.v1"], extensions=[])  # type: ignore[list-item]
    # Who offers none of ours is taken without one.
    engine.select_subprotocol = lambda offered: (  # type: ignore[method-assign]
        "stagewire.v1" if "stagewire.v1" in offered else None  # type: ignore[return-value]
    )
    engine.receive_data(data)
    (request,) = engine.events_received()
    engine.send_response(engine.accept(request))  # type: ignore[arg-type]
    return engine.data_to_send()[0]


def without_date(answer: bytes) -> list[bytes]:
    return [line for line in answer.split(b"\r\n") if not line.startswith(b"Date: ")]


@pytest.mark.parametrize("changes", EVERYDAY.values(), ids=EVERYDAY.keys())
def test_everyday_requests_are_answered_as_by_the_engine(changes: list[bytes]) -> None:
    data = head(changes)
    asked = everyday(data)
    assert asked is not None
    assert asked.target == "/realtime?token=t"
    offered = "stagewire.v1" if "stagewire.v1" in asked.subprotocols else None
    answer = accepted(asked, offered)
    assert without_date(answer) == without_date(answer_of_the_engine(data))
    assert answer.count(b"Date: ") == 1


@pytest.mark.parametrize("changes", UNUSUAL.values(), ids=UNUSUAL.keys())
def test_what_is_unusual_is_left_to_the_engine(changes: list[bytes]) -> None:
    assert everyday(head(changes)) is None


def test_so_are_other_methods_versions_and_headers_that_come_twice() -> None:
    assert everyday(head([])) is not None
    assert everyday(head([], b"POST /realtime HTTP/1.1")) is None
    assert everyday(head([], b"GET /realtime HTTP/1.0")) is None
    assert everyday(head([], b"GET /realtime")) is None
    for line in LINES:
        assert everyday(head([])[:-2] + line + b"\r\n\r\n") is None
