"""Time-limited TURN credentials (draft-uberti-behave-turn-rest, coturn's ``use-auth-secret``).

The username is ``<unix expiry>:<user>`` and the password the Base64 of HMAC-SHA1 of the username
under the secret that the relay shares. The relay checks both by itself. It binds quotas to the
part behind the colon, so a user's part is always the same.
"""

from __future__ import annotations

import hmac
from base64 import b32encode, b64encode
from hashlib import sha256
from typing import NamedTuple


class Credentials(NamedTuple):
    username: str
    credential: str


def sign(secret: str, user: str, expires_at: int) -> Credentials:
    """``expires_at`` is Unix seconds. ``user`` must not hold a colon."""
    username = f"{expires_at}:{user}"
    digest = hmac.digest(secret.encode(), username.encode(), "sha1")
    return Credentials(username, b64encode(digest).decode())


def relay_user(key: bytes, app_id: str, user_id: str) -> str:
    """A user's name on the relay: ``<app_id>.<16 letters and digits>``. It travels in the clear,
    so it does not tell the application's own name for the user."""
    digest = hmac.digest(key, f"{app_id}\n{user_id}".encode(), sha256)
    return f"{app_id}.{b32encode(digest[:10]).decode().lower()}"
