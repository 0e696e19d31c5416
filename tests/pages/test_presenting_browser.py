"""A presentation as people give and see it: a phone with the remote and a stage, in Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.support.browser import Witness, chromium
from tests.support.live import small_server
from tests.support.server import Server

__all__ = ["chromium", "small_server"]  # fixtures

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}
WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"
SLIDES = [
    {"title": "Welcome", "notes": "Smile first.", "duration": 60},
    {"title": "Figures", "steps": 1, "notes": "Let them guess."},
    {"title": "Thank you"},
]


class Presentation:
    """A presentation on a server, and pages that its codes open."""

    def __init__(self, server: Server, chromium: Browser) -> None:
        self._server = server
        self._chromium = chromium
        self._contexts: list[Any] = []
        self.witness = Witness()
        self._client = server.client(server.application()["api_key"])
        self.make("Quarterly review", SLIDES)

    def make(self, title: str, slides: list[dict[str, Any]]) -> None:
        """Another presentation takes its place."""
        made = self._client.post("/api/presentations", json={"title": title, "slides": slides})
        assert made.status_code == 201, made.text
        self.path = f"/api/presentations/{made.json()['id']}"

    def pairing(self, role: str, **more: Any) -> Any:
        answer = self._client.post(f"{self.path}/pairings", json={"role": role, **more})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def page(self, **context: Any) -> Page:
        made = self._chromium.new_context(**context)
        self._contexts.append(made)
        page: Page = made.new_page()
        self.witness.watch(page)
        return page

    def open(self, role: str, **context: Any) -> Page:
        page = self.page(**context)
        page.goto(self.pairing(role)["url"])
        expect(page.locator("#status")).to_have_text("Connected")
        return page

    def remote(self, role: str = "presenter") -> Page:
        return self.open(role, **PHONE)

    def stage(self) -> Page:
        return self.open("viewer", **DESKTOP)

    def send(self, **command: Any) -> None:
        answer = self._client.post(f"{self.path}/commands", json={"command": command})
        assert answer.status_code == 200, answer.text

    def _device(self, role: str) -> str:
        (device,) = self._client.get(f"{self.path}/devices", params={"role": role}).json()["data"]
        return f"{self.path}/devices/{device['id']}"

    def remove_device(self, role: str) -> None:
        """The only device with that role."""
        assert self._client.delete(self._device(role)).status_code == 204

    def change_device(self, of: str, /, **changes: Any) -> None:
        assert self._client.patch(self._device(of), json=changes).status_code == 200

    @property
    def base_url(self) -> str:
        return self._server.base_url

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        self._client.close()


class Line:
    """Between a page and the server's WebSocket: ``refusing`` names a message's type, or a command,
    that is answered as the server does while it cannot reach the others."""

    def __init__(self, page: Page) -> None:
        self.refusing = ""
        page.route_web_socket("**/realtime*", self._open)

    def _open(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()

        def sent(text: str | bytes) -> None:
            message = json.loads(text)
            if self.refusing in (message["type"], message.get("command", {}).get("name")):
                said = {"code": "unavailable", "message": "Try again in a few seconds."}
                page.send(json.dumps({"type": "error", "id": message["id"], **said}))
            else:
                server.send(text)

        page.on_message(sent)


@pytest.fixture
def presentation(small_server: Server, chromium: Browser) -> Iterator[Presentation]:
    made = Presentation(small_server, chromium)
    yield made
    made.close()


def slide(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_next_on_the_phone_is_seen_on_the_stage(presentation: Presentation) -> None:
    phone, stage = presentation.remote(), presentation.stage()
    slide(stage, "Welcome")
    phone.get_by_role("button", name="Next").click()
    slide(stage, "Figures")
    expect(stage.locator("#place")).to_have_text("2 / 3")
    phone.get_by_role("button", name="Back").click()
    slide(stage, "Welcome")
    slide(phone, "Welcome")


def test_notes_are_for_who_speaks(presentation: Presentation) -> None:
    phone, stage = presentation.remote("controller"), presentation.stage()
    expect(phone.get_by_text("Smile first.")).to_be_visible()
    expect(phone.get_by_text("Next: Figures")).to_be_visible()
    slide(stage, "Welcome")
    assert "Smile first." not in stage.content()


def test_the_keyboard_alone_gives_a_presentation(presentation: Presentation) -> None:
    phone, stage = presentation.remote(), presentation.stage()
    phone.keyboard.press("ArrowRight")
    slide(stage, "Figures")
    phone.keyboard.press("Space")
    expect(phone.locator("#place")).to_have_text("Slide 2 of 3 · step 1 of 1")
    phone.keyboard.press("PageDown")
    slide(stage, "Thank you")
    phone.keyboard.press("ArrowLeft")
    slide(stage, "Figures")
    phone.keyboard.press("b")
    expect(stage.get_by_text("The screen is dark")).to_be_visible()
    phone.keyboard.press("b")
    expect(stage.get_by_text("The screen is dark")).to_be_hidden()
    # The pointer by the arrow keys: they move it, and not the slides.
    phone.get_by_role("button", name="Pointer").press("Enter")
    phone.get_by_role("application").press("ArrowDown")
    expect(stage.locator("#pointer")).to_be_visible()
    slide(stage, "Figures")
    phone.keyboard.press("Escape")
    expect(stage.locator("#pointer")).to_be_hidden()


def test_pointer_and_pen_show_on_the_stage(presentation: Presentation) -> None:
    phone, stage = presentation.remote(), presentation.stage()
    phone.get_by_role("button", name="Draw").click()
    box = phone.locator("#pad").bounding_box()
    assert box is not None
    phone.mouse.move(box["x"] + 20, box["y"] + 20)
    phone.mouse.down()
    phone.mouse.move(box["x"] + 200, box["y"] + 90, steps=4)
    phone.mouse.up()
    expect(stage.locator("#ink path")).to_have_count(1)
    phone.get_by_role("button", name="Clear").click()
    expect(stage.locator("#ink path")).to_have_count(0)


def test_the_timer_runs_for_everybody(presentation: Presentation) -> None:
    phone, stage = presentation.remote(), presentation.stage()
    expect(phone.get_by_label("Timer")).to_have_text("0:00 / 1:00")
    phone.get_by_role("button", name="Start").click()
    expect(stage.get_by_label("Timer")).to_be_visible()
    expect(stage.get_by_label("Timer")).not_to_have_text("0:00")
    phone.get_by_role("button", name="Pause").click()
    phone.get_by_role("button", name="Reset").click()
    expect(stage.get_by_label("Timer")).to_be_hidden()


def test_who_comes_late_is_right_at_once(presentation: Presentation) -> None:
    presentation.send(name="goto", slide=3)
    presentation.send(name="blackout", on=True)
    stage = presentation.stage()
    slide(stage, "Thank you")
    expect(stage.get_by_text("The screen is dark")).to_be_visible()


def test_one_drives_at_a_time(presentation: Presentation) -> None:
    first, second = presentation.remote(), presentation.remote()
    stage = presentation.stage()
    presentation.send(name="take")
    expect(first.get_by_text("Somebody else drives.")).to_be_visible()
    expect(first.get_by_role("button", name="Next")).to_be_disabled()
    first.get_by_role("button", name="Take over").click()
    expect(first.get_by_role("button", name="Next")).to_be_enabled()
    expect(second.get_by_role("button", name="Next")).to_be_disabled()
    first.get_by_role("button", name="Next").click()
    slide(stage, "Figures")


def test_the_audience_takes_part(presentation: Presentation) -> None:
    phone, stage, other = presentation.remote(), presentation.stage(), presentation.stage()
    stage.get_by_role("button", name="Raise hand").click()
    expect(phone.locator("#hands li")).to_have_count(1)
    phone.get_by_role("button", name="Lower").click()
    expect(stage.get_by_role("button", name="Raise hand")).to_have_attribute(
        "aria-pressed", "false"
    )

    stage.get_by_label("Your question").fill("Will there be a recording?")
    stage.keyboard.press("Enter")
    other.get_by_role("button", name="Me too").click()
    expect(phone.locator("#questions")).to_contain_text("1 upvote")
    phone.get_by_role("button", name="Answered").click()
    expect(stage.locator("#questions")).to_contain_text("Answered")

    phone.get_by_text("New poll").click()
    phone.get_by_label("Question", exact=True).fill("Which colour?")
    phone.get_by_label("Answers, one a line").fill("Blue\nGreen")
    phone.get_by_role("button", name="Open the poll").click()
    stage.get_by_role("button", name="Green").click()
    other.get_by_role("button", name="Blue").click()
    expect(phone.locator("#polls")).to_contain_text("2 votes")
    other.get_by_role("button", name="Green").click()
    expect(phone.get_by_role("button", name="Green")).to_contain_text("2")
    phone.get_by_role("button", name="Close the poll").click()
    expect(stage.get_by_role("button", name="Green")).to_be_disabled()

    stage.get_by_label("Message").fill("<b>Hello</b>")
    stage.keyboard.press("Enter")
    expect(phone.locator("#chat")).to_contain_text("<b>Hello</b>")
    phone.get_by_role("button", name="Remove").click()
    expect(stage.locator("#chat li")).to_have_count(0)


@pytest.mark.parametrize("kind", ["presenter", "viewer"])
@pytest.mark.parametrize("width", [320, 1280])
def test_long_texts_stay_in_the_window(presentation: Presentation, kind: str, width: int) -> None:
    texts = {"title": (2 * WORD)[:200], "notes": f"https://example.com/{WORD * 4}"}
    others = [{"title": f"Slide {n} {WORD}", "duration": 3600} for n in range(2, 101)]
    presentation.make("The review " * 18, [texts | {"steps": 30}, *others])
    page = presentation.open(kind, viewport={"width": width, "height": 640})
    slide(page, texts["title"])
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    if kind == "viewer":
        screen, place = (page.locator(name).bounding_box() for name in ("#screen", "#place"))
        steps = page.locator("#steps").bounding_box()
        assert screen is not None and place is not None and steps is not None
        assert place["y"] >= screen["y"], "the slide's number is beyond the screen's upper end"
        assert steps["y"] + steps["height"] <= screen["y"] + screen["height"]


def test_a_code_is_typed_however_it_is_written(presentation: Presentation) -> None:
    code = presentation.pairing("viewer")["code"]
    page = presentation.page(**PHONE)
    page.goto(f"{presentation.base_url}/stage")
    page.get_by_label("Code").fill(code.lower().replace("-", " "))
    page.get_by_label("Your name").fill("Anna")
    page.keyboard.press("Enter")
    slide(page, "Welcome")
    page.get_by_label("Message").fill("Hello")
    page.keyboard.press("Enter")
    expect(page.locator("#chat")).to_contain_text("Anna")


def test_a_wrong_code_is_said_and_can_be_corrected(presentation: Presentation) -> None:
    page = presentation.page(**PHONE)
    page.goto(f"{presentation.base_url}/remote/0000-0000")
    expect(page.get_by_role("alert")).to_contain_text("There is no such code")
    page.get_by_label("Code").fill(presentation.pairing("controller")["code"])
    page.get_by_role("button", name="Connect").click()
    slide(page, "Welcome")


def test_a_reload_is_the_same_device(presentation: Presentation) -> None:
    """The code lets one device in; a phone that drops its page must not be a second one."""
    phone = presentation.remote()
    phone.reload()
    expect(phone.locator("#status")).to_have_text("Connected")
    slide(phone, "Welcome")


def test_a_device_is_not_forgotten_while_the_server_is_away(presentation: Presentation) -> None:
    """The code that let it in is used up: what it was given then is all it has."""
    phone = presentation.page(**PHONE)
    line = Line(phone)
    phone.goto(presentation.pairing("presenter")["url"])
    slide(phone, "Welcome")
    line.refusing = "subscribe"
    phone.reload()
    expect(phone.get_by_role("alert")).to_contain_text("Try again in a few seconds")
    line.refusing = ""
    phone.get_by_role("button", name="Connect").click()
    expect(phone.locator("#status")).to_have_text("Connected")
    slide(phone, "Welcome")


@pytest.mark.parametrize("path", ["/remote/%E0%A4%A", "/stage/%20", "/stage/", "/remote/%C3%BC"])
def test_what_is_no_code_asks_for_one(presentation: Presentation, path: str) -> None:
    page = presentation.page(**PHONE)
    page.goto(presentation.base_url + path)
    expect(page.get_by_label("Code")).to_be_focused()
    expect(page.get_by_role("alert")).to_be_empty()
    assert presentation.witness.complaints == []


def test_a_device_that_comes_back_with_another_code_draws_once(presentation: Presentation) -> None:
    phone, stage = presentation.remote(), presentation.stage()
    presentation.remove_device("presenter")
    phone.get_by_role("button", name="Enter a code").click()
    phone.get_by_label("Code").fill(presentation.pairing("presenter")["code"])
    phone.get_by_role("button", name="Connect").click()
    phone.get_by_role("button", name="Draw").click()
    phone.locator("#pad").click()
    expect(stage.locator("#ink path")).to_have_count(1)
    assert phone.locator("#toast").text_content() == ""


def test_an_upvote_that_failed_can_be_given_again(presentation: Presentation) -> None:
    presentation.send(name="ask", text="Will there be a recording?")
    stage = presentation.page(**DESKTOP)
    line = Line(stage)
    stage.goto(presentation.pairing("viewer")["url"])
    line.refusing = "upvote"
    stage.get_by_role("button", name="Me too").click()
    expect(stage.locator("#toast")).to_contain_text("Try again")
    line.refusing = ""
    stage.get_by_role("button", name="Me too").click()
    expect(stage.locator("#questions")).to_contain_text("1 upvote")
    expect(stage.get_by_role("button", name="Me too")).to_have_attribute("aria-pressed", "true")


def test_an_upvote_before_a_reload_still_counts(presentation: Presentation) -> None:
    presentation.send(name="ask", text="Will there be a recording?")
    stage = presentation.stage()
    stage.get_by_role("button", name="Me too").click()
    expect(stage.locator("#questions")).to_contain_text("1 upvote")
    stage.reload()
    stage.get_by_role("button", name="Me too").click()
    expect(stage.get_by_role("button", name="Me too")).to_have_attribute("aria-pressed", "true")
    expect(stage.locator("#questions")).to_contain_text("1 upvote")


def test_who_may_only_watch_from_now_on_is_on_the_stage(presentation: Presentation) -> None:
    phone = presentation.remote("controller")
    presentation.change_device("controller", role="viewer")
    expect(phone.get_by_role("button", name="Raise hand")).to_be_visible()
    slide(phone, "Welcome")
    assert "/stage/" in phone.url
    # And back: what it may do is what counts, not what its code was for.
    presentation.change_device("viewer", role="presenter")
    phone.goto(phone.url.replace("/stage/", "/remote/"))
    expect(phone.get_by_role("button", name="Next")).to_be_enabled()


def test_an_audience_code_opens_the_stage_on_the_remote_too(presentation: Presentation) -> None:
    page = presentation.page(**PHONE)
    page.goto(presentation.pairing("viewer")["url"].replace("/stage/", "/remote/"))
    expect(page.get_by_role("button", name="Raise hand")).to_be_visible()
    assert "/stage/" in page.url


def test_the_end_is_told_to_all(presentation: Presentation) -> None:
    phone, stage = presentation.remote(), presentation.stage()
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="End the presentation").click()
    for page in (phone, stage):
        expect(page.get_by_text("The presentation has ended")).to_be_visible()


def test_a_device_that_is_removed_is_told(presentation: Presentation) -> None:
    phone = presentation.remote()
    presentation.remove_device("presenter")
    expect(phone.get_by_text("You were disconnected")).to_be_visible()


def test_nothing_is_asked_of_other_hosts(presentation: Presentation) -> None:
    phone, stage = presentation.remote(), presentation.stage()
    phone.get_by_role("button", name="Next").click()
    slide(stage, "Figures")
    assert presentation.witness.complaints == []
    base = presentation.base_url
    assert presentation.witness.strangers(base) == []
