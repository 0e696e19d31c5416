"""Redis is away: a local limiter takes over, stricter than the shared one, never an open door.

The first failed call opens the circuit. While it is open no request waits for Redis: each process
counts on its own against ``share`` of every limit (half, and at least one), starting with the
blocks it had seen. In the background Redis is tried again with growing, jittered pauses; once it
takes writes it is told of the blocks earned meanwhile, and the circuit closes. What callers had
used of their quotas is not carried over in either direction: both sides only let them start from
a full, smaller or shared, quota once.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from time import monotonic

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from stagewire.contract.types import LimitRule, LimitState
from stagewire.limits.interface import Block, shut
from stagewire.limits.memory import MemoryLimiter
from stagewire.limits.redis import RedisLimiter
from stagewire.tasks import end

log = structlog.get_logger(__name__)

AWAY = (RedisError, OSError, TimeoutError)
MOST_EARNED = 100_000
"""Blocks kept for telling; those beyond end with the outage."""


class FailoverLimiter:
    """``hit`` and ``peek`` never raise because of Redis; ``blocks`` and ``lift`` then speak of
    this process only. ``share`` is the part of each limit that this process allows by itself:
    one divided by the number of processes keeps the sum at the limit."""

    def __init__(
        self,
        client: Redis,
        clock: Callable[[], float] | None = None,
        *,
        share: float = 0.5,
        first_pause: float = 0.2,
        longest_pause: float = 5.0,
    ) -> None:
        self.peek_now = None
        self._local = MemoryLimiter(clock or monotonic)
        self._shared = RedisLimiter(client, clock, on_block=self._local.impose)
        self._share = share
        self._pauses = (first_pause, longest_pause)
        # Who was blocked here while the circuit was open, to be told to Redis.
        self._earned: dict[tuple[str, str], LimitRule] = {}
        self._probing: asyncio.Task[None] | None = None

    @property
    def degraded(self) -> bool:
        """True while this process counts on its own."""
        return self._probing is not None

    async def hit(self, rule: LimitRule, identity: str, limit: int) -> LimitState:
        return await self._look(rule, identity, limit, True)

    async def peek(self, rule: LimitRule, identity: str, limit: int) -> LimitState:
        return await self._look(rule, identity, limit, False)

    async def _look(self, rule: LimitRule, identity: str, limit: int, count: bool) -> LimitState:
        if self._probing is None:
            look = self._shared.hit if count else self._shared.peek
            try:
                state = await look(rule, identity, limit)
            except AWAY as error:
                self._open_circuit(error)
            else:
                if rule.block and state.allowed and self._local.marked(rule, identity):
                    # Lifted elsewhere: the local copy of the block must not outlive it.
                    self._local.forgive(rule.name, identity)
                return state
        return self._alone(rule, identity, limit, count)

    def _alone(self, rule: LimitRule, identity: str, limit: int, count: bool) -> LimitState:
        if limit < 1:
            return shut(rule, limit)
        limit = max(int(limit * self._share), 1)
        local = self._local
        if not count:
            return local.peek_now(rule, identity, limit)
        state = local.hit_now(rule, identity, limit)
        if rule.block and not state.allowed and len(self._earned) < MOST_EARNED:
            self._earned[rule.name, identity] = rule
        return state

    async def recovered(self) -> None:
        """Waits until Redis counts (again)."""
        if self._probing is not None:
            await asyncio.shield(self._probing)

    def _open_circuit(self, error: Exception) -> None:
        if self._probing is None:
            # The error's type only: its text may carry the address with a password.
            log.warning("limiter_alone", error=type(error).__name__, share=self._share)
            self._probing = asyncio.create_task(self._probe())

    async def _probe(self) -> None:
        pause, longest = self._pauses
        while True:
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311
            try:
                await self._shared.probe()
                await self._tell_blocks()
            except Exception as error:
                if not isinstance(error, AWAY):
                    log.exception("limiter_probe_failed")
                pause = min(pause * 2, longest)
                continue
            self._local.forget_counts()
            self._probing = None
            log.info("limiter_shared")
            return

    async def _tell_blocks(self) -> None:
        while self._earned:
            (name, identity), rule = next(iter(self._earned.items()))
            block = self._local.marked(rule, identity)
            if block is not None:
                await self._shared.impose(rule, identity, *block)
            # Only now: if Redis went away again, this one is still to be told.
            del self._earned[name, identity]

    async def blocks(self) -> list[Block]:
        if self._probing is None:
            try:
                return await self._shared.blocks()
            except AWAY as error:
                self._open_circuit(error)
        return await self._local.blocks()

    async def lift(self, rule_name: str, identity: str) -> bool:
        here = self._local.forgive(rule_name, identity)
        self._earned.pop((rule_name, identity), None)
        if self._probing is None:
            try:
                return await self._shared.lift(rule_name, identity)
            except AWAY as error:
                self._open_circuit(error)
        return here

    async def open(self) -> None:
        """Nothing to wait for: Redis may come later."""

    async def close(self) -> None:
        if self._probing is not None:
            await end(self._probing)
            self._probing = None
        await self._shared.close()
