"""What a client does on the WebSocket, with the Python client. Ruff formats it."""

from __future__ import annotations

from typing import Any

from codegen.ir import Message
from codegen.naming import argument_name, pascal
from codegen.samples.python import Values
from codegen.samples.realtime.common import Sample

_FETCH = '''

async def fetch_token() -> str:
    """Called whenever the last token ends: ask your own server here."""
    return os.environ["TOKEN"]
'''


def render(sample: Sample) -> str:
    renewing = sample.type == "refresh"
    token = "fetch_token" if renewing else 'os.environ["TOKEN"]'
    values = Values(sample.contract)
    names = {"connect"}
    body = _call(sample, values, names)
    connected = f'async with connect(os.environ["WS_URL"], token={token}) as realtime:'
    return "\n".join(
        [
            "import asyncio",
            "import os",
            *sorted(values.imports),
            f"from stagewire_client.realtime import {', '.join(sorted(names))}",
            *([_FETCH] if renewing else []),
            "",
            "async def main() -> None:",
            f"    {connected}",
            *(f"        {line}" for line in body),
            "",
            "asyncio.run(main())",
            "",
        ]
    )


def _call(sample: Sample, values: Values, names: set[str]) -> list[str]:
    value = dict(sample.values)
    room = repr(sample.room)
    enter = [f"room = await realtime.subscribe({room})"]
    match sample.type:
        case "listen":
            return [*enter, "async for message in room:", "    print(message)"]
        case "auth" | "refresh":
            return ["print(realtime.connection_id, realtime.user_id)"]
        case "subscribe":
            given = _arguments(value, "presence", "state")
            if "recover" in value:
                place = value["recover"]
                given.append(f"recover=({place['epoch']!r}, {place['offset']!r})")
            return [
                f"room = await realtime.subscribe({', '.join([room, *given])})",
                "print(room.subscribed)",
            ]
        case "unsubscribe":
            return [*enter, "await room.unsubscribe()"]
        case "publish":
            given = [room, repr(value["event"])]
            given += [repr(value["data"])] if "data" in value else []
            return _printed(sample, "realtime.publish", *given, *_arguments(value, "key"))
        case "presence":
            return _printed(sample, "realtime.presence", room)
        case "update":
            return [*enter, f"await room.update({value['state']!r})"]
        case "history":
            return _printed(sample, "realtime.history", room, *_arguments(value, "after", "limit"))
        case "signal":
            return [*enter, f"await room.signal({value['to']!r}, {value['data']!r})"]
    assert sample.exchange is not None
    name = pascal(sample.exchange.request.name)
    names.add(name)
    message = f"{name}({', '.join(_fields(sample.exchange.request, value, values))})"
    return _printed(sample, "realtime.request", message)


def _arguments(value: dict[str, Any], *names: str) -> list[str]:
    return [f"{name}={value[name]!r}" for name in names if name in value]


def _fields(message: Message, value: dict[str, Any], values: Values) -> list[str]:
    types = {one.name: one.type for one in message.model.fields}
    return [
        f"{argument_name(name)}={values.value(types[name], one)}" for name, one in value.items()
    ]


def _printed(sample: Sample, function: str, *arguments: str) -> list[str]:
    return [
        f"{sample.result} = await {function}({', '.join(arguments)})",
        f"print({sample.result})",
    ]
