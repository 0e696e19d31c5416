"""What the Python peers say: the fields, and so the size, of Stagewire's messages."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Any

import orjson

_PUBLISHER = "conn_0000000000000000"
_offsets: dict[str, int] = defaultdict(int)


def subscribed(room: str) -> bytes:
    return orjson.dumps({"type": "subscribed", "room": room})


def event(message: dict[str, Any]) -> bytes:
    """The next event of the room that a message is published to."""
    room = message["room"]
    _offsets[room] += 1
    return orjson.dumps(
        {
            "type": "event",
            "room": room,
            "offset": _offsets[room],
            "event": message["event"],
            "data": message["data"],
            "timestamp": int(time.time() * 1000),
            "connection_id": _PUBLISHER,
        }
    )
