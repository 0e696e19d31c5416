"""From parameter names to argument names, from paths to operations."""

from __future__ import annotations

import pytest

from stagewire.contract.binding import argument_name, parse_cookies, parse_form, snake_case
from stagewire.contract.routes import Routes
from stagewire.contract.types import ApiError


@pytest.mark.parametrize(
    ("parameter", "argument"),
    [
        ("pageSize", "page_size"),
        ("sort[id]", "sort_id"),
        ("sort[shortCode]", "sort_short_code"),
        ("exists[deletedAt]", "exists_deleted_at"),
        ("tags.name", "tags_name"),
        ("X-Trace-Id", "x_trace_id"),
        ("from", "from_"),
        ("class", "class_"),
        ("app_id", "app_id"),
        ("ID", "id"),
        ("qrURL2x", "qr_url2x"),
        ("api_key", "api_key"),
    ],
)
def test_argument_names(parameter: str, argument: str) -> None:
    assert argument_name(parameter) == argument


@pytest.mark.parametrize(
    ("operation_id", "handler"),
    [
        ("createLink", "create_link"),
        ("regenerateApiKey", "regenerate_api_key"),
        ("getQR", "get_qr"),
        ("list", "list"),
    ],
)
def test_handler_names(operation_id: str, handler: str) -> None:
    assert snake_case(operation_id) == handler


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", {}),
        (b"&&", {}),
        (b"a=1&b=2&a=3", {"a": ["1", "3"], "b": ["2"]}),
        (b"a", {"a": [""]}),
        (b"a=b=c", {"a": ["b=c"]}),
        (b"a+b=c+d", {"a b": ["c d"]}),
        (b"a%5Bb%5D=%C3%A9%2B", {"a[b]": ["é+"]}),
        (b"a=%", {"a": ["%"]}),
        (b"a=%zz", {"a": ["%zz"]}),
        ("a=é".encode(), {"a": ["é"]}),
    ],
)
def test_forms(raw: bytes, found: dict[str, list[str]]) -> None:
    assert parse_form(raw, "query") == found


@pytest.mark.parametrize("raw", [b"a=%ff", b"%ff=a", b"a=\xff", b"a=%00", b"a=\x00", b"a=%c3+%a9"])
def test_bad_forms(raw: bytes) -> None:
    with pytest.raises(ApiError) as refused:
        parse_form(raw, "query")
    assert refused.value.status == 400


def test_cookies() -> None:
    assert parse_cookies('a=1; b="2";c ; a=3;d=e=f') == {"a": "1", "b": "2", "d": "e=f"}


def test_routes_go_back_from_a_dead_end() -> None:
    routes: Routes[str] = Routes()
    for template in ("/a/bulk", "/a/{id}/stats", "/a/{id}", "/a/{id}.svg", "/{x}/{y}"):
        routes.add(template, "GET", template)

    def found(path: str) -> tuple[str, dict[str, str]] | None:
        match = routes.find(path, path.encode())
        return None if match is None else (match[0].template, match[1])

    assert found("/a/bulk") == ("/a/bulk", {})
    assert found("/a/bulk/stats") == ("/a/{id}/stats", {"id": "bulk"})
    assert found("/a/7.svg") == ("/a/{id}.svg", {"id": "7"})
    assert found("/a/7") == ("/a/{id}", {"id": "7"})
    assert found("/b/7") == ("/{x}/{y}", {"x": "b", "y": "7"})
    assert found("/a/7%2F8") == ("/a/{id}", {"id": "7/8"})
    assert found("/a/") is None
    assert found("/a") is None
    assert found("a/7") is None
    assert found("") is None
    assert {route.template for route in routes} == {
        "/a/bulk",
        "/a/{id}/stats",
        "/a/{id}",
        "/a/{id}.svg",
        "/{x}/{y}",
    }


def test_a_place_is_taken_once() -> None:
    routes: Routes[str] = Routes()
    routes.add("/a/{id}", "GET", "first")
    routes.add("/a/{id}", "PUT", "second")
    with pytest.raises(ValueError, match="GET is described twice"):
        routes.add("/a/{id}", "GET", "third")
    with pytest.raises(ValueError, match="is the same path as"):
        routes.add("/a/{key}", "POST", "fourth")
    found = routes.find("/a/1", b"/a/1")
    assert found is not None
    assert found[0].allow == "GET, HEAD, OPTIONS, PUT"
