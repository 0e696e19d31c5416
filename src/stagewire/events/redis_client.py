"""The Redis client of what stays connected by itself."""

from __future__ import annotations

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff


def client(url: str, timeout: float) -> Redis:
    """Whatever takes longer than ``timeout`` seconds is an error, and nothing is tried again:
    reconnecting is the caller's work, the library would do it without telling."""
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=16,
        timeout=timeout,
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
        retry=Retry(NoBackoff(), 0),
    )
    return Redis.from_pool(pool)
