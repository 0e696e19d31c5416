"""What the log may hold."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import logging, structlog
from stagewire.contract.logs import configure_logs
configure_logs()
def fail(secret):
    raise RuntimeError("broken")
try:
    fail("hunter2")
except RuntimeError as error:
    structlog.get_logger("a").error("failed", request_id="r1", exc_info=error)
    logging.getLogger("b").error("also %s", "failed", exc_info=error)
"""


def test_every_line_is_json_and_no_local_variable_is_in_it() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True)
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["event"], first["request_id"], first["level"]) == ("failed", "r1", "error")
    assert (second["event"], second["logger"]) == ("also failed", "b")
    for line in (first, second):
        assert "RuntimeError: broken" in line["exception"]
    assert b"hunter2" not in done.stdout.replace(b'fail(\\"hunter2\\")', b"")
