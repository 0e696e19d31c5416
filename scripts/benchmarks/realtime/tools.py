"""What the realtime benchmark needs besides Python: built and installed once, into .cache."""

from __future__ import annotations

import hashlib
import json
import resource
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.errors import BenchmarkError
from benchmarks.servers import ROOT

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers"
_CACHE = ROOT / ".cache" / "benchmarks"


def go_program(folder: Path) -> Path:
    """The program that a folder of Go is."""
    made = _CACHE / folder.name
    _CACHE.mkdir(parents=True, exist_ok=True)
    # Go's own cache makes this quick when nothing has changed.
    _run(["go", "build", "-o", str(made), "."], folder)
    return made


def node_peers() -> Path:
    """The folder of the Node peers, with their packages beside them."""
    wanted = (PEERS / "package.json").read_bytes()
    folder = _CACHE / f"node-{hashlib.sha256(wanted).hexdigest()[:12]}"
    if not (folder / "node_modules").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_bytes(wanted)
        _run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"], folder)
    for source in PEERS.glob("*.js"):
        shutil.copy(source, folder)
    return folder


def versions() -> str:
    """Of the peers, as they are asked for."""
    wanted = json.loads((PEERS / "package.json").read_text())["dependencies"]
    wanted["Centrifuge"] = (
        (PEERS / "centrifuge/go.mod").read_text().split("centrifuge v")[1].split()[0]
    )
    return ", ".join(f"{name} {version}" for name, version in sorted(wanted.items()))


def many_files(count: int) -> None:
    """Lets the processes that are started from here on open so many files."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < count:
        raise BenchmarkError(f"realtime needs {count} open files: raise `ulimit -Hn`")
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _run(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchmarkError(f"{' '.join(command)} failed in {folder}:\n{done.stderr[-2000:]}")
