"""Frames as they go out (RFC 6455, section 5.2): a server's are whole and not masked."""

from __future__ import annotations

from typing import Any

import orjson

_TEXT = 0x81  # FIN and opcode 1.


def text_frame(payload: bytes) -> bytes:
    """The bytes of a text message, made once for however many connections."""
    size = len(payload)
    if size < 126:
        return bytes((_TEXT, size)) + payload
    if size < 65536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload


def message_frame(message: Any) -> bytes:
    """The frame of a message that is not JSON text yet."""
    return text_frame(orjson.dumps(message))
