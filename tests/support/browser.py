"""Chromium, for what a person would see."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# What a page shows is awaited, however busy the machine is.
expect.set_options(timeout=20_000)


# While Playwright's synchronous side runs, its event loop counts as the running one of this thread,
# and no other can run: so not for the session, and not in a module with asynchronous tests.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A running browser that asks nothing of the network by itself."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@dataclass
class Witness:
    """What happened on a page: addresses it asked for, and what the console complained of (a
    violation of the Content-Security-Policy is such a complaint)."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        def asked(request: Request) -> None:
            self.requests.append(request.url)

        page.on("request", asked)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )

    def strangers(self, base_url: str) -> list[str]:
        """Requests to any other host. Addresses that stay in the browser are none."""
        own = (f"{base_url}/", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]
