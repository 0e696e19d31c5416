"""What Stagewire asks of a limiter beyond counting: the operator's side."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from stagewire.contract.types import Limiter, LimitRule, LimitState


class Block(NamedTuple):
    """Somebody who is blocked now: for ``seconds`` more, on rung number ``strikes`` (from 1)."""

    rule: str
    identity: str
    seconds: float
    strikes: int


class OperableLimiter(Limiter, Protocol):
    """A limiter with the functions operators and the composition root need.

    ``hit`` and ``peek`` differ where a quota is used up and the rule has a ladder: the next
    ``hit`` is a violation and begins a block, while ``peek`` still allows (with ``remaining``
    0), because a request that is only counted when it fails must be let through to fail. Under a
    block both refuse. Without a ladder both refuse until a request fits."""

    @property
    def peek_now(self) -> Callable[[LimitRule, str, int], LimitState] | None:
        """``peek`` of a limiter that has nothing to wait for; None of others."""
        ...

    async def blocks(self) -> list[Block]:
        """Every block in force, the longest remaining first."""
        ...

    async def lift(self, rule_name: str, identity: str) -> bool:
        """Forget what is known of ``identity`` under the rule: block, strikes and count.
        True if it was blocked."""
        ...

    async def open(self) -> None: ...

    async def close(self) -> None: ...


def shut(rule: LimitRule, limit: int) -> LimitState:
    """A limit below one lets nobody through; there is no ladder to climb for it."""
    return LimitState(rule, max(limit, 0), 0, float(rule.window), False, float(rule.window))
