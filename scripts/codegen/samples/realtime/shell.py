"""What a client does on the WebSocket, in a shell, with the command of the library `websockets`:
curl speaks WebSocket only in builds that few have. `cat` keeps it open for what comes."""

from __future__ import annotations

import json
import shlex
from typing import Any

from codegen.samples.realtime.common import Sample


def render(sample: Sample) -> str:
    # A token in the address is easiest here; `auth` shows the other way.
    query = "" if sample.type == "auth" else "?token=$TOKEN"
    told = [_echo(one) for one in _messages(sample)]
    if sample.type in ("auth", "refresh"):
        told = [one.replace(_token(sample), "'\"$TOKEN\"'") for one in told]
    return "\n".join(
        [
            "# pip install websockets. Type more messages if you like; Ctrl-D ends it.",
            "{",
            *(f"  {one}" for one in told),
            "  cat",
            f'}} | websockets "$WS_URL{_address(sample)}{query}"',
            "",
        ]
    )


def _messages(sample: Sample) -> list[dict[str, Any]]:
    enter = {"type": "subscribe", "room": sample.room}
    if sample.exchange is None:
        return [enter]
    message = dict(sample.exchange.request.example)
    return [enter, message] if sample.inside else [message]


def _echo(message: dict[str, Any]) -> str:
    text = json.dumps(message, ensure_ascii=False)
    return f"echo {shlex.quote(text)}"


def _token(sample: Sample) -> str:
    assert sample.exchange is not None
    token: str = sample.exchange.request.example["token"]
    return token


def _address(sample: Sample) -> str:
    assert sample.contract.realtime is not None
    return sample.contract.realtime.address
