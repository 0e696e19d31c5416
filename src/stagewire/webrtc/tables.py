"""What the relay carried, added up by hour."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from stagewire.storage.tenancy import Tenant


class RelayUsage(Tenant, table=True):
    """Allocations that ended within the hour from ``start`` (Unix seconds), and the bytes they
    relayed, both ways together. ``relay_user`` is the user's name on the relay."""

    __tablename__ = "relay_usage"
    __table_args__ = (Index("ix_relay_usage_start", "start"),)

    app_id: str = Field(max_length=63, primary_key=True)
    environment: str = Field(max_length=16, primary_key=True)
    start: int = Field(primary_key=True, sa_type=BigInteger)
    relay_user: str = Field(max_length=96, primary_key=True)
    allocations: int = Field(sa_type=BigInteger)
    bytes: int = Field(sa_type=BigInteger)
