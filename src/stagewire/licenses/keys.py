"""Licence keys: five groups of five characters of Crockford's base 32, the last one a check.

Why a check character of our own: Crockford's takes five more symbols that nobody likes to type.
This one is the sum of the characters as elements of GF(2⁵), each times another power of a
primitive element. Any one wrong character changes the sum, and so do any two that changed places,
since no two of the 25 places have the same weight.
"""

from __future__ import annotations

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
_SEPARATORS = b"- "
_NO_DIGIT = ord("!")
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
    digits = typed.encode("ascii", "replace").translate(_DIGITS, _SEPARATORS)
    if len(digits) != LENGTH or _NO_DIGIT in digits or not _is_right(int(digits, 32)):
        return None
    plain = digits.translate(_AS_TYPED).decode("ascii")
    return LicenseKey(plain, _digest(plain))


def check(characters: str) -> str:
    """The check character after the others."""
    total = 0
    for character in characters:
        total = _TIMES_X[total ^ _VALUE[character]]
    return ALPHABET[total]


def _parities() -> list[int]:
    """The sum as Python computes it quickly: each of its bits is the parity of some bits of the
    key, a number of 25 digits of five bits. Those of a key with the right check are all even."""
    found = [1, 2, 4, 8, 16]  # The check character itself.
    for place in range(LENGTH - 1):
        for bit in range(_GROUP):
            single = ["0"] * (LENGTH - 1)
            single[place] = ALPHABET[1 << bit]
            total = _VALUE[check("".join(single))]
            for number in range(_GROUP):
                if total >> number & 1:
                    found[number] |= 1 << (_GROUP * (LENGTH - 1 - place) + bit)
    return found


def _is_right(key: int) -> bool:
    for mask in _PARITIES:  # noqa: SIM110 - a generator takes twice as long
        if (key & mask).bit_count() & 1:
            return False
    return True


_PARITIES = _parities()


def _digits() -> bytes:
    """What may be typed for each of Python's digits of base 32; everything else is none."""
    table = bytearray([_NO_DIGIT]) * 256
    for value, character in enumerate(ALPHABET):
        for typed in character + character.lower():
            table[ord(typed)] = _BASE32[value]
    for typed, read_as in zip("OoIiLl", "001111", strict=True):
        table[ord(typed)] = ord(read_as)
    return bytes(table)


_BASE32 = b"0123456789abcdefghijklmnopqrstuv"
_DIGITS = _digits()
_AS_TYPED = bytes.maketrans(_BASE32, ALPHABET.encode())


def make_id(prefix: str) -> str:
    """A new id that nobody guesses: ``lic_…``, ``pol_…``, ``dev_…``."""
    return prefix + "_" + "".join(secrets.choice(_BASE62) for _ in range(20))


def _digest(plain: str) -> bytes:
    return sha256(b"license key " + plain.encode()).digest()
