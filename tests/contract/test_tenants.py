"""Two tenants, and two environments of one, never reach each other's resources.

The operations come from the documents: one with a path parameter that no factory below can fill
fails the test, so that every new API is covered or noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from stagewire.contract import find_openapi, load_contract
from tests.support.server import Server
from tests.support.sockets import Socket, open_socket
from tests.support.webhooks import nested, webhook

CONTRACT = load_contract(find_openapi())
OPERATIONS = [
    pytest.param(path, method, operation, id=operation["operationId"])
    for document in CONTRACT.documents
    for path, method, operation in document.operations()
    # What needs no key is nobody's: a pairing code is for whoever knows it.
    if "{" in path and operation.get("security") != []
]
ALL_SCOPES = sorted(scope for scope in CONTRACT.scopes.describe if scope != "admin")


@dataclass
class Tenant:
    """``sockets`` are its clients on the WebSocket: what they are and where is gone with them."""

    server: Server
    application: dict[str, Any]
    live: httpx.Client
    sandbox: httpx.Client
    sockets: list[Socket] = field(default_factory=list)

    def connect(self) -> Socket:
        """A client named like everybody's, in a room named like everybody's."""
        made = open_socket(self.server.base_url, self.application, ROOM, user_id=USER)
        self.sockets.append(made)
        return made


ROOM, USER = "lobby", "anna"


def _tenant(server: Server) -> Iterator[Tenant]:
    application = server.application()
    test_key = server.key(application, ALL_SCOPES, environment="sandbox")
    with server.client(application["api_key"]) as live, server.client(test_key) as sandbox:
        made = Tenant(server, application, live, sandbox)
        yield made
        for socket in made.sockets:
            socket.close()


@pytest.fixture
def owner(server: Server) -> Iterator[Tenant]:
    yield from _tenant(server)


@pytest.fixture
def stranger(server: Server) -> Iterator[Tenant]:
    yield from _tenant(server)


def _made(answer: httpx.Response, field: str) -> str:
    assert answer.status_code == 201, answer.text
    return str(answer.json()[field])


def _policy(tenant: Tenant) -> str:
    return _made(tenant.live.post("/api/license-policies", json={"name": "Team"}), "id")


def _license(tenant: Tenant) -> str:
    body = {"policy_id": _policy(tenant)}
    return _made(tenant.live.post("/api/licenses", json=body), "id")


def _license_device(tenant: Tenant) -> str:
    license = tenant.live.get(f"/api/licenses/{_license(tenant)}").json()
    body = {"key": license["key"], "fingerprint": "a1b2c3d4e5f6"}
    answer = tenant.live.post("/api/licenses/activate", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["device"]["id"])


def _presentation(tenant: Tenant) -> str:
    deck = {"title": "Review", "slides": [{"title": "Welcome"}, {"title": "Figures"}]}
    return _made(tenant.live.post("/api/presentations", json=deck), "id")


def _pairing(tenant: Tenant) -> str:
    presentation = _presentation(tenant)
    path = f"/api/presentations/{presentation}/pairings"
    made = _made(tenant.live.post(path, json={"role": "viewer"}), "id")
    return f"{presentation}/pairings/{made}"


def _device(tenant: Tenant) -> str:
    presentation = _presentation(tenant)
    path = f"/api/presentations/{presentation}/pairings"
    code = _made(tenant.live.post(path, json={"role": "viewer"}), "code")
    device = _made(tenant.live.post(f"/api/pairings/{code}/claim", json={}), "device_id")
    return f"{presentation}/devices/{device}"


FACTORIES: dict[str, Callable[[Tenant], str]] = {
    "/api/v1/links/{id}": lambda t: _made(
        t.live.post("/api/v1/links", json={"url": "https://example.com/"}), "id"
    ),
    "/app/tags/{id}": lambda t: _made(t.live.post("/app/tags", json={"name": "spring"}), "id"),
    "/api/keys/{key_id}": lambda t: _made(
        t.live.post("/api/keys", json={"name": "x", "scopes": ["links:read"]}), "id"
    ),
    "/api/applications/{app_id}": lambda t: str(t.application["app_id"]),
    "/api/license-policies/{policy_id}": _policy,
    "/api/licenses/{license}": _license,
    "/api/license-devices/{device_id}": _license_device,
    "/api/connections/{connection_id}": lambda t: t.connect().connection_id,
    # What is below another comes before it.
    "/api/webhooks/{webhook_id}/deliveries/{delivery_id}": lambda t: nested(
        t.server, t.application
    ),
    "/api/webhooks/{webhook_id}": lambda t: webhook(t.server, t.application),
    "/api/presentations/{presentation_id}": _presentation,
    "/api/presentations/{presentation_id}/pairings/{pairing_id}": _pairing,
    "/api/presentations/{presentation_id}/devices/{device_id}": _device,
}
# What an application calls its own, and another may call so too: nothing is found missing there.
NAMES = {"/api/users/{user_id}": USER, "/api/rooms/{room}": ROOM}
NAMED = [one for one in OPERATIONS if str(one.values[0]).startswith(tuple(NAMES))]
OWNED = [one for one in OPERATIONS if one not in NAMED]
# Resources of an application as a whole, which its sandbox keys reach too.
SHARED_BY_ENVIRONMENTS = ("/api/applications/{app_id}",)
# What has no sandbox: its keys are refused, whatever is there.
WITHOUT_SANDBOX = (
    "/api/connections/{connection_id}",
    *(template for template in FACTORIES if template.startswith("/api/presentations/")),
    *NAMES,
)


def _request(client: httpx.Client, path: str, method: str, operation: dict[str, Any]) -> int:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = {"json": content["example"]} if content else {}
    return client.request(method.upper(), path, **body).status_code


def _template(path: str) -> str:
    found = [template for template in (*FACTORIES, *NAMES) if path.startswith(template)]
    assert found, f"no factory makes what {path} names"
    return max(found, key=len)


@pytest.mark.parametrize(("path", "method", "operation"), OWNED)
def test_another_application_finds_nothing(
    path: str, method: str, operation: dict[str, Any], owner: Tenant, stranger: Tenant
) -> None:
    template = _template(path)
    theirs = template[: template.index("{")] + FACTORIES[template](owner)
    full = theirs + path[len(template) :]
    admin_only = all("admin" in scopes for r in operation["security"] for scopes in r.values())
    assert _request(stranger.live, full, method, operation) == (403 if admin_only else 404)
    # It was there all the time, and still is.
    assert owner.live.get(theirs).status_code == 200


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_the_sandbox_finds_nothing_of_production(
    path: str, method: str, operation: dict[str, Any], owner: Tenant
) -> None:
    template = _template(path)
    if template in SHARED_BY_ENVIRONMENTS:
        return
    named = NAMES.get(template) or FACTORIES[template](owner)
    theirs = template[: template.index("{")] + named
    expected = 403 if template in WITHOUT_SANDBOX else 404
    assert _request(owner.sandbox, theirs + path[len(template) :], method, operation) == expected
    assert owner.live.get(theirs).status_code == 200


@pytest.mark.parametrize(("path", "method", "operation"), NAMED)
def test_the_same_name_is_another_thing_of_another_application(
    path: str, method: str, operation: dict[str, Any], owner: Tenant, stranger: Tenant
) -> None:
    socket = owner.connect()
    socket.send(type="publish", id=1, room=ROOM, event="secret", data={"of": "owner"})
    socket.until("published")
    template = _template(path)
    mine = path.replace(template, template[: template.index("{")] + NAMES[template])
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = {"json": content["example"]} if content else {}
    answer = stranger.live.request(method.upper(), mine, **body)
    assert answer.is_success, answer.text
    for known in (socket.connection_id, "secret", owner.application["app_id"]):
        assert known not in answer.text
    # Whatever the stranger did to its own, the owner's is as it was.
    assert owner.live.get(f"/api/users/{USER}").json()["blocked_until"] is None
    assert owner.live.get(f"/api/rooms/{ROOM}").json()["subscribers"] == 1
    history = owner.live.get(f"/api/rooms/{ROOM}/history").json()["events"]
    assert [event["event"] for event in history] == ["secret"]
    socket.send(type="ping")
    assert socket.until("pong")


def test_lists_hold_only_ones_own(owner: Tenant, stranger: Tenant) -> None:
    for template in FACTORIES:
        if template.count("{") == 1:
            FACTORIES[template](owner)
    lists = ("/api/v1/links", "/app/tags", "/api/connections", "/api/rooms", "/api/presentations",
             "/api/webhooks")  # fmt: skip
    for path in lists:
        assert stranger.live.get(path).json()["data"] == []
        assert owner.sandbox.get(path).json().get("data", []) == []
        assert len(owner.live.get(path).json()["data"]) == 1
    for path in ("/api/license-policies", "/api/licenses"):
        assert stranger.live.get(path).json()["data"] == []
        assert owner.sandbox.get(path).json()["data"] == []
        assert owner.live.get(path).json()["data"] != []
    listed = stranger.live.get("/api/applications").json()["data"]
    assert [one["app_id"] for one in listed] == [stranger.application["app_id"]]
    owned = {one["id"] for one in owner.live.get("/api/keys").json()["data"]}
    seen = {one["id"] for one in stranger.live.get("/api/keys").json()["data"]}
    assert owned and seen and not owned & seen
