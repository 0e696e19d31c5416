"""Issues licence files; ``offline.py`` says what they are and verifies them."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING, Any

import jwt
import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stagewire.licenses import rendering
from stagewire.licenses.judging import allowed, begins_now
from stagewire.licenses.keys import LicenseKey
from stagewire.licenses.offline import base64url, content_key
from stagewire.licenses.owner import Owner
from stagewire.licenses.signing import SigningKeys
from stagewire.storage.types import instant, rfc3339

if TYPE_CHECKING:
    from stagewire_models import licenses as wire

    from stagewire.platform import Platform

_TAG = 16


class Files:
    """``platform.of(Files)``."""

    def __init__(self, platform: Platform) -> None:
        self._clock = platform.clock
        self._keys = platform.of(SigningKeys)

    async def issue(
        self, holder: Owner, row: Any, key: LicenseKey, *, ttl: int, encrypt: bool
    ) -> wire.LicenseFile:
        """A file for the licence and device in ``row`` (of ``rows.py``), good for ``ttl`` seconds
        and not beyond the licence's expiry, or what that would be if it were activated now."""
        signer = await self._keys.signer(holder)
        issued = int(self._clock())
        expires = issued + ttl
        if row.expires_at is not None:
            expires = min(expires, int(row.expires_at.timestamp()))
        elif row.activated_at is None and begins_now(row, "first_activation"):
            expires = min(expires, issued + row.duration)
        claims = {
            "iss": "stagewire",
            "sub": row.id,
            "aud": holder.app_id,
            "iat": issued,
            "exp": expires,
            "jti": secrets.token_urlsafe(12),
            "environment": holder.environment,
            "license": {
                "policy_id": row.policy_id,
                "name": row.name,
                "max_devices": allowed(row),
                "entitlements": rendering.entitlements(row),
                "expires_at": rendering.time_text(row.expires_at),
            },
            "device": (
                None
                if row.device_id is None
                else {"id": row.device_id, "fingerprint": row.fingerprint}
            ),
        }
        file = jwt.encode(
            claims, signer.private, "EdDSA", headers={"kid": signer.kid, "typ": "license+jwt"}
        )
        if encrypt:
            file = _encrypted(file, content_key(key.plain, row.fingerprint))
        return {
            "file": file,
            "kid": signer.kid,
            "encrypted": encrypt,
            "issued_at": rfc3339(instant(issued)),
            "expires_at": rfc3339(instant(expires)),
        }


def _encrypted(text: str, key: bytes) -> str:
    """A compact JWE (RFC 7516, 7.1) with direct encryption."""
    header = base64url(orjson.dumps({"alg": "dir", "enc": "A256GCM", "cty": "license+jwt"}))
    nonce = os.urandom(12)
    sealed = AESGCM(key).encrypt(nonce, text.encode("ascii"), header.encode("ascii"))
    parts = (nonce, sealed[:-_TAG], sealed[-_TAG:])
    return f"{header}..{'.'.join(map(base64url, parts))}"
