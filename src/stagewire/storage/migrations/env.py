"""Alembic's entry: runs the migrations on the connection that ``migrate`` opened and locked."""

from __future__ import annotations

from importlib import import_module

from alembic import context
from sqlmodel import SQLModel

from stagewire.storage.migrations import TABLES

for module in TABLES:
    import_module(module)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    # The caller's transaction is used as it stands: all or nothing, under its lock.
    transactional_ddl=False,
)
context.run_migrations()
