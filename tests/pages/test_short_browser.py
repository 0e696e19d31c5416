"""Short links as a person opens them: in Chromium, over a running server."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import Witness, chromium
from tests.support.live import small_server
from tests.support.server import Server

__all__ = ["chromium", "small_server"]  # fixtures

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 640}, "color_scheme": "dark"}


@pytest.fixture
def server(small_server: Server) -> Server:
    return small_server


@pytest.fixture
def application(server: Server) -> dict[str, Any]:
    return server.application()


class _Arrived(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>Arrived</title><h1>Arrived</h1>")

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def destination() -> Iterator[str]:
    """A site of another origin."""
    site = ThreadingHTTPServer(("127.0.0.1", 0), _Arrived)
    Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}"
    site.shutdown()
    site.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(**DESKTOP)
    yield context.new_page()
    context.close()


def make(server: Server, application: dict[str, Any], **body: Any) -> Any:
    with server.client(application["api_key"]) as client:
        answer = client.post("/api/v1/links", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_link_lands_on_its_destination(
    page: Page, server: Server, application: dict[str, Any], destination: str
) -> None:
    link = make(
        server, application, url=f"{destination}/to?x=1#here", utmSource="news", utmMedium="mail"
    )
    page.goto(link["shortLink"])
    expect(page.get_by_role("heading", name="Arrived")).to_be_visible()
    assert page.url == f"{destination}/to?x=1&utm_source=news&utm_medium=mail#here"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_password_is_asked_for_until_it_is_right(
    chromium: Browser,
    server: Server,
    application: dict[str, Any],
    destination: str,
    javascript: bool,
) -> None:
    link = make(server, application, url=f"{destination}/secret?a=b", password="ö pen & +1")
    context = chromium.new_context(**DESKTOP, java_script_enabled=javascript)
    page, witness = context.new_page(), Witness()
    witness.watch(page)
    page.goto(link["shortLink"])
    field = page.get_by_label("Password")
    expect(field).to_be_focused()
    field.fill("nope")
    page.get_by_role("button", name="Open the link").click()
    expect(page.get_by_role("alert")).to_have_text("That is not the password. Try again.")
    field = page.get_by_label("Password")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(field).to_have_accessible_description("That is not the password. Try again.")
    assert witness.strangers(server.base_url) == []
    # The browser itself tells of the 403; of the Content-Security-Policy it must not complain.
    assert not [c for c in witness.complaints if "Content Security Policy" in c]
    field.fill("ö pen & +1")
    field.press("Enter")
    expect(page.get_by_role("heading", name="Arrived")).to_be_visible()
    assert page.url == f"{destination}/secret?a=b"
    assert not [c for c in witness.complaints if "Content Security Policy" in c]
    context.close()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "dark phone"])
@pytest.mark.parametrize("kind", ["password", "ended", "unknown"])
def test_pages_fit_and_keep_to_themselves(
    chromium: Browser,
    server: Server,
    application: dict[str, Any],
    screen: dict[str, Any],
    kind: str,
) -> None:
    body = {"url": "https://example.com/", "password": "p"}
    link = make(server, application, **body)
    titles = {
        "password": "This link is protected",
        "ended": "This link has ended",
        "unknown": "There is no such link",
    }
    address = link["shortLink"]
    if kind == "ended":
        with server.client(application["api_key"]) as client:
            assert client.delete(f"/api/v1/links/{link['id']}").status_code == 204
    elif kind == "unknown":
        address += "x"
    context = chromium.new_context(**screen)
    page, witness = context.new_page(), Witness()
    witness.watch(page)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[kind])
    expect(page).to_have_title(titles[kind])
    assert witness.requests == [address]
    assert not [c for c in witness.complaints if "Content Security Policy" in c]
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == screen["viewport"]["width"]
    lightness = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert (sum(lightness) / 3 < 60) == (screen["color_scheme"] == "dark")
    if kind == "password":
        for part in (page.get_by_label("Password"), page.get_by_role("button")):
            box = part.bounding_box()
            # Large enough for a finger (WCAG 2.5.5).
            assert box is not None and box["height"] >= 44
    context.close()
