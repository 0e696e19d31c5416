"""Verifies licence files without the network.

A licence file is a JSON Web Token signed with Ed25519 (RFC 7515, RFC 7519, RFC 8037; `typ` is
`license+jwt`), or such a token encrypted to a device: a compact JWE (RFC 7516) with `alg: dir` and
`enc: A256GCM`, whose key is HMAC-SHA256 of `stagewire license file\\n<fingerprint>` under the
licence key's 25 characters.

Needs the package `cryptography`. This file stands by itself: the Python client carries a copy.
"""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

_TYPE = "license+jwt"
_UTC = timezone(timedelta(0))
_PURPOSE = "stagewire license file\n"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
LEEWAY = 300.0
"""Seconds that a clock may be behind the server's."""


class LicenseFileError(Exception):
    """A licence file that proves nothing here.

    ``code`` says why: MALFORMED, UNKNOWN_KEY (signed with a key that is not among those given),
    BAD_SIGNATURE, LICENSE_KEY_REQUIRED, CANNOT_DECRYPT (another licence key or another device),
    FINGERPRINT_REQUIRED, OTHER_DEVICE, OTHER_APPLICATION, EXPIRED, CLOCK_SET_BACK.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class VerifiedLicense:
    """What a licence file proves. ``fingerprint`` is the device it is bound to, None for any;
    ``claims`` are all it says."""

    license_id: str
    app_id: str
    environment: str
    entitlements: tuple[str, ...]
    fingerprint: str | None
    issued_at: datetime
    expires_at: datetime
    claims: Mapping[str, Any]


def verify_license_file(
    file: str,
    keys: Any,
    *,
    fingerprint: str | None = None,
    license_key: str | None = None,
    app_id: str | None = None,
    now: float | None = None,
    last_seen: float | None = None,
) -> VerifiedLicense:
    """What ``file`` proves; LicenseFileError if it proves nothing on this device.

    ``keys`` is the application's key set, as `getLicenseKeySet` answers it or as parsed JSON, or
    one public key in base64url: build it into the software. ``fingerprint`` is this device's, and
    is needed for a file that is bound to one; ``license_key`` is needed to decrypt. ``now`` and
    ``last_seen`` are Unix seconds: give the latest moment that the software has remembered, so that
    a clock which was set back is noticed even when the file is older.
    """
    text = "".join(file.split())
    if text.count(".") == 4:
        text = _decrypt(text, license_key, fingerprint)
    claims = _verified(text, keys)
    try:
        issued, expires = float(claims["iat"]), float(claims["exp"])
        issued_at = datetime.fromtimestamp(issued, _UTC)
        expires_at = datetime.fromtimestamp(expires, _UTC)
        device, licensed = claims["device"], claims["license"]
        bound = None if device is None else str(device["fingerprint"])
        found = VerifiedLicense(
            license_id=str(claims["sub"]),
            app_id=str(claims["aud"]),
            environment=str(claims["environment"]),
            entitlements=tuple(str(one) for one in licensed["entitlements"]),
            fingerprint=bound,
            issued_at=issued_at,
            expires_at=expires_at,
            claims=claims,
        )
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        raise _malformed() from None
    if app_id is not None and found.app_id != app_id:
        raise LicenseFileError("OTHER_APPLICATION", "The file is for another application.")
    if bound is not None and fingerprint is None:
        raise LicenseFileError("FINGERPRINT_REQUIRED", "The file is bound to a device: say which.")
    if bound is not None and bound != fingerprint:
        raise LicenseFileError("OTHER_DEVICE", "The file is for another device.")
    moment = time.time() if now is None else now
    if moment >= expires:
        raise LicenseFileError("EXPIRED", f"The file expired at {expires_at.isoformat()}.")
    if moment < max(issued, last_seen or 0.0) - LEEWAY:
        raise LicenseFileError("CLOCK_SET_BACK", "The clock is behind a moment that has been.")
    return found


def content_key(license_key: str, fingerprint: str | None) -> bytes:
    """The 32 bytes that a file for a licence and a device is encrypted with."""
    plain = license_key.upper().translate(_READ_AS).encode("utf-8")
    return hmac.digest(plain, (_PURPOSE + (fingerprint or "")).encode("utf-8"), "sha256")


def base64url(value: bytes) -> str:
    """Without padding (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """ValueError: it is no base64url."""
    if not text.isascii() or "+" in text or "/" in text or "=" in text:
        raise ValueError("no base64url")
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _decrypt(text: str, license_key: str | None, fingerprint: str | None) -> str:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head, key, nonce, body, tag = text.split(".")
    header = _object(head)
    if key or header.get("alg") != "dir" or header.get("enc") != "A256GCM" or "crit" in header:
        raise _malformed()
    if license_key is None:
        raise LicenseFileError("LICENSE_KEY_REQUIRED", "The file is encrypted: give the key.")
    try:
        sealed, vector = from_base64url(body) + from_base64url(tag), from_base64url(nonce)
    except ValueError:
        raise _malformed() from None
    if len(vector) != 12 or len(sealed) < 16:
        raise _malformed()
    try:
        cipher = AESGCM(content_key(license_key, fingerprint))
        return cipher.decrypt(vector, sealed, head.encode("ascii")).decode("ascii")
    except (InvalidTag, UnicodeDecodeError):
        raise LicenseFileError(
            "CANNOT_DECRYPT", "The file is for another licence key or another device."
        ) from None


def _verified(text: str, keys: Any) -> Mapping[str, Any]:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    parts = text.split(".")
    if len(parts) != 3:
        raise _malformed()
    header = _object(parts[0])
    # The algorithm is ours to choose, never the file's.
    if header.get("alg") != "EdDSA" or header.get("typ") != _TYPE or "crit" in header:
        raise _malformed()
    try:
        public = _public(keys, header.get("kid"))
        signature = from_base64url(parts[2])
        Ed25519PublicKey.from_public_bytes(public).verify(
            signature, f"{parts[0]}.{parts[1]}".encode("ascii")
        )
    except (InvalidSignature, ValueError):
        raise LicenseFileError("BAD_SIGNATURE", "The file was not signed by that key.") from None
    return _object(parts[1])


def _public(keys: Any, kid: Any) -> bytes:
    if isinstance(keys, str):
        return from_base64url(keys)
    listed = keys["keys"] if isinstance(keys, Mapping) else keys.keys
    for one in listed:
        name, value = (one["kid"], one["x"]) if isinstance(one, Mapping) else (one.kid, one.x)
        if name == kid:
            return from_base64url(value)
    raise LicenseFileError("UNKNOWN_KEY", "The file is signed with a key that is not known here.")


def _object(part: str) -> Mapping[str, Any]:
    try:
        value = json.loads(from_base64url(part))
    except (ValueError, RecursionError):
        raise _malformed() from None
    if not isinstance(value, dict):
        raise _malformed()
    return value


def _malformed() -> LicenseFileError:
    return LicenseFileError("MALFORMED", "This is no licence file.")
