"""Rate limits on the wire: the `x-rate-limit` entries and the headers that tell of them.

Headers: `X-RateLimit-*` as the documents promise, and the IETF fields `RateLimit-Policy` and
`RateLimit` (draft-ietf-httpapi-ratelimit-headers) beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any, get_args

from stagewire.contract.types import ApiError, LimitRule, LimitState, Per

HeaderList = list[tuple[bytes, bytes]]

_KEYS = {"name", "limit", "window", "per", "block", "counts"}
_PER = get_args(Per)


def parse_rule(entry: Any) -> LimitRule:
    """One entry of `x-rate-limit` as a LimitRule; ValueError says what is wrong with it."""
    if not isinstance(entry, dict):
        raise ValueError("a limit is a mapping of name, limit, window, per and block")
    if unknown := set(entry) - _KEYS:
        raise ValueError(f"a limit has no {sorted(unknown)[0]!r}")
    if missing := {"name", "limit", "window", "per"} - set(entry):
        raise ValueError(f"a limit needs {sorted(missing)[0]!r}")
    name, limit, window, per = entry["name"], entry["limit"], entry["window"], entry["per"]
    if not isinstance(name, str) or not name.replace("-", "").isalnum() or not name.isascii():
        raise ValueError("a limit's name is made of letters, digits and dashes")
    if limit != "tier" and not _whole(limit):
        raise ValueError(f"{name}: limit is a whole number of at least 1, or tier")
    if not _whole(window):
        raise ValueError(f"{name}: window is a whole number of seconds")
    if limit == "tier" and window != 60:
        raise ValueError(f"{name}: a tier counts requests a minute: window is 60")
    if per not in _PER:
        raise ValueError(f"{name}: per is {', '.join(_PER[:-1])} or {_PER[-1]}")
    if limit == "tier" and per not in ("key", "app"):
        raise ValueError(f"{name}: a tier belongs to a caller: per is key or app")
    block = entry.get("block", [])
    if not isinstance(block, list) or not all(map(_whole, block)) or block != sorted(block):
        raise ValueError(f"{name}: block is a rising list of seconds")
    counts = entry.get("counts", "requests")
    if counts not in ("requests", "failures"):
        raise ValueError(f"{name}: counts is requests or failures")
    if counts == "failures" and per != "ip":
        raise ValueError(f"{name}: failures are an address's: per is ip")
    return LimitRule(name, None if limit == "tier" else limit, window, per, tuple(block), counts)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


_policies: dict[tuple[str | int, ...], bytes] = {}


def policy(states: Sequence[LimitState]) -> bytes:
    """The value of `RateLimit-Policy`: every rule that was counted, with its quota and window."""
    # A name stands for one rule in the whole contract (lint.py), its window with it.
    if len(states) == 1:
        key: tuple[str | int, ...] = (states[0].rule.name, states[0].limit)
    else:
        key = tuple([part for state in states for part in (state.rule.name, state.limit)])
    value = _policies.get(key)
    if value is None:
        value = ", ".join(
            f'"{state.rule.name}";q={state.limit};w={state.rule.window}' for state in states
        ).encode()
        # Applications choose their own limits, so the number of policies has no natural end.
        if len(_policies) > 4096:
            _policies.clear()
        _policies[key] = value
    return value


def headers(states: Sequence[LimitState]) -> HeaderList:
    """The headers of a limited answer. They speak of the tightest rule: the one that refused,
    else the one with the fewest requests left."""
    state = states[0]
    for other in states:
        if not other.allowed or (state.allowed and other.remaining < state.remaining):
            state = other
    # Whole seconds, never too early.
    reset = _digits(ceil(state.reset))
    remaining = _digits(state.remaining)
    name = state.rule.name
    start = _starts.get(name)
    if start is None:
        start = _starts[name] = f'"{name}";r='.encode()
    return [
        (b"x-ratelimit-limit", _digits(state.limit)),
        (b"x-ratelimit-remaining", remaining),
        (b"x-ratelimit-retry-after", reset),
        (b"ratelimit-policy", policy(states)),
        (b"ratelimit", start + remaining + b";t=" + reset),
    ]


def too_many(state: LimitState) -> ApiError:
    """The 429 of a refused request."""
    seconds = max(1, ceil(state.retry_after))
    window = state.rule.window
    per = {60: "minute", 3600: "hour", 86400: "day"}.get(window, f"{window} seconds")
    return ApiError(
        429,
        "rate_limited",
        f"Too many requests: {state.limit} per {per} are allowed. "
        f"Try again in {seconds} second{'' if seconds == 1 else 's'}.",
        headers={"Retry-After": str(seconds)},
    )


_starts: dict[str, bytes] = {}
_NUMBERS = [b"%d" % number for number in range(2048)]


def _digits(number: int) -> bytes:
    return _NUMBERS[number] if 0 <= number < 2048 else b"%d" % number
