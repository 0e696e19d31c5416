"""The AsyncAPI document: what is compiled of it, and how a broken one is refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from stagewire.contract.load import ContractError, find_openapi
from stagewire.contract.messages import FILE, load_messages


def test_the_platform_s_own_document_is_compiled() -> None:
    messages = load_messages()
    assert messages.address == "/realtime"
    assert messages.limits.message_bytes == 65536
    assert messages.close_codes["slow_consumer"].reconnect is True
    assert {"subscribe", "publish", "signal"} <= messages.incoming.keys()
    assert {"welcome", "event", "signal", "error"} <= messages.outgoing.keys()


def test_both_sides_of_a_type_are_kept_apart() -> None:
    messages = load_messages()
    sent = {"type": "signal", "room": "r", "to": "conn_12345678", "data": {}}
    assert messages.incoming["signal"].is_valid(sent)
    assert not messages.outgoing["signal"].is_valid(sent)


def change(*path: Any, to: Any) -> Callable[[Any], None]:
    def work(document: Any) -> None:
        *way, last = path
        for step in way:
            document = document[step]
        if to is None:
            del document[last]
        else:
            document[last] = to

    return work


PAYLOAD = ("components", "messages", "ping", "payload")


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (change("asyncapi", to="2.6.0"), "asyncapi: must be 3.0.x"),
        (change("operations", "sendPing", "action", to="do"), "operations.sendPing: action must"),
        (
            change("operations", "sendPing", "messages", 0, to={"$ref": "#/info"}),
            "operations.sendPing: /info must lead to #/components/messages/<name>",
        ),
        (
            change("operations", "sendPing", "messages", 0, to={"$ref": "#/channels/none"}),
            "/channels/none: $ref points at nothing",
        ),
        (change("operations", "sendPing", to=None), "components.messages.ping: belongs to no"),
        (change(*PAYLOAD, "required", to=[]), "components.messages.ping.payload: must require"),
        (
            change(*PAYLOAD, "properties", "id", to={"type": "number?"}),
            "components/messages/ping/payload: is no JSON Schema",
        ),
        (
            change("components", "messages", "ping", "examples", to=[]),
            "components.messages.ping: has no example",
        ),
        (
            change("components", "messages", "ping", "examples", 0, "payload", "id", to="one"),
            "components.messages.ping.examples.0: does not fit: `id` must be a whole number",
        ),
        (change("x-realtime-limits", "queueBytes", to=None), "x-realtime-limits.queueBytes: is mi"),
        (change("x-realtime-limits", "queueBites", to=1), "x-realtime-limits.queueBites: is no"),
        (change("x-realtime-limits", "queueBytes", to=0), "x-realtime-limits.queueBytes: must be"),
        (change("x-realtime-limits", "historyBytes", to=10**6), "x-realtime-limits.historyBytes"),
        (change("x-realtime-limits", "stateBytes", to=10**4), "x-realtime-limits.stateBytes: of"),
        (change("x-close-codes", 0, to=None), "x-close-codes: going_away is missing"),
        (change("x-close-codes", 0, to={"code": 1001}), "x-close-codes.0: must have code, name"),
        (change("channels", "realtime", "address", to="realtime"), "channels: the address must"),
    ],
)
def test_a_broken_document_is_refused_in_one_line(
    tmp_path: Path, broken: Callable[[Any], None], message: str
) -> None:
    shutil.copytree(find_openapi(), tmp_path / "openapi")
    path = tmp_path / "openapi" / FILE
    document = yaml.safe_load(path.read_text())
    broken(document)
    path.write_text(yaml.safe_dump(document))
    with pytest.raises(ContractError) as refused:
        load_messages(tmp_path / "openapi")
    said = str(refused.value)
    assert said.startswith(f"{FILE}: {message}"), said
    assert "\n" not in said
