"""What is sent verifies with the `standardwebhooks` libraries for Python, JavaScript and Go."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import standardwebhooks

from stagewire.webhooks.service import Webhooks
from tests.webhooks.conftest import Hooks
from tests.webhooks.receiver import Received

HERE = Path(__file__).parent / "verifiers"
GIVEN = "your-webhook-secret"


@dataclass(frozen=True)
class Case:
    """``raw``: the secret is the key itself, not its base64."""

    name: str
    secret: str
    raw: bool
    received: Received
    fits: bool

    def data(self) -> dict[str, Any]:
        return {
            "secret": self.secret,
            "raw": self.raw,
            "headers": self.received.headers,
            "body": self.received.body.decode(),
        }


@pytest.fixture
async def cases(hooks: Hooks) -> list[Case]:
    # The libraries look at the machine's clock.
    hooks.clock.now = time.time()
    made = await hooks.create("/made")
    given = await hooks.create("/given", secret=GIVEN)
    rotated = await hooks.create("/rotated")
    new = await hooks.platform.of(Webhooks).rotate(hooks.caller, rotated.webhook.id, {})
    await hooks.emit("new-message", message="Grüße, 世界")
    at: dict[str, Received] = {}
    for path in ("/made", "/given", "/rotated"):
        (at[path],) = await hooks.receiver.until(1, path)
    tampered = Received("/made", at["/made"].headers, at["/made"].body.replace(b"new", b"old"))
    return [
        Case("made", made.secret, False, at["/made"], True),
        Case("given, as it was given", GIVEN, True, at["/given"], True),
        Case("given, as it was answered", given.secret, False, at["/given"], True),
        Case("rotated, the old one", rotated.secret, False, at["/rotated"], True),
        Case("rotated, the new one", new.secret, False, at["/rotated"], True),
        Case("another's", made.secret, False, at["/given"], False),
        Case("tampered with", made.secret, False, tampered, False),
    ]


def _judge(cases: list[Case], results: list[bool]) -> None:
    assert {case.name: fits for case, fits in zip(cases, results, strict=True)} == {
        case.name: case.fits for case in cases
    }


def _run(command: list[str], cases: list[Case]) -> list[bool]:
    sent = json.dumps([case.data() for case in cases])
    done = subprocess.run(
        command, cwd=HERE, input=sent, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[bool] = json.loads(done.stdout)
    return found


def _install() -> None:
    subprocess.run(["npm", "ci"], cwd=HERE, check=True, capture_output=True, timeout=120)


def _need(program: str, name: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"needs {name}")


async def test_python(cases: list[Case]) -> None:
    def fits(case: Case) -> bool:
        secret = case.secret.encode() if case.raw else case.secret
        try:
            standardwebhooks.Webhook(secret).verify(case.received.body, case.received.headers)
        except standardwebhooks.WebhookVerificationError:
            return False
        return True

    _judge(cases, [fits(case) for case in cases])


async def test_javascript(cases: list[Case]) -> None:
    _need("node", "Node")
    if not (HERE / "node_modules").exists():
        _install()
    _judge(cases, _run(["node", "verify.mjs"], cases))


async def test_go(cases: list[Case]) -> None:
    _need("go", "Go")
    _judge(cases, _run(["go", "run", "."], cases))
