"""A server that is killed has lost no more visits than the last second's."""

from __future__ import annotations

import time
from pathlib import Path

import httpx

from tests.support.live import ROOMY
from tests.support.server import serving


def test_a_killed_server_has_lost_at_most_a_second_of_visits(tmp_path: Path) -> None:
    visited: list[float] = []
    with serving(tmp_path, **ROOMY) as server:
        app = server.application(link_credits=10)
        with server.client(app["api_key"]) as client:
            link = client.post("/api/v1/links", json={"url": "https://example.com/"}).json()
        with httpx.Client(timeout=10) as visitor:
            # Visits come in as fast as they are answered, for longer than a second.
            while not visited or time.monotonic() - visited[0] < 2.5:
                assert visitor.get(link["shortLink"]).status_code == 302
                visited.append(time.monotonic())
        killed = time.monotonic()
        server.kill()
    with serving(tmp_path, **ROOMY) as server, server.client(app["api_key"]) as client:
        counted = client.get(f"/api/v1/links/{link['id']}").json()["redirects"]
        stats = client.get(f"/api/v1/links/{link['id']}/stats").json()
    older = sum(moment < killed - 1 for moment in visited)
    assert 0 < older <= counted <= len(visited)
    assert stats["totals"] == {"visits": 0, "bots": counted}


def test_a_server_that_is_stopped_has_lost_none(tmp_path: Path) -> None:
    with serving(tmp_path, **ROOMY) as server:
        app = server.application(link_credits=10)
        with server.client(app["api_key"]) as client:
            link = client.post("/api/v1/links", json={"url": "https://example.com/"}).json()
            for _ in range(50):
                assert httpx.get(link["shortLink"]).status_code == 302
    with serving(tmp_path, **ROOMY) as server, server.client(app["api_key"]) as client:
        assert client.get(f"/api/v1/links/{link['id']}").json()["redirects"] == 50
