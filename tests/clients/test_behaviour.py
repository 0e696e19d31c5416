"""Every client behaves alike: retries, keys, errors, pages and values, over a real connection."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.clients.programs import GoPrograms, PythonPrograms, TypeScriptPrograms
from tests.clients.scenarios import KEY, SCENARIOS, Scenario
from tests.clients.scripted import ScriptedServer

Results = tuple[dict[str, Any], ScriptedServer]


def play(driver: Callable[[str], str]) -> Iterator[Results]:
    """Runs the driver through all scenarios; its outcomes, and the server that saw the requests."""
    server = ScriptedServer({one.name: one.steps for one in SCENARIOS})
    given = [
        {
            "name": one.name,
            "call": one.call,
            "arguments": one.arguments,
            "options": one.options,
            "base_url": f"{server.url}/{one.name}",
            "api_key": KEY,
        }
        for one in SCENARIOS
    ]
    with server.running():
        outcomes = json.loads(driver(json.dumps(given)))
    yield outcomes, server


@pytest.fixture(scope="module")
def python(python_programs: PythonPrograms) -> Iterator[Results]:
    yield from play(python_programs.driver)


@pytest.fixture(scope="module")
def async_python(python_programs: PythonPrograms) -> Iterator[Results]:
    yield from play(lambda scenarios: python_programs.driver(scenarios, "--async"))


@pytest.fixture(scope="module")
def typescript(typescript_programs: TypeScriptPrograms) -> Iterator[Results]:
    yield from play(typescript_programs.driver)


@pytest.fixture(scope="module")
def go(go_programs: GoPrograms) -> Iterator[Results]:
    yield from play(go_programs.driver)


@pytest.mark.parametrize("language", ["python", "async_python", "typescript", "go"])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.name)
def test_client(language: str, scenario: Scenario, request: pytest.FixtureRequest) -> None:
    outcomes, server = request.getfixturevalue(language)
    asked = server.asked(scenario.name)
    got, expected = outcomes[scenario.name], scenario.outcome
    if expected.get("error", {}).get("kind") in ("connection", "timeout", "client"):
        # The words are each language's own.
        assert got["error"]["kind"] == expected["error"]["kind"]
    else:
        assert got == expected
    assert len(asked) == scenario.requests
    scenario.check(asked)
