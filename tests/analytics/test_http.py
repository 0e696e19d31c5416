"""Figures over HTTP: as documented, of all processes, and kept over restarts and crashes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.realtime.conftest import Join
from tests.support.live import ROOMY
from tests.support.server import Server, serving
from tests.support.sockets import open_socket

PATIENCE = 10.0


def settled(client: httpx.Client, expected: Mapping[str, Any], query: str = "") -> dict[str, Any]:
    """Asks until the metrics are as expected: processes write what they counted by the second."""
    deadline = time.monotonic() + PATIENCE
    while True:
        answer = client.get(f"/api/analytics{query}")
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        if body["metrics"] == expected or time.monotonic() > deadline:
            assert body["metrics"] == expected
            return body


def metrics(
    connections: int, current: int, events: int, broadcasts: int, online: int, users: int
) -> dict[str, Any]:
    return {
        "connections": {"total": connections, "current": current},
        "events": {"total": events, "broadcasts": broadcasts},
        "users": {"online": online, "total": users},
    }


def test_as_documented(
    server: Server, client: httpx.Client, application: dict[str, Any], join: Join
) -> None:
    anna = join("a", user_id="anna")
    for user_id in ("anna", "bert", "carl"):
        join("a", user_id=user_id)
    for number in range(4):
        anna.send(type="publish", id=number, room="a", event="e")
        anna.until("published")
    for _ in range(3):
        client.post("/api/broadcast", json={"room": "a", "event": "e"})
    anna.close()
    settled(client, metrics(4, 3, 7, 3, 3, 3), "?period=24h")
    answer = httpx.get(
        f"{server.base_url}/api/analytics?period=24h",
        headers={"X-API-Key": application["api_key"]},
    )
    body = answer.json()
    assert abs(body.pop("timestamp") - time.time() * 1000) < 60_000
    assert body == {
        "success": True,
        "app_id": application["app_id"],
        "period": "24h",
        "metrics": metrics(4, 3, 7, 3, 3, 3),
    }


@pytest.mark.parametrize(("period", "steps"), [("1h", 60), ("24h", 24), ("7d", 168), ("30d", 30)])
def test_every_period_with_its_course(client: httpx.Client, period: str, steps: int) -> None:
    client.post("/api/broadcast", json={"room": "a", "event": "e"})
    body = settled(client, metrics(0, 0, 1, 1, 0, 0), f"?period={period}&timeline=true")
    assert body["period"] == period
    assert len(body["timeline"]) == steps
    assert sum(entry["broadcasts"] for entry in body["timeline"]) == 1
    assert "timeline" not in client.get(f"/api/analytics?period={period}").json()


def test_a_day_is_the_default(client: httpx.Client) -> None:
    assert client.get("/api/analytics").json()["period"] == "24h"


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("period=1y", "period"),
        ("period=", "period"),
        ("timeline=yes", "timeline"),
        ("since=now", "since"),
        ("app_id=X", "app_id"),
    ],
)
def test_bad_questions(client: httpx.Client, query: str, named: str) -> None:
    answer = client.get(f"/api/analytics?{query}")
    assert answer.status_code == 400
    assert answer.json()["success"] is False
    assert f"`{named}`" in answer.json()["error"]


def test_whose_figures(server: Server, application: dict[str, Any], join: Join) -> None:
    join("a", user_id="anna")
    own = {"app_id": application["app_id"]}
    other = server.application()
    nothing = metrics(0, 0, 0, 0, 0, 0)
    with server.client(other["api_key"]) as stranger:
        assert stranger.get("/api/analytics").json()["metrics"] == nothing
        assert stranger.get("/api/analytics", params=own).status_code == 403
    with server.client(server.admin_key) as admin:
        assert admin.get("/api/analytics").status_code == 400
        assert admin.get("/api/analytics", params={"app_id": "no-such-app"}).status_code == 404
        body = settled(admin, metrics(1, 1, 0, 0, 1, 1), f"?app_id={application['app_id']}")
        assert body["app_id"] == application["app_id"]
    with server.client(server.key(application, ["links:read"])) as unrelated:
        refused = unrelated.get("/api/analytics")
        assert refused.status_code == 403
        assert "analytics:read" in refused.json()["error"]
    sandbox = server.key(application, ["analytics:read"], environment="sandbox")
    with server.client(sandbox) as tester:
        assert tester.get("/api/analytics").status_code == 403
    with server.client() as nobody:
        assert nobody.get("/api/analytics").status_code == 401


def test_figures_outlive_restarts_and_crashes(tmp_path: Path) -> None:
    with serving(tmp_path, **ROOMY) as server:
        application = server.application()
        with server.client(application["api_key"]) as client:
            open_socket(server.base_url, application, "a", user_id="anna").close()
            client.post("/api/broadcast", json={"room": "a", "event": "e"})
    # It stopped in good order: what it had counted last is there, too.
    with serving(tmp_path, **ROOMY) as server, server.client(application["api_key"]) as client:
        assert client.get("/api/analytics").json()["metrics"] == metrics(1, 0, 1, 1, 0, 1)
        open_socket(server.base_url, application, "a", user_id="bert").close()
        client.post("/api/broadcast", json={"room": "a", "event": "e"})
        settled(client, metrics(2, 0, 2, 2, 0, 2))
        with open_socket(server.base_url, application, user_id="carl"):
            settled(client, metrics(3, 1, 2, 2, 1, 3))
            server.kill()
    with (
        serving(tmp_path, **ROOMY) as server,
        server.client(application["api_key"]) as client,
    ):
        assert client.get("/api/analytics").json()["metrics"] == metrics(3, 0, 2, 2, 0, 3)
