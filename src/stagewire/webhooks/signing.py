"""Signatures by Standard Webhooks 1.0 (https://www.standardwebhooks.com).

``v1`` is HMAC-SHA256 with the webhook's secret. ``v1a`` is Ed25519 with a key of the application:
nobody else's deliveries verify with its public half. All are over ``id.timestamp.body``.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from stagewire.storage.secrecy import derived

PREFIX = "whsec_"
_SHORTEST, _LONGEST = 24, 64


def new_key() -> bytes:
    return secrets.token_bytes(32)


def key_of(secret: str) -> bytes:
    """The bytes that a secret stands for: the base64 after ``whsec_``, else its UTF-8 bytes.
    ValueError says what the secret must be."""
    if not secret.startswith(PREFIX):
        return secret.encode()
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("must be base64 after whsec_") from None
    if not _SHORTEST <= len(key) <= _LONGEST:
        raise ValueError(f"must stand for {_SHORTEST} to {_LONGEST} bytes after whsec_")
    return key


def written(key: bytes) -> str:
    """A key as every ``standardwebhooks`` library takes it."""
    return PREFIX + base64.b64encode(key).decode()


def v1(keys: Iterable[bytes], signed: bytes) -> str:
    """A signature by each of the keys."""
    return " ".join(
        "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode() for key in keys
    )


class Signer:
    """The Ed25519 keys of applications. They are made from the server's secret, so every process
    has the same ones and none is stored."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._keys: dict[tuple[str, str], Ed25519PrivateKey] = {}
        # One event goes to many webhooks within a second; they all get the same signature.
        self._last: tuple[tuple[str, str], bytes, str] | None = None

    def v1a(self, app_id: str, environment: str, signed: bytes) -> str:
        owner = (app_id, environment)
        if self._last is not None and self._last[0] == owner and self._last[1] == signed:
            return self._last[2]
        made = "v1a," + base64.b64encode(self._key(owner).sign(signed)).decode()
        self._last = (owner, signed, made)
        return made

    def public_key(self, app_id: str, environment: str) -> str:
        """``whpk_`` and the base64 of the 32 bytes of RFC 8032."""
        key = self._key((app_id, environment)).public_key()
        raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return "whpk_" + base64.b64encode(raw).decode()

    def _key(self, owner: tuple[str, str]) -> Ed25519PrivateKey:
        found = self._keys.get(owner)
        if found is None:
            seed = derived(self._secret, f"webhook signing {owner[0]} {owner[1]}")
            if len(self._keys) >= 10_000:
                self._keys.clear()
            found = self._keys[owner] = Ed25519PrivateKey.from_private_bytes(seed)
        return found
