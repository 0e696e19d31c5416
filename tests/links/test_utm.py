"""UTM parameters join the destination's own query and leave the rest of it alone."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagewire.links.utm import merge


@pytest.mark.parametrize(
    ("url", "merged"),
    [
        ("https://a.com/", "https://a.com/?utm_source=news&utm_medium=mail"),
        ("https://a.com/?x=1", "https://a.com/?x=1&utm_source=news&utm_medium=mail"),
        ("https://a.com/p?x=1#f", "https://a.com/p?x=1&utm_source=news&utm_medium=mail#f"),
        ("https://a.com/#/r?x=1", "https://a.com/?utm_source=news&utm_medium=mail#/r?x=1"),
        (
            "https://a.com/?utm_source=old&x=1&utm_source=older",
            "https://a.com/?x=1&utm_source=news&utm_medium=mail",
        ),
        (
            "https://a.com/?utm%5Fsource=old&utm_term=t",
            "https://a.com/?utm_term=t&utm_source=news&utm_medium=mail",
        ),
        (
            "https://a.com/?a=%20+&b&c=&=d",
            "https://a.com/?a=%20+&b&c=&=d&utm_source=news&utm_medium=mail",
        ),
        ("https://a.com/?&&", "https://a.com/?utm_source=news&utm_medium=mail"),
    ],
)
def test_merged(url: str, merged: str) -> None:
    given = {"utm_source": "news", "utm_medium": "mail", "utm_term": None}
    assert merge(url, given) == merged


def test_without_values_nothing_changes() -> None:
    url = "https://a.com/?&&x=%zz#"
    assert merge(url, {"utm_source": None}) == url


_part = st.text(st.characters(codec="ascii", exclude_characters="#&"), max_size=10)


@given(st.lists(_part, max_size=6), st.none() | st.text("abc/?=", max_size=8))
def test_the_destinations_own_parameters_survive_in_order(
    parts: list[str], fragment: str | None
) -> None:
    url = "https://a.com/p" + ("?" + "&".join(parts) if parts else "")
    url += "" if fragment is None else f"#{fragment}"
    before = parse_qsl(url.partition("#")[0].partition("?")[2], keep_blank_values=True)
    made = merge(url, {"utm_source": "x"})
    after = parse_qsl(made.partition("#")[0].partition("?")[2], keep_blank_values=True)
    assert after == [pair for pair in before if pair[0] != "utm_source"] + [("utm_source", "x")]
    assert urlsplit(made).path == "/p"
    assert made.partition("#")[1:] == url.partition("#")[1:]
