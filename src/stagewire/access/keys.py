"""API keys and secrets: how they look, and what of them is kept.

``sw_live_…`` (production), ``sw_test_…`` (sandbox) and ``sw_admin_…``, each with 32 random
characters of base62 (190 bits); that much chance needs no slow hash, so SHA-256 is kept. The
beginning of a key is kept beside it, to find its row and for people to recognise it by.
"""

from __future__ import annotations

import hmac
import secrets
import string
from hashlib import sha256
from typing import Literal

from stagewire.contract.types import Environment

Kind = Literal["live", "test", "admin"]

_BASE62 = string.ascii_letters + string.digits
_RANDOM = 32
_SHOWN = 4
LONGEST = 256
"""Longer tokens are no keys, whatever they say."""

KIND_OF: dict[Environment, Kind] = {"production": "live", "sandbox": "test"}


def make(kind: Kind) -> str:
    """A new key."""
    return f"sw_{kind}_{_random(_RANDOM)}"


def make_id() -> str:
    """A new key's id."""
    return f"key_{_random(20)}"


def make_app_secret() -> str:
    """A new application's secret, for client tokens."""
    return f"sws_{_random(_RANDOM)}"


def kind_of(token: str) -> Kind | None:
    """What a key says it is; None for anything not made by ``make``."""
    for kind in ("live", "test", "admin"):
        start = f"sw_{kind}_"
        if token.startswith(start) and len(token) == len(start) + _RANDOM:
            return kind
    return None


def digest(secret: str) -> bytes:
    """What is kept of a secret: its SHA-256."""
    return sha256(secret.encode(errors="surrogatepass")).digest()


def prefix(token: str) -> str:
    """What a key is found by: its beginning. A value of the operator's own (STAGEWIRE_ADMIN_KEY)
    may be too guessable to show any of it: there it is the beginning of its digest."""
    kind = kind_of(token)
    if kind is None:
        return "own_" + digest(token).hex()[:12]
    return token[: len(f"sw_{kind}_") + _SHOWN]


def same(one: bytes, other: bytes) -> bool:
    """Compares digests in constant time."""
    return hmac.compare_digest(one, other)


def _random(length: int) -> str:
    return "".join(secrets.choice(_BASE62) for _ in range(length))
