"""Client tokens: what an application hands to its own users (JSON Web Tokens, RFC 7519, HS256).

The payload's fields stand at the top level beside the server's claims. Tokens are signed with a
key made from the server's secret: the application never needs to check them itself.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, NamedTuple

import jwt

from stagewire.contract.types import ApiError, FieldError
from stagewire.storage.secrecy import derived
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire.platform import Platform

LIFE = 86_400
"""Seconds a token lives."""
RESERVED = frozenset({"app_id", "exp", "iat", "nbf", "iss", "aud", "jti"})
LONGEST_USER = 128
_ISSUER = "stagewire"
_CLAIMS = frozenset({"app_id", "exp", "iat", "iss", "jti"})
# The header of what PyJWT signs with HS256; RFC 7515, section 3.1.
_HEAD = jwt.encode({}, "a key that signs nothing but this" * 2, "HS256").partition(".")[0]
# Times are compared with the platform's clock, below. `sub` is the application's own.
_OPTIONS: Any = {
    "require": sorted(_CLAIMS),
    "verify_exp": False,
    "verify_iat": False,
    "verify_sub": False,
}


class ClientToken(NamedTuple):
    token: str
    expires_at: datetime


class ClientTokens:
    """``platform.of(ClientTokens)``."""

    def __init__(self, platform: Platform) -> None:
        self._clock = platform.clock
        self._key = derived(platform.settings.secret, "client tokens")

    def issue(self, app_id: str, payload: Mapping[str, Any]) -> ClientToken:
        """ApiError 400 names the fields of the payload that are the server's claims."""
        taken = sorted(RESERVED & payload.keys())
        if taken:
            raise ApiError(
                400,
                "reserved_claim",
                f"`payload` must not have {_listed(taken)}: the server sets "
                f"{'it' if len(taken) == 1 else 'them'}.",
                errors=[FieldError(f"payload.{name}", "is set by the server") for name in taken],
            )
        now = int(self._clock())
        claims = {
            **payload,
            "app_id": app_id,
            "iss": _ISSUER,
            "iat": now,
            "exp": now + LIFE,
            "jti": token_urlsafe(12),
        }
        return ClientToken(jwt.encode(claims, self._key, "HS256"), instant(now + LIFE))

    def verify(self, token: str) -> dict[str, Any]:
        """The claims of a valid token; ApiError 401 ``invalid_token``. Whether the application
        is still switched on is another question: see ``applications.status``."""
        claims = self._everyday(token)
        if claims is None:
            try:
                claims = jwt.decode(
                    token, self._key, algorithms=["HS256"], issuer=_ISSUER, options=_OPTIONS
                )
            except (jwt.InvalidTokenError, UnicodeEncodeError):
                raise ApiError(
                    401, "invalid_token", "The token is not one of this server."
                ) from None
        if claims["exp"] <= self._clock():
            raise ApiError(401, "token_expired", "The token has expired: get a new one.")
        return claims

    def _everyday(self, token: str) -> dict[str, Any] | None:
        """The claims of a token that is byte for byte as ``issue`` makes them, in a quarter of
        the library's time; None for any other, which the library judges."""
        signed, _, signature = token.rpartition(".")
        head, _, payload = signed.partition(".")
        if head != _HEAD or not token.isascii():
            return None
        digest = hmac.digest(self._key, signed.encode(), "sha256")
        if not hmac.compare_digest(urlsafe_b64encode(digest).rstrip(b"="), signature.encode()):
            return None
        # What this key has signed is JSON: nobody else has the key.
        claims = json.loads(urlsafe_b64decode(f"{payload}=="))
        return claims if _is_ours(claims) else None


def _is_ours(claims: Any) -> bool:
    return (
        isinstance(claims, dict)
        and claims.keys() >= _CLAIMS
        and claims["iss"] == _ISSUER
        and "nbf" not in claims
        and "aud" not in claims
    )


def user_of(claims: Mapping[str, Any]) -> str | None:
    """The `user_id` of a token's claims, None where it has none; ApiError 401 ``invalid_token``
    for one that is no name."""
    user_id = claims.get("user_id")
    if isinstance(user_id, int) and not isinstance(user_id, bool):
        user_id = str(user_id)
    if user_id is not None and not (isinstance(user_id, str) and 0 < len(user_id) <= LONGEST_USER):
        raise ApiError(
            401,
            "invalid_token",
            f"The token's `user_id` must be a string of 1 to {LONGEST_USER} characters.",
        )
    return user_id


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
