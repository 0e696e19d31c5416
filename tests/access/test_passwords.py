"""Passwords people choose."""

from __future__ import annotations

import asyncio

from stagewire.access.passwords import hash_password, verify_password


async def test_only_the_password_itself_fits() -> None:
    hashed = await hash_password("correct horse")
    assert hashed.startswith("$argon2id$") and "correct" not in hashed
    assert await verify_password(hashed, "correct horse")
    for wrong in ("", "Correct horse", "correct horse "):
        assert not await verify_password(hashed, wrong)


async def test_a_hash_says_nothing_of_equal_passwords() -> None:
    one, other = await asyncio.gather(hash_password("same"), hash_password("same"))
    assert one != other


async def test_what_is_no_hash_fits_nothing() -> None:
    assert not await verify_password("", "x")
    assert not await verify_password("$argon2id$broken", "x")
