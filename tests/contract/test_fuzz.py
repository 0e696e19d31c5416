"""Schemathesis against a running server with real keys: every phase, every check, every operation.

`schemathesis.toml` and `fuzz_hooks.py` beside this file say how. STAGEWIRE_FUZZ_EXAMPLES (which
`make fuzz` sets) asks for that many cases an operation, from a new seed each time.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from stagewire.contract import find_openapi, load_contract
from tests.contract.fuzz_hooks import CREDITS, TENANTS
from tests.support.server import Server, serving
from tests.support.sockets import open_socket

HERE = Path(__file__).parent
CONFIG = HERE / "schemathesis.toml"
CONTRACT = load_contract(find_openapi())
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for document in CONTRACT.documents
    for path, method, operation in document.operations()
}
PHASES = ("examples", "coverage", "fuzzing", "stateful")
CHECKS = {
    "allow_header_conformance",
    "content_type_conformance",
    "ensure_resource_availability",
    "ignored_auth",
    "missing_required_header",
    "negative_data_rejection",
    "not_a_server_error",
    "object_level_authorization",
    "positive_data_acceptance",
    "response_headers_conformance",
    "response_schema_conformance",
    "status_code_conformance",
    "unsupported_method",
    "use_after_free",
}
EXAMPLES = os.environ.get("STAGEWIRE_FUZZ_EXAMPLES")
# A stateful run ends when a replay is answered differently, as a server's answers are. So a way to
# an operation is tried so often at most, each time from another seed.
STATEFUL_RUNS = 8
# Runs along all ways at once come to most operations; what they miss is gone to one by one.
COMMON_RUNS = 4


@dataclass
class Run:
    """What Schemathesis did: its exit code, what it printed, and what its report tells."""

    code: int
    output: str
    called: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    checks: set[str] = field(default_factory=set)
    identities: set[tuple[str, str]] = field(default_factory=set)

    def read(self, report: Path) -> Run:
        with report.open() as lines:
            for line in lines:
                finished = json.loads(line).get("ScenarioFinished")
                if finished is not None:
                    self._scenario(finished["phase"], finished["recorder"])
        return self

    def _scenario(self, phase: str, recorder: dict[str, Any]) -> None:
        for case_id, case in recorder.get("cases", {}).items():
            if recorder.get("interactions", {}).get(case_id, {}).get("response") is None:
                continue
            label = f"{case['value']['method']} {case['value']['path']}"
            self.called[phase].add(label)
            identity = case["value"].get("auth_identity")
            if identity is not None:
                self.identities.add((label, identity))
        for checks in recorder.get("checks", {}).values():
            self.checks.update(check["name"] for check in checks)


class Fuzzer:
    """Runs Schemathesis against a server that nothing else uses."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self._folder = folder
        made = {
            name: server.application(app_id=name, name=name, link_credits=CREDITS)
            for name in TENANTS
        }
        # Something that connections, users and rooms can be asked about, and that is one tenant's.
        self.sockets = [
            open_socket(server.base_url, application, "chat-room-1", user_id="user-123")
            for application in made.values()
            for _ in range(3)
        ]
        license = _license(server, made[TENANTS[0]])
        identities = folder / "identities.json"
        identities.write_text(json.dumps({"auth": [self._identity(name) for name in TENANTS]}))
        self._environment = os.environ | {
            "FUZZ_HOOKS": str(HERE / "fuzz_hooks.py"),
            "FUZZ_IDENTITIES": str(identities),
            "FUZZ_APP_SECRET": made[TENANTS[0]]["app_secret"],
            "FUZZ_ADMIN_KEY": server.admin_key,
            "FUZZ_POLICY_ID": license["policy_id"],
            "FUZZ_LICENSE_KEY": license["key"],
        }

    def _identity(self, app_id: str) -> dict[str, Any]:
        """A tenant gets a new key whenever it needs one: a run may revoke the key it uses."""
        body = {
            "app_id": app_id,
            "name": "Fuzzing",
            "scopes": [
                *("analytics:read", "applications:write", "billing:read", "connections:write"),
                *("keys:write", "licenses:write", "links:delete", "presentations:write"),
                *("realtime:write", "webhooks:write", "webrtc:read"),
            ],
        }
        return {
            "name": app_id,
            "loginEndpointAuth": {
                "verb": "POST",
                "endpoint": "/api/keys",
                "contentType": "application/json",
                "headers": [{"name": "X-ADMIN-API-KEY", "value": self.server.admin_key}],
                "payloadRaw": json.dumps(body),
                "token": {
                    "extractFrom": "body",
                    "extractSelector": "/secret",
                    "sendIn": "header",
                    "sendName": "Authorization",
                    "sendTemplate": "Bearer {token}",
                },
            },
        }

    def run(self, *options: str, seed: int, config: Path = CONFIG) -> Run:
        report = self._folder / f"report-{seed}.ndjson"
        arguments = [f"--config-file={config}", "run", "--no-color"]
        arguments += [f"{self.server.base_url}/openapi.json", f"--report-ndjson-path={report}"]
        if EXAMPLES is None:
            arguments.append(f"--seed={seed}")
        # A run may delete what it finds: each has a pairing of its own.
        self._environment["FUZZ_PAIRING_CODE"] = _pairing_code(self.server)
        done = subprocess.run(
            [sys.executable, "-m", "schemathesis.cli", *arguments, *options],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return Run(done.returncode, done.stdout).read(report)

    def documented_links_only(self) -> Path:
        """The configuration without the links that Schemathesis infers: they are so many that few
        sequences go along those which the documents promise."""
        path = self._folder / "documented.toml"
        added = "\n[phases.stateful.inference]\nalgorithms = []\n"
        path.write_text(CONFIG.read_text() + added)
        return path


def _pairing_code(server: Server) -> str:
    """A tenant's code for as many devices as come. An admin makes it: a run may have renewed the
    tenant's own key."""
    of = {"app_id": TENANTS[0]}
    with server.client(server.admin_key) as client:
        deck = {"title": "x", "slides": [{"title": "x"}]}
        made = client.post("/api/presentations", params=of, json=deck).json()["id"]
        body = {"role": "viewer", "max_claims": 10_000, "expires_in": 86_400}
        path = f"/api/presentations/{made}/pairings"
        code: str = client.post(path, params=of, json=body).json()["code"]
    return code


def _license(server: Server, application: dict[str, Any]) -> dict[str, Any]:
    """A licence of the tenant for any number of devices, activated on that of the examples."""
    with server.client(application["api_key"]) as client:
        policy = client.post("/api/license-policies", json={"name": "x", "max_devices": None})
        body = {"policy_id": policy.json()["id"]}
        license: dict[str, Any] = client.post("/api/licenses", json=body).json()
        device = {"key": license["key"], "fingerprint": "a1b2c3d4e5f6"}
        assert client.post("/api/licenses/activate", json=device).status_code == 201
    return license


@pytest.fixture(scope="module")
def fuzzer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzzer]:
    folder = tmp_path_factory.mktemp("fuzz")
    with serving(folder / "data", limit_scale="100000", access_log="false") as server:
        made = Fuzzer(server, folder)
        yield made
        for socket in made.sockets:
            socket.close()


@pytest.fixture(scope="module")
def run(fuzzer: Fuzzer) -> Run:
    return fuzzer.run(f"--max-examples={EXAMPLES or 15}", seed=1)


def test_nothing_fails(run: Run, fuzzer: Fuzzer) -> None:
    assert run.code == 0, run.output
    # What the server could not answer, and what went wrong beside answering, stands in its log.
    log = fuzzer.server.log.read_text()
    for sign in ("Traceback", '"level":"error"', "was never"):
        assert sign not in log, log[-8000:]


@pytest.mark.parametrize("phase", PHASES[:3])
def test_every_operation_was_called(run: Run, phase: str) -> None:
    assert set(OPERATIONS) - run.called[phase] == set()


def test_every_linked_operation_was_called_in_a_sequence(run: Run, fuzzer: Fuzzer) -> None:
    """Operations that neither give nor take an id of a resource have no place in a sequence. Those
    that the run did not come to are gone to along the links that the documents promise."""
    linked = {label for label in OPERATIONS if "{" in label} | _with_links()
    called = set(run.called["stateful"])
    seeds = itertools.count(2)
    documented = fuzzer.documented_links_only()

    def along(paths: set[str], examples: int, config: Path) -> None:
        more = fuzzer.run(
            f"--max-examples={EXAMPLES or examples}",
            "--phases=stateful",
            f"--include-path-regex=^({'|'.join(map(re.escape, sorted(paths)))})$",
            seed=next(seeds),
            config=config,
        )
        assert more.code == 0, more.output
        called.update(more.called["stateful"])

    for _ in range(COMMON_RUNS):
        ways = [way for label in linked - called if (way := _way_to(label))]
        if ways:
            along(set.union(*ways), 60, documented)
    for label in sorted(linked - called):
        way = _way_to(label)
        for _ in range(STATEFUL_RUNS):
            if label in called:
                break
            if way:
                along(way, 15, documented)
            else:
                along(_beside(label), 60, CONFIG)
    assert linked - called == set()


def _way_to(label: str) -> set[str] | None:
    """The paths of the shortest way along documented links from an operation that needs no id to
    this one, or from it to its own first link; None where the documents know none."""
    labels = {operation["operationId"]: name for name, operation in OPERATIONS.items()}
    edges: dict[str, set[str]] = {
        name: {
            labels[link["operationId"]]
            for response in operation["responses"].values()
            for link in response.get("links", {}).values()
        }
        for name, operation in OPERATIONS.items()
    }
    ways = [[name] for name in sorted(edges) if "{" not in name and edges[name]]
    seen = {way[-1] for way in ways}
    for way in ways:
        if way[-1] == label:
            return {one.partition(" ")[2] for one in [*way, min(edges[label], default=label)]}
        for name in sorted(edges[way[-1]] - seen):
            seen.add(name)
            ways.append([*way, name])
    return None


def _beside(label: str) -> set[str]:
    """The paths of the document that has the operation."""
    path = label.partition(" ")[2]
    return next(
        set(document.raw["paths"])
        for document in CONTRACT.documents
        if path in document.raw["paths"]
    )


def _with_links() -> set[str]:
    return {
        label
        for label, operation in OPERATIONS.items()
        if any("links" in response for response in operation["responses"].values())
    }


def test_every_check_ran(run: Run) -> None:
    assert run.checks == CHECKS


def test_the_other_tenant_asked_for_objects(run: Run) -> None:
    """`object_level_authorization` had something to see."""
    asked = {label for label, identity in run.identities if identity == TENANTS[1]}
    assert any(label.startswith("GET /api/v1/links/{id}") for label in asked)
    assert "GET /app/tags/{id}" in asked
    assert "GET /api/keys/{key_id}" in asked
