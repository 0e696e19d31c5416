"""The rate-limit headers."""

from __future__ import annotations

import pytest

from stagewire.contract.rates import headers, parse_rule, policy
from stagewire.contract.types import LimitRule, LimitState

MINUTE = LimitRule("minute", 100, 60, "key")
HOUR = LimitRule("hour", 1000, 3600, "ip", (60, 300))


def state(rule: LimitRule, remaining: int, allowed: bool = True) -> LimitState:
    return LimitState(rule, rule.limit or 0, remaining, 29.001, allowed, 0.0 if allowed else 5.0)


def test_a_rule_is_read_as_it_is_written() -> None:
    entry = {"name": "hour", "limit": 1000, "window": 3600, "per": "ip", "block": [60, 300]}
    assert parse_rule(entry) == HOUR
    tier = {"name": "links", "limit": "tier", "window": 60, "per": "key", "block": []}
    assert parse_rule(tier) == LimitRule("links", None, 60, "key", ())


def test_a_rule_may_count_an_address_s_failures() -> None:
    entry = {"name": "guesses", "limit": 5, "window": 60, "per": "ip", "counts": "failures"}
    assert parse_rule(entry) == LimitRule("guesses", 5, 60, "ip", (), "failures")
    for change in ({"per": "license"}, {"counts": "everything"}):
        with pytest.raises(ValueError, match="guesses: "):
            parse_rule(entry | change)
    assert parse_rule(entry | {"per": "license", "counts": "requests"}).per == "license"
    with pytest.raises(ValueError, match="a tier belongs to a caller"):
        parse_rule(entry | {"limit": "tier", "per": "license", "counts": "requests"})


def test_one_rule() -> None:
    assert headers([state(MINUTE, 99)]) == [
        (b"x-ratelimit-limit", b"100"),
        (b"x-ratelimit-remaining", b"99"),
        (b"x-ratelimit-retry-after", b"30"),
        (b"ratelimit-policy", b'"minute";q=100;w=60'),
        (b"ratelimit", b'"minute";r=99;t=30'),
    ]


def test_of_several_rules_the_tightest_speaks() -> None:
    made = dict(headers([state(HOUR, 500), state(MINUTE, 99)]))
    assert made[b"ratelimit"] == b'"minute";r=99;t=30'
    assert made[b"ratelimit-policy"] == b'"hour";q=1000;w=3600, "minute";q=100;w=60'


def test_the_rule_that_refuses_is_the_tightest() -> None:
    made = dict(headers([state(MINUTE, 0), state(HOUR, 7, allowed=False)]))
    assert made[b"ratelimit"].startswith(b'"hour"')


def test_another_limit_is_another_policy() -> None:
    for limit in (1, 2, 1):
        text = policy([LimitState(MINUTE, limit, 0, 1.0, True)])
        assert text == b'"minute";q=%d;w=60' % limit
