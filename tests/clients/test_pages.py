"""The built scripts of the presentation pages are what their sources make."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from codegen import pages
from codegen.build import build

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_scripts_are_what_a_build_makes() -> None:
    """Byte for byte: nobody edited them, and they are not older than the client."""
    if shutil.which("npm") is None:
        pytest.skip("needs Node")
    files = pages.inputs(build(ROOT))
    built = pages.build(files, pages.banner(files))
    assert built
    for path, content in built.items():
        assert (ROOT / "generated" / path).read_bytes() == content, f"{path} differs"
