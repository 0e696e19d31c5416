"""Limits that belong to no operation: guesses of codes, and what one participant says and shows."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING

from stagewire.contract.types import ApiError, LimitRule, LimitState

if TYPE_CHECKING:
    from stagewire.platform import Platform

_OF = {
    "chat": "presentationTalk",
    "ask": "presentationTalk",
    "react": "presentationReactions",
    "raise_hand": "presentationReactions",
    "lower_hand": "presentationReactions",
    "cursor": "presentationCursors",
}


class Limits:
    """``app.py`` calls ``adopt`` with the rules of ``common/limits.yaml``."""

    def __init__(self, platform: Platform) -> None:
        self._limiter = platform.limiter
        self._scale = platform.settings.limit_scale
        self._rules: Mapping[str, LimitRule] = {}

    def adopt(self, rules: Mapping[str, LimitRule]) -> None:
        self._rules = rules

    async def count(self, command: str, presentation_id: str, participant: str) -> None:
        """ApiError 429 when a participant does too much of that."""
        name = _OF.get(command)
        if name is None:
            return
        rule = self._rules[name]
        identity = f"{presentation_id} {participant}"
        state = await self._limiter.hit(rule, identity, self._limit(rule))
        if not state.allowed:
            raise _too_many(state, f"Too many commands like {command}")

    async def may_guess(self, ip: str) -> None:
        """ApiError 429 for an address that has sent too many wrong codes."""
        rule = self._rules["pairingGuesses"]
        state = await self._limiter.peek(rule, ip, self._limit(rule))
        if not state.allowed:
            raise _too_many(state, "Too many wrong codes")

    async def guessed(self, ip: str) -> None:
        """Counts a wrong code."""
        rule = self._rules["pairingGuesses"]
        await self._limiter.hit(rule, ip, self._limit(rule))

    def _limit(self, rule: LimitRule) -> int:
        return max(1, round((rule.limit or 1) * self._scale))


def _too_many(state: LimitState, what: str) -> ApiError:
    seconds = ceil(state.retry_after)
    return ApiError(
        429,
        "rate_limited",
        f"{what}: try again in {seconds} seconds.",
        headers={"Retry-After": str(seconds)},
    )
