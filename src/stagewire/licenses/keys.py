"""Licence keys: five groups of five characters of Crockford's base 32, the last one a check.

Why a check character of our own: Crockford's takes five more symbols that nobody likes to type.
This one is the sum of the characters as elements of GF(2⁵), each times another power of a
primitive element. Any one wrong character changes the sum, and so do any two that changed places,
since no two of the 25 places have the same weight.
"""

from __future__ import annotations

import re
import secrets
from hashlib import sha256
from typing import NamedTuple

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 25
_GROUP = 5
# x⁵ + x² + 1, which is primitive: the powers of x are all 31 elements but 0.
_MODULUS = 0b100101
_TIMES_X = [(n << 1) ^ (_MODULUS if n & 16 else 0) for n in range(32)]
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
_KEY = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


class LicenseKey(NamedTuple):
    """``plain``: its 25 characters; ``digest``: what it is found by in the database."""

    plain: str
    digest: bytes

    @property
    def shown(self) -> str:
        return "-".join(self.plain[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))


def make() -> LicenseKey:
    """A new key with 120 random bits, which need no slow hash."""
    random = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    plain = random + check(random)
    return LicenseKey(plain, _digest(plain))


def read(typed: str) -> LicenseKey | None:
    """The key that somebody typed; None for a typing error. Case, dashes and spaces do not matter,
    ``O`` is 0, ``I`` and ``L`` are 1."""
    plain = typed.upper().translate(_READ_AS)
    if not _KEY.fullmatch(plain) or check(plain[:-1]) != plain[-1]:
        return None
    return LicenseKey(plain, _digest(plain))


def check(characters: str) -> str:
    """The check character after the others."""
    total = 0
    for character in characters:
        total = _TIMES_X[total ^ _VALUE[character]]
    return ALPHABET[total]


def make_id(prefix: str) -> str:
    """A new id that nobody guesses: ``lic_…``, ``pol_…``, ``dev_…``."""
    return prefix + "_" + "".join(secrets.choice(_BASE62) for _ in range(20))


def _digest(plain: str) -> bytes:
    return sha256(b"license key " + plain.encode()).digest()
