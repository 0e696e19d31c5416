"""Statements compiled once and run on the bare driver.

A session costs about a millisecond a query; the statements of the request path are therefore
built once, as SQLAlchemy Core statements over the SQLModel tables, and keep only the SQL, the
order of the parameters and the converters of their types::

    FIND = Hot(select(Key.id, Key.expires_at).where(Key.prefix == bindparam("prefix")))
    rows = await database.fetch(FIND, prefix="sw_live_abc")
    rows[0].expires_at

Values and results are converted by the columns' own types, so they equal what sessions store.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import orjson
from sqlalchemy import Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import ReturnsRows

T = TypeVar("T")
Converter = Callable[[Any], Any]

# PostgreSQL's driver reads JSON itself.
_DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(json_deserializer=orjson.loads),
    "postgresql": asyncpg.dialect(),  # type: ignore[no-untyped-call]
}


class Step(NamedTuple):
    """A hot statement with its values: what a unit yields."""

    statement: Hot
    values: Mapping[str, Any]


class Many(NamedTuple):
    """A hot statement to run once for each of ``rows``, in their order, in one go. It answers no
    rows."""

    statement: Hot
    rows: Sequence[Mapping[str, Any]]


Unit = Generator[Step | Many, list[Any], T]
"""A piece of writing that happens whole or not at all; see ``Database.write``."""


class Hot:
    """A statement that is compiled once per database, on its first use.

    ``statement`` is a Core select, insert, update or delete whose variable parts are
    ``bindparam``s (of an insert without ``values``: its columns). An upsert is written with
    ``sqlalchemy.dialects.postgresql.insert``, which SQLite's compiler understands too.
    Rows are named tuples of the columns. Calling it makes a Step: ``rows = yield FIND(id=1)``.
    ``IN`` over a list of variable length is refused: it cannot be compiled once.
    """

    __slots__ = ("_compiled", "statement")

    def __init__(self, statement: Executable) -> None:
        self.statement = statement
        self._compiled: dict[str, Compiled] = {}

    def __call__(self, **values: Any) -> Step:
        return Step(self, values)

    def many(self, rows: Sequence[Mapping[str, Any]]) -> Many:
        """The statement for each of ``rows`` (none is fine): ``yield ADD.many(rows)``. It must
        not return rows."""
        return Many(self, rows)

    def on(self, dialect: str) -> Compiled:
        """The statement for ``sqlite`` or ``postgresql``."""
        try:
            return self._compiled[dialect]
        except KeyError:
            made = self._compiled[dialect] = Compiled(self.statement, _DIALECTS[dialect])
            return made


class Compiled:
    """SQL text with what turns named values into parameters and driver rows into named tuples. A
    NULL is None, whatever its type."""

    __slots__ = ("_convert", "_make", "_names", "_plan", "changes", "returns", "sql")

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        self._plan = _plan(compiled, dialect)
        self._names = frozenset(name for name, needed, _, _ in self._plan if needed)
        columns = list(statement.exported_columns) if isinstance(statement, ReturnsRows) else []
        self.changes = isinstance(statement, UpdateBase)
        self.returns = bool(columns)
        row = namedtuple("Row", [str(c.key) for c in columns], rename=True)  # type: ignore[misc]
        self._make: Callable[[Any], Any] = row._make
        converters = [c.type.dialect_impl(dialect).result_processor(dialect, None) for c in columns]
        self._convert = [(i, converter) for i, converter in enumerate(converters) if converter]

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters in the driver's order. TypeError: a value is missing or unknown."""
        if values.keys() != self._names:
            raise TypeError(
                f"the statement takes {sorted(self._names)}, it was given {sorted(values)}"
            )
        made = []
        for name, needed, convert, default in self._plan:
            value = values[name] if needed else default() if callable(default) else default
            made.append(convert(value) if convert is not None else value)
        return made

    def rows(self, fetched: list[Any]) -> list[Any]:
        """The driver's rows as named tuples with converted values."""
        make, convert = self._make, self._convert
        if not convert:
            return [make(row) for row in fetched]
        made = []
        for row in fetched:
            values = list(row)
            for index, converter in convert:
                value = values[index]
                if value is not None:
                    values[index] = converter(value)
            made.append(make(values))
        return made


_Parameter = tuple[str, bool, Converter | None, Any]


def _plan(compiled: SQLCompiler, dialect: Dialect) -> list[_Parameter]:
    """For each positional parameter: its name, whether the caller gives it, its converter, and
    otherwise its constant or the function that makes it."""
    defaults = _column_defaults(compiled)
    plan: list[_Parameter] = []
    for name in compiled.positiontup or ():
        bind = compiled.binds[name]
        if bind.expanding:
            raise ValueError(f"IN over a list ({name}) cannot be a hot statement")
        needed = bool(bind.required) and name not in defaults
        default = defaults.get(name, None if needed else compiled.params[name])
        plan.append(
            (name, needed, bind.type.dialect_impl(dialect).bind_processor(dialect), default)
        )
    return plan


def _column_defaults(compiled: SQLCompiler) -> dict[str, Any]:
    """What the columns of an insert that the statement leaves out are filled with; sessions do
    this at execution, a compiled statement has to bring it along."""
    found: dict[str, Any] = {}
    if isinstance(compiled.statement, UpdateBase):
        if compiled.update_prefetch:
            raise ValueError("onupdate columns are not supported: set them in the statement")
        for column in compiled.insert_prefetch:
            default = column.default
            if default is None or default.is_sequence:
                raise ValueError(f"the default of {column} cannot be compiled")
            if default.is_scalar:
                found[column.key] = default.arg  # type: ignore[attr-defined]
            else:
                make = default.arg  # type: ignore[attr-defined]
                found[column.key] = lambda make=make: make(None)
    return found
