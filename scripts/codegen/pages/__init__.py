"""`generated/pages`: the scripts of the pages in `src/stagewire/pages/presenting`, each built with
the TypeScript client into one file by esbuild.

Building needs Node. Where nothing that goes into a script has changed, what was built is kept, so
that everybody else needs none: each script begins with the digest of what it was made of.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from codegen import typescript
from codegen.build import CodegenError
from codegen.ir import Contract

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
SOURCES = ROOT / "src" / "stagewire" / "pages" / "presenting"
BUILT = ROOT / "generated" / "pages"
SCRIPTS = ("remote", "stage")


def generate(contract: Contract) -> dict[str, bytes]:
    files = inputs(contract)
    mark = banner(files)
    kept = _kept(mark)
    return kept if kept is not None else build(files, mark)


def build(files: dict[str, bytes], mark: str) -> dict[str, bytes]:
    """The scripts, made anew. CodegenError where Node is missing or the sources are wrong."""
    if shutil.which("npm") is None:
        raise CodegenError("generated/pages must be built anew: that needs Node")
    modules = _modules()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        (folder / "node_modules").symlink_to(modules)
        _run([modules / ".bin" / "tsc", "--noEmit", "-p", "pages"], folder)
        _run(
            [
                modules / ".bin" / "esbuild",
                *(f"pages/{script}.ts" for script in SCRIPTS),
                "--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8",
                "--legal-comments=none", "--outdir=out", f"--banner:js={mark}",
                "--log-level=warning",
            ],
            folder,
        )  # fmt: skip
        return {f"pages/{name}": (folder / "out" / name).read_bytes() for name in _names()}


def inputs(contract: Contract) -> dict[str, bytes]:
    """Everything a script is made of, by its path in the folder it is built in."""
    client = typescript.generate(contract)
    prefix = f"{typescript.FOLDER}/src/"
    return {
        **{
            f"client/{path.removeprefix(prefix)}": content
            for path, content in client.items()
            if path.startswith(prefix)
        },
        **{f"pages/{path.name}": path.read_bytes() for path in sorted(SOURCES.glob("*.ts"))},
        "pages/tsconfig.json": (HERE / "tsconfig.json").read_bytes(),
        "package-lock.json": (HERE / "package-lock.json").read_bytes(),
    }


def banner(files: dict[str, bytes]) -> str:
    """The first line of a script: the digest of what it is made of."""
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return f"/* Made of {digest.hexdigest()} */"


def _kept(mark: str) -> dict[str, bytes] | None:
    kept = {}
    for name in _names():
        path = BUILT / name
        if not path.is_file() or not (content := path.read_bytes()).startswith(mark.encode()):
            return None
        kept[f"pages/{name}"] = content
    return kept


def _names() -> list[str]:
    return [f"{script}.js" for script in SCRIPTS]


def _modules() -> Path:
    modules, lock = HERE / "node_modules", HERE / "package-lock.json"
    installed = modules / ".installed"
    if not installed.is_file() or installed.read_bytes() != lock.read_bytes():
        _run(["npm", "ci", "--ignore-scripts", "--silent"], HERE)
        installed.write_bytes(lock.read_bytes())
    return modules


def _run(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**os.environ, "CI": "true"}
    )
    if done.returncode:
        raise CodegenError(f"{Path(command[0]).name}: {(done.stdout + done.stderr).strip()}")
