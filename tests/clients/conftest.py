"""Fixtures of the clients' tests: each language's programs, built once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from codegen.build import build
from codegen.ir import Contract
from codegen.samples.common import Sample
from codegen.samples.realtime.common import samples as realtime_samples
from tests.clients.filling import literals, realtime_literals
from tests.clients.programs import GoPrograms, PythonPrograms, TypeScriptPrograms, need
from tests.clients.realtime_scenarios import ROOMY
from tests.support.server import Server, serving

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def server(small_server: Server) -> Server:
    """One kind of server is enough here: the clients see no difference."""
    return small_server


@pytest.fixture(scope="session")
def realtime_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One whose secret is known, so that tokens can be made that end soon."""
    with serving(tmp_path_factory.mktemp("realtime"), **ROOMY) as made:
        yield made


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
    samples |= {f"socket_{one.id}": realtime_literals(one) for one in realtime_samples(contract)}
    return GoPrograms(tmp_path_factory.mktemp("go"), samples)
