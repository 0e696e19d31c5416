"""Limits that depend on what the handler finds out: whose licence a request is about.

A licence key that is good vouches for its request: the request is counted for that licence
(``per: license``), whatever others do from the same address. All other requests there,
malformed, with an unknown key, without anything found, are the address's failures (``counts:
failures``), and a blocked address is refused nothing but those. Requests beyond a licence's own
limit count as failures too, so that who goes on and on is known by the address as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from stagewire.contract.rates import too_many
from stagewire.contract.types import ApiError, Limiter, LimitRule, LimitState, hit_now

Rules = Sequence[tuple[LimitRule, int]]
# What says nothing about the licence: the API key was the problem, or the address already is.
_NOT_COUNTED = frozenset((401, 403, 429))


class RequestMeter:
    """One request of an operation with such limits. ``states`` takes what the headers tell."""

    __slots__ = ("_failures", "_hit_now", "_ip", "_limiter", "_limits", "_states", "vouched")

    def __init__(
        self, limiter: Limiter, limits: Rules, failures: Rules, ip: str, states: list[LimitState]
    ) -> None:
        self._limiter = limiter
        self._hit_now = hit_now(limiter)
        self._limits = limits
        self._failures = failures
        self._ip = ip
        self._states = states
        self.vouched = False

    async def count(self, identity: str) -> None:
        """See ``Call.count``."""
        self.vouched = True
        count = self._hit_now
        for rule, limit in self._limits:
            if count is not None:
                state = count(rule, identity, limit)
            else:
                state = await self._limiter.hit(rule, identity, limit)
            self._states.append(state)
            if not state.allowed:
                for failure, most in self._failures:
                    await self._limiter.hit(failure, self._ip, most)
                raise too_many(state)

    async def finish(self, error: ApiError | None = None) -> None:
        """After the request: ApiError 429 for a failure that its address must not afford."""
        if self.vouched or (error is not None and error.status in _NOT_COUNTED):
            return
        for rule, limit in self._failures:
            state = await self._limiter.hit(rule, self._ip, limit)
            self._states.append(state)
            if not state.allowed:
                raise too_many(state) from error
