"""The presentation pages as bytes: what is served where, and what a browser is told about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.support.live import small_server
from tests.support.server import Server

__all__ = ["small_server"]  # fixture


@pytest.fixture
def client(small_server: Server) -> Iterator[httpx.Client]:
    with small_server.client() as made:
        yield made


@pytest.mark.parametrize("kind", ["remote", "stage"])
@pytest.mark.parametrize("rest", ["", "/", "/K7QF-3M2X", "/no-such-code"])
def test_the_page_is_the_same_whatever_the_code(client: httpx.Client, kind: str, rest: str) -> None:
    """Whether there is such a code is told by the API, which counts who asks."""
    answer = client.get(f"/{kind}{rest}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.content == client.get(f"/{kind}").content


@pytest.mark.parametrize("kind", ["remote", "stage"])
def test_what_a_page_loads_is_there_for_good(client: httpx.Client, kind: str) -> None:
    page = client.get(f"/{kind}").text
    loaded = re.findall(r'(?:src|href)="(/presenting/[^"]+)"', page)
    assert len(loaded) == 2
    for path in loaded:
        answer = client.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/remote/a/b", "/presenting/other.js", "/remotes", "/stage.html"])
def test_other_paths_are_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_pages_can_only_be_read(client: httpx.Client) -> None:
    answer = client.post("/remote/K7QF-3M2X")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
