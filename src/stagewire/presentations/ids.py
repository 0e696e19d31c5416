"""Ids and pairing codes."""

from __future__ import annotations

import hmac
import secrets
import string
from hashlib import sha256

_BASE62 = string.ascii_letters + string.digits
# Crockford's base 32: no letter that looks like a digit or another, none that makes words rude.
_CODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ = str.maketrans("OIL", "011", "-")
_HALF = 4

ROOM = "presentation:"
"""What the name of a presentation's room begins with."""


def make(prefix: str) -> str:
    return prefix + "_" + "".join(secrets.choice(_BASE62) for _ in range(20))


def room_of(presentation_id: str) -> str:
    return ROOM + presentation_id


def make_code() -> str:
    """A new code of 40 bits, as it is shown: `K7QF-3M2X`."""
    drawn = "".join(secrets.choice(_CODE) for _ in range(2 * _HALF))
    return f"{drawn[:_HALF]}-{drawn[_HALF:]}"


def shown(code: str) -> str:
    """What somebody typed, as it was shown."""
    plain = code.upper().translate(_READ)
    return f"{plain[:_HALF]}-{plain[_HALF:]}"


def digest(key: bytes, code: str) -> bytes:
    """What is kept of a code. Codes are too short for a bare hash: who reads the database would
    try them all."""
    return hmac.digest(key, shown(code).encode(), sha256)
