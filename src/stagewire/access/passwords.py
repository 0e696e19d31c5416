"""Passwords that people choose: argon2id (RFC 9106), worked out beside the event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's smallest recommended setting: 19 MiB and two passes, some 20 ms. Two at a time bound what
# many guesses at once can take of the machine.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_threads = ThreadPoolExecutor(2, thread_name_prefix="argon2")


async def hash_password(password: str) -> str:
    """The password's argon2id hash, in the PHC string format."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)


async def verify_password(hashed: str, password: str) -> bool:
    """Whether ``hashed`` was made of ``password``."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _verify, hashed, password)


def _verify(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
