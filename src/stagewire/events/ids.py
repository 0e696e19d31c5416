"""Ids of events: ``evt_`` and a ULID, so that they sort by the millisecond they were made in."""

from __future__ import annotations

import os

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]


def event_id(seconds: float) -> str:
    """A new id; ``seconds`` is Unix time. https://github.com/ulid/spec"""
    number = int(seconds * 1000) << 80 | int.from_bytes(os.urandom(10))
    pairs = _PAIRS
    return "evt_" + "".join([pairs[number >> shift & 1023] for shift in range(120, -1, -10)])
