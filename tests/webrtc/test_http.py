"""TURN credentials over HTTP: who gets which, as whom, and what browsers are told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.live import ROOMY
from tests.support.server import Server, serving

PATH = "/api/webrtc/turn-credentials"
TURN = "turn:turn.example.com:3478?transport=udp"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("turn")
    with serving(folder, turn_urls=f"{TURN}, turns:turn.example.com:5349", **ROOMY) as made:
        yield made


@pytest.fixture(scope="module")
def application(server: Server) -> dict[str, Any]:
    return server.application()


def token(server: Server, application: dict[str, Any], **payload: Any) -> str:
    body = {
        "app_id": application["app_id"],
        "app_secret": application["app_secret"],
        "payload": payload,
    }
    with server.client() as client:
        made: str = client.post("/api/token", json=body).json()["token"]
    return made


def get(server: Server, key: str, **query: Any) -> httpx.Response:
    with server.client(key) as client:
        return client.get(PATH, params=query)


def test_the_answer_is_what_browsers_take(server: Server, application: dict[str, Any]) -> None:
    answer = get(server, application["api_key"], user_id="anna", ttl=600)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert body["relay"] is True and body["ttl"] == 600
    stun, turn = body["iceServers"]
    assert stun == {"urls": ["stun:turn.example.com:3478"]}
    assert set(turn) == {"urls", "username", "credential"}
    assert turn["urls"] == [TURN, "turns:turn.example.com:5349"]
    expiry, _, user = turn["username"].partition(":")
    assert user == body["user"] and user.startswith(f"{application['app_id']}.")
    assert 590 < int(expiry) - time.time() <= 600


def test_get_and_post_answer_alike(server: Server, application: dict[str, Any]) -> None:
    with server.client(application["api_key"]) as client:
        posted = client.post(PATH, json={"user_id": "anna", "ttl": 86400})
        got = client.get(PATH, params={"user_id": "anna", "ttl": 86400})
    assert posted.status_code == got.status_code == 200
    assert posted.json()["user"] == got.json()["user"]
    assert set(posted.json()) == set(got.json())


def test_a_client_gets_its_own(server: Server, application: dict[str, Any]) -> None:
    anna = get(server, token(server, application, user_id="anna"))
    assert anna.status_code == 200, anna.text
    assert anna.json()["user"] == get(server, application["api_key"], user_id="anna").json()["user"]
    bert = get(server, token(server, application, user_id="bert"))
    assert bert.json()["user"] != anna.json()["user"]


def test_a_client_does_not_get_anothers(server: Server, application: dict[str, Any]) -> None:
    answer = get(server, token(server, application, user_id="anna"), user_id="bert")
    assert answer.status_code == 403
    assert "user_id" in answer.json()["message"]
    other = server.application()
    answer = get(server, token(server, application, user_id="anna"), app_id=other["app_id"])
    assert answer.status_code == 403


def test_guests_are_told_apart(server: Server, application: dict[str, Any]) -> None:
    names = {get(server, token(server, application)).json()["user"] for _ in range(2)}
    assert len(names) == 2


def test_a_client_of_an_application_that_is_off_gets_none(server: Server) -> None:
    application = server.application()
    client_token = token(server, application, user_id="anna")
    with server.client(server.admin_key) as admin:
        path = f"/api/applications/{application['app_id']}"
        assert admin.put(path, json={"status": False}).status_code == 200
    answer = get(server, client_token)
    assert answer.status_code == 403, answer.text


@pytest.mark.parametrize("wrong", ["eyJhbGciOiJub25lIn0.eyJhcHBfaWQiOiJhIn0.", "x.y.z", "a.b"])
def test_a_forged_token_is_refused(server: Server, wrong: str) -> None:
    answer = get(server, wrong)
    assert answer.status_code == 401
    assert "not valid" in answer.json()["message"]


def test_a_client_token_opens_nothing_that_is_the_keys(
    server: Server, application: dict[str, Any]
) -> None:
    with server.client(token(server, application, user_id="anna")) as client:
        assert client.get("/api/v1/links").status_code == 401
        assert client.get("/api/webrtc/usage").status_code == 401
        assert client.get("/api/applications").status_code == 401


@pytest.mark.parametrize(("ttl", "bound"), [(59, "60"), (86401, "86400")])
def test_a_life_out_of_bounds_is_refused(
    server: Server, application: dict[str, Any], ttl: int, bound: str
) -> None:
    answer = get(server, application["api_key"], ttl=ttl)
    assert answer.status_code == 400
    assert "ttl" in answer.json()["message"] and bound in answer.json()["message"]


def test_without_a_relay_it_is_said(tmp_path: Path) -> None:
    with serving(tmp_path, stun_urls="stun:stun.example.com", **ROOMY) as server:
        body = get(server, server.application()["api_key"]).json()
    assert body["iceServers"] == [{"urls": ["stun:stun.example.com"]}]
    assert body["relay"] is False and body["user"] is None
    assert "no TURN relay" in body["message"]


def test_with_neither_it_is_said(tmp_path: Path) -> None:
    with serving(tmp_path, **ROOMY) as server:
        body = get(server, server.application()["api_key"]).json()
    assert body["iceServers"] == [] and body["relay"] is False
    assert "neither STUN nor TURN" in body["message"]


def test_ten_a_minute_then_five_minutes_of_rest(tmp_path: Path) -> None:
    """Each client for itself; one that goes on is blocked, its neighbour is not."""
    with serving(tmp_path, turn_urls=TURN) as server:
        application = server.application()
        anna = token(server, application, user_id="anna")
        answers = [get(server, anna) for _ in range(10)]
        assert [answer.status_code for answer in answers] == [200] * 10
        assert answers[-1].headers["x-ratelimit-remaining"] == "0"
        # Another token of the same user is the same user.
        refused = get(server, token(server, application, user_id="anna"))
        assert refused.status_code == 429
        assert 295 <= int(refused.headers["retry-after"]) <= 300
        bert = get(server, token(server, application, user_id="bert"))
        assert bert.status_code == 200
