"""Ids of events: ``evt_`` and a ULID, so that they sort by the millisecond they were made in."""

from __future__ import annotations

import os
from hashlib import sha256

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]


def event_id(seconds: float) -> str:
    """A new id; ``seconds`` is Unix time. https://github.com/ulid/spec"""
    return _text(int(seconds * 1000) << 80 | int.from_bytes(os.urandom(10)))


def same_id(once: str) -> str:
    """Always the same id for the same text; it does not sort by time."""
    return _text(int.from_bytes(sha256(once.encode()).digest()[:16]))


def _text(number: int) -> str:
    pairs = _PAIRS
    return "evt_" + "".join([pairs[number >> shift & 1023] for shift in range(120, -1, -10)])
