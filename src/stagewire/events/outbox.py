"""The outbox: events are written with the change they tell of, and told from there.

An event that was added in a transaction exists if and only if the change does. What was added is
told to the consumers (``fanout.py``) at least once from any crash, and what they write about it
exactly once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import bindparam
from sqlalchemy import event as listening
from sqlalchemy.dialects.postgresql import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from stagewire.contract.types import Environment
from stagewire.events.ids import event_id, same_id
from stagewire.events.tables import EventRecord
from stagewire.events.wake import Wake
from stagewire.storage.hot import Hot, Step, Unit
from stagewire.storage.types import instant, rfc3339

if TYPE_CHECKING:
    from stagewire.platform import Platform

_COLUMNS = ("app_id", "environment", "id", "type", "key", "body", "created_at", "due_at")
ADD_EVENT = Hot(
    insert(EventRecord)
    .inline()  # Its number is not asked back.
    .values({name: bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["id"])
)
_MOST_JOINED = 500

Row = dict[str, Any]


class Outbox:
    """``platform.of(Outbox)``. ``event`` is the type's name, as ``link.created``; ``data`` is
    JSON; events of the same ``key`` (``link:42``) keep their order where a receiver asks so."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._clock = platform.clock
        self.wake = Wake(platform.bus, "outbox")
        self._waiting: list[tuple[Row, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    def add(
        self,
        session: AsyncSession,
        app_id: str,
        environment: Environment,
        event: str,
        data: Mapping[str, Any],
        *,
        key: str = "",
    ) -> str:
        """An event of the change that this ``database.begin()`` session commits; its id."""
        row = self._row(app_id, environment, event, data, key)
        session.add(EventRecord(**row))
        _after_commit(session, self.wake)
        return str(row["id"])

    def step(
        self,
        app_id: str,
        environment: Environment,
        event: str,
        data: Mapping[str, Any],
        *,
        key: str = "",
    ) -> Step:
        """The same for a unit of ``database.write``: ``yield outbox.step(…)``. Whoever runs the
        unit calls ``outbox.wake()`` after it; else the event is told at the next look."""
        return ADD_EVENT(**self._row(app_id, environment, event, data, key))

    async def emit(
        self,
        app_id: str,
        environment: Environment,
        event: str,
        data: Mapping[str, Any],
        *,
        key: str = "",
        once: str | None = None,
    ) -> str:
        """An event that goes with no change of the database; answers its id once it is durable.
        Those that wait together share a commit. What has the same ``once`` is told once."""
        row = self._row(app_id, environment, event, data, key, once)
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((row, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await written
        return str(row["id"])

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch = self._waiting[:_MOST_JOINED]
                del self._waiting[:_MOST_JOINED]
                error: Exception | None = None
                try:
                    await self._database.write(_add_all, [row for row, _ in batch])
                except Exception as failed:
                    error = failed
                else:
                    self.wake()
                for _, written in batch:
                    if written.done():
                        continue
                    if error is None:
                        written.set_result(None)
                    else:
                        written.set_exception(error)
        finally:
            self._writing = None

    def _row(
        self,
        app_id: str,
        environment: str,
        event: str,
        data: Mapping[str, Any],
        key: str,
        once: str | None = None,
    ) -> Row:
        now = self._clock()
        made, moment = event_id(now) if once is None else same_id(once), instant(now)
        body = {
            "id": made,
            "type": event,
            "timestamp": rfc3339(moment),
            "app_id": app_id,
            "environment": environment,
            "data": data,
        }
        return {
            "app_id": app_id,
            "environment": environment,
            "id": made,
            "type": event,
            "key": key,
            "body": orjson.dumps(body),
            "created_at": moment,
            "due_at": moment,
        }


def _add_all(rows: list[Row]) -> Unit[None]:
    yield ADD_EVENT.many(rows)


def _after_commit(session: AsyncSession, wake: Callable[[], None]) -> None:
    if "outbox" not in session.info:
        session.info["outbox"] = True
        listening.listen(session.sync_session, "after_commit", lambda _session: wake())
