"""Lists as one parameter: ``IN`` over a list of any length in a statement that is compiled once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from sqlalchemy import ARRAY, Dialect, Select, String, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class ListOf(TypeDecorator[list[Any]]):
    """PostgreSQL: an array of ``item``. SQLite: JSON text."""

    impl = String
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        made: TypeEngine[Any] = String() if dialect.name == "sqlite" else ARRAY(self.item)
        return dialect.type_descriptor(made)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        return _json if dialect.name == "sqlite" else None


class _each(FunctionElement[Any]):
    """A row for each item: ``unnest``, or SQLite's ``json_each``."""

    name = "each"
    inherit_cache = True


@compiles(_each, "sqlite")
def _each_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **more)})"


@compiles(_each, "postgresql")
def _each_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    return f"unnest({compiler.process(element.clauses, **more)})"


def listed(name: str, item: TypeEngine[Any]) -> Select[Any]:
    """The items of the parameter ``name``: ``column.in_(listed("ids", BigInteger()))``."""
    return select(_each(bindparam(name, type_=ListOf(item))).column_valued("value"))


def _json(items: Any) -> str:
    return orjson.dumps(items).decode()
