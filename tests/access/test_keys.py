"""How keys look and what is kept of them."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest

from stagewire.access import keys


@pytest.mark.parametrize("kind", ["live", "test", "admin"])
def test_a_key_says_what_it_is(kind: keys.Kind) -> None:
    made = keys.make(kind)
    assert re.fullmatch(rf"sw_{kind}_[A-Za-z0-9]{{32}}", made)
    assert keys.kind_of(made) == kind
    assert made.startswith(keys.prefix(made))
    assert len(keys.prefix(made)) == len(f"sw_{kind}_") + 4


def test_keys_differ() -> None:
    assert len({keys.make("live") for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "token", ["", "sw_live_", "sw_live_short", "sw_root_" + "a" * 32, "Ünïcode"]
)
def test_what_is_no_key_has_no_kind(token: str) -> None:
    assert keys.kind_of(token) is None


def test_nothing_of_a_value_of_the_operators_own_is_shown() -> None:
    shown = keys.prefix("correct-horse-battery")
    assert shown.startswith("own_")
    assert "correct" not in shown and len(shown) <= 24


def test_the_digest_is_sha256() -> None:
    assert keys.digest("sw_live_x") == sha256(b"sw_live_x").digest()
    assert keys.same(keys.digest("a"), keys.digest("a"))
    assert not keys.same(keys.digest("a"), keys.digest("b"))
