"""Fixtures of the clients' tests: each language's programs, built once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# The generator is no package of the runtime, so it is found where it stands.
sys.path.insert(0, str(ROOT / "scripts"))

from codegen.build import build  # noqa: E402
from codegen.ir import Contract  # noqa: E402
from codegen.samples.common import Sample  # noqa: E402
from tests.clients.filling import literals  # noqa: E402
from tests.clients.programs import (  # noqa: E402
    GoPrograms,
    PythonPrograms,
    TypeScriptPrograms,
    need,
)
from tests.support.live import application, server  # noqa: E402

__all__ = ["application", "server"]


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
