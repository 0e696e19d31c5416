"""Tables of the storage layer itself."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from stagewire.storage.types import UtcDateTime


class IdempotencyRecord(SQLModel, table=True):
    """A request under an ``Idempotency-Key``.

    ``digest`` is the SHA-256 of owner, operation and key; ``answer`` the encrypted answer, None
    while the request runs, which ``holder`` may do until ``lease_until``.
    """

    __tablename__ = "idempotency_records"

    digest: bytes = Field(primary_key=True)
    fingerprint: bytes
    holder: str = Field(max_length=32)
    lease_until: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    answer: bytes | None = None
