"""Counters in tables: counts that are inserted, or added to those that are there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import SQLModel


def adding(table: type[SQLModel], *columns: str) -> Any:
    """An insert that adds ``columns`` to a row of the same primary key. SQLite's compiler
    understands PostgreSQL's."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=inspect(table).primary_key,
        set_={
            column: getattr(table, column) + getattr(statement.excluded, column)
            for column in columns
        },
    )
