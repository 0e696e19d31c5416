"""coturn's statistics: it tells a Redis (``redis-statsdb``) what each allocation carried when it
ends, on the channel ``turn/realm/<realm>/user/<name>/allocation/<id>/total_traffic/peer``.

Redis pub/sub tells every listener, and an allocation must count once: of all server processes the
one that holds the lease listens. When it dies another takes over within ten seconds; what ended in
between is not counted.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_hex
from typing import TYPE_CHECKING

import structlog

from stagewire.webrtc.usage import Usage

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.client import PubSub

    from stagewire.platform import Platform

log = structlog.get_logger(__name__)

CHANNELS = "turn/realm/*/user/*/allocation/*/total_traffic/peer"
_CHANNEL = re.compile(rb"turn/realm/[^/]*/user/([^/]+)/allocation/\d+/total_traffic/peer")
_TRAFFIC = re.compile(rb"rcvp=\d+, rcvb=(\d+), sentp=\d+, sentb=(\d+)")
_LEASE = "stagewire:relay-statistics"
_LEASE_MS = 10_000
_RENEW = 3.0
_RETRY = 5.0
# Renews or gives up the lease only where it is still ours.
_IF_MINE = "if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end "
_KEEP = _IF_MINE + "return redis.call('pexpire', KEYS[1], ARGV[2])"
_DROP = _IF_MINE + "return redis.call('del', KEYS[1])"


def traffic(channel: bytes, message: bytes) -> tuple[str, int] | None:
    """The username and the bytes relayed, both ways; None for any other message."""
    user, counted = _CHANNEL.fullmatch(channel), _TRAFFIC.fullmatch(message)
    if user is None or counted is None:
        return None
    return user[1].decode(errors="replace"), int(counted[1]) + int(counted[2])


@asynccontextmanager
async def listening(platform: Platform) -> AsyncIterator[None]:
    """While the block runs, what the relay carried is counted, if its statistics are set up."""
    url = platform.settings.turn_stats_url
    if not url:
        yield
        return
    task = asyncio.create_task(_Listener(url, platform.of(Usage)).run(), name="relay statistics")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


class _Listener:
    def __init__(self, url: str, usage: Usage) -> None:
        self._url = url
        self._usage = usage
        self._me = token_hex(8)

    async def run(self) -> None:
        # For those who use it: it takes long to import.
        from redis.asyncio import Redis
        from redis.exceptions import RedisError

        while True:
            try:
                async with Redis.from_url(self._url, socket_connect_timeout=5) as redis:
                    await self._hold(redis)
            except (RedisError, OSError) as error:
                # The error's type only: its text may carry the address.
                log.warning("relay_statistics_away", error=type(error).__name__)
            except Exception:
                log.exception("relay_statistics_failed")
            await asyncio.sleep(_RETRY)

    async def _hold(self, redis: Redis) -> None:
        """Waits for the lease, then listens as long as it can be kept."""
        # Nothing tells when the lease falls free.
        while not await redis.set(_LEASE, self._me, nx=True, px=_LEASE_MS):  # noqa: ASYNC110
            await asyncio.sleep(_RENEW)
        try:
            async with redis.pubsub() as pubsub:
                await pubsub.psubscribe(CHANNELS)
                await self._listen(redis, pubsub)
        finally:
            await redis.eval(_DROP, 1, _LEASE, self._me)

    async def _listen(self, redis: Redis, pubsub: PubSub) -> None:
        loop = asyncio.get_running_loop()
        renew_at = 0.0
        while True:
            if loop.time() >= renew_at:
                if not await redis.eval(_KEEP, 1, _LEASE, self._me, str(_LEASE_MS)):
                    return
                renew_at = loop.time() + _RENEW
            message = await pubsub.get_message(timeout=_RENEW)
            if message is not None and message["type"] == "pmessage":
                told = traffic(message["channel"], message["data"])
                if told is not None:
                    await self._usage.note(*told)
