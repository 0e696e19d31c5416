"""Fixtures over a running server that a whole test session shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.server import Server, serving

# Above anything a test sends: limits have tests of their own.
ROOMY = {"limit_scale": "100000", "access_log": "false"}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that leave it as they found it."""
    with serving(tmp_path_factory.mktemp("server"), **ROOMY) as made:
        yield made


@pytest.fixture
def application(server: Server) -> dict[str, Any]:
    """A new application on the shared server, with its `app_secret` and `api_key`."""
    return server.application()
