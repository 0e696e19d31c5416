"""The driver: what it writes is settled by the contract alone, and every difference is noticed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from codegen.build import build
from codegen.driver import MANIFEST, Files, check, render, write
from tests.clients.programs import ROOT


@pytest.fixture(scope="module")
def files() -> Files:
    return render(build(ROOT))


@pytest.fixture
def output(tmp_path: Path, files: Files) -> Path:
    """A `generated/` folder just written."""
    folder = tmp_path / "generated"
    write(files, folder)
    return folder


def test_the_committed_files_are_what_the_contract_makes(
    files: Files, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(files, ROOT / "generated") == 0, capsys.readouterr().err


def test_twice_gives_the_same_bytes(files: Files, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "openapi", tmp_path / "openapi")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert render(build(tmp_path)) == files


def test_writing_again_changes_nothing(files: Files, output: Path) -> None:
    assert write(files, output) == []
    assert check(files, output) == 0


def test_the_manifest_lists_every_file(files: Files, output: Path) -> None:
    listed = json.loads((output / MANIFEST).read_text())
    found = {one.relative_to(output).as_posix() for one in output.rglob("*") if one.is_file()}
    assert found == {*listed, MANIFEST}
    assert list(listed) == sorted(listed)


def test_an_edited_file_is_noticed(
    files: Files, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = output / "clients/go/errors.go"
    path.write_text(path.read_text() + "// by hand\n")
    assert check(files, output) == 1
    assert "differs: generated/clients/go/errors.go\n" in capsys.readouterr().err
    assert write(files, output) == ["wrote generated/clients/go/errors.go"]
    assert check(files, output) == 0


def test_a_missing_file_is_noticed(
    files: Files, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (output / "samples/links/createLink.sh").unlink()
    assert check(files, output) == 1
    assert "missing: generated/samples/links/createLink.sh\n" in capsys.readouterr().err


def test_a_stale_file_is_noticed_and_deleted(
    files: Files, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    was = {**files, "clients/go/gone/gone.go": b"package gone\n"}
    listed = json.loads(files[MANIFEST]) | {"clients/go/gone/gone.go": "0"}
    write({**was, MANIFEST: json.dumps(listed).encode()}, output)
    assert check(files, output) == 1
    assert "stale: generated/clients/go/gone/gone.go\n" in capsys.readouterr().err
    assert "deleted generated/clients/go/gone/gone.go" in write(files, output)
    assert not (output / "clients/go/gone").exists()


def test_a_file_that_nobody_generates_is_noticed_and_left_alone(
    files: Files, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = output / "models/notes.txt"
    stranger.write_text("mine")
    assert check(files, output) == 1
    assert "stale: generated/models/notes.txt\n" in capsys.readouterr().err
    assert write(files, output) == ["left alone: generated/models/notes.txt (nobody generates it)"]
    assert stranger.exists()


def test_a_change_of_the_contract_is_noticed(
    files: Files, output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "openapi", tmp_path / "openapi")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    links = tmp_path / "openapi/links.yaml"
    links.write_text(links.read_text().replace("summary: List links", "summary: List them all"))
    assert check(render(build(tmp_path)), output) == 1
    said = capsys.readouterr().err
    for path in ("clients/python", "clients/typescript", "clients/go"):
        assert f"differs: generated/{path}" in said
    assert "differs: generated/models" not in said
