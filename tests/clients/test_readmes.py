"""The code of each client's README, run from top to bottom against a running server."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clients.programs import GoPrograms, PythonPrograms, TypeScriptPrograms
from tests.support import sockets
from tests.support.server import Server


@pytest.fixture
def environment(server: Server, application: dict[str, Any]) -> dict[str, str]:
    key = application["api_key"]
    token = sockets.token(server.base_url, application, rooms=sockets.EVERYTHING, user_id="ada")
    return {
        "STAGEWIRE_BASE_URL": server.base_url,
        "STAGEWIRE_API_KEY": key,
        "TOKEN": token,
    }


def test_python(environment: dict[str, str], python_programs: PythonPrograms) -> None:
    printed = python_programs.script(python_programs.readme, environment)
    assert "no such link, request" in printed
    assert "1 are here" in printed
    assert "ada says: Hello" in printed
    assert "refused: unknown_connection to" in printed
    assert "no licence: MALFORMED" in printed


def test_typescript(environment: dict[str, str], typescript_programs: TypeScriptPrograms) -> None:
    printed = typescript_programs.script(typescript_programs.folder / "readme.js", environment)
    assert "no such link, request" in printed
    assert "1 are here" in printed
    assert "ada types: true" in printed
    assert "refused: unknown_connection to" in printed
    assert "no licence: MALFORMED" in printed


def test_go(environment: dict[str, str], go_programs: GoPrograms) -> None:
    assert "http" in go_programs.program("readme", environment)
    printed = go_programs.program("fragments", environment)
    assert "no such link" in printed
    assert "1 are here" in printed
    assert "ada says: Hello" in printed
    assert "refused: unknown_connection to" in printed
    assert "no licence: MALFORMED" in printed
