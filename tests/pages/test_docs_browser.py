"""The docs as a person meets them: in Chromium, over a running server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from stagewire.contract.load import load_contract
from tests.support.browser import Witness, chromium
from tests.support.live import small_server
from tests.support.server import Server
from tests.support.sockets import token

__all__ = ["chromium", "small_server"]  # fixtures

PAGES = (
    "/docs",
    "/docs/websocket",
    *(f"/docs/{document.name}" for document in load_contract().documents),
)
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}


@pytest.fixture
def server(small_server: Server) -> Server:
    """What the docs show does not depend on databases: the smallest server will do."""
    return small_server


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(**DESKTOP)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def shown(page: Page, path: str) -> None:
    """Waits until the page has what it came for."""
    if path == "/docs":
        expect(page.get_by_role("heading", name="Quickstart")).to_be_visible()
    elif path == "/docs/websocket":
        expect(page.get_by_role("heading", name="Close codes")).to_be_visible()
    else:
        # The bundle writes its own pages; the heading comes with the document.
        expect(page.locator("#reference h1").first).to_contain_text("Stagewire", timeout=20_000)


@pytest.mark.parametrize(
    ("path", "screen"),
    [
        *((path, DESKTOP) for path in PAGES),
        # One page of each kind: what fits a phone does not depend on the API.
        *((path, PHONE) for path in ("/docs", "/docs/websocket", "/docs/links")),
    ],
)
def test_a_page_keeps_to_itself(
    chromium: Browser, server: Server, path: str, screen: dict[str, Any]
) -> None:
    context = chromium.new_context(**screen)
    page, witness = context.new_page(), Witness()
    witness.watch(page)
    page.goto(server.base_url + path)
    shown(page, path)
    page.mouse.wheel(0, 3000)
    page.wait_for_load_state("networkidle")
    assert witness.strangers(server.base_url) == []
    assert witness.complaints == []
    # Nothing hangs over the edge of the screen.
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == screen["viewport"]["width"]
    dark = screen["color_scheme"] == "dark"
    assert page.evaluate("document.documentElement.dataset.theme") == ("dark" if dark else "light")
    context.close()


@pytest.mark.parametrize("path", ["/docs", "/docs/keys"])
def test_search_by_keyboard(page: Page, server: Server, path: str) -> None:
    page.goto(server.base_url + path)
    shown(page, path)
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_be_focused()
    page.keyboard.type("link qr")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("GET /api/v1/links/{id}/qr")
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.base_url}/docs/links#tag/links/getLinkQr")
    expect(page.get_by_role("heading", name="Get a link's QR code")).to_be_in_viewport(
        timeout=20_000
    )


def test_search_within_a_page(page: Page, server: Server) -> None:
    page.goto(f"{server.base_url}/docs/links")
    shown(page, "/docs/links")
    page.keyboard.press("Control+k")
    page.keyboard.type("rename a tag")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Rename a tag")
    expect(heading).to_be_in_viewport(timeout=20_000)


def test_search_finds_nothing_and_says_so(page: Page, server: Server) -> None:
    page.goto(f"{server.base_url}/docs")
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("zebra")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Search")).to_be_hidden()


def test_dark_mode_is_remembered_on_every_page(page: Page, server: Server) -> None:
    def background() -> str:
        colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return colour

    page.goto(f"{server.base_url}/docs")
    light = background()
    page.get_by_role("button", name="Switch between light and dark").click()
    dark = background()
    assert dark != light
    page.goto(f"{server.base_url}/docs/links")
    shown(page, "/docs/links")
    assert background() == dark
    expect(page.locator("body.dark-mode")).to_have_count(1)
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("body.light-mode")).to_have_count(1)
    assert background() == light
    page.reload()
    shown(page, "/docs/links")
    assert background() == light


def test_try_it_sends_a_real_request(page: Page, server: Server) -> None:
    key = server.application(link_credits=72)["api_key"]
    page.goto(f"{server.base_url}/docs/links#tag/credits/getCredits")
    operation = page.locator(
        "section", has=page.get_by_role("heading", name="Get the credits left")
    )
    operation.last.get_by_role("button", name="Test Request").click(timeout=20_000)
    client = page.get_by_role("dialog")
    client.get_by_placeholder("Token").or_(
        client.locator("[aria-label='Bearer Token']")
    ).first.click()
    page.keyboard.type(key)
    with page.expect_response("**/api/v1/credits") as answer:
        client.get_by_role("button", name="Send").first.click()
    assert answer.value.status == 200
    assert answer.value.request.headers["authorization"] == f"Bearer {key}"
    assert answer.value.json() == {"links": 72}
    expect(client.get_by_text("200 OK")).to_be_visible()
    expect(client.get_by_text('"links"')).to_be_visible()


def test_a_websocket_is_tried(page: Page, server: Server) -> None:
    application = server.application()
    witness = Witness()
    witness.watch(page)
    page.goto(f"{server.base_url}/docs/websocket#try")
    log = page.get_by_role("log")
    page.get_by_label("Client token").fill(token(server.base_url, application, user_id="ada"))
    page.get_by_role("button", name="Connect").click()
    expect(log).to_contain_text('"welcome"')
    page.get_by_role("button", name="Send").click()
    expect(log).to_contain_text('"subscribed"')
    page.get_by_label("Message", exact=True).select_option(
        label="ping: Ask whether the server is there"
    )
    page.get_by_role("button", name="Send").click()
    expect(log).to_contain_text('"pong"')
    page.get_by_role("button", name="Disconnect").click()
    expect(log).to_contain_text("Closed with 1000")
    # Who is refused is told why, in the document's words.
    page.get_by_label("Client token").fill("wrong")
    page.get_by_role("button", name="Connect").click()
    expect(log).to_contain_text("Closed with 4001")
    expect(log).to_contain_text("unauthorized. No token in time, or one that is not valid.")
    page.get_by_label("Client token").fill("two words")
    page.get_by_role("button", name="Connect").click()
    expect(log).to_contain_text("That is no client token.")
    assert witness.complaints == []
    assert not [url for url in witness.requests if "token" in url]


def test_search_finds_a_message_and_a_close_code(page: Page, server: Server) -> None:
    page.goto(f"{server.base_url}/docs")
    page.keyboard.press("/")
    page.keyboard.type("change one's own state")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.base_url}/docs/websocket#update")
    expect(page.get_by_role("heading", name="Change one's own state in a room")).to_be_in_viewport()
    page.keyboard.press("/")
    page.keyboard.type("4008")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="4008")).to_be_in_viewport()


def test_samples_in_every_language(page: Page, server: Server) -> None:
    page.goto(f"{server.base_url}/docs")
    start = page.locator("#start .tabs")
    for language, mark in (
        ("Python", "import os"),
        ("Go", "package main"),
        ("TypeScript", "process.env"),
        ("curl", "$BASE_URL"),
    ):
        start.get_by_role("tab", name=language).click()
        expect(start.get_by_role("tabpanel")).to_contain_text(mark)
    start.get_by_role("tab", name="curl").press("ArrowRight")
    # One choice for all samples, kept for the next visit.
    expect(page.locator("#clients").get_by_role("tab", name="Python")).to_have_attribute(
        "aria-selected", "true"
    )
    page.reload()
    expect(start.get_by_role("tab", name="Python")).to_have_attribute("aria-selected", "true")


def test_a_sample_can_be_copied(context: BrowserContext, page: Page, server: Server) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server.base_url}/docs")
    page.locator("#start .code").first.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f'export BASE_URL="{server.base_url}"\n')


def test_reference_samples_name_the_base_url(page: Page, server: Server) -> None:
    page.goto(f"{server.base_url}/docs/links#tag/credits/getCredits")
    samples = page.locator("section", has=page.get_by_role("heading", name="Get the credits left"))
    expect(samples.last).to_contain_text("$BASE_URL/api/v1/credits", timeout=20_000)
    samples.last.get_by_role("button", name="curl").click()
    for language in ("Python", "TypeScript", "Go"):
        expect(page.get_by_role("option", name=language)).to_be_visible()
    page.get_by_role("option", name="Go").click()
    expect(samples.last).to_contain_text("package main")


def test_without_javascript(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(java_script_enabled=False, **DESKTOP)
    page = context.new_page()
    page.goto(f"{server.base_url}/docs")
    expect(page.get_by_role("heading", name="All operations")).to_be_visible()
    expect(page.get_by_text("package main").first).to_be_visible()
    page.goto(f"{server.base_url}/docs/links")
    expect(page.get_by_role("link", name="YAML")).to_be_visible()
    expect(page.get_by_role("link", name="/api/v1/links/{id}/qr")).to_be_visible()
    page.goto(f"{server.base_url}/docs/websocket")
    expect(page.get_by_role("row", name="4008 slow_consumer")).to_be_visible()
    expect(page.get_by_role("heading", name="Try it")).to_be_hidden()
    # What would do nothing without scripts is not offered.
    expect(page.get_by_role("banner").get_by_role("button")).to_have_count(0)
    context.close()
