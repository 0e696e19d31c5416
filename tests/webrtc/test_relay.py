"""A real coturn: it takes our credentials, and nobody else's."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stagewire.settings import Settings
from stagewire.webrtc.coturn import USER_QUOTA
from stagewire.webrtc.credentials import sign
from tests.support.live import ROOMY
from tests.support.server import PATIENCE, serving
from tests.webrtc.coturn import Coturn, coturn, redis_over_tcp

NEW, OLD, FOREIGN = "the-new-secret", "the-old-secret", "another-secret"
USER = "my-app-123.k3v9x0q2m7w4t8r5"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def relay() -> Iterator[Coturn]:
    with coturn(Settings(turn_secret=NEW, turn_previous_secret=OLD)) as made:
        yield made


@pytest.fixture
def user() -> str:
    """A user that no other test has taken allocations for: coturn keeps them for a while."""
    return f"my-app-123.user{next(_numbers)}"


def soon() -> int:
    return int(time.time()) + 600


def test_it_relays_for_credentials_of_the_server(tmp_path: Path) -> None:
    """As a user of the API would: one secret, credentials by HTTP, data through the relay."""
    with coturn(Settings(turn_secret=NEW)) as relay:
        urls = {"turn_urls": relay.url, "turn_secret": NEW}
        with serving(tmp_path, **urls, **ROOMY) as server:
            application = server.application()
            with server.client(application["api_key"]) as client:
                body = client.post("/api/webrtc/turn-credentials", json={"user_id": "anna"}).json()
        turn = body["iceServers"][-1]
        assert turn["urls"] == [relay.url]
        assert relay.relays(turn["username"], turn["credential"])


@pytest.mark.parametrize("secret", [NEW, OLD])
def test_both_secrets_work_during_a_rotation(relay: Coturn, user: str, secret: str) -> None:
    assert relay.relays(*sign(secret, user, soon()))


@pytest.mark.parametrize(
    ("username", "password"),
    [
        pytest.param(*sign(FOREIGN, USER, soon()), id="foreign secret"),
        pytest.param(*sign(NEW, USER, int(time.time()) - 5), id="expired"),
        pytest.param(sign(NEW, USER, soon()).username, "wrong", id="wrong password"),
        pytest.param(
            f"{soon() + 9999}:{USER}", sign(NEW, USER, soon()).credential, id="longer life"
        ),
        pytest.param(
            f"{soon()}:other-app.k3v9x0q2m7w4t8r5", sign(NEW, USER, soon()).credential,
            id="another's name",
        ),
    ],
)  # fmt: skip
def test_other_credentials_are_refused(relay: Coturn, username: str, password: str) -> None:
    assert not relay.relays(username, password)


def test_the_quota_is_the_users(relay: Coturn, user: str) -> None:
    """Whatever credentials its allocations come with. Another user's are not touched by it."""
    # Each run takes two allocations, and gives up without giving them back.
    for number in range(USER_QUOTA // 2):
        assert relay.forbids(*sign(NEW, user, soon() + number), "10.0.0.1")
    assert "486 (Allocation Quota Reached)" in relay.run(*sign(NEW, user, soon() + 60)).said
    assert relay.relays(*sign(NEW, f"{user}-neighbour", soon()))


@pytest.mark.parametrize("peer", ["10.0.0.1", "169.254.169.254", "192.168.1.1", "127.0.0.2"])
def test_no_peer_in_a_private_network_is_reached(relay: Coturn, user: str, peer: str) -> None:
    assert relay.forbids(*sign(NEW, user, soon()), peer)


def test_a_public_peer_is_not_forbidden(relay: Coturn, user: str) -> None:
    assert not relay.forbids(*sign(NEW, user, soon()), "1.1.1.1")


@pytest.fixture
def stats() -> Iterator[str]:
    with redis_over_tcp() as url:
        yield url


def test_what_was_relayed_is_counted_once(tmp_path: Path, stats: str) -> None:
    """By two server processes that both hear the relay's statistics, and under the user."""
    with coturn(Settings(turn_secret=NEW, turn_stats_url=stats)) as relay:
        settings = {
            "turn_urls": relay.url, "turn_secret": NEW, "turn_stats_url": stats,
            "redis_url": stats, "workers": "2",
        }  # fmt: skip
        with serving(tmp_path, **settings, **ROOMY) as server:
            application = server.application()
            with server.client(application["api_key"]) as client:
                made = client.get("/api/webrtc/turn-credentials", params={"user_id": "anna"}).json()
                asyncio.run(heard(stats))
                turn = made["iceServers"][-1]
                assert relay.relays(turn["username"], turn["credential"])
                usage = counted(client)
                assert usage["measured"] is True
                (row,) = usage["data"]
                assert row == {"user": made["user"], "allocations": 2, "bytes": row["bytes"]}
                # Three messages of 100 bytes each way, by both allocations.
                assert usage["total"]["bytes"] == row["bytes"] >= 4 * 3 * 100
                mine = client.get("/api/webrtc/usage", params={"user_id": "anna"}).json()
                assert mine["data"] == [row]
                other = client.get("/api/webrtc/usage", params={"user_id": "bert"}).json()
                assert other["data"] == [] and other["total"] == {"allocations": 0, "bytes": 0}
                figures = client.get("/api/analytics", params={"period": "1h"}).json()["metrics"]
                assert figures["relay"] == usage["total"]
            with server.client(server.application()["api_key"]) as stranger:
                assert stranger.get("/api/webrtc/usage").json()["data"] == []


async def heard(url: str) -> None:
    """Until a server process listens to the relay."""
    from redis.asyncio import Redis

    async with asyncio.timeout(PATIENCE), Redis.from_url(url) as client:
        while not await client.pubsub_numpat():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def counted(client: Any) -> Any:
    """The usage once both allocations are in its list; the total is read after that."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        usage = client.get("/api/webrtc/usage").json()
        if sum(row["allocations"] for row in usage["data"]) >= 2:
            return usage
        time.sleep(0.1)
    raise AssertionError("the relay's statistics did not arrive")
