"""Short codes: short, easy to copy by hand, and not guessable from the one before."""

from __future__ import annotations

import re
from secrets import randbelow

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Base58: digits and letters without the look-alikes 0 O I l."""

SHORTEST = 6
LONGEST = 7

CODE = re.compile(r"\A[A-Za-z0-9_-]{1,64}\Z")
"""What any short code looks like, made here or chosen as a slug."""


def new_code(collisions: int = 0) -> str:
    """A random code from the system's secure source.

    Six characters are one of 3.8 × 10¹⁰; after ``collisions`` that were taken already it grows to
    seven, so that a crowded domain is left quickly.
    """
    length = SHORTEST if collisions < 2 else LONGEST
    # One draw for all characters: the system's source costs a call each time it is asked.
    drawn, base = randbelow(len(ALPHABET) ** length), len(ALPHABET)
    code = ""
    for _ in range(length):
        drawn, character = divmod(drawn, base)
        code += ALPHABET[character]
    return code
