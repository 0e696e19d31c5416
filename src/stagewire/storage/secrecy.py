"""Keys for different purposes, made from the server's one secret (HKDF, RFC 5869)."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derived(secret: bytes, purpose: str) -> bytes:
    """32 bytes that tell nothing of ``secret`` or of another purpose's key."""
    return HKDF(SHA256(), 32, salt=None, info=f"stagewire {purpose}".encode()).derive(secret)


def cipher(secret: bytes, purpose: str) -> Fernet:
    """Authenticated encryption for what is kept in the database but must not be read there."""
    return Fernet(base64.urlsafe_b64encode(derived(secret, purpose)))
