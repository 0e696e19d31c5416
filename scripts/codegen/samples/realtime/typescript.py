"""What a client does on the WebSocket, with the TypeScript client."""

from __future__ import annotations

import json
from typing import Any

from codegen.samples.realtime.common import Sample
from codegen.samples.typescript import literal

_FETCH = """// Asked for a token whenever the last one ends: ask your own server here.
async function fetchToken(): Promise<string> {
  return process.env.TOKEN ?? "";
}
"""


def render(sample: Sample) -> str:
    renewing = sample.type == "refresh"
    token = "fetchToken" if renewing else 'process.env.TOKEN ?? ""'
    lines = [
        'import WebSocket from "ws"; // in Node; browsers have one',
        'import { connect } from "@stagewire/client";',
        "",
        *([*_FETCH.splitlines(), ""] if renewing else []),
        f"const realtime = connect({{ url: process.env.WS_URL, token: {token}, WebSocket }});",
        *_room(sample),
        *_call(sample),
    ]
    return "\n".join([*lines, *([] if sample.exchange is None else ["realtime.close();"])]) + "\n"


def _room(sample: Sample) -> list[str]:
    if not sample.room:
        return []
    enter = ["await room.subscribe();"] if sample.inside else []
    return [f"const room = realtime.room({json.dumps(sample.room)});", *enter]


def _call(sample: Sample) -> list[str]:
    value = dict(sample.values)
    match sample.type:
        case "listen":
            return [
                'room.on("join", ({ member }) => console.log(member.user_id, "came"));',
                'room.on("leave", ({ member }) => console.log(member.user_id, "left"));',
                'room.on("gap", () => console.log("something was missed"));',
                "await room.subscribe();",
                "for await (const event of room) {",
                "  console.log(event.event, event.data);",
                "}",
            ]
        case "auth" | "refresh":
            return ["const welcome = await realtime.ready();", "console.log(welcome);"]
        case "subscribe":
            return _printed(sample, "room.subscribe", *_options(value))
        case "unsubscribe":
            return ["await room.unsubscribe();"]
        case "publish":
            return _printed(
                sample,
                "room.publish",
                value["event"],
                *([value["data"]] if "data" in value else []),
                *([{"key": value["key"]}] if "key" in value else []),
            )
        case "presence":
            return _printed(sample, "room.presence")
        case "update":
            return [f"await room.update({literal(value['state'])});"]
        case "history":
            return _printed(sample, "room.history", *_options(value))
        case "signal":
            return [f"await room.signal({json.dumps(value['to'])}, {literal(value['data'])});"]
    return _printed(sample, "realtime.request", sample.type, value)


def _options(value: dict[str, Any]) -> list[dict[str, Any]]:
    """What is said besides the room, if anything is."""
    rest = {key: one for key, one in value.items() if key != "room"}
    return [rest] if rest else []


def _printed(sample: Sample, function: str, *arguments: Any) -> list[str]:
    passed = ", ".join(literal(one) for one in arguments)
    return [
        f"const {sample.result} = await {function}({passed});",
        f"console.log({sample.result});",
    ]
