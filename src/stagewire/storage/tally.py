"""Counting by the second: what is counted in memory is added to the database twice a second.

Counts are added up in memory and written in one transaction as additions, so that any number of
processes count into the same rows. A killed process loses what the last second counted; a
database that is slow or away makes sums wait.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

import structlog

from stagewire.storage.database import Database

EVERY = 0.5

log = structlog.get_logger(__name__)


class Sums(Protocol):
    """What was added up; false when that is nothing."""

    def __bool__(self) -> bool: ...

    def merge(self, other: Self) -> None:
        """Adds sums that could not be written."""
        ...


S = TypeVar("S", bound=Sums)


class Tally(ABC, Generic[S]):
    """The sums of one process. A subclass counts into ``sums`` and says what is written."""

    name: ClassVar[str]
    kind: type[S]

    def __init__(self, database: Database) -> None:
        self._database = database
        self.sums = self.kind()
        self._ticking: asyncio.Task[None] | None = None
        self._writing: asyncio.Task[None] | None = None

    @abstractmethod
    def statements(self, sums: S) -> Sequence[tuple[Any, list[dict[str, Any]]]]:
        """Each statement with its rows, in the same order in every process, so that none waits
        for another in a circle."""

    async def add_up(self) -> None:
        """Adds what was only noted to ``sums``; for one that counts in two steps."""

    async def start(self) -> None:
        self._ticking = asyncio.create_task(self._tick(), name=self.name)

    async def stop(self) -> None:
        """Writes what is left."""
        if self._ticking is not None:
            self._ticking.cancel()
            await asyncio.wait([self._ticking])
            self._ticking = None
        await self.flush()

    async def flush(self) -> None:
        """Everything counted before the call is in the database after it, unless that fails."""
        if self._writing is not None:
            await asyncio.wait([self._writing])
        await self.add_up()
        await self._write()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.add_up()
            except Exception:
                # What was noted this time is lost; counting goes on.
                log.error("what was noted could not be added up", tally=self.name, exc_info=True)
            if self.sums and (self._writing is None or self._writing.done()):
                # A task of its own: stopping must not cut it off.
                self._writing = asyncio.create_task(self._write(), name=f"{self.name} write")

    async def _write(self) -> None:
        sums, self.sums = self.sums, self.kind()
        if not sums:
            return
        try:
            async with self._database.begin() as session:
                connection = await session.connection()
                for statement, rows in self.statements(sums):
                    if rows:
                        await connection.execute(statement, rows)
        except Exception:
            log.warning("sums could not be written and wait", tally=self.name, exc_info=True)
            self.sums.merge(sums)
