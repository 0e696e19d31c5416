"""The wheel works by itself: contract, docs and migrations are inside, the checkout is unused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from tests.support.server import ADMIN_KEY, serving

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)],
        check=True,
    )
    (made,) = folder.glob("stagewire-*.whl")
    return made


def test_the_contract_and_the_docs_are_inside(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    for document in (ROOT / "openapi").rglob("*.yaml"):
        assert f"stagewire/_data/openapi/{document.relative_to(ROOT / 'openapi')}" in names
    assert "stagewire/_data/docs/index.html" in names
    assert not [name for name in names if name.startswith(("tests/", "scripts/"))]


def test_it_serves_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with ZipFile(wheel) as archive:
        archive.extractall(site)
    where = subprocess.run(
        [sys.executable, "-c", "import stagewire; print(stagewire.__file__)"],
        env={"PYTHONPATH": str(site)},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert where.startswith(str(site))
    with serving(tmp_path / "data", python_path=site, cwd=tmp_path) as server:
        application = server.application()
        with server.client(application["api_key"]) as client:
            made = client.post("/api/v1/links", json={"url": "https://example.com/"})
            assert made.status_code == 201
            assert client.get("/docs", follow_redirects=True).status_code == 200
            assert "/api/v1/links" in client.get("/openapi.json").json()["paths"]
            assert client.get("/llms.txt").status_code == 200
        assert httpx.get(made.json()["shortLink"]).status_code == 302
        assert ADMIN_KEY not in server.log.read_text()
