"""The test programs of each language: the driver, every sample and the README's code, built
together once, against the generated clients as they stand."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.clients.peers import Peer, ProcessPeer

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
GENERATED = ROOT / "generated"
SAMPLES = GENERATED / "samples"
DRIVERS = HERE / "drivers"
PYTHON_CLIENT = GENERATED / "clients/python/src"
PATIENCE = 300


def run(
    command: list[str | Path],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    text: str = "",
) -> str:
    """The standard output of a command; a failure shows all it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**clean(), **(environment or {})},
        input=text,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, f"{command[0]} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def clean() -> dict[str, str]:
    """The environment without what a client would read, or a proxy that it would use."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("STAGEWIRE_")}
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        kept.pop(name, None)
        kept.pop(name.upper(), None)
    return kept


def snippets(readme: Path, language: str) -> list[str]:
    """The code blocks of a README in one language."""
    return re.findall(rf"```{language}\n(.*?)```", readme.read_text(), re.DOTALL)


# --- Python ----------------------------------------------------------------------------------


class PythonPrograms:
    """Nothing to build. Samples run in this process, where the client is imported already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.readme = folder / "readme.py"
        blocks = snippets(GENERATED / "clients/python/README.md", "python")
        self.readme.write_text("\n".join(blocks))

    def script(self, path: Path, environment: Mapping[str, str]) -> str:
        printed = io.StringIO()
        given = {**clean(), **environment}
        with (
            patch.dict(os.environ, given, clear=True),
            patch.object(sys, "path", [str(PYTHON_CLIENT), *sys.path]),
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(printed),
        ):
            runpy.run_path(str(path), run_name="__main__")
        return printed.getvalue()

    def driver(self, scenarios: str, *arguments: str) -> str:
        given = {"PYTHONPATH": str(PYTHON_CLIENT)}
        return run(
            [sys.executable, DRIVERS / "driver.py", *arguments], self.folder, given, scenarios
        )

    def peer(self) -> Peer:
        given = {**clean(), "PYTHONPATH": str(PYTHON_CLIENT)}
        return ProcessPeer([sys.executable, DRIVERS / "realtime.py"], self.folder, given)


# --- TypeScript ------------------------------------------------------------------------------


class TypeScriptPrograms:
    """Compiled twice, as users do: the package by its own settings, then programs that use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        package = folder / "node_modules/@stagewire/client"
        shutil.copytree(GENERATED / "clients/typescript", package)
        for name in ("@types", "undici-types", "ws"):
            (folder / "node_modules" / name).symlink_to(node_modules() / name)
        run([node_modules() / ".bin/tsc", "-p", package], folder)
        shutil.copytree(SAMPLES, folder / "samples", ignore=lambda _, names: _others(names, ".ts"))
        for driver in [*DRIVERS.glob("*.ts"), DRIVERS / "realtime_page.html"]:
            shutil.copy(driver, folder)
        blocks = snippets(GENERATED / "clients/typescript/README.md", "ts")
        (folder / "readme.ts").write_text("\n".join(blocks))
        (folder / "package.json").write_text('{"type": "module"}')
        (folder / "tsconfig.json").write_text(json.dumps(TSCONFIG))
        run([node_modules() / ".bin/tsc", "-p", folder], folder)

    def script(self, path: Path, environment: Mapping[str, str]) -> str:
        return run(["node", path], self.folder, environment)

    def driver(self, scenarios: str) -> str:
        return run(["node", "driver.js"], self.folder, text=scenarios)

    def peer(self) -> Peer:
        return ProcessPeer(["node", "realtime_node.js"], self.folder, clean())


TSCONFIG = {
    "compilerOptions": {
        "target": "ES2022",
        "module": "NodeNext",
        "strict": True,
        "exactOptionalPropertyTypes": True,
        "noUncheckedIndexedAccess": True,
        "types": ["node"],
    },
    "include": ["*.ts", "samples/**/*.ts"],
}


def _others(names: list[str], suffix: str) -> list[str]:
    return [name for name in names if "." in name and not name.endswith(suffix)]


def node_modules() -> Path:
    """The pinned compiler, installed on first use."""
    project = HERE / "typescript"
    wanted = json.loads((project / "package.json").read_text())["devDependencies"]
    if not all((project / "node_modules" / name).exists() for name in wanted):
        run(["npm", "ci", "--no-audit", "--no-fund"], project)
    return project / "node_modules"


# --- Go --------------------------------------------------------------------------------------


class GoPrograms:
    """One binary of the driver, every sample and the README: `main` of each becomes a function,
    and the values that a test fills in are read from the environment."""

    def __init__(self, folder: Path, literals: Mapping[str, list[str]]) -> None:
        self.folder = folder
        client = GENERATED / "clients/go"
        shutil.copy(DRIVERS / "driver.go", folder)
        (folder / "go.mod").write_text(
            "module stagewire.test/programs\n\ngo 1.24\n\n"
            "require github.com/stagewire/stagewire-go v0.0.0\n\n"
            f"replace github.com/stagewire/stagewire-go => {client}\n"
        )
        shutil.copy(client / "go.sum", folder)
        names = []
        for path in sorted(SAMPLES.glob("*/*.go")):
            # The WebSocket may have an operation of the same name as an API.
            name = f"socket_{path.stem}" if path.parent.name == "realtime-ws" else path.stem
            names.append(name)
            text = path.read_text().replace("func main()", f"func main_{name}()")
            for literal in literals[name]:
                assert literal in text, f"{path} has no {literal}"
                text = text.replace(literal, f"fill(`{literal}`, {literal})")
            (folder / f"sample_{name}.go").write_text(text)
        complete, *fragments = snippets(client / "README.md", "go")
        names.append("readme")
        (folder / "readme.go").write_text(complete.replace("func main()", "func main_readme()"))
        functions = [_FRAGMENT.format(number=n, code=code) for n, code in enumerate(fragments)]
        calls = ", ".join(f"fragment{n}" for n in range(len(fragments)))
        (folder / "fragments.go").write_text(_FRAGMENTS.format(calls=calls) + "".join(functions))
        names.append("fragments")
        entries = "".join(f"\t{json.dumps(name)}: main_{name},\n" for name in names)
        (folder / "programs.go").write_text(_PROGRAMS.format(entries=entries))
        self.binary = folder / "programs"
        for name in ("realtime", "slow_reader"):
            (folder / name).mkdir()
            shutil.copy(DRIVERS / f"{name}.go", folder / name / "main.go")
        local = {"GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local"}
        run(["go", "vet", "./..."], client, {"GOTOOLCHAIN": "local"})
        run(["go", "build", "-o", self.binary, "."], folder, local)
        (folder / "bin").mkdir()
        run(["go", "build", "-o", folder / "bin", "./realtime", "./slow_reader"], folder, local)

    def program(self, name: str, environment: Mapping[str, str]) -> str:
        return run([self.binary, name], self.folder, environment)

    def driver(self, scenarios: str) -> str:
        return run([self.binary], self.folder, text=scenarios)

    def peer(self) -> Peer:
        return ProcessPeer([self.folder / "bin/realtime"], self.folder, clean())

    def main(self, name: str, environment: Mapping[str, str]) -> str:
        """A driver that is a program of its own."""
        return run([self.folder / "bin" / name], self.folder, environment)


_PROGRAMS = """package main

import (
	"encoding/json"
	"os"
)

var programs = map[string]func(){{
{entries}}}

func fill[T any](literal string, value T) T {{
	var given map[string]json.RawMessage
	if json.Unmarshal([]byte(os.Getenv("FILL")), &given) == nil && given[literal] != nil {{
		if err := json.Unmarshal(given[literal], &value); err != nil {{
			panic(err)
		}}
	}}
	return value
}}
"""
_FRAGMENTS = """package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/stagewire/stagewire-go"
	"github.com/stagewire/stagewire-go/realtime"
)

var _ = []any{{errors.Is, http.MethodGet, io.ReadAll, os.Getenv, time.Second}}
var _ = realtime.StatusClosed

func main_fragments() {{
	fragments := []func(context.Context, *stagewire.Client) error{{ {calls} }}
	for _, fragment := range fragments {{
		if err := fragment(context.Background(), stagewire.New()); err != nil {{
			log.Fatal(err)
		}}
	}}
	fmt.Println("done")
}}
"""
_FRAGMENT = """
func fragment{number}(ctx context.Context, client *stagewire.Client) error {{
{code}
	return nil
}}
"""


def need(program: str, name: str) -> None:
    """Skips the test, by name, where a part it needs is missing."""
    if shutil.which(program) is None:
        pytest.skip(f"needs {name}")
