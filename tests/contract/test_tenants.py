"""Two tenants, and two environments of one, never reach each other's resources.

The operations come from the documents: one with a path parameter that no factory below can fill
fails the test, so that every new API is covered or noticed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from stagewire.contract import find_openapi, load_contract
from tests.support.server import Server

CONTRACT = load_contract(find_openapi())
OPERATIONS = [
    pytest.param(path, method, operation, id=operation["operationId"])
    for document in CONTRACT.documents
    for path, method, operation in document.operations()
    if "{" in path
]
ALL_SCOPES = sorted(scope for scope in CONTRACT.scopes.describe if scope != "admin")


@dataclass
class Tenant:
    application: dict[str, Any]
    live: httpx.Client
    sandbox: httpx.Client


def _tenant(server: Server) -> Tenant:
    application = server.application()
    test_key = server.key(application, ALL_SCOPES, environment="sandbox")
    return Tenant(application, server.client(application["api_key"]), server.client(test_key))


@pytest.fixture
def owner(server: Server) -> Tenant:
    return _tenant(server)


@pytest.fixture
def stranger(server: Server) -> Tenant:
    return _tenant(server)


def _made(answer: httpx.Response, field: str) -> str:
    assert answer.status_code == 201, answer.text
    return str(answer.json()[field])


FACTORIES: dict[str, Callable[[Tenant], str]] = {
    "/api/v1/links/{id}": lambda t: _made(
        t.live.post("/api/v1/links", json={"url": "https://example.com/"}), "id"
    ),
    "/app/tags/{id}": lambda t: _made(t.live.post("/app/tags", json={"name": "spring"}), "id"),
    "/api/keys/{key_id}": lambda t: _made(
        t.live.post("/api/keys", json={"name": "x", "scopes": ["links:read"]}), "id"
    ),
    "/api/applications/{app_id}": lambda t: str(t.application["app_id"]),
}
# Resources of an application as a whole, which its sandbox keys reach too.
SHARED_BY_ENVIRONMENTS = ("/api/applications/{app_id}",)


def _request(client: httpx.Client, path: str, method: str, operation: dict[str, Any]) -> int:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = {"json": content["example"]} if content else {}
    return client.request(method.upper(), path, **body).status_code


def _template(path: str) -> str:
    found = [template for template in FACTORIES if path.startswith(template)]
    assert found, f"no factory makes what {path} names"
    return found[0]


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
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
    theirs = template[: template.index("{")] + FACTORIES[template](owner)
    assert _request(owner.sandbox, theirs + path[len(template) :], method, operation) == 404
    assert owner.live.get(theirs).status_code == 200


def test_lists_hold_only_ones_own(owner: Tenant, stranger: Tenant) -> None:
    for template in FACTORIES:
        FACTORIES[template](owner)
    for path in ("/api/v1/links", "/app/tags"):
        assert stranger.live.get(path).json()["data"] == []
        assert owner.sandbox.get(path).json()["data"] == []
        assert len(owner.live.get(path).json()["data"]) == 1
    listed = stranger.live.get("/api/applications").json()["data"]
    assert [one["app_id"] for one in listed] == [stranger.application["app_id"]]
    owned = {one["id"] for one in owner.live.get("/api/keys").json()["data"]}
    seen = {one["id"] for one in stranger.live.get("/api/keys").json()["data"]}
    assert owned and seen and not owned & seen
