"""A real PostgreSQL for the tests: the one STAGEWIRE_TEST_POSTGRES_URL names, else a cluster of
our own in a temporary folder, reached over a Unix socket."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    here = shutil.which("initdb")
    path = Path(here).resolve() if here else found[-1] if found else None
    return path.parent if path else None


def _account() -> pwd.struct_passwd:
    """Who runs the server: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("no unprivileged account to run PostgreSQL as")


@contextmanager
def postgres() -> Iterator[str | None]:
    """The address of a server where the tests may create databases; None when there is none."""
    given = os.environ.get("STAGEWIRE_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    account = _account()
    # Short, because the path of a socket may have 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="swpg-", dir="/tmp"))
    os.chown(folder, account.pw_uid, account.pw_gid)
    who = (
        {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        if os.geteuid() == 0
        else {}
    )

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(binaries / program), *arguments],
            cwd=folder,
            check=True,
            timeout=60,
            stdout=subprocess.DEVNULL,
            **who,
        )

    data = folder / "data"
    try:
        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        # A test's database is thrown away, so nothing has to survive a crash of the machine.
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=200"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
