"""Health, readiness, version and metrics of a running server."""

from __future__ import annotations

from pathlib import Path

import httpx

from stagewire import __version__
from tests.support.redis import RedisServer
from tests.support.server import Server, serving


def test_health_readiness_and_version(server: Server) -> None:
    assert httpx.get(f"{server.base_url}/health").json() == {"status": "ok"}
    ready = httpx.get(f"{server.base_url}/ready").json()
    assert ready["status"] == "ready"
    assert ready["checks"]["database"] == "ok"
    version = httpx.get(f"{server.base_url}/version").json()
    assert version["version"] == __version__
    assert {"applications", "keys", "links", "system"} <= set(version["apis"])


def test_a_part_that_is_away_is_named(tmp_path: Path, redis_server: RedisServer) -> None:
    with serving(tmp_path, redis_url=redis_server.url) as server:
        ready = httpx.get(f"{server.base_url}/ready")
        assert ready.json() == {"status": "ready", "checks": {"database": "ok", "redis": "ok"}}
        redis_server.kill()
        ready = httpx.get(f"{server.base_url}/ready", timeout=10)
        assert ready.status_code == 503
        assert ready.json() == {
            "status": "unavailable",
            "checks": {"database": "ok", "redis": "failed"},
        }
        # The process itself is well.
        assert httpx.get(f"{server.base_url}/health").status_code == 200


def test_metrics_are_for_loopback_and_admins(server: Server) -> None:
    url = f"{server.base_url}/metrics"
    httpx.get(f"{server.base_url}/health")
    local = httpx.get(url)
    assert local.status_code == 200
    assert local.headers["content-type"].startswith("text/plain")
    assert 'operation="getHealth"' in local.text
    # Through a proxy that nobody declared, loopback says nothing about who asks.
    proxied = {"X-Forwarded-For": "203.0.113.9"}
    refused = httpx.get(url, headers=proxied)
    assert refused.status_code == 401
    admin = {**proxied, "X-ADMIN-API-KEY": server.admin_key}
    assert httpx.get(url, headers=admin).status_code == 200


def test_an_application_key_does_not_open_the_metrics(server: Server) -> None:
    key = server.application()["api_key"]
    headers = {"X-Forwarded-For": "203.0.113.9", "Authorization": f"Bearer {key}"}
    assert httpx.get(f"{server.base_url}/metrics", headers=headers).status_code == 403
