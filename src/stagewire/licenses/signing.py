"""The Ed25519 keys that a tenant's licence files are signed with: ``platform.of(SigningKeys)``.

A tenant's first key pair is made when it is first needed. Private keys are kept encrypted with the
server's secret.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Integer, bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col

from stagewire.licenses.offline import base64url
from stagewire.licenses.owner import Owner
from stagewire.licenses.rendering import time_text
from stagewire.licenses.tables import LicenseSigningKey
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.secrecy import cipher
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant, rfc3339

if TYPE_CHECKING:
    from stagewire_models import licenses as wire

    from stagewire.platform import Platform

_PUBLISHED = Hot(
    scoped(
        select(
            col(LicenseSigningKey.number),
            col(LicenseSigningKey.kid),
            col(LicenseSigningKey.public),
            col(LicenseSigningKey.sealed_private),
            col(LicenseSigningKey.created_at),
            col(LicenseSigningKey.published_until),
        ),
        LicenseSigningKey,
        *owner(),
    )
    .where(
        or_(
            col(LicenseSigningKey.published_until).is_(None),
            col(LicenseSigningKey.published_until) > bindparam("moment"),
        )
    )
    .order_by(col(LicenseSigningKey.number).desc())
)
_ADD = Hot(
    upsert(LicenseSigningKey)
    .values(
        {
            name: bindparam(name)
            for name in (
                *("app_id", "environment", "kid", "public", "sealed_private", "created_at"),
                "published_until",
            )
        }
        | {"number": bindparam("number", type_=Integer)}
    )
    .on_conflict_do_nothing(index_elements=["app_id", "environment", "number"])
    .returning(col(LicenseSigningKey.number))
)
_WITHDRAW = Hot(
    scoped(update(LicenseSigningKey), LicenseSigningKey, *owner())
    .where(
        or_(
            col(LicenseSigningKey.published_until).is_(None),
            col(LicenseSigningKey.published_until) > bindparam("until"),
        )
    )
    .values(published_until=bindparam("until"))
)
_FORGET = Hot(
    scoped(delete(LicenseSigningKey), LicenseSigningKey, *owner()).where(
        col(LicenseSigningKey.published_until) <= bindparam("moment")
    )
)


class Signer(NamedTuple):
    """The key in use."""

    kid: str
    private: Ed25519PrivateKey


class SigningKeys:
    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self._cipher = cipher(platform.settings.secret, "licence signing keys")

    async def signer(self, holder: Owner) -> Signer:
        row = (await self._published(holder))[0]
        private = Ed25519PrivateKey.from_private_bytes(self._cipher.decrypt(row.sealed_private))
        return Signer(row.kid, private)

    async def listed(self, holder: Owner) -> wire.LicenseSigningKeys:
        return {
            "app_id": holder.app_id,
            "environment": holder.environment,
            "keys": [
                {
                    "kid": row.kid,
                    "public_key": base64url(row.public),
                    "in_use": row.published_until is None,
                    "created_at": rfc3339(row.created_at),
                    "published_until": time_text(row.published_until),
                }
                for row in await self._published(holder)
            ],
        }

    async def key_set(self, holder: Owner) -> wire.LicenseKeySet:
        """RFC 7517, RFC 8037."""
        return {
            "keys": [
                {
                    "kty": "OKP",
                    "crv": "Ed25519",
                    "use": "sig",
                    "alg": "EdDSA",
                    "kid": row.kid,
                    "x": base64url(row.public),
                }
                for row in await self._published(holder)
            ]
        }

    async def rotate(self, holder: Owner, keep_previous: int) -> wire.LicenseSigningKeys:
        """A new key signs; the others stay published for ``keep_previous`` seconds at most."""
        moment = instant(self._clock())
        until = moment + timedelta(seconds=keep_previous)
        while not await self._database.write(_rotate, holder, self._new(moment), moment, until):
            pass  # Another rotation took the number: this one comes after it.
        return await self.listed(holder)

    async def _published(self, holder: Owner) -> list[Any]:
        moment = instant(self._clock())
        found = await self._database.fetch(_PUBLISHED, moment=moment, **holder._asdict())
        if not found:
            await self._database.execute(
                _ADD, number=1, published_until=None, **self._new(moment), **holder._asdict()
            )
            found = await self._database.fetch(_PUBLISHED, moment=moment, **holder._asdict())
        return found

    def _new(self, moment: datetime) -> dict[str, Any]:
        private = Ed25519PrivateKey.generate()
        return {
            "kid": secrets.token_urlsafe(8),
            "public": private.public_key().public_bytes_raw(),
            "sealed_private": self._cipher.encrypt(private.private_bytes_raw()),
            "created_at": moment,
        }


def _rotate(holder: Owner, new: dict[str, Any], moment: datetime, until: datetime) -> Unit[bool]:
    given = holder._asdict()
    found = yield _PUBLISHED(moment=moment, **given)
    yield _WITHDRAW(until=until, **given)
    yield _FORGET(moment=moment, **given)
    number = found[0].number + 1 if found else 1
    return bool((yield _ADD(number=number, published_until=None, **new, **given)))
