"""Runs one Lua script for many callers: those who come while a round trip to Redis is under way
go together in the next.

This takes one connection however many requests are in hand, so nobody queues for a connection
(the client's pools either refuse, or serve waiters in no fair order), and a joined call costs
about half of a separate one.
"""

from __future__ import annotations

import asyncio
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import NoScriptError

from stagewire.tasks import end

MOST = 256
"""Calls in one round trip: bounds how long Redis and the event loop are held by one."""

Arguments = tuple[Any, ...]


class ScriptBatch:
    """``run`` answers what the script answers. When Redis is away, all who wait get the error at
    once rather than one timeout after another."""

    def __init__(self, client: Redis, source: str) -> None:
        self._client = client
        self._source = source
        self._sha = client.register_script(source).sha
        self._waiting: list[tuple[Arguments, asyncio.Future[Any]]] = []
        self._sending: asyncio.Task[None] | None = None

    async def run(self, keys: tuple[str, ...], arguments: Arguments) -> Any:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append(((len(keys), *keys, *arguments), future))
        if self._sending is None:
            self._sending = asyncio.create_task(self._send())
        return await future

    async def close(self) -> None:
        if self._sending is not None:
            await end(self._sending)
            self._sending = None
        # A task that was cancelled before its first step has settled nothing.
        waiting, self._waiting = self._waiting, []
        for _, future in waiting:
            future.cancel()

    async def _send(self) -> None:
        batch: list[tuple[Arguments, asyncio.Future[Any]]] = []
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                answers = await self._round_trip([call for call, _ in batch])
                for (_, future), answer in zip(batch, answers, strict=True):
                    _settle(future, answer)
        except BaseException as error:
            failed, self._waiting = batch + self._waiting, []
            for _, future in failed:
                _settle(future, error)
            if not isinstance(error, Exception):
                raise
        finally:
            self._sending = None

    async def _round_trip(self, calls: list[Arguments]) -> list[Any]:
        answers = await self._evaluate(calls)
        # A new or restarted server does not know the script; what it refused had no effect.
        unknown = [at for at, answer in enumerate(answers) if isinstance(answer, NoScriptError)]
        if unknown:
            await self._client.script_load(self._source)
            again = await self._evaluate([calls[at] for at in unknown])
            for at, answer in zip(unknown, again, strict=True):
                answers[at] = answer
        return answers

    async def _evaluate(self, calls: list[Arguments]) -> list[Any]:
        if len(calls) == 1:
            try:
                return [await self._client.evalsha(self._sha, *calls[0])]
            except NoScriptError as error:
                return [error]
        # All or none are unknown: one that is sent again must not come behind those after it.
        pipeline = self._client.pipeline(transaction=True)
        for call in calls:
            pipeline.evalsha(self._sha, *call)
        return await pipeline.execute(raise_on_error=False)


def _settle(future: asyncio.Future[Any], answer: Any) -> None:
    # Done already: whoever asked was cancelled and waits no longer.
    if future.done():
        return
    if isinstance(answer, asyncio.CancelledError):
        future.cancel()
    elif isinstance(answer, BaseException):
        future.set_exception(answer)
    else:
        future.set_result(answer)
