"""Answers kept for ``Idempotency-Key`` (draft-ietf-httpapi-idempotency-key-header).

A request first inserts its key: whoever inserts runs. It holds a lease, so that a key whose holder
died is free again a minute later. Finished answers are kept encrypted, because some hold secrets
that are shown once and stored as hashes only.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex
from time import time
from typing import Any

import orjson
from cryptography.fernet import InvalidToken
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from stagewire.contract.types import ApiError, StoredAnswer
from stagewire.storage.database import Database
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.secrecy import cipher
from stagewire.storage.tables import IdempotencyRecord as Record
from stagewire.storage.types import instant

KEPT = timedelta(hours=24)
LEASE = timedelta(seconds=60)

_DIGEST = col(Record.digest) == bindparam("digest_")
_HELD = (_DIGEST, col(Record.holder) == bindparam("holder_"), col(Record.answer).is_(None))
_CLAIM = Hot(
    insert(Record)
    .values(
        digest=bindparam("digest"),
        fingerprint=bindparam("fingerprint"),
        holder=bindparam("holder"),
        lease_until=bindparam("lease_until"),
        expires_at=bindparam("expires_at"),
        answer=None,
    )
    .on_conflict_do_nothing(index_elements=["digest"])
    .returning(col(Record.holder))
)
_READ = Hot(
    select(
        col(Record.fingerprint), col(Record.lease_until), col(Record.expires_at), col(Record.answer)
    ).where(_DIGEST)
)
_FORGET = Hot(delete(Record).where(_DIGEST, col(Record.lease_until) == bindparam("seen")))
_FINISH = Hot(
    update(Record)
    .where(*_HELD)
    .values(answer=bindparam("answer_"), expires_at=bindparam("expires_at_"))
)
_ABANDON = Hot(delete(Record).where(*_HELD))
_PURGE = Hot(delete(Record).where(col(Record.expires_at) <= bindparam("now")))

_holder: ContextVar[str] = ContextVar("holder")


class DatabaseIdempotency:
    """The ``IdempotencyStore`` of ``contract.types``, in the database."""

    def __init__(
        self, database: Database, secret: bytes, clock: Callable[[], float] = time
    ) -> None:
        """``secret`` is the server's (``settings.secret``), ``clock`` answers Unix seconds."""
        self._database = database
        self._clock = clock
        self._cipher = cipher(secret, "idempotency")

    async def begin(
        self, owner: str, operation_id: str, key: str, fingerprint: bytes
    ) -> StoredAnswer | None:
        """See ``IdempotencyStore.begin``. The caller holds the key in this task's context."""
        holder = token_hex(16)
        stored = await self._database.write(
            _claim,
            digest=_digest(owner, operation_id, key),
            fingerprint=fingerprint,
            holder=holder,
            now=instant(self._clock()),
        )
        if stored is None:
            _holder.set(holder)
            return None
        try:
            head, body = self._cipher.decrypt(stored).split(b"\n", 1)
        except InvalidToken:
            # Kept under another SECRET_KEY. To run the request again could do it twice.
            raise ApiError(
                409,
                "idempotency_answer_lost",
                "This Idempotency-Key was used, but its answer can no longer be read: "
                "see what the first request did, and send a new key.",
            ) from None
        status, headers = orjson.loads(head)
        return StoredAnswer(status, headers, body)

    async def finish(self, owner: str, operation_id: str, key: str, answer: StoredAnswer) -> None:
        head = orjson.dumps([answer.status, answer.headers])
        await self._database.execute(
            _FINISH,
            digest_=_digest(owner, operation_id, key),
            holder_=_holder.get(),
            answer_=self._cipher.encrypt(head + b"\n" + answer.body),
            expires_at_=instant(self._clock()) + KEPT,
        )

    async def abandon(self, owner: str, operation_id: str, key: str) -> None:
        await self._database.execute(
            _ABANDON, digest_=_digest(owner, operation_id, key), holder_=_holder.get()
        )

    async def purge(self) -> None:
        """Forgets what is older than 24 hours; run it now and then."""
        await self._database.execute(_PURGE, now=instant(self._clock()))


def _digest(owner: str, operation_id: str, key: str) -> bytes:
    return sha256("\0".join((owner, operation_id, key)).encode()).digest()


def _claim(*, digest: bytes, fingerprint: bytes, holder: str, now: datetime) -> Unit[bytes | None]:
    """The kept answer's ciphertext, or None when ``holder`` has the key now."""
    values: dict[str, Any] = {
        "digest": digest,
        "fingerprint": fingerprint,
        "holder": holder,
        "lease_until": now + LEASE,
        "expires_at": now + KEPT,
    }
    if (yield _CLAIM(**values)):
        return None
    rows = yield _READ(digest_=digest)
    if rows:
        found = rows[0]
        over = found.expires_at <= now
        if not over:
            if found.fingerprint != fingerprint:
                raise ApiError(
                    422,
                    "idempotency_key_reused",
                    "This Idempotency-Key was used with another request: send a new one.",
                )
            if found.answer is not None:
                return bytes(found.answer)
        if over or found.lease_until <= now:
            yield _FORGET(digest_=digest, seen=found.lease_until)
            if (yield _CLAIM(**values)):
                return None
    raise ApiError(
        409,
        "idempotency_in_progress",
        "The first request with this Idempotency-Key is still running: try again shortly.",
        headers={"Retry-After": "1"},
    )
