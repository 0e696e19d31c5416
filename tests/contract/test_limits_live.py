"""Rate limits as they are by default, over a socket, in process and on Redis.

Each test calls from a loopback address or with a key of its own. Quotas refill while a test runs,
so it counts what came through against the time that passed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from math import ceil
from typing import Any

import httpx
import pytest

from tests.contract.endpoints import BY_ID, ENDPOINTS, Caller, Endpoint, each, refused
from tests.support.server import Server, serving
from tests.support.wire import Reply, ask

HEADERS = ("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-retry-after")
WRONG = "Bearer sw_live_ThisKeyWasNeverMadeByAnybody00000"
_addresses = count(2)


@pytest.fixture(scope="module", params=["memory", "redis"])
def limited(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    settings = {"access_log": "false", "webhook_networks": "127.0.0.0/8"}
    if request.param == "redis":
        settings["redis_url"] = request.getfixturevalue("redis_url")
    with serving(tmp_path_factory.mktemp("limited"), **settings) as server:
        yield server


@pytest.fixture
def client(limited: Server) -> Iterator[httpx.Client]:
    """Calls from an address that nobody has called from."""
    number = next(_addresses)
    transport = httpx.HTTPTransport(local_address=f"127.0.{number // 250}.{number % 250 + 1}")
    with httpx.Client(base_url=limited.base_url, transport=transport, timeout=30) as made:
        yield made


@dataclass
class Burst:
    """What came of calling again and again: the good answers, the first refusal, the seconds."""

    good: list[httpx.Response]
    refusal: httpx.Response
    seconds: float

    def allows(self, limit: int, window: int = 60) -> None:
        """As many as the limit, and what the time that passed gave back."""
        assert limit <= len(self.good) <= limit + ceil(self.seconds * limit / window) + 1


def burst(client: httpx.Client, method: str, path: str, most: int, **options: Any) -> Burst:
    good: list[httpx.Response] = []
    started = time.monotonic()
    while len(good) < most:
        answer = client.request(method, path, **options)
        if answer.status_code == 429:
            return Burst(good, answer, time.monotonic() - started)
        good.append(answer)
    raise AssertionError(f"{most} requests and no 429: {good[-1].headers}")


def too_many(answer: httpx.Response, operation: str) -> None:
    """A 429 in the document's format, which says the same wait everywhere."""
    reply = Reply(answer.status_code, dict(answer.headers), answer.content)
    refused(reply, BY_ID[operation], 429)
    wait = int(answer.headers["retry-after"])
    assert wait >= 1
    assert answer.headers["x-ratelimit-remaining"] == "0"
    assert f"{wait} second" in answer.text
    assert f"{answer.headers['x-ratelimit-limit']} per minute" in answer.text
    if BY_ID[operation].format == "success-envelope":
        assert answer.json()["retry_after"] == wait
    else:
        assert answer.json()["code"] == "rate_limited"


# --- where a caller stands -------------------------------------------------------------------


def has_headers(reply: Reply) -> None:
    for name in HEADERS:
        assert reply.headers[name].isdigit(), (name, reply)
    limit, remaining = (int(reply.headers[name]) for name in HEADERS[:2])
    assert remaining < limit
    rule = reply.headers["ratelimit-policy"].partition(";")[0]
    assert f"{rule};q={limit};w=60" in reply.headers["ratelimit-policy"]
    assert reply.headers["ratelimit"].startswith(f"{rule};r={remaining};t=")


LIMITED = [e for e in ENDPOINTS if "x-rate-limit" in {**e.document.raw, **e.raw}]


@pytest.fixture(scope="module")
def standing(limited: Server) -> Caller:
    made = Caller(limited)
    with limited.client(limited.admin_key) as admin:
        path = f"/api/applications/{made.application['app_id']}"
        assert admin.put(path, json={"rate_limit": 1000}).status_code == 200
    return made


@each(LIMITED)
def test_every_limited_answer_tells(standing: Caller, endpoint: Endpoint) -> None:
    """Good ones and refusals alike, and the two kinds of headers say the same."""
    path, key = standing.path(endpoint), standing.key_for(endpoint)
    for rule in endpoint.raw.get("x-rate-limit", ()):
        if rule.get("counts") == "failures":
            # What this address got wrong with the operations before is forgiven.
            with standing.server.client(standing.server.admin_key) as admin:
                body = {"rule": rule["name"], "identity": "127.0.0.1"}
                assert admin.post("/api/blocks/lift", json=body).status_code == 200
    json = [("Content-Type", "application/json")]
    replies = [ask(standing.server, endpoint.method, f"{path}?nonsense=1", key=key)]
    if endpoint.example is not None:
        replies.append(ask(standing.server, endpoint.method, path, json, b"{", key))
    assert {reply.status for reply in replies} == {400}
    if endpoint.method == "GET":
        replies += [ask(standing.server, method, path, key=key) for method in ("GET", "HEAD")]
        assert replies[-1].status == 200
    for reply in replies:
        has_headers(reply)


def test_what_is_not_limited_speaks_of_no_limit(client: httpx.Client) -> None:
    for path in ("/health", "/ready", "/version", "/openapi.json", "/api/v1/nothing"):
        answer = client.get(path)
        assert not {name for name in answer.headers if "ratelimit" in name}, path


# --- how many --------------------------------------------------------------------------------


def test_the_standard_tier_is_100_a_minute(limited: Server, client: httpx.Client) -> None:
    key = limited.application()["api_key"]
    client.headers["Authorization"] = f"Bearer {key}"
    found = burst(client, "GET", "/api/v1/credits", 250)
    found.allows(100)
    assert {answer.status_code for answer in found.good} == {200}
    assert {answer.headers["x-ratelimit-limit"] for answer in found.good} == {"100"}
    left = [int(answer.headers["x-ratelimit-remaining"]) for answer in found.good]
    assert left[0] == 99
    assert left[-1] == 0
    too_many(found.refusal, "getCredits")
    # Every operation of the document counts, whatever it would have answered.
    assert client.get("/api/v1/links/1").status_code == 429
    assert client.post("/app/tags", json={"name": ""}).status_code == 429


def test_the_premium_tier_is_1000_a_minute(limited: Server, client: httpx.Client) -> None:
    key = limited.application(tier="premium")["api_key"]
    answer = client.get("/api/v1/credits", headers={"X-APP-API-KEY": key})
    assert answer.headers["x-ratelimit-limit"] == "1000"
    assert answer.headers["ratelimit-policy"] == '"links";q=1000;w=60'


def test_an_applications_own_limit_wins(limited: Server, client: httpx.Client) -> None:
    application = limited.application(rate_limit=3)
    client.headers["Authorization"] = f"Bearer {application['api_key']}"
    found = burst(client, "GET", "/api/v1/links", 30)
    found.allows(3)
    too_many(found.refusal, "listLinks")
    # The other documents have limits of their own, so that the setting can be changed back.
    path = f"/api/applications/{application['app_id']}"
    assert client.put(path, json={"rate_limit": None}).status_code == 200
    raised = client.get("/api/v1/links")
    deadline = time.monotonic() + 30
    while raised.status_code == 429 and time.monotonic() < deadline:
        raised = client.get("/api/v1/links")
    assert raised.status_code == 200
    assert raised.headers["x-ratelimit-limit"] == "100"


def test_each_key_has_its_own_count(limited: Server, client: httpx.Client) -> None:
    application = limited.application(rate_limit=2)
    other = limited.key(application, ["links:read"])
    first = {"Authorization": f"Bearer {application['api_key']}"}
    burst(client, "GET", "/api/v1/links", 20, headers=first).allows(2)
    answer = client.get("/api/v1/links", headers={"Authorization": f"Bearer {other}"})
    assert answer.status_code == 200
    assert answer.headers["x-ratelimit-remaining"] == "1"


def test_a_key_is_counted_wherever_it_is_sent(limited: Server, client: httpx.Client) -> None:
    key = limited.application(rate_limit=3)["api_key"]
    ways: list[dict[str, Any]] = [
        {"headers": {"Authorization": f"Bearer {key}"}},
        {"headers": {"X-APP-API-KEY": key}},
        {"headers": {"X-API-Key": key}},
        {"params": {"api_key": key}},
    ]
    left = [client.get("/api/v1/credits", **way).headers[HEADERS[1]] for way in ways[:3]]
    assert left == ["2", "1", "0"]
    refusals = [client.get("/api/v1/credits", **way).status_code for way in ways]
    assert refusals.count(429) >= 3


def test_the_token_api_is_100_a_minute_and_address(limited: Server, client: httpx.Client) -> None:
    application = limited.application()
    body = {name: application[name] for name in ("app_id", "app_secret")}
    found = burst(client, "POST", "/api/token", 250, json=body)
    found.allows(100)
    assert {answer.status_code for answer in found.good} == {200}
    assert found.good[0].headers["ratelimit-policy"] == '"token";q=100;w=60'
    too_many(found.refusal, "createToken")
    # Wrong and malformed requests count too; another address is not held up.
    assert client.post("/api/token", json={}).status_code == 429
    other = httpx.post(f"{limited.base_url}/api/token", json=body)
    assert other.status_code == 200


def test_the_keys_api_is_1000_a_minute(limited: Server, client: httpx.Client) -> None:
    key = limited.application()["api_key"]
    client.headers["Authorization"] = f"Bearer {key}"
    for path, rule in (("/api/keys", "keys"), ("/api/applications", "api")):
        answer = client.get(path)
        assert answer.headers["ratelimit-policy"] == f'"{rule}";q=1000;w=60'
        assert answer.headers["x-ratelimit-remaining"] == "999"


# --- guesses ---------------------------------------------------------------------------------


def test_guesses_block_their_address_but_no_good_key(limited: Server, client: httpx.Client) -> None:
    application = limited.application()
    known, unknown = application["api_key"], limited.key(application, ["links:read"])
    good = {"Authorization": f"Bearer {known}"}
    assert client.get("/app/tags", headers=good).status_code == 200
    found = burst(client, "GET", "/app/tags", 150, headers={"Authorization": WRONG})
    found.allows(60)
    assert {answer.status_code for answer in found.good} == {401}
    too_many(found.refusal, "listTags")
    assert int(found.refusal.headers["retry-after"]) > 1
    # The same in the other format, and wherever a key may be sent.
    envelope = client.get("/api/applications", headers={"X-API-Key": "guess"})
    too_many(envelope, "listApplications")
    assert client.get("/app/tags?api_key=guess").status_code == 429
    # A key that is known to be good is not punished; one that would have to be looked up is.
    assert client.get("/app/tags", headers=good).status_code == 200
    headers = {"Authorization": f"Bearer {unknown}"}
    assert client.get("/app/tags", headers=headers).status_code == 429
    # Another address is not concerned, nor is what needs no key.
    assert httpx.get(f"{limited.base_url}/app/tags", headers=headers).status_code == 200
    assert client.get("/health").status_code == 200
    assert client.get("/app/tags").status_code == 401


def test_a_missing_key_is_no_guess(limited: Server, client: httpx.Client) -> None:
    assert {client.get("/app/tags").status_code for _ in range(80)} == {401}
    headers = {"Authorization": WRONG}
    assert client.get("/app/tags", headers=headers).status_code == 401
