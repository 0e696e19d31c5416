"""What the compiler says of programs that use the realtime connection, right and wrong."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.clients.programs import TSCONFIG, TypeScriptPrograms, node_modules

_BEGIN = """
import * as stagewire from "@stagewire/client";

interface ChatEvents {
  "new-message": { text: string };
  typing: { on: boolean };
}
declare const realtime: stagewire.Realtime;
const chat = realtime.room<ChatEvents>("chat");
"""
RIGHT = {
    "a_browser_needs_no_constructor": """
        stagewire.connect({ url: "wss://example.com", token: async () => "t" }).close();
    """,
    "events_by_their_name": """
        chat.on("event", (message) => {
          if (message.event === "new-message") {
            const text: string = message.data.text;
            console.log(text, message.offset, message.user_id);
          } else {
            const on: boolean = message.data.on;
            console.log(on);
          }
        });
        await chat.publish("new-message", { text: "Hello" }, { key: "a1" });
    """,
    "rooms_of_any_events": """
        const room: stagewire.RealtimeRoom = realtime.room("any");
        await room.publish("whatever", { a: [1, null] });
        for await (const { data } of room) {
          const value: unknown = data["a"];
          console.log(value);
        }
    """,
    "requests_by_their_type": """
        const { members } = await realtime.request("presence", { room: "chat" });
        const names: (string | null)[] = members.map((one) => one.user_id);
        const pong: "pong" = (await realtime.request("ping", {})).type;
        console.log(names, pong);
    """,
    "every_message_of_the_server_by_its_type": """
        function told(message: stagewire.ServerMessage): string {
          switch (message.type) {
            case "event":
              return message.event;
            case "join":
              return message.member.connection_id;
            case "published":
              return message.epoch;
            default:
              return message.type;
          }
        }
        console.log(told);
    """,
    "errors": """
        chat.publish("typing", { on: true }).catch((error: unknown) => {
          if (error instanceof stagewire.RealtimeError) {
            const wait: number | undefined = error.retryAfter;
            console.log(error.code, error.field, wait);
          } else if (error instanceof stagewire.ConnectionClosedError) {
            const code: number = error.code;
            console.log(code, stagewire.closeCodes[code]?.reconnect);
          }
        });
    """,
}
WRONG = {
    "data_of_another_event": 'await chat.publish("new-message", { on: true });',
    "an_event_nobody_knows": 'await chat.publish("new-massage", { text: "Hello" });',
    "data_before_the_name_is_known": 'chat.on("event", (message) => message.data.text);',
    "a_notice_nobody_knows": 'chat.on("joined", () => undefined);',
    "a_request_nobody_knows": 'await realtime.request("publich", { room: "chat" });',
    "a_request_without_its_room": 'await realtime.request("presence", {});',
    "a_field_of_another_request": 'await realtime.request("presence", { room: "a", to: "b" });',
    "what_the_connection_does_itself": 'await realtime.request("subscribe", { room: "a" });',
    "no_token": 'stagewire.connect({ url: "wss://example.com" });',
    "a_token_that_is_none": "stagewire.connect({ token: async () => 1 });",
    "a_map_of_events_without_objects": 'realtime.room<{ count: number }>("chat");',
    "a_state_that_is_no_object": 'await chat.update("typing");',
    "inner_doings": "realtime.tell({} as stagewire.EventMessage);",
}


@pytest.fixture(scope="module")
def complaints(typescript_programs: TypeScriptPrograms) -> dict[str, list[str]]:
    """What the compiler says, by program."""
    folder = typescript_programs.folder / "types"
    folder.mkdir()
    for name, code in (RIGHT | WRONG).items():
        (folder / f"{name}.ts").write_text(_BEGIN + code)
    (folder / "tsconfig.json").write_text(json.dumps({**TSCONFIG, "include": ["*.ts"]}))
    done = subprocess.run(
        [node_modules() / ".bin/tsc", "--noEmit", "--pretty", "false", "-p", folder],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        if match := re.match(r"(\S+)\.ts\(\d+,\d+\): (error .*)", line):
            found.setdefault(Path(match[1]).name, []).append(match[2])
        else:
            assert line.startswith(" "), line
    return found


@pytest.mark.parametrize("name", RIGHT)
def test_right(complaints: dict[str, list[str]], name: str) -> None:
    assert complaints.get(name, []) == []


@pytest.mark.parametrize("name", WRONG)
def test_wrong(complaints: dict[str, list[str]], name: str) -> None:
    assert len(complaints.get(name, [])) == 1, complaints.get(name)
