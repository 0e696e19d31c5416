"""The TypeScript client's realtime connection in Chromium: as everywhere else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.clients.peers import PagePeer
from tests.clients.programs import TypeScriptPrograms
from tests.clients.realtime_scenarios import SCENARIOS, Stage
from tests.support.browser import chromium as chromium
from tests.support.server import Server


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing: the tests' output is theirs."""


@pytest.fixture(scope="module")
def page_address(typescript_programs: TypeScriptPrograms) -> Iterator[str]:
    """Where the driver and the compiled client are served."""
    files = partial(_Files, directory=str(typescript_programs.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), files) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/realtime_page.html"
        server.shutdown()
        thread.join()


@pytest.fixture
def stage(
    realtime_server: Server, chromium: Browser, page_address: str, tmp_path: Path, redis_url: str
) -> Iterator[Stage]:
    context = chromium.new_context()
    made = Stage(
        realtime_server, lambda: PagePeer(context.new_page(), page_address), tmp_path, redis_url
    )
    yield made
    made.close()
    context.close()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.__name__)
def test_scenario(stage: Stage, scenario: Callable[[Stage], None]) -> None:
    scenario(stage)


def test_no_token_in_the_address(stage: Stage) -> None:
    peer = stage.connected()
    assert isinstance(peer, PagePeer)
    assert peer.sockets == [stage.server.base_url.replace("http", "ws") + "/realtime"]
