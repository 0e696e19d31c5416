"""Runs every generator, and writes what changed.

A generator is a function `(contract) -> {path under generated/: bytes}`. The manifest holds the
SHA-256 of every file, so that a file no generator makes any more is deleted, and one that somebody
edited is noticed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from codegen import (
    docs,
    go,
    go_realtime,
    models,
    pages,
    python,
    python_realtime,
    samples,
    typescript,
)
from codegen.build import CodegenError, build
from codegen.ir import Contract
from stagewire.contract.load import ContractError

Files = dict[str, bytes]
Generator = Callable[[Contract], Files]

GENERATORS: tuple[Generator, ...] = (
    models.generate,
    python.generate,
    python_realtime.generate,
    typescript.generate,
    go.generate,
    go_realtime.generate,
    samples.generate,
    docs.generate,
    pages.generate,
)
MANIFEST = "manifest.json"
# What builds and caches leave beside generated files; git ignores it too.
_LITTER = {"__pycache__", "node_modules", "dist", "build", ".mypy_cache", ".ruff_cache"}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="scripts/generate", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 and list what differs"
    )
    options = parser.parse_args(arguments)
    root = Path(__file__).resolve().parent.parent.parent
    try:
        files = render(build(root))
    except (CodegenError, ContractError) as error:
        print(f"scripts/generate: {error}", file=sys.stderr)
        return 1
    output = root / "generated"
    if options.check:
        return check(files, output)
    for line in write(files, output):
        print(line)
    return 0


def render(contract: Contract) -> Files:
    """Every file of `generated/`, the manifest included."""
    files: Files = {}
    for generator in GENERATORS:
        for path, content in generator(contract).items():
            if path in files:
                raise CodegenError(f"two generators make {path}")
            files[path] = content
    digests = {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}
    files[MANIFEST] = (json.dumps(digests, indent=2) + "\n").encode()
    return files


def check(files: Files, output: Path) -> int:
    """Lists what writing would change, and files that nobody generated; 1 if there are any."""
    differences = [
        f"{'missing' if not (output / path).is_file() else 'differs'}: generated/{path}"
        for path in sorted(files)
        if not _same(output / path, files[path])
    ]
    differences += [f"stale: generated/{path}" for path in _strangers(files, output)]
    if not differences:
        return 0
    print("\n".join(differences), file=sys.stderr)
    print("generated/ and openapi/ differ: run `make generate`.", file=sys.stderr)
    return 1


def write(files: Files, output: Path) -> list[str]:
    """Writes the files that changed and deletes those of the last run that are no more."""
    done = []
    for path in sorted(_listed(output) - set(files)):
        stale = output / path
        if stale.is_file():
            stale.unlink()
            done.append(f"deleted generated/{path}")
        for folder in stale.parents:
            if folder == output or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
    for path, content in files.items():
        target = output / path
        if not _same(target, content):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            done.append(f"wrote generated/{path}")
    done += [
        f"left alone: generated/{path} (nobody generates it)" for path in _strangers(files, output)
    ]
    return done


def _same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _listed(output: Path) -> set[str]:
    manifest = output / MANIFEST
    if not manifest.is_file():
        return set()
    return {path for path in json.loads(manifest.read_text()) if ".." not in Path(path).parts}


def _strangers(files: Files, output: Path) -> list[str]:
    found = []
    for path in output.rglob("*"):
        relative = path.relative_to(output)
        if path.is_file() and path.name != ".gitkeep" and not _LITTER.intersection(relative.parts):
            found.append(relative.as_posix())
    return sorted(set(found) - set(files))
