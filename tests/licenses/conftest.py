"""Licences over a socket, on each kind of server, and a vendor that issues them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.support.server import Server


@dataclass
class Vendor:
    """An application that issues licences: ``manage`` with a key that may do everything,
    ``software`` with one that may be shipped."""

    server: Server
    application: dict[str, Any]
    manage: httpx.Client
    software: httpx.Client

    def policy(self, **settings: Any) -> dict[str, Any]:
        return self.created("/api/license-policies", {"name": "Team", **settings})

    def license(self, policy: dict[str, Any] | None = None, **settings: Any) -> dict[str, Any]:
        """A licence of a policy, or of a new one with ``max_devices`` and the like."""
        own = {
            name: settings.pop(name)
            for name in ("holder", "name", "metadata", "expires_at")
            if name in settings
        }
        policy = policy or self.policy(**settings)
        return self.created("/api/licenses", {"policy_id": policy["id"], **own})

    def created(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self.manage.post(path, json=body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def activate(self, license: dict[str, Any], fingerprint: str, **more: Any) -> httpx.Response:
        body = {"key": license["key"], "fingerprint": fingerprint, **more}
        return self.software.post("/api/licenses/activate", json=body)

    def validate(self, license: dict[str, Any] | str, **more: Any) -> dict[str, Any]:
        key = license if isinstance(license, str) else license["key"]
        answer = self.software.post("/api/licenses/validate", json={"key": key, **more})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        assert found["valid"] is (found["code"] == "VALID")
        assert found["detail"]
        return found

    def code(self, license: dict[str, Any] | str, **more: Any) -> str:
        return str(self.validate(license, **more)["code"])


@pytest.fixture
def vendor(server: Server) -> Iterator[Vendor]:
    application = server.application()
    shipped = server.key(application, ["licenses:validate"])
    with server.client(application["api_key"]) as manage, server.client(shipped) as software:
        yield Vendor(server, application, manage, software)


def refused(answer: httpx.Response, status: int, code: str) -> str:
    """The answer is a refusal with the licence's code; answers its sentence."""
    assert answer.status_code == status, answer.text
    assert answer.headers["x-license-code"] == code
    assert set(answer.json()) == {"statusCode", "message"}
    return str(answer.json()["message"])
