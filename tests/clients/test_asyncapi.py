"""The WebSocket's document as the generators see it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from codegen.build import CodegenError, build
from codegen.ir import Contract, ListOf, Ref, Scalar
from tests.clients.programs import ROOT

FILE = "realtime.asyncapi.yaml"


def changed(root: Path, change: Any) -> Path:
    """A copy of the contract whose AsyncAPI document went through ``change``."""
    shutil.copytree(ROOT / "openapi", root / "openapi")
    shutil.copy(ROOT / "pyproject.toml", root)
    path = root / "openapi" / FILE
    document = yaml.safe_load(path.read_text())
    change(document)
    path.write_text(yaml.safe_dump(document))
    return root


def test_requests_have_their_replies(contract: Contract) -> None:
    assert contract.realtime is not None
    pairs = {one.request.type: one.reply.type for one in contract.realtime.exchanges}
    assert pairs["subscribe"] == "subscribed"
    assert pairs["ping"] == "pong"
    assert all(
        one.request.has_id and not one.request.from_server and one.reply.from_server
        for one in contract.realtime.exchanges
    )


def test_objects_are_shared_with_the_http_apis(contract: Contract) -> None:
    assert contract.realtime is not None
    messages = {one.name: one.model for one in contract.realtime.messages}
    fields = {one.name: one.type for one in messages["subscribed"].fields}
    assert fields["members"] == ListOf(Ref("Member"))
    assert fields["events"] == ListOf(Ref("RoomEvent"))
    assert contract.homes["Member"] == "realtime"
    assert contract.models["Member"].client


def test_messages_of_one_type_in_both_directions(contract: Contract) -> None:
    assert contract.realtime is not None
    both = {one.name: one for one in contract.realtime.messages if one.type == "signal"}
    assert [both["signal"].from_server, both["signalReceived"].from_server] == [False, True]
    assert both["signalReceived"] in contract.realtime.notices


def test_close_codes_say_whether_to_reconnect(contract: Contract) -> None:
    assert contract.realtime is not None
    reconnect = {one.name: one.reconnect for one in contract.realtime.close_codes}
    assert reconnect["going_away"]
    assert not reconnect["unauthorized"]


def test_a_message_that_is_new(tmp_path: Path) -> None:
    def add(document: dict[str, Any]) -> None:
        components = document["components"]["messages"]
        channel = document["channels"]["realtime"]
        for kind in ("ask", "answer"):
            components[kind] = {
                "title": kind,
                "payload": {
                    "type": "object",
                    "required": ["type"],
                    "properties": {
                        "type": {"type": "string", "enum": [kind]},
                        "id": {"type": "integer"},
                        "what": {"type": "string"},
                    },
                },
                "examples": [{"payload": {"type": kind}}],
            }
            channel["messages"][kind] = {"$ref": f"#/components/messages/{kind}"}
        document["operations"]["sendAsk"] = {
            "action": "receive",
            "channel": {"$ref": "#/channels/realtime"},
            "messages": [{"$ref": "#/channels/realtime/messages/ask"}],
            "reply": {"messages": [{"$ref": "#/channels/realtime/messages/answer"}]},
        }

    realtime = build(changed(tmp_path, add)).realtime
    assert realtime is not None
    (found,) = [one for one in realtime.exchanges if one.id == "sendAsk"]
    assert [one.type for one in found.request.model.fields] == [Scalar("string")]
    assert found.reply.model.name == "AnswerMessage"


def test_a_request_without_an_answer(tmp_path: Path) -> None:
    def drop(document: dict[str, Any]) -> None:
        del document["operations"]["sendPing"]["reply"]["messages"][0]
        document["operations"]["receiveNotices"]["messages"].append(
            {"$ref": "#/channels/realtime/messages/pong"}
        )

    with pytest.raises(CodegenError) as caught:
        build(changed(tmp_path, drop))
    assert str(caught.value) == (
        f"{FILE}: operations.sendPing.reply: must name exactly one message"
    )


def test_a_contract_without_a_websocket(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "openapi", tmp_path / "openapi", ignore=lambda *_: [FILE])
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert build(tmp_path).realtime is None
