"""Fixtures of the clients' tests: each language's programs, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.build import build
from codegen.ir import Contract
from codegen.samples.common import Sample
from tests.clients.filling import literals
from tests.clients.programs import GoPrograms, PythonPrograms, TypeScriptPrograms, need
from tests.support.server import Server

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def server(small_server: Server) -> Server:
    """One kind of server is enough here: the clients see no difference."""
    return small_server


@pytest.fixture(scope="session")
def contract() -> Contract:
    return build(ROOT)


@pytest.fixture(scope="session")
def python_programs(tmp_path_factory: pytest.TempPathFactory) -> PythonPrograms:
    return PythonPrograms(tmp_path_factory.mktemp("python"))


@pytest.fixture(scope="session")
def typescript_programs(tmp_path_factory: pytest.TempPathFactory) -> TypeScriptPrograms:
    need("node", "Node")
    return TypeScriptPrograms(tmp_path_factory.mktemp("typescript"))


@pytest.fixture(scope="session")
def go_programs(tmp_path_factory: pytest.TempPathFactory, contract: Contract) -> GoPrograms:
    need("go", "Go")
    samples = {one.id: literals(Sample(contract, one)) for one in contract.operations()}
    return GoPrograms(tmp_path_factory.mktemp("go"), samples)
