"""What happened to an application, added up by minute and by hour, and who was there."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from stagewire.storage.tenancy import Tenant

# Counters name their application without a foreign key: they are added to in bulk, after the fact,
# and one that cannot be kept must not hold up the others.


class Activity(Tenant, table=True):
    """What was counted in the ``span`` seconds (60 or 3600) from ``start`` (Unix seconds).
    ``events`` include the ``broadcasts``."""

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_start", "span", "start"),)

    app_id: str = Field(max_length=63, primary_key=True)
    environment: str = Field(max_length=16, primary_key=True)
    span: int = Field(primary_key=True)
    start: int = Field(primary_key=True, sa_type=BigInteger)
    connections: int = Field(sa_type=BigInteger)
    events: int = Field(sa_type=BigInteger)
    broadcasts: int = Field(sa_type=BigInteger)


class SeenUser(Tenant, table=True):
    """When a user was last known to be connected (Unix seconds). One row for each is enough to
    count the users of any period that ends now."""

    __tablename__ = "seen_users"
    __table_args__ = (
        Index("ix_seen_users_by_time", "app_id", "environment", "last_seen"),
        Index("ix_seen_users_last_seen", "last_seen"),
    )

    app_id: str = Field(max_length=63, primary_key=True)
    environment: str = Field(max_length=16, primary_key=True)
    user_id: str = Field(max_length=128, primary_key=True)
    last_seen: int = Field(sa_type=BigInteger)
