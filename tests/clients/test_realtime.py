"""Every realtime client, against running servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.clients.peers import Peer
from tests.clients.realtime_scenarios import SCENARIOS, Stage
from tests.support.server import Server

# The fixture of each language's programs; they have `peer()`.
LANGUAGES = ("typescript", "python", "go")


@pytest.fixture(params=LANGUAGES)
def make_peer(request: pytest.FixtureRequest) -> Callable[[], Peer]:
    made: Callable[[], Peer] = request.getfixturevalue(f"{request.param}_programs").peer
    return made


@pytest.fixture
def stage(
    realtime_server: Server, make_peer: Callable[[], Peer], tmp_path: Path, redis_url: str
) -> Iterator[Stage]:
    made = Stage(realtime_server, make_peer, tmp_path, redis_url)
    yield made
    made.close()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.__name__)
def test_scenario(stage: Stage, scenario: Callable[[Stage], None]) -> None:
    scenario(stage)
