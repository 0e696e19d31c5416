"""Redis goes away and comes back: what needs the other processes says so, and recovers by
itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.live import ROOMY
from tests.support.redis import RedisServer
from tests.support.server import serving

PATIENCE = 30.0
EVENT = {"room": "a", "event": "e"}


@pytest.fixture
def client(tmp_path: Path, redis_server: RedisServer) -> Iterator[httpx.Client]:
    """An application's server, on the Redis of this test."""
    with serving(tmp_path, redis_url=redis_server.url, **ROOMY) as server:
        application = server.application()
        with server.client(application["api_key"]) as made:
            yield made


def test_what_needs_the_others_is_503_until_redis_is_back(
    client: httpx.Client, redis_server: RedisServer
) -> None:
    assert client.post("/api/broadcast", json=EVENT).status_code == 200
    redis_server.kill()
    for answer in (
        client.post("/api/broadcast", json=EVENT),
        client.post("/api/broadcast/batch", json={"broadcasts": [EVENT, EVENT]}),
        client.get("/api/analytics"),
    ):
        assert answer.status_code == 503, answer.text
        assert answer.json()["success"] is False
        assert "Try again" in answer.json()["error"]
        assert int(answer.headers["Retry-After"]) > 0
    for answer in (
        client.get("/api/connections"),
        client.get("/api/users/anna"),
        client.delete("/api/users/anna/connections"),
        client.put("/api/users/anna/block", json={"seconds": 60}),
        client.get("/api/rooms"),
        client.get("/api/rooms/a/history"),
        client.post("/api/rooms/a/broadcast", json={"event": "e"}),
        client.delete("/api/rooms/a"),
    ):
        assert answer.status_code == 503, answer.text
        assert answer.json()["statusCode"] == 503
    # What does not need them goes on.
    assert client.get("/api/v1/links").status_code == 200
    redis_server.start()
    deadline = time.monotonic() + PATIENCE
    while client.post("/api/broadcast", json=EVENT).status_code != 200:
        assert time.monotonic() < deadline, "it does not recover"
    assert client.get("/api/connections").status_code == 200
