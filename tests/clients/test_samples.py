"""Every sample, in every language, sent to a running server with what it needs to succeed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from codegen.build import build
from codegen.ir import Contract, Operation
from codegen.samples.common import Sample
from tests.clients.filling import LICENSE_KEY, POLICY_ID, Filling, fill, go_values
from tests.clients.programs import (
    ROOT,
    SAMPLES,
    GoPrograms,
    PythonPrograms,
    TypeScriptPrograms,
    need,
    run,
)
from tests.support.server import Server
from tests.support.sockets import Socket, open_socket
from tests.support.webhooks import delivery, webhook

OPERATIONS = list(build(ROOT).operations())
Application = dict[str, Any]


# --- what a call needs to succeed ------------------------------------------------------------


def _link(server: Server, application: Application) -> int:
    return _created(server, application, "/api/v1/links", {"url": "https://example.com/"})


def _tag(server: Server, application: Application) -> int:
    return _created(server, application, "/app/tags", {"name": "autumn"})


def _key(server: Server, application: Application) -> str:
    body = {"name": "Sample", "scopes": ["links:read"]}
    return _created(server, application, "/api/keys", body)


# Connections are there as long as somebody holds them.
HELD: list[Socket] = []


def _socket(server: Server, application: Application) -> Socket:
    made = open_socket(server.base_url, application, "chat-room-1", user_id="user-123")
    HELD.append(made)
    return made


def _user(server: Server, application: Application) -> str:
    _socket(server, application)
    return "user-123"


def _room(server: Server, application: Application) -> str:
    _socket(server, application)
    return "chat-room-1"


def _policy(server: Server, application: Application) -> str:
    body = {"name": "Team", "duration": 86400, "max_devices": 3}
    return _created(server, application, "/api/license-policies", body)


def _activated(
    server: Server, application: Application, fingerprint: str = "sample"
) -> dict[str, Any]:
    """A licence and the device it is activated on."""
    body = {"policy_id": _policy(server, application)}
    with server.client(application["api_key"]) as client:
        license = client.post("/api/licenses", json=body).json()
        device = {"key": license["key"], "fingerprint": fingerprint}
        answer = client.post("/api/licenses/activate", json=device)
    assert answer.status_code == 201, answer.text
    return {**answer.json(), "key": license["key"]}


def _created(server: Server, application: Application, path: str, body: Any) -> Any:
    with server.client(application["api_key"]) as client:
        answer = client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def _presentation(server: Server, application: Application) -> str:
    """With something in each of its lists."""
    deck = {"title": "Review", "slides": [{"title": "Welcome"}, {"title": "Figures"}]}
    made: str = _created(server, application, "/api/presentations", deck)
    poll = {"question": "Which colour?", "options": ["Blue", "Green"]}
    with server.client(application["api_key"]) as client:
        for command in (
            {"name": "start"},
            {"name": "create_poll", "poll": poll},
            {"name": "ask", "text": "Will there be a recording?"},
            {"name": "chat", "text": "Hello everyone!"},
        ):
            answer = client.post(f"/api/presentations/{made}/commands", json={"command": command})
            assert answer.status_code == 200, answer.text
    _device(server, application, made)
    return made


def _new_pairing(server: Server, application: Application, presentation: str) -> dict[str, str]:
    with server.client(application["api_key"]) as client:
        body = {"role": "controller"}
        answer = client.post(f"/api/presentations/{presentation}/pairings", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, str] = answer.json()
    return made


def _pairing(server: Server, application: Application, presentation: str) -> str:
    return _new_pairing(server, application, presentation)["id"]


def _code(server: Server, application: Application) -> str:
    presentation = _presentation(server, application)
    return _new_pairing(server, application, presentation)["code"]


def _device(server: Server, application: Application, presentation: str) -> str:
    code = _new_pairing(server, application, presentation)["code"]
    with server.client() as client:
        answer = client.post(f"/api/pairings/{code}/claim", json={})
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["device_id"]
    return made


# What stands for a path parameter, by the path before it; then what belongs to the one before.
RESOURCES: dict[str, Callable[[Server, Application], Any]] = {
    "/.well-known/license-keys/": lambda server, application: application["app_id"],
    "/api/applications/": lambda server, application: application["app_id"],
    "/api/connections/": lambda server, application: _socket(server, application).connection_id,
    "/api/keys/": _key,
    "/api/license-devices/": lambda *given: _activated(*given)["device"]["id"],
    "/api/license-policies/": _policy,
    "/api/licenses/": lambda *given: _activated(*given)["license"]["id"],
    "/api/pairings/": _code,
    "/api/presentations/": _presentation,
    "/api/rooms/": _room,
    "/api/users/": _user,
    "/api/v1/links/": _link,
    "/api/webhooks/": webhook,
    # Nothing was relayed, and no request could change that.
    "/api/webrtc/usage/": lambda *_: None,
    "/api/webhooks/{webhook_id}/deliveries/": delivery,
    "/app/tags/": _tag,
}
EMPTY = {"getRelayUsage"}
PARTS: dict[str, Callable[[Server, Application, str], Any]] = {
    "/api/presentations/{presentation_id}/devices/": _device,
    "/api/presentations/{presentation_id}/pairings/": _pairing,
}


def arranged(server: Server, sample: Sample) -> tuple[str, Filling]:
    """The key to call with, and the values to put in the sample's place, all newly made."""
    operation = sample.operation
    application = server.application()
    path: dict[str, Any] = {}
    for one in operation.path_parameters:
        before = operation.path.partition("{" + one.name + "}")[0]
        if before in PARTS:
            path[one.name] = PARTS[before](server, application, next(reversed(path.values())))
        else:
            path[one.name] = RESOURCES[before](server, application)
    if operation.pages and not operation.path_parameters:
        # A list shows something only if there is something.
        RESOURCES[operation.path + "/"](server, application)
    strings = {}
    if operation.id == "createToken":
        strings = {
            "my-app-123": application["app_id"],
            "your-app-secret": application["app_secret"],
        }
    if operation.id == "createApplication":
        strings = {"my-app-123": application["app_id"] + "-2"}
    body = sample.body if isinstance(sample.body, dict) else {}
    if body.get("policy_id") == POLICY_ID:
        strings[POLICY_ID] = _policy(server, application)
    if body.get("key") == LICENSE_KEY:
        # To activate the device it must not be there yet.
        fingerprint = "another" if operation.id == "activateLicense" else body["fingerprint"]
        strings[LICENSE_KEY] = _activated(server, application, fingerprint)["key"]
    admin = "admin" in operation.scopes
    key = server.admin_key if admin else application["api_key"]
    return key, Filling(path, strings)


@contextmanager
def prepared(
    server: Server, contract: Contract, operation: Operation
) -> Iterator[tuple[Sample, dict[str, str], Filling]]:
    sample = Sample(contract, operation)
    try:
        key, filling = arranged(server, sample)
        yield sample, {"BASE_URL": server.base_url, "API_KEY": key}, filling
    finally:
        while HELD:
            HELD.pop().close()


# --- the languages ---------------------------------------------------------------------------


def answered(sample: Sample, printed: str, folder: Path) -> None:
    """Something came back, where something should."""
    match sample.operation.result.encoding:
        case "bytes":
            picture = folder / sample.file_name
            assert picture.read_bytes().startswith(b"<")
            picture.unlink()
        case "none":
            assert printed.strip() == ""
        case _:
            assert printed.strip() != "" or sample.operation.id in EMPTY


def path_of(operation: Operation, language: str) -> Path:
    return SAMPLES / operation.api / f"{operation.id}.{language}"


@pytest.fixture(params=OPERATIONS, ids=lambda one: one.id)
def operation(request: pytest.FixtureRequest) -> Operation:
    found: Operation = request.param
    return found


def test_curl(server: Server, contract: Contract, operation: Operation, tmp_path: Path) -> None:
    need("curl", "curl")
    # What curl reads before its arguments: an error status fails the command.
    (tmp_path / ".curlrc").write_text("fail-with-body\n")
    with prepared(server, contract, operation) as (sample, environment, filling):
        text = fill(sample, "sh", path_of(operation, "sh").read_text(), filling)
        script = tmp_path / "sample.sh"
        script.write_text(text)
        printed = run(["sh", script], tmp_path, {**environment, "CURL_HOME": str(tmp_path)})
        answered(sample, printed, tmp_path)


def test_python(
    server: Server,
    contract: Contract,
    operation: Operation,
    python_programs: PythonPrograms,
) -> None:
    with prepared(server, contract, operation) as (sample, environment, filling):
        text = fill(sample, "py", path_of(operation, "py").read_text(), filling)
        script = python_programs.folder / f"{operation.id}.py"
        script.write_text(text)
        answered(sample, python_programs.script(script, environment), python_programs.folder)


def test_typescript(
    server: Server,
    contract: Contract,
    operation: Operation,
    typescript_programs: TypeScriptPrograms,
) -> None:
    folder = typescript_programs.folder
    with prepared(server, contract, operation) as (sample, environment, filling):
        compiled = folder / f"samples/{operation.api}/{operation.id}.js"
        script = compiled.with_suffix(".filled.js")
        script.write_text(fill(sample, "ts", compiled.read_text(), filling))
        answered(sample, typescript_programs.script(script, environment), folder)


def test_go(
    server: Server, contract: Contract, operation: Operation, go_programs: GoPrograms
) -> None:
    with prepared(server, contract, operation) as (sample, environment, filling):
        given = {**environment, "FILL": go_values(sample, filling)}
        answered(sample, go_programs.program(operation.id, given), go_programs.folder)


def test_every_operation_has_a_sample_in_every_language() -> None:
    expected = {
        path_of(one, language) for one in OPERATIONS for language in ("sh", "py", "go", "ts")
    }
    known = {path for path in SAMPLES.rglob("*") if path.is_file()}
    assert {path for path in known if path.parent.name != "realtime-ws"} == expected
