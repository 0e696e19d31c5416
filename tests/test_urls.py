"""Destinations are read as browsers read them and kept as RFC 3986 writes them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator

from stagewire.urls import LONGEST, normalise

is_uri = Draft202012Validator({"format": "uri"}, validate_formats=True).is_valid


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.com", "https://example.com/"),
        ("  https://example.com/a  ", "https://example.com/a"),
        ("HTTPS://EXAMPLE.com/Path?Q=A#F", "https://example.com/Path?Q=A#F"),
        ("http://example.com:80/", "http://example.com/"),
        ("https://example.com:443/", "https://example.com/"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("http://münchen.de/straße", "http://xn--mnchen-3ya.de/stra%C3%9Fe"),
        ("http://ＥＸＡＭＰＬＥ.com/", "http://example.com/"),
        ("http://例え.テスト/", "http://xn--r8jz45g.xn--zckzah/"),
        ("http://xn--mnchen-3ya.de/", "http://xn--mnchen-3ya.de/"),
        ("http://a.com/a/../b/./c", "http://a.com/b/c"),
        ("http://a.com/a b?c d#e f", "http://a.com/a%20b?c%20d#e%20f"),
        ("http://a.com/%zz?100%", "http://a.com/%25zz?100%25"),
        ("http://a.com/%C3%A9?x=%20", "http://a.com/%C3%A9?x=%20"),
        ("http://a.com/?a[]=1&b={x|y}^`", "http://a.com/?a%5B%5D=1&b=%7Bx%7Cy%7D%5E%60"),
        ("http://a.com/?q=a+b&c=d;e", "http://a.com/?q=a+b&c=d;e"),
        ("http://a.com/#/route?x=1", "http://a.com/#/route?x=1"),
        ("http://a.com/?", "http://a.com/"),
        ("http://a.com/?u=http://b.com/?c=d", "http://a.com/?u=http://b.com/?c=d"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://a_b.example.com/", "http://a_b.example.com/"),
        ("http://example.com./", "http://example.com./"),
        ("http://localhost:3000/", "http://localhost:3000/"),
        ("http://a.com/😀", "http://a.com/%F0%9F%98%80"),
    ],
)
def test_kept(given: str, kept: str) -> None:
    assert normalise(given).href == kept
    assert normalise(kept).href == kept
    assert is_uri(kept)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "whole address"),
        ("example.com", "whole address"),
        ("/relative", "whole address"),
        ("//example.com/x", "whole address"),
        ("javascript:alert(1)", "not javascript:"),
        ("JavaScript:alert(1)", "not javascript:"),
        (" javascript:alert(1)", "not javascript:"),
        ("java\tscript:alert(1)", "control characters"),
        ("data:text/html,hi", "not data:"),
        ("file:///etc/passwd", "not file:"),
        ("ftp://example.com/", "not ftp:"),
        ("vbscript:x", "not vbscript:"),
        ("http:example.com", "name a host"),
        ("http:/example.com", "name a host"),
        ("http:///example.com", "name a host"),
        ("http:\\\\example.com", "name a host"),
        ("https://", "name a host"),
        ("https://user@example.com/", "user name"),
        ("https://user:secret@example.com/", "user name"),
        ("https://@example.com/", "user name"),
        ("https://:@example.com/", "user name"),
        ("https://example.com\\@evil.com", None),
        ("https://a.com/\r\nSet-Cookie: x", "control characters"),
        ("https://a.com/\x00", "control characters"),
        ("https://a.com/\x85", "control characters"),
        ("https://a.com/\ud800", "valid Unicode"),
        ("https://exa mple.com/", "valid"),
        ("https://a..b/", "valid host"),
        ("https://-a.com/", "valid host"),
        ("https://a{b.com/", "valid host"),
        (f"https://{'a' * 64}.com/", "valid host"),
        ("https://a.com:99999/", "valid"),
        ("https://a.com:x/", "valid"),
        ("https://[::1/", "valid"),
        ("https://1.2.3.256/", "valid"),
        ("https://a.com/" + "é" * 2000, f"{LONGEST} characters"),
    ],
)
def test_refused(given: str, says: str | None) -> None:
    if says is None:
        # A browser takes the backslash for a slash: the host is what stands before it.
        assert normalise(given).href == "https://example.com/@evil.com"
        return
    with pytest.raises(ValueError, match=says):
        normalise(given)


@given(st.text(max_size=200))
@example("x?%%%[]|\\^`{}<>\"'")
@example("../../%2e%2e/\\..//")
def test_any_rest_makes_an_address_of_the_same_host_that_stays(rest: str) -> None:
    try:
        made = normalise(f"https://example.com/{rest}")
    except ValueError:
        return
    assert made.host == "example.com"
    assert is_uri(made.href)
    assert normalise(made.href) == made


@given(st.text(max_size=60))
def test_any_text_is_kept_or_refused_with_a_reason(text: str) -> None:
    try:
        made = normalise(text)
    except ValueError as error:
        assert str(error).startswith("must ")
    else:
        assert made.href.startswith(("http://", "https://"))
