"""Keys that are missing, wrong or not enough, and Idempotency-Keys, on every operation."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.contract.endpoints import BY_ID, CONTRACT, ENDPOINTS, Caller, Endpoint, each, refused
from tests.support.server import Server
from tests.support.wire import Reply, ask

GUARDED = [endpoint for endpoint in ENDPOINTS if endpoint.guarded]
FOR_ADMINS = [endpoint for endpoint in ENDPOINTS if endpoint.for_admins and endpoint.guarded]
REPEATABLE = [
    endpoint
    for endpoint in ENDPOINTS
    if endpoint.raw.get("x-idempotency") and "requestBody" in endpoint.raw
]
HEADERS = {"appKey": "X-APP-API-KEY", "legacyKey": "X-API-Key", "adminKey": "X-ADMIN-API-KEY"}
WRONG = "sw_live_ThisKeyWasNeverMadeByAnybody00000"


def send(
    caller: Caller,
    endpoint: Endpoint,
    headers: list[tuple[str, Any]],
    query: str = "",
    body: Any = None,
) -> Reply:
    content = endpoint.example if body is None else body
    encoded = None if content is None else json.dumps(content).encode()
    if encoded is not None:
        headers = [*headers, ("Content-Type", "application/json")]
    target = caller.path(endpoint) + query
    return ask(caller.server, endpoint.method, target, headers, encoded)


def unauthorized(reply: Reply, endpoint: Endpoint) -> None:
    refused(reply, endpoint, 401)
    assert reply.headers["www-authenticate"].startswith("Bearer")


# --- no key, or none that is one -------------------------------------------------------------


@each(GUARDED)
def test_without_a_key_it_is_401_and_says_how_to_send_one(
    caller: Caller, endpoint: Endpoint
) -> None:
    reply = send(caller, endpoint, [])
    unauthorized(reply, endpoint)
    for scheme in endpoint.schemes:
        assert HEADERS.get(scheme, "") in reply.body.decode()


@each(GUARDED)
@pytest.mark.parametrize(
    "value",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer    ",
        "Basic dXNlcjpwYXNz",
        "Token {key}",
        "{key}",
        "Bearer{key}",
        "Bearer {key} {key}",
        "Bearer {key},",
        'Bearer "{key}"',
        "Bearer key={key}",
        "Bearer {key}x",
        f"Bearer {WRONG}",
        "Bearer sw_live_",
        "Bearer " + "x" * 8000,
        "Bearer \xff\xfe",
        "Bearer ../../etc/passwd",
        "Bearer ' OR 1=1 --",
        "Bearer null",
    ],
)
def test_a_malformed_authorization_is_401(caller: Caller, endpoint: Endpoint, value: str) -> None:
    sent = value.replace("{key}", caller.key_for(endpoint)).encode("latin-1")
    unauthorized(send(caller, endpoint, [("Authorization", sent)]), endpoint)


@each(GUARDED)
@pytest.mark.parametrize("header", HEADERS.values())
def test_a_wrong_key_is_401_in_every_header(
    caller: Caller, endpoint: Endpoint, header: str
) -> None:
    for key in (WRONG, "", "x", "x" * 8000, "\xff"):
        unauthorized(send(caller, endpoint, [(header, key.encode("latin-1"))]), endpoint)


@each(GUARDED)
@pytest.mark.parametrize(
    "query", [f"?api_key={WRONG}", "?api_key=", "?api_key", "?api_key=%ff", "?api_key=%00"]
)
def test_a_wrong_key_is_401_in_the_query(caller: Caller, endpoint: Endpoint, query: str) -> None:
    unauthorized(send(caller, endpoint, [], query), endpoint)


@each(GUARDED)
def test_a_key_where_this_operation_reads_none_is_401(caller: Caller, endpoint: Endpoint) -> None:
    key = caller.key_for(endpoint)
    for scheme, header in HEADERS.items():
        if scheme not in endpoint.schemes:
            unauthorized(send(caller, endpoint, [(header, key)]), endpoint)
    for header in ("X-Token", "Api-Key", "Proxy-Authorization"):
        unauthorized(send(caller, endpoint, [(header, key)]), endpoint)
    unauthorized(send(caller, endpoint, [("Cookie", f"api_key={key}")]), endpoint)
    if "queryKey" not in endpoint.schemes:
        unauthorized(send(caller, endpoint, [], f"?api_key={key}"), endpoint)


@each([endpoint for endpoint in GUARDED if "adminKey" in endpoint.schemes])
def test_an_application_key_is_no_admin_key(caller: Caller, endpoint: Endpoint) -> None:
    unauthorized(send(caller, endpoint, [("X-ADMIN-API-KEY", caller.key)]), endpoint)


@each(FOR_ADMINS)
def test_what_is_for_admins_refuses_application_keys(caller: Caller, endpoint: Endpoint) -> None:
    reply = send(caller, endpoint, [("Authorization", f"Bearer {caller.key}")])
    refused(reply, endpoint, 403)
    assert "admin" in reply.body.decode()


@each([endpoint for endpoint in GUARDED if endpoint.document.name == "links"])
def test_what_acts_for_one_application_refuses_admin_keys(
    caller: Caller, endpoint: Endpoint
) -> None:
    admin = caller.server.admin_key
    reply = send(caller, endpoint, [("Authorization", f"Bearer {admin}")])
    refused(reply, endpoint, 403)


@each([endpoint for endpoint in GUARDED if not endpoint.for_admins])
def test_a_key_without_the_scope_is_403_and_names_it(caller: Caller, endpoint: Endpoint) -> None:
    (needed,) = {s for one in endpoint.raw["security"] for many in one.values() for s in many}
    others = [s for s in CONTRACT.scopes.describe if needed not in CONTRACT.scopes.expand({s})]
    key = caller.server.key(caller.application, sorted(set(others) - {"admin"}))
    reply = send(caller, endpoint, [("Authorization", f"Bearer {key}")])
    refused(reply, endpoint, 403)
    assert needed in reply.body.decode()


def test_a_key_in_the_query_is_not_told_to_anybody(caller: Caller) -> None:
    """Not in the page's links, nor in an error."""
    for path in ("/api/v1/links", "/app/tags", "/api/keys", "/api/applications"):
        listed = ask(caller.server, "GET", f"{path}?pageSize=1&api_key={caller.key}")
        assert listed.status == 200
        assert caller.key.encode() not in listed.body
        wrong = ask(caller.server, "GET", f"{path}?pageSize=0&api_key={caller.key}")
        assert wrong.status == 400
        assert caller.key.encode() not in wrong.body
    assert caller.key not in caller.server.log.read_text()


# --- keys that were good once ----------------------------------------------------------------


@each(GUARDED)
def test_a_revoked_key_is_401(caller: Caller, endpoint: Endpoint) -> None:
    if endpoint.for_admins:
        return
    scopes = sorted(set(CONTRACT.scopes.describe) - {"admin"})
    with caller.server.client(caller.key) as client:
        made = client.post("/api/keys", json={"name": "Test", "scopes": scopes}).json()
        bearer = [("Authorization", f"Bearer {made['secret']}")]
        assert client.get("/app/tags", headers=dict(bearer)).status_code == 200
        assert client.delete(f"/api/keys/{made['id']}").status_code == 204
    reply = send(caller, endpoint, bearer)
    # Another process may know it for up to five seconds more.
    deadline = time.monotonic() + 30
    while reply.status != 401 and time.monotonic() < deadline:
        reply = ask(caller.server, "GET", "/app/tags", bearer)
    assert reply.status == 401


def test_an_expired_key_is_401(caller: Caller) -> None:
    end = datetime.now(UTC) + timedelta(seconds=1)
    key = caller.server.key(caller.application, ["links:read"], expires_at=end.isoformat())
    endpoint = BY_ID["listTags"]
    bearer = [("Authorization", f"Bearer {key}")]
    seen = set()
    while datetime.now(UTC) < end + timedelta(seconds=0.1):
        seen.add(send(caller, endpoint, bearer).status)
    assert 200 in seen
    unauthorized(send(caller, endpoint, bearer), endpoint)


def test_a_key_of_an_application_that_is_off_is_403(server: Server) -> None:
    application = server.application()
    path = f"/api/applications/{application['app_id']}"
    endpoint = BY_ID["listTags"]
    with server.client(server.admin_key) as admin:
        assert admin.put(path, json={"status": False}).status_code == 200
        refused(ask(server, "GET", "/app/tags", key=application["api_key"]), endpoint, 403)
        assert admin.put(path, json={"status": True}).status_code == 200
    assert ask(server, "GET", "/app/tags", key=application["api_key"]).status == 200


def test_a_key_of_a_deleted_application_is_401(server: Server) -> None:
    application = server.application()
    with server.client(server.admin_key) as admin:
        assert admin.delete(f"/api/applications/{application['app_id']}").status_code == 204
    endpoint = BY_ID["listTags"]
    unauthorized(ask(server, "GET", "/app/tags", key=application["api_key"]), endpoint)


# --- Idempotency-Key -------------------------------------------------------------------------


def keyed(caller: Caller, endpoint: Endpoint, key: str, body: Any = None) -> Reply:
    headers = [
        ("Authorization", f"Bearer {caller.key_for(endpoint)}"),
        ("Idempotency-Key", key.encode("latin-1")),
    ]
    return send(caller, endpoint, headers, body=body)


def variant(caller: Caller, endpoint: Endpoint) -> dict[str, Any]:
    """A good body that no other test sends."""
    body = caller.own(endpoint.example)
    if "app_id" in body:
        body["app_id"] = f"test-{uuid4().hex}"
    if "name" in body:
        body["name"] = uuid4().hex
    if "title" in body:
        body["title"] = uuid4().hex
    if "command" in body:
        body["command"] = {"name": "chat", "text": uuid4().hex}
    if "event" in body:
        body["event"] = f"event-{uuid4().hex}"
    if "holder" in body:
        body["holder"] = uuid4().hex
    if "grace_period" in body:
        body["grace_period"] = 7
    if "events" in body:
        body["description"] = uuid4().hex
    if "since" in body:
        body["since"] = f"2026-11-20T00:00:00.{uuid4().int % 10**6:06}Z"
    return body


@each(REPEATABLE)
@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "ü", "a\tb"])
def test_a_bad_idempotency_key_is_400_and_named(
    caller: Caller, endpoint: Endpoint, key: str
) -> None:
    reply = keyed(caller, endpoint, key, variant(caller, endpoint))
    refused(reply, endpoint, 400, "header.Idempotency-Key")


@each(REPEATABLE)
def test_a_repetition_gets_the_first_answer(caller: Caller, endpoint: Endpoint) -> None:
    key, body = uuid4().hex, variant(caller, endpoint)
    first, second = (keyed(caller, endpoint, key, body) for _ in range(2))
    assert 200 <= first.status < 300
    assert (second.status, second.body) == (first.status, first.body)
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    assert second.headers.get("location") == first.headers.get("location")
    assert second.headers["x-request-id"] != first.headers["x-request-id"]


@each(REPEATABLE)
def test_the_same_key_with_another_body_is_refused(caller: Caller, endpoint: Endpoint) -> None:
    """422, or 400 where the operation documents no 422."""
    key, body = uuid4().hex, variant(caller, endpoint)
    assert keyed(caller, endpoint, key, body).status < 300
    other = variant(caller, endpoint)
    if "grace_period" in other:
        other["grace_period"] = 8
    for items in ("links", "broadcasts"):
        if items in other:
            other[items] = other[items][:1]
    reply = keyed(caller, endpoint, key, other)
    refused(reply, endpoint, 422 if "422" in endpoint.raw["responses"] else 400)
    assert "Idempotency-Key" in reply.body.decode()


@each(REPEATABLE)
def test_a_body_that_breaks_its_schema_takes_no_key(caller: Caller, endpoint: Endpoint) -> None:
    """Corrected, the request goes through."""
    key, body = uuid4().hex, variant(caller, endpoint)
    broken = keyed(caller, endpoint, key, {**body, "nonsense": 1})
    refused(broken, endpoint, 400, "nonsense")
    assert keyed(caller, endpoint, key, body).status < 300


def test_keys_of_two_applications_do_not_meet(server: Server, caller: Caller) -> None:
    other, key = Caller(server), uuid4().hex
    endpoint = BY_ID["createTag"]
    body = variant(caller, endpoint)
    first, second = keyed(caller, endpoint, key, body), keyed(other, endpoint, key, body)
    assert (first.status, second.status) == (201, 201)
    assert first.json()["id"] != second.json()["id"]
    assert "idempotency-replayed" not in second.headers


def test_a_repetition_takes_no_credit(server: Server) -> None:
    application = server.application(link_credits=5)
    with server.client(application["api_key"]) as client:
        headers = {"Idempotency-Key": uuid4().hex}
        body = {"url": "https://example.com/"}
        answers = [client.post("/api/v1/links", json=body, headers=headers) for _ in range(4)]
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert client.get("/api/v1/credits").json() == {"links": 4}


def test_a_key_is_for_one_operation(server: Server, caller: Caller) -> None:
    key = uuid4().hex
    for name in ("createTag", "createLink"):
        endpoint = BY_ID[name]
        reply = keyed(caller, endpoint, key, variant(caller, endpoint))
        assert reply.status == 201
        assert "idempotency-replayed" not in reply.headers


def test_a_stranger_learns_nothing_from_a_refused_repetition(caller: Caller) -> None:
    """The first answer is for the caller that made the request: a wrong key is 401 as ever."""
    key, endpoint = uuid4().hex, BY_ID["createTag"]
    body = variant(caller, endpoint)
    assert keyed(caller, endpoint, key, body).status == 201
    headers = {"Authorization": f"Bearer {WRONG}", "Idempotency-Key": key}
    with caller.server.client() as client:
        answer = client.post("/app/tags", json=body, headers=headers)
    assert answer.status_code == 401
    assert body["name"] not in answer.text
