"""The contract's operations as tests call them: with a path that exists, a good body and a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from stagewire.contract import find_openapi, load_contract
from stagewire.contract.load import Document, Json
from tests.support.server import Server
from tests.support.sockets import open_socket
from tests.support.webhooks import nested, webhook
from tests.support.wire import Reply

CONTRACT = load_contract(find_openapi())


@dataclass(frozen=True)
class Endpoint:
    """One operation. ``format`` is how its errors look."""

    document: Document
    path: str
    method: str
    raw: Json

    @property
    def format(self) -> str:
        return self.document.error_format

    @property
    def schemes(self) -> list[str]:
        return [name for requirement in self.raw["security"] for name in requirement]

    @property
    def guarded(self) -> bool:
        """Whether there is no way around a key."""
        return bool(self.schemes) and {} not in self.raw["security"]

    @property
    def for_admins(self) -> bool:
        scopes = [scope for one in self.raw["security"] for many in one.values() for scope in many]
        return bool(scopes) and set(scopes) == {"admin"}

    @property
    def example(self) -> Any:
        """The documented body, None where the operation takes none."""
        if "requestBody" not in self.raw:
            return None
        return self.raw["requestBody"]["content"]["application/json"]["example"]

    @property
    def schema(self) -> Json:
        content = self.raw["requestBody"]["content"]["application/json"]
        found: Json = self.document.follow(content["schema"])
        return found

    def parameters(self, place: str) -> dict[str, Json]:
        """Its parameters' schemas by name."""
        item = self.document.raw["paths"][self.path]
        every = [*item.get("parameters", ()), *self.raw.get("parameters", ())]
        found = [self.document.follow(parameter) for parameter in every]
        return {p["name"]: self.document.follow(p["schema"]) for p in found if p["in"] == place}


ENDPOINTS = [
    Endpoint(document, path, method.upper(), operation)
    for document in CONTRACT.documents
    for path, method, operation in document.operations()
]
BY_ID = {endpoint.raw["operationId"]: endpoint for endpoint in ENDPOINTS}


def each(endpoints: list[Endpoint]) -> pytest.MarkDecorator:
    """Runs a test for each of the endpoints."""
    assert endpoints, "there is nothing to test"
    ids = [endpoint.raw["operationId"] for endpoint in endpoints]
    return pytest.mark.parametrize("endpoint", endpoints, ids=ids)


def _presentation(client: httpx.Client) -> dict[str, str]:
    """What stands for the paths of a presentation and of what belongs to it; nested ones first."""
    made = client.post("/api/presentations", json={"title": "T", "slides": [{"title": "S"}]})
    presentation = made.json()["id"]
    body = {"role": "viewer", "max_claims": 10_000, "expires_in": 86_400}
    pairing = client.post(f"/api/presentations/{presentation}/pairings", json=body).json()
    device = client.post(f"/api/pairings/{pairing['code']}/claim", json={}).json()["device_id"]
    template = "/api/presentations/{presentation_id}"
    return {
        f"{template}/pairings/{{pairing_id}}": f"{presentation}/pairings/{pairing['id']}",
        f"{template}/devices/{{device_id}}": f"{presentation}/devices/{device}",
        template: presentation,
        "/api/pairings/{code}": pairing["code"],
    }


class Caller:
    """An application on a server, with one of everything that a path can name."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.application = server.application()
        self.key: str = self.application["api_key"]
        with server.client(self.key) as client:
            made = {
                "/api/v1/links/{id}": client.post(
                    "/api/v1/links", json={"url": "https://example.com/"}
                ).json()["id"],
                "/app/tags/{id}": client.post("/app/tags", json={"name": "spring"}).json()["id"],
                "/api/keys/{key_id}": client.post(
                    "/api/keys", json={"name": "Test", "scopes": ["links:read"]}
                ).json()["id"],
                "/api/applications/{app_id}": self.application["app_id"],
                "/.well-known/license-keys/{app_id}": self.application["app_id"],
                **_licensed(client),
                "/api/users/{user_id}": "anna",
                "/api/rooms/{room}": "lobby",
                "/api/webhooks/{webhook_id}/deliveries/{delivery_id}": nested(
                    server, self.application
                ),
                "/api/webhooks/{webhook_id}": webhook(server, self.application),
                **_presentation(client),
            }
        self._named = {"policy_id": made["/api/license-policies/{policy_id}"]}
        # Held as long as the caller: a connection is there while its client is.
        self.socket = open_socket(server.base_url, self.application, "lobby", user_id="bert")
        made["/api/connections/{connection_id}"] = self.socket.connection_id
        self._there = {
            template: template[: template.index("{")] + str(name) for template, name in made.items()
        }

    def path(self, endpoint: Endpoint) -> str:
        for template, path in self._there.items():
            if endpoint.path.startswith(template):
                return path + endpoint.path[len(template) :]
        assert "{" not in endpoint.path, f"nothing fills {endpoint.path}"
        return endpoint.path

    def own(self, body: dict[str, Any]) -> dict[str, Any]:
        """An example body that names what the caller has."""
        return {
            name: self._named.get(name, value) if isinstance(value, str) else value
            for name, value in body.items()
        }

    def key_for(self, endpoint: Endpoint) -> str:
        return self.server.admin_key if endpoint.for_admins else self.key


def _licensed(client: httpx.Client) -> dict[str, str]:
    """A policy, a licence of it and a device that it is activated on."""
    policy = client.post("/api/license-policies", json={"name": "Team"}).json()["id"]
    license = client.post("/api/licenses", json={"policy_id": policy}).json()
    body = {"key": license["key"], "fingerprint": "a1b2c3d4e5f6"}
    device = client.post("/api/licenses/activate", json=body).json()["device"]["id"]
    return {
        "/api/license-policies/{policy_id}": policy,
        "/api/licenses/{license}": license["id"],
        "/api/license-devices/{device_id}": device,
    }


def refused(reply: Reply, endpoint: Endpoint, status: int, *names: str) -> None:
    """The answer is an error of this status in the document's format. Its sentence, and where the
    format has one its list of fields, name each of ``names``."""
    assert reply.status == status, (reply.status, reply.body)
    assert reply.headers["x-request-id"]
    body = reply.json()
    if endpoint.format == "problem":
        assert reply.headers["content-type"] == "application/problem+json"
        assert set(body) - {"errors"} == {"type", "title", "status", "detail", "code", "requestId"}
        assert body["status"] == status
        assert body["requestId"] == reply.headers["x-request-id"]
        sentence = body["detail"]
        fields = [error["field"] for error in body.get("errors", ())]
        for name in names:
            assert name in fields, body
    elif endpoint.format == "status-message":
        assert reply.headers["content-type"] == "application/json"
        assert set(body) == {"statusCode", "message"}
        assert body["statusCode"] == status
        sentence = body["message"]
    else:
        assert endpoint.format == "success-envelope"
        assert reply.headers["content-type"] == "application/json"
        assert set(body) == {"success", "error"} | ({"retry_after"} if status == 429 else set())
        assert body["success"] is False
        sentence = body["error"]
    assert len(sentence) > 10
    for name in names:
        place, _, bare = name.partition(".")
        shown = bare if place in ("query", "path", "header") else name
        assert shown in sentence, body
