"""Tenants are kept apart here: their rows carry `app_id` and `environment`, and statements over
them go through `scoped`, so that no query of an API can forget whose rows it may see."""

from __future__ import annotations

from typing import Any, Protocol, Self, TypeVar

from sqlalchemy import BindParameter, bindparam, inspect
from sqlmodel import Field, SQLModel

from stagewire.contract.types import Environment


class Tenant(SQLModel):
    """What every row of a tenant has. `app_id` is the application that owns it."""

    app_id: str = Field(max_length=63)
    environment: str = Field(max_length=16)


class _Filtered(Protocol):
    """A select, update or delete."""

    def where(self, *criteria: Any) -> Self: ...


F = TypeVar("F", bound=_Filtered)


def scoped(
    statement: F,
    table: type[Tenant],
    app_id: str | BindParameter[str],
    environment: Environment | BindParameter[str] | None,
) -> F:
    """`statement` over `table`, narrowed to one application's rows of one environment.

    ``environment`` None means both, for what a production key may see of its sandbox. For a hot
    statement pass ``*owner()``. TypeError: the table's rows belong to no tenant.
    """
    if not issubclass(table, Tenant):
        raise TypeError(f"{table.__name__} is no table of tenants")
    columns = inspect(table).columns
    statement = statement.where(columns.app_id == app_id)
    if environment is None:
        return statement
    return statement.where(columns.environment == environment)


def owner() -> tuple[BindParameter[str], BindParameter[str]]:
    """The parameters ``app_id`` and ``environment`` of a hot statement."""
    return bindparam("app_id"), bindparam("environment")
