"""Frames (RFC 6455, section 5.2). A server's own are whole and not masked; of a client's, the
everyday ones are read here, and all others by the engine."""

from __future__ import annotations

from typing import Any

import orjson
from websockets.frames import apply_mask  # type: ignore[attr-defined]

_TEXT = 0x81  # FIN and opcode 1.
_PONG = 0x8A
EMPTY_PING = b"\x89\x00"


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


def whole_text(data: bytes, at: int, most: int) -> tuple[bytes | None, int]:
    """The payload of the client's frame that begins at ``at``, and where the next one begins.
    (None, -1): the rest of it has to come first. (None, at): it is none of the everyday ones, which
    are whole, masked texts of at most ``most`` bytes."""
    left = len(data) - at
    if left < 2:
        return None, -1
    size = data[at + 1] - 0x80
    if data[at] != _TEXT or not 0 <= size < 127:
        return None, at
    begin = at + 6
    if size == 126:
        if left < 4:
            return None, -1
        size = data[at + 2] << 8 | data[at + 3]
        begin = at + 8
    if size > most:
        return None, at
    end = begin + size
    if end > len(data):
        return None, -1
    payload: bytes = apply_mask(data[begin:end], data[begin - 4 : begin])
    return payload, end


def pong_end(data: bytes, at: int) -> int:
    """Where the pong ends that begins at ``at``: it is asked for nothing, whatever it says (section
    5.5.3). -1: the rest of it has to come first; ``at``: it is none, or one that is not allowed."""
    if len(data) - at < 2:
        return -1
    size = data[at + 1] - 0x80
    if data[at] != _PONG or not 0 <= size < 126:
        return at
    end = at + 6 + size
    return end if end <= len(data) else -1


def frame_size(data: bytes, at: int) -> int | None:
    """How many bytes a client's frame takes, header and all; None while too little of it is there
    to tell."""
    left = len(data) - at
    if left < 2:
        return None
    size, head = data[at + 1] & 0x7F, 2
    if size > 125:
        head = 4 if size == 126 else 10
        if left < head:
            return None
        size = int.from_bytes(data[at + 2 : at + head], "big")
    return head + (4 if data[at + 1] & 0x80 else 0) + size
