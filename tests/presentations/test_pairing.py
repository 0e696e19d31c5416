"""Pairing: codes, the devices that claim them, and what each role may."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.presentations.conftest import DECK, Stage
from tests.support.server import Server
from tests.support.sockets import Socket, open_socket, token


def test_a_code_is_shown_and_claimed(stage: Stage) -> None:
    made = stage.pairing("controller", name="Anna's phone")
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", made["code"])
    assert made["url"] == f"{stage.server.base_url}/remote/{made['code']}"
    assert stage.pairing("viewer")["url"].startswith(f"{stage.server.base_url}/stage/")
    picture = httpx.get(made["qr"])
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.text.startswith("<svg")
    read = stage.http.get(f"{stage.path}/pairings/{made['id']}").json()
    assert (read["claims"], "code" in read) == (0, False)
    claimed = stage.claim(made["code"].lower().replace("-", "")).json()
    assert claimed["role"] == "controller"
    assert claimed["name"] == "Anna's phone"
    assert claimed["presentation_id"] == stage.id
    assert stage.connect(claimed).snapshot()["you"] == {
        "id": claimed["device_id"],
        "name": "Anna's phone",
        "role": "controller",
    }
    assert stage.http.get(f"{stage.path}/pairings/{made['id']}").json()["claims"] == 1


def test_a_code_is_kept_as_a_digest_only(small_server: Server) -> None:
    stage = Stage(small_server, small_server.application())
    code = stage.pairing("viewer")["code"]
    for path in small_server.data_dir.glob("stagewire.db*"):
        kept = path.read_bytes()
        assert code.encode() not in kept and code.replace("-", "").encode() not in kept
    stage.close()


def test_parallel_claims_are_exact(stage: Stage) -> None:
    made = stage.pairing("viewer", max_claims=5)
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda _: stage.claim(made["code"]), range(24)))
    assert sorted(answer.status_code for answer in answers) == [201] * 5 + [410] * 19
    devices = {a.json()["device_id"] for a in answers if a.status_code == 201}
    assert len(devices) == 5
    listed = stage.http.get(f"{stage.path}/devices").json()
    assert {one["id"] for one in listed["data"]} == devices
    assert stage.http.get(f"{stage.path}/pairings/{made['id']}").json()["claims"] == 5


def test_a_code_that_is_over_says_so(stage: Stage) -> None:
    used = stage.pairing("viewer")
    assert stage.claim(used["code"]).status_code == 201
    refused = stage.claim(used["code"])
    assert refused.status_code == 410 and "used up" in refused.json()["message"]
    assert httpx.get(used["qr"]).status_code == 410
    revoked = stage.pairing("viewer")
    path = f"{stage.path}/pairings/{revoked['id']}"
    assert stage.http.delete(path).status_code == 204
    refused = stage.claim(revoked["code"])
    assert refused.status_code == 410 and "revoked" in refused.json()["message"]
    assert stage.http.get(path).status_code == 404
    assert stage.http.delete(path).status_code == 404
    unknown = stage.claim("0000-0000")
    assert unknown.status_code == 404 and "no such code" in unknown.json()["message"]


def test_roles_on_the_socket(stage: Stage) -> None:
    viewer, phone, boss = (stage.join(role) for role in ("viewer", "controller", "presenter"))
    for name, arguments in (("next", {}), ("take", {}), ("pointer", {"point": None})):
        error = viewer.refused(name, "forbidden", **arguments)
        assert "viewer" in error["message"] and error["field"] == "command.name"
        phone.do(name, **arguments)
        phone.do("hand_over", to=None) if name == "take" else None
    for participant in (viewer, phone):
        participant.refused("end", "forbidden")
        participant.refused(
            "create_poll", "forbidden", poll={"question": "?", "options": ["a", "b"]}
        )
    boss.do("end")


def test_notes_are_for_those_who_drive(stage: Stage) -> None:
    secret = "Let them guess."
    for role in ("presenter", "controller"):
        assert stage.join(role).snapshot()["slides"][1]["notes"] == secret
    viewer = stage.join("viewer")
    assert viewer.snapshot()["slides"][1] == {"title": "Figures", "steps": 2}
    stage.http.patch(stage.path, json={"title": "Anew", "slides": DECK["slides"]})
    stage.http.post(f"{stage.path}/commands", json={"command": {"name": "state"}})
    viewer.event("deck")
    history = viewer.ask(type="history", room=viewer.room, limit=256)
    assert history["events"] and secret not in str(history)


def test_an_application_makes_tokens_itself(stage: Stage) -> None:
    anna = stage.guest("presenter", user_id="anna")
    assert anna.snapshot()["you"] == {"id": "user:anna", "name": "anna", "role": "presenter"}
    anna.do("take")
    nobody = stage.guest("viewer")
    you = nobody.snapshot()["you"]
    assert you["id"].startswith("guest:") and you["name"] is None
    nobody.refused("next", "forbidden")


@pytest.mark.parametrize("claim", ["presenter", ["x"], {"pres_x": "king"}, {"pres_x": 1}])
def test_a_claim_that_makes_no_sense_is_refused_at_the_door(stage: Stage, claim: Any) -> None:
    made = token(stage.server.base_url, stage.application, presentations=claim)
    address = stage.server.base_url.replace("http", "ws", 1) + f"/realtime?token={made}"
    with pytest.raises(ConnectionClosed) as caught:
        Socket(address)
    assert caught.value.rcvd is not None and caught.value.rcvd.code == 4001
    assert "presentations" in caught.value.rcvd.reason


def test_nobody_publishes_in_the_room_of_a_presentation(stage: Stage) -> None:
    boss = stage.guest("presenter", rooms={"*": ["subscribe", "publish", "signal", "presence"]})
    state = {"version": 99}
    error = boss.ask(type="publish", room=boss.room, event="state", data=state)
    assert (error["code"], error["field"]) == ("forbidden", "room")
    assert "command" in error["message"]
    error = boss.ask(type="signal", room=boss.room, to="conn_aaaaaaaaaaaa", data={})
    assert error["code"] == "forbidden"


def test_without_a_role_there_is_nothing_to_hear(stage: Stage) -> None:
    with open_socket(stage.server.base_url, stage.application, user_id="eve") as eve:
        for kind in ("subscribe", "presence", "history"):
            eve.send(type=kind, id=1, room=stage.made["room"])
            assert eve.until("error")["code"] == "forbidden"
        command = {"name": "state"}
        eve.send(type="command", id=2, presentation=stage.id, command=command)
        error = eve.until("error")
        assert (error["code"], error["field"]) == ("forbidden", "presentation")
    other = Stage(stage.server, stage.application)
    try:
        # A role in one presentation is none in another, and of another application none at all.
        phone = stage.join("presenter")
        error = phone.ask(type="command", presentation=other.id, command=command)
        assert error["code"] == "forbidden"
        stranger = stage.server.application()
        made = token(stage.server.base_url, stranger, presentations={stage.id: "presenter"})
        intruder = stage.connect({"token": made, "presentation_id": stage.id})
        intruder.refused("next", "not_found")
        intruder.refused("state", "not_found")
        assert stage.state()["version"] == 0
    finally:
        other.close()


def test_a_new_token_without_the_role_leaves_the_room(stage: Stage) -> None:
    anna = stage.guest("presenter", user_id="anna")
    fresh = token(stage.server.base_url, stage.application, user_id="anna")
    assert anna.ask(type="refresh", token=fresh)["type"] == "refreshed"
    assert anna.socket.until("unsubscribed")["room"] == anna.room
    anna.refused("next", "forbidden")


def test_a_removed_device_is_out_at_once(stage: Stage) -> None:
    claimed = stage.claimed("controller")
    phone, screen = stage.connect(claimed), stage.join("viewer")
    phone.do("take")
    phone.do("raise_hand")
    assert stage.http.delete(f"{stage.path}/devices/{phone.id}").status_code == 204
    assert phone.socket.close_code() == 4006
    states = [screen.event("state") for _ in range(2)]
    assert [one["driver"] for one in states] == [phone.id, None]
    assert screen.snapshot()["hands"] == []
    with pytest.raises(ConnectionClosed):
        stage.connect(claimed)
    assert stage.http.get(f"{stage.path}/devices/{phone.id}").status_code == 404
    assert stage.http.delete(f"{stage.path}/devices/{phone.id}").status_code == 404


def test_a_changed_role_counts_from_the_next_command_on(stage: Stage) -> None:
    phone = stage.join("viewer", name="Spare")
    phone.refused("next", "forbidden")
    path = f"{stage.path}/devices/{phone.id}"
    changed = stage.http.patch(path, json={"role": "presenter"})
    assert changed.json()["role"] == "presenter"
    assert phone.event("device") == {"device_id": phone.id, "role": "presenter", "name": "Spare"}
    phone.do("take")
    assert phone.snapshot()["slides"][0]["notes"]
    stage.http.patch(path, json={"role": "viewer", "name": "Guest"})
    phone.refused("next", "forbidden")
    assert stage.state()["driver"] is None
    assert phone.snapshot()["you"]["name"] == "Guest"
    assert stage.http.get(f"{stage.path}/devices?role=viewer").json()["data"][0]["id"] == phone.id
    assert stage.http.get(f"{stage.path}/devices?role=presenter").json()["data"] == []


def test_deleting_a_presentation_takes_everything_with_it(stage: Stage) -> None:
    phone, pairing = stage.join("presenter"), stage.pairing("viewer")
    poll = {"question": "Which?", "options": ["a", "b"], "open": True}
    phone.do("vote", poll_id=phone.do("create_poll", poll=poll)["poll"]["id"], choices=[0])
    phone.do("chat", text="Hello")
    phone.do("upvote", question_id=phone.do("ask", text="Why?")["question"]["id"])
    phone.do("raise_hand")
    phone.send("next", key="a")
    assert stage.http.delete(stage.path).status_code == 204
    while phone.socket.receive()["type"] != "unsubscribed":
        pass
    phone.refused("next", "forbidden")
    assert phone.ask(type="subscribe", room=phone.room)["code"] == "forbidden"
    for path in ("", "/state", "/polls", "/questions", "/messages", "/devices"):
        assert stage.http.get(stage.path + path).status_code == 404
    assert stage.claim(pairing["code"]).status_code == 404
