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
    ``IN`` over a list of variable length takes ``storage.lists``: expanded ones are refused.
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

    __slots__ = (
        *("_bind", "_constants", "_convert", "_defaults", "_make", "_names", "_order"),
        *("changes", "returns", "sql"),
    )

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        plan = _plan(compiled, dialect)
        self._order = [one.name for one in plan]
        self._names = frozenset(one.name for one in plan if one.given)
        fixed = {one.name: one.default for one in plan if not one.given}
        self._defaults = {name: make for name, make in fixed.items() if callable(make)}
        self._constants = {name: value for name, value in fixed.items() if not callable(value)}
        self._bind = [(index, one.convert) for index, one in enumerate(plan) if one.convert]
        columns = list(statement.exported_columns) if isinstance(statement, ReturnsRows) else []
        self.changes = isinstance(statement, UpdateBase)
        self.returns = bool(columns)
        row = namedtuple("Row", [str(c.key) for c in columns], rename=True)  # type: ignore[misc]
        self._make: Callable[[Any], Any] = row._make
        converters = [c.type.dialect_impl(dialect).result_processor(dialect, None) for c in columns]
        self._convert = [(i, converter) for i, converter in enumerate(converters) if converter]

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        """The parameters in the driver's order. TypeError: a value is missing or unknown."""
        whole = values
        if self._constants:
            whole = {**self._constants, **whole}
        if self._defaults:
            whole = {**{name: make() for name, make in self._defaults.items()}, **whole}
        try:
            made = [whole[name] for name in self._order]
        except KeyError:
            made = None
        # As many as there are names, and none is missing: so they are the same.
        if made is None or len(values) != len(self._names):
            raise TypeError(
                f"the statement takes {sorted(self._names)}, it was given {sorted(values)}"
            )
        for index, convert in self._bind:
            made[index] = convert(made[index])
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


class _Parameter(NamedTuple):
    """``given`` by the caller; else ``default`` is a constant or the function that makes it."""

    name: str
    given: bool
    convert: Converter | None
    default: Any


def _plan(compiled: SQLCompiler, dialect: Dialect) -> list[_Parameter]:
    """The positional parameters."""
    defaults = _column_defaults(compiled)
    plan: list[_Parameter] = []
    for name in compiled.positiontup or ():
        bind = compiled.binds[name]
        if bind.expanding:
            raise ValueError(f"IN over a list ({name}) cannot be a hot statement")
        given = bool(bind.required) and name not in defaults
        default = defaults.get(name, None if given else compiled.params[name])
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        plan.append(_Parameter(name, given, convert, default))
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
