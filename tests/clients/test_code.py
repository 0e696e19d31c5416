"""The generated code as a user's own tools see it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from codegen.naming import camel, go_name, go_variable, pascal, snake_case
from tests.clients.programs import GENERATED, PYTHON_CLIENT, PythonPrograms, need, run


def test_python_is_strictly_typed(python_programs: PythonPrograms, tmp_path: Path) -> None:
    """The client, and everything that we tell people to write with it."""
    # An operation and a message may have one name, which mypy takes for one module.
    rounds: list[dict[str, Path]] = [{}]
    for sample in sorted((GENERATED / "samples").glob("*/*.py")):
        free = next((one for one in rounds if sample.stem not in one), None)
        if free is None:
            rounds.append(free := {})
        free[sample.stem] = sample
    options = ["--strict", "--python-version", "3.10", "--config-file", "", "--cache-dir", tmp_path]
    targets = [PYTHON_CLIENT / "stagewire_client", python_programs.readme]
    environment = {"MYPYPATH": str(PYTHON_CLIENT)}
    for samples in rounds:
        command = [sys.executable, "-m", "mypy", *options, *targets, *samples.values()]
        run(command, tmp_path, environment)


def test_go_is_formatted() -> None:
    need("gofmt", "Go")
    folders = [GENERATED / "clients/go", GENERATED / "samples"]
    done = subprocess.run(
        ["gofmt", "-l", *folders], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == ""


def test_typescript_is_formatted() -> None:
    for path in (GENERATED / "clients/typescript/src").rglob("*.ts"):
        for line in path.read_text().splitlines():
            assert line == line.rstrip(), f"{path}: {line!r}"
            assert not line.startswith("\t"), f"{path}: {line!r}"
            assert not line.lstrip().startswith("*") or len(line) <= 100, f"{path}: {line!r}"


@pytest.mark.parametrize(
    ("name", "snake", "camels", "go"),
    [
        ("sort[id]", "sort_id", "sortId", "SortID"),
        ("tags.name", "tags_name", "tagsName", "TagsName"),
        ("exists[deletedAt]", "exists_deleted_at", "existsDeletedAt", "ExistsDeletedAt"),
        ("app_id", "app_id", "appId", "AppID"),
        ("getLinkQr", "get_link_qr", "getLinkQr", "GetLinkQR"),
        ("utmSource", "utm_source", "utmSource", "UTMSource"),
    ],
)
def test_names(name: str, snake: str, camels: str, go: str) -> None:
    assert (snake_case(name), camel(name), go_name(name)) == (snake, camels, go)


def test_names_that_a_language_keeps_for_itself() -> None:
    assert go_variable("type") == "type_"
    assert pascal("CreateLink") == "CreateLink"
