"""Which broker a process has."""

from __future__ import annotations

import time

from stagewire.contract.messages import RealtimeLimits
from stagewire.realtime.broker import Broker
from stagewire.realtime.memory import MemoryBroker


def make_broker(redis_url: str, limits: RealtimeLimits) -> Broker:
    """In process, or between processes over Redis."""
    if not redis_url:
        return MemoryBroker(limits, time.monotonic)
    from stagewire.realtime.redis import RedisBroker

    return RedisBroker(redis_url, limits)
