"""Ids of events: ``evt_`` and a ULID, so that they sort by the millisecond they were made in."""

from __future__ import annotations

import os
from functools import lru_cache
from hashlib import sha256

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]


def event_id(seconds: float) -> str:
    """A new id; ``seconds`` is Unix time. https://github.com/ulid/spec"""
    return _stamp(int(seconds * 1000)) + _text(int.from_bytes(os.urandom(10)), 70)


def same_id(once: str) -> str:
    """Always the same id for the same text; it does not sort by time."""
    return "evt_" + _text(int.from_bytes(sha256(once.encode()).digest()[:16]), 120)


@lru_cache(4)  # Many are made in the same millisecond.
def _stamp(milliseconds: int) -> str:
    return "evt_" + _text(milliseconds, 40)


def _text(number: int, first: int) -> str:
    """From the pair that begins at the bit ``first`` down."""
    pairs = _PAIRS
    return "".join([pairs[number >> shift & 1023] for shift in range(first, -1, -10)])
