"""The limiter of several processes: ``hit.lua`` on Redis, one atomic step and one round trip.

Keys are ``sw:limit:quota:{rule:identity}`` and ``sw:limit:mark:{rule:identity}``; the braces put
both in one slot of a cluster, and each expires when nothing in it matters any more.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from urllib.parse import quote, unquote

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from stagewire.contract.types import LimitRule, LimitState
from stagewire.limits.batch import ScriptBatch
from stagewire.limits.interface import Block, shut
from stagewire.limits.ladder import Mark, forgotten_at

PREFIX = "sw:limit:"
_MARKS = f"{PREFIX}mark:"
_ANSWER = struct.Struct("<BdddI")
_MARK = struct.Struct("<Id")
_SCAN = 1000


def connect(url: str, *, timeout: float = 0.5) -> Redis:
    """A client for counting: no answer within ``timeout`` seconds is an error. One retry, so
    that a connection which the server closed while it was idle is no failure."""
    return Redis.from_url(
        url,
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
        retry=Retry(NoBackoff(), 1),
    )


class RedisLimiter:
    """Counts across processes; raises ``redis.RedisError`` or ``OSError`` when Redis is away
    (``FailoverLimiter`` answers for it then).

    ``clock`` is for tests that walk through time. Without one the Redis server's clock counts,
    which is the same for all processes. ``on_block`` is told of every refusal under a block:
    rule, identity, the block's remaining seconds and strikes.
    """

    def __init__(
        self,
        client: Redis,
        clock: Callable[[], float] | None = None,
        *,
        on_block: Callable[[LimitRule, str, float, int], None] | None = None,
    ) -> None:
        self._client = client
        self._clock = clock
        self._on_block = on_block
        self._hit = ScriptBatch(client, _script("hit.lua"))
        self._impose = ScriptBatch(client, _script("impose.lua"))

    async def hit(self, rule: LimitRule, identity: str, limit: int) -> LimitState:
        return await self._look(b"hit", rule, identity, limit)

    async def peek(self, rule: LimitRule, identity: str, limit: int) -> LimitState:
        return await self._look(b"peek", rule, identity, limit)

    async def _look(self, how: bytes, rule: LimitRule, identity: str, limit: int) -> LimitState:
        if limit < 1:
            return shut(rule, limit)
        tag = _tag(rule.name, identity)
        reply = await self._hit.run(
            (f"{PREFIX}quota:{tag}", _MARKS + tag),
            (how, self._time(), limit, rule.window, *rule.block),
        )
        allowed, remaining, reset, retry_after, strikes = _ANSWER.unpack(reply)
        if strikes and self._on_block is not None:
            self._on_block(rule, identity, retry_after, strikes)
        return LimitState(rule, limit, int(remaining), reset, bool(allowed), retry_after)

    async def impose(self, rule: LimitRule, identity: str, seconds: float, strikes: int) -> None:
        """Take over a block that was earned elsewhere, unless the one known is longer."""
        memory = forgotten_at(rule, Mark(strikes, seconds))
        await self._impose.run(
            (_MARKS + _tag(rule.name, identity),), (self._time(), repr(seconds), strikes, memory)
        )

    async def blocks(self) -> list[Block]:
        """Walks all keys of the Redis database in small steps: for operators, not for requests."""
        now = await self._now()
        found: list[Block] = []
        keys: list[bytes] = []
        async for key in self._client.scan_iter(match=f"{_MARKS}*", count=_SCAN):
            keys.append(key)
            if len(keys) == _SCAN:
                found += await self._read(keys, now)
                keys = []
        found += await self._read(keys, now)
        # SCAN may name a key twice.
        return sorted(set(found), key=lambda block: -block.seconds)

    async def _read(self, keys: list[bytes], now: float) -> list[Block]:
        pipeline = self._client.pipeline(transaction=False)
        for key in keys:
            pipeline.get(key)
        found = []
        for key, packed in zip(keys, await pipeline.execute(), strict=True):
            strikes, until = _MARK.unpack(packed) if packed else (0, 0.0)
            if until > now:
                rule, _, identity = key.decode()[len(_MARKS) + 1 : -1].partition(":")
                found.append(Block(unquote(rule), identity, until - now, strikes))
        return found

    async def lift(self, rule_name: str, identity: str) -> bool:
        tag = _tag(rule_name, identity)
        pipeline = self._client.pipeline(transaction=True)
        pipeline.get(_MARKS + tag)
        pipeline.delete(_MARKS + tag, f"{PREFIX}quota:{tag}")
        packed, _ = await pipeline.execute()
        return bool(packed) and _MARK.unpack(packed)[1] > await self._now()

    async def probe(self) -> None:
        """Raises unless Redis takes writes."""
        await self._client.set(f"{PREFIX}probe", 1, px=1000)

    async def open(self) -> None:
        """Connections are made when needed."""

    async def close(self) -> None:
        await self._hit.close()
        await self._impose.close()
        await self._client.aclose()

    def _time(self) -> str:
        return "" if self._clock is None else repr(self._clock())

    async def _now(self) -> float:
        if self._clock is not None:
            return self._clock()
        seconds, micros = await self._client.time()
        return float(seconds) + micros / 1e6


def _script(name: str) -> str:
    return files(__package__).joinpath(name).read_text()


@lru_cache(maxsize=1024)
def _quoted(rule_name: str) -> str:
    return quote(rule_name, safe="")


def _tag(rule_name: str, identity: str) -> str:
    return f"{{{_quoted(rule_name)}:{identity}}}"
