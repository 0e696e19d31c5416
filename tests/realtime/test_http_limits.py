"""The limits of managing connections, in force: each key has its own, and whoever goes on against
one is blocked."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.support.server import Server, serving

SCOPES = ["connections:write", "realtime:write"]


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the contract's own limits."""
    with serving(tmp_path_factory.mktemp("strict"), access_log="false") as made:
        yield made


@pytest.fixture
def keys(strict: Server) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Two keys of one application, used from one address."""
    application = strict.application()
    with (
        strict.client(strict.key(application, SCOPES)) as one,
        strict.client(strict.key(application, SCOPES)) as other,
    ):
        yield one, other


def test_reads_are_thirty_a_minute(keys: tuple[httpx.Client, httpx.Client]) -> None:
    one, other = keys
    paths = ["/api/connections", "/api/users/anna", "/api/rooms"] * 10
    for path in paths:
        answer = one.get(path)
        assert answer.status_code == 200
        assert answer.headers["X-RateLimit-Limit"] == "30"
    assert answer.headers["X-RateLimit-Remaining"] == "0"
    refused = one.get("/api/connections")
    assert refused.status_code == 429
    assert refused.json()["statusCode"] == 429
    # The first block: a minute.
    assert 55 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["X-RateLimit-Remaining"] == "0"
    assert one.get("/api/rooms").status_code == 429
    # Neither the other key of the same address nor changes are held back.
    assert other.get("/api/connections").status_code == 200
    assert one.delete("/api/users/anna/connections").status_code == 200


def test_changes_are_ten_a_minute(keys: tuple[httpx.Client, httpx.Client]) -> None:
    one, other = keys
    for _ in range(5):
        assert one.delete("/api/users/anna/connections").status_code == 200
        answer = one.post("/api/rooms/lobby/broadcast", json={"event": "e"})
        assert answer.status_code == 200
    refused = one.put("/api/users/anna/block", json={"seconds": 60})
    assert refused.status_code == 429
    assert refused.headers["X-RateLimit-Limit"] == "10"
    assert 55 <= int(refused.headers["Retry-After"]) <= 60
    assert one.get("/api/users/anna").json()["blocked_until"] is None, "it did nothing"
    assert other.delete("/api/rooms/lobby").status_code == 200


def test_broadcasts_are_a_thousand_a_minute(keys: tuple[httpx.Client, httpx.Client]) -> None:
    one, _ = keys
    body = {"room": "a", "event": "e"}
    answer = one.post("/api/broadcast", json=body)
    assert answer.headers["X-RateLimit-Limit"] == "1000"
    batch = one.post("/api/broadcast/batch", json={"broadcasts": [body]})
    assert batch.headers["X-RateLimit-Limit"] == "100"
    assert '"broadcasts";q=1000;w=60' in answer.headers["RateLimit-Policy"]
