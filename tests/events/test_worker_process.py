"""`stagewire worker` and `stagewire jobs`, as an operator uses them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stagewire.app import connected, make_platform
from stagewire.contract import find_openapi, load_contract
from stagewire.events.fanout import Fanout
from stagewire.events.job_listing import JobListing
from stagewire.events.jobs import Jobs
from stagewire.events.outbox import Outbox
from stagewire.events.types import NewJob
from stagewire.platform import Platform
from stagewire.settings import Settings
from tests.events.outboxes import until
from tests.test_cli import stagewire

APP = ("my-app-123", "production")


def settings(folder: Path, url: str = "") -> Settings:
    return Settings(data_dir=folder, database_url=url, secret_key="a secret for tests only")


def beside(folder: Path, url: str = "") -> Platform:
    """What another process of the server has: it adds, and does nothing of it."""
    return make_platform(settings(folder, url), load_contract(find_openapi()))


@contextmanager
def worker(folder: Path, url: str = "") -> Iterator[subprocess.Popen[str]]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("STAGEWIRE_")}
    environment |= {
        "STAGEWIRE_DATA_DIR": str(folder),
        "STAGEWIRE_DATABASE_URL": url,
        "STAGEWIRE_SECRET_KEY": "a secret for tests only",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "stagewire", "worker"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Stagewire worker")
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()


async def test_a_worker_tells_the_events_of_a_server_that_does_not(
    tmp_path: Path, database_url: str
) -> None:
    """SQLite: it notices by looking."""
    platform = beside(tmp_path, database_url)
    async with connected(platform):
        await platform.of(Outbox).emit(*APP, "link.created", {})
        with worker(tmp_path, database_url):
            await until(lambda: all_told(platform))
            await platform.of(Outbox).emit(*APP, "link.created", {})
            await until(lambda: all_told(platform))
        assert await platform.of(Fanout).turn() == 0


async def all_told(platform: Platform) -> bool:
    return (await platform.of(JobListing).untold())[0] == 0


async def test_an_operator_sees_retries_and_cancels_jobs(tmp_path: Path) -> None:
    platform = beside(tmp_path)
    async with connected(platform):
        await platform.database.write(
            platform.of(Jobs).adding, [NewJob("test", {"n": 1}, queue="somewhere")]
        )
    told = {"data_dir": str(tmp_path)}
    listed = stagewire("jobs", "list", **told)
    assert listed.returncode == 0, listed.stderr
    row = re.search(r"(\d+)\W+test\W+somewhere\W+due", listed.stdout)
    assert row, listed.stdout
    shown = stagewire("jobs", "show", row[1], **told)
    assert "{'n': 1}" in shown.stdout
    assert stagewire("jobs", "retry", row[1], **told).returncode == 0
    assert "test: 1 due, 0 waiting, 0 dead" in stagewire("doctor", **told).stdout
    assert stagewire("jobs", "cancel", row[1], **told).returncode == 0
    for command in ("show", "retry", "cancel"):
        gone = stagewire("jobs", command, row[1], **told)
        assert gone.returncode == 1 and "there is no job" in gone.stderr
    wrong = stagewire("jobs", "list", "--status", "odd", **told)
    assert wrong.returncode == 1 and "due, waiting, blocked, running, dead" in wrong.stderr
