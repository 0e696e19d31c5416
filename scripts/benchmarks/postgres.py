"""A PostgreSQL of the benchmark's own, as durable as it comes: `fsync` and
`synchronous_commit` stay on."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.cores import LOAD, on_core


def _binaries() -> Path | None:
    here = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    path = Path(here).resolve() if here else found[-1] if found else None
    return path.parent if path else None


@contextmanager
def postgres() -> Iterator[str | None]:
    """The address of a new server without its database's name; None when there is none.

    It runs on the load's core, so that the servers' core is the application's alone."""
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    # Short, because the path of a socket may have 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="swbench-", dir="/tmp"))
    who = _unprivileged(folder)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(binaries / program), *arguments],
            cwd=folder,
            check=True,
            timeout=60,
            stdout=subprocess.DEVNULL,
            **who,
        )

    data = str(folder / "data")
    options = f"-k {folder} -c listen_addresses= -c max_connections=100"
    try:
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8")
        with on_core(LOAD):
            run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://postgres@/{{}}?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Whom to run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, account.pw_uid, account.pw_gid)
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise RuntimeError("no unprivileged account to run PostgreSQL as")
