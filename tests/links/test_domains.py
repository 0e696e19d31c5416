"""Which hosts and paths short links live at, and which destinations would lead back to them."""

from __future__ import annotations

import pytest

from stagewire.links.domains import Domains, code_in
from stagewire.settings import Settings
from stagewire.urls import normalise


def domains(**settings: object) -> Domains:
    return Domains(Settings(**settings))  # type: ignore[arg-type]


def test_by_default_links_live_at_the_servers_own_address() -> None:
    made = domains(port=8080)
    assert made.default == made.own
    assert made.own.base == "http://127.0.0.1:8080/s"
    assert made.own.prefix == "/s/"
    assert made.own.host == "127.0.0.1"
    assert made.hosts == {}


def test_links_at_the_own_address_follow_it() -> None:
    before, after = domains(port=8080), domains(public_url="https://go.example.com")
    assert after.of(before.own.key).base == "https://go.example.com/s"


def test_a_short_url_of_its_own_host_takes_new_links() -> None:
    made = domains(public_url="https://api.example.com", short_url="https://clq.sh")
    assert made.default.base == "https://clq.sh"
    assert made.default.prefix == "/"
    assert made.default.key == made.default.host == "clq.sh"
    assert made.own.base == "https://api.example.com/s"


def test_a_short_url_on_the_public_host_changes_the_path() -> None:
    made = domains(public_url="https://example.com", short_url="https://example.com/go")
    assert made.default == made.own
    assert made.own.base == "https://example.com/go"
    assert made.prefixes == {"/go/", "/s/"}


def test_further_domains() -> None:
    made = domains(
        public_url="https://example.com", short_domains="A.test, münchen.test:8443 ,,example.com"
    )
    assert set(made.hosts) == {"a.test", "xn--mnchen-3ya.test"}
    assert made.hosts["a.test"].base == "https://a.test"
    assert made.hosts["xn--mnchen-3ya.test"].base == "https://xn--mnchen-3ya.test:8443"


def test_domains_are_found_as_people_write_them() -> None:
    made = domains(public_url="https://example.com", short_domains="a.test,münchen.test")
    assert made.named("A.TEST") == made.hosts["a.test"]
    assert made.named("MÜNCHEN.test") == made.hosts["xn--mnchen-3ya.test"]
    assert made.named("example.com") == made.own
    for other in ("b.test", "", "a.test/x", "a.test?", "a.test#", "a b", "u@a.test", "a.test:1"):
        assert made.named(other) is None


@pytest.mark.parametrize(
    ("path", "prefix", "code"),
    [
        ("/s/k7Bx2", "/s/", "k7Bx2"),
        ("/k7Bx2", "/", "k7Bx2"),
        ("/s/docs", "/s/", "docs"),
        ("/docs", "/", None),
        ("/Health", "/", None),
        ("/s/", "/s/", None),
        ("/", "/", None),
        ("/s/a/b", "/s/", None),
        ("/a/b", "/", None),
        ("/s/a b", "/s/", None),
        ("/s/" + "a" * 65, "/s/", None),
        ("/favicon.ico", "/", None),
        ("/S/k7Bx2", "/s/", None),
    ],
)
def test_code_in(path: str, prefix: str, code: str | None) -> None:
    assert code_in(path, prefix) == code


@pytest.mark.parametrize(
    ("url", "loops"),
    [
        ("https://example.com/s/abc", True),
        ("http://EXAMPLE.com/s/abc?x#y", True),
        ("https://example.com/%73/abc", True),
        ("https://example.com/x/../s/abc", True),
        ("https://example.com/x/%2e%2e/s/abc", True),
        ("https://example.com./s/abc", True),
        ("https://example.com\\s\\abc", True),
        ("https://clq.sh/abc", True),
        ("http://clq.sh:8080/abc", True),
        ("https://b.test/abc", True),
        ("https://example.com/", False),
        ("https://example.com/docs", False),
        ("https://example.com:9999/s/abc", False),
        ("https://clq.sh/docs", False),
        ("https://sub.clq.sh/abc", False),
    ],
)
def test_loops(url: str, loops: bool) -> None:
    made = domains(
        public_url="https://example.com", short_url="https://clq.sh", short_domains="b.test"
    )
    assert made.loops(normalise(url)) is loops
