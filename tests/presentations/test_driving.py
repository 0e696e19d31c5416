"""Driving: what a command does, who may, and that two drivers never fight."""

from __future__ import annotations

import threading

from tests.presentations.conftest import Stage


def test_next_on_one_device_is_seen_on_another(stage: Stage) -> None:
    phone, screen = stage.join("controller"), stage.join("viewer")
    done = phone.do("next")
    assert (done["state"]["slide"], done["state"]["step"]) == (2, 0)
    told = screen.event("state")
    assert told == done["state"] == stage.state()
    assert told["status"] == "live"


def test_a_late_joiner_is_right_at_once(stage: Stage) -> None:
    phone = stage.join("presenter", name="Anna's phone")
    phone.do("goto", slide=2, step=1)
    phone.do("blackout")
    phone.do("pointer", point={"x": 0.5, "y": 0.25})
    phone.do("timer", action="start")
    phone.do("annotate", annotation={"points": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]})
    last = phone.do("take")
    found = stage.join("viewer").snapshot()
    assert found["state"] == last["state"]
    assert found["state"]["driver"] == phone.id
    assert found["state"]["annotations"][0]["slide"] == 2
    assert found["state"]["timer"]["running"] is True
    assert found["room"] == stage.made["room"]


def test_two_drivers_at_once_and_one_wins_each_version(stage: Stage) -> None:
    deck = {"title": "Long", "slides": [{"title": str(n), "steps": 100} for n in range(20)]}
    long = Stage(stage.server, stage.application, deck)
    try:
        drivers = [long.join("controller") for _ in range(4)]
        won: list[int] = []
        wrong: list[object] = []

        def drive(me: int) -> None:
            version = 0
            for _ in range(25):
                answer = drivers[me].send("next", version)
                if answer["type"] == "done":
                    won.append(answer["version"])
                elif answer["code"] != "conflict":
                    wrong.append(answer)
                # A loser is told the state, and goes on from there.
                version = answer["state"]["version"]

        threads = [threading.Thread(target=drive, args=(n,)) for n in range(len(drivers))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        # Each version was won once, and none was skipped: nothing was done that was refused.
        assert sorted(won) == list(range(1, len(won) + 1))
        state = long.state()
        assert state["version"] == len(won) >= 25
        assert (state["slide"] - 1) * 101 + state["step"] == len(won)
    finally:
        long.close()


def test_a_driver_who_is_late_is_told_the_state(stage: Stage) -> None:
    one, other = stage.join("controller"), stage.join("controller")
    done = one.do("next", version=0)
    lost = other.refused("next", "conflict", version=0)
    assert lost["state"] == done["state"]
    assert "version" in lost["message"]
    assert stage.state()["version"] == 1
    assert other.do("next", version=1)["state"]["version"] == 2
    # Both again with what they know by now: `one` has not seen the second step.
    one.refused("next", "conflict", version=1)


def test_two_quick_presses_of_one_driver_are_two_steps(stage: Stage) -> None:
    phone = stage.join("controller")
    for _ in range(3):
        phone.post("next", version=0)
    answers = phone.answers(3)
    assert {answer["type"] for answer in answers} == {"done"}, answers
    assert sorted(answer["version"] for answer in answers) == [1, 2, 3]


def test_what_changes_nothing_is_no_new_version(stage: Stage) -> None:
    phone = stage.join("controller")
    version = phone.do("goto", slide=3)["version"]
    assert phone.do("next")["version"] == version
    assert phone.do("timer", action="pause")["version"] == version


def test_who_takes_the_drive_keeps_others_off(stage: Stage) -> None:
    anna, bert, boss = stage.join("controller"), stage.join("controller"), stage.join("presenter")
    anna.do("take")
    refusal = bert.refused("next", "not_driving")
    assert refusal["state"]["driver"] == anna.id
    boss.refused("next", "not_driving")
    bert.refused("take", "not_driving")
    bert.refused("hand_over", "not_driving", to=bert.id)
    anna.do("next")
    anna.do("hand_over", to=bert.id)
    anna.refused("next", "not_driving")
    bert.do("next")
    # A presenter may always take it, and give it to nobody.
    boss.do("take")
    bert.refused("next", "not_driving")
    boss.do("hand_over", to=None)
    bert.do("previous")
    viewer = stage.join("viewer")
    for to in (viewer.id, "dev_ThisIsNobodysDeviceAtAll"):
        assert boss.refused("hand_over", "not_found", to=to)["field"] == "command.to"


def test_a_presentation_begins_and_ends(stage: Stage) -> None:
    boss, phone = stage.join("presenter"), stage.join("controller")
    assert stage.made["status"] == "ready" and stage.made["started_at"] is None
    assert boss.do("start")["state"]["status"] == "live"
    boss.do("end")
    assert phone.refused("next", "ended")["state"]["status"] == "ended"
    shown = stage.http.get(stage.path).json()
    assert shown["status"] == "ended" and shown["ended_at"] and shown["started_at"]
    boss.do("start")
    phone.do("next")
    again = stage.http.get(stage.path).json()
    assert again["status"] == "live" and again["ended_at"] is None
    assert again["started_at"] == shown["started_at"]


def test_a_key_makes_a_retry_safe(stage: Stage) -> None:
    phone, screen = stage.join("controller"), stage.join("viewer")
    first = phone.send("next", key="press-1")
    again = phone.send("next", key="press-1")
    assert again["state"] == first["state"] and again["version"] == 1
    assert phone.send("next", key="press-2")["version"] == 2
    # Another device's key is another one.
    assert stage.join("controller").send("next", key="press-1")["version"] == 3
    versions = [screen.event("state")["version"] for _ in range(3)]
    assert versions == [1, 2, 3]


def test_a_server_drives_with_its_key(stage: Stage) -> None:
    screen = stage.join("viewer")
    command = {"command": {"name": "goto", "slide": 2}, "version": 0}
    answer = stage.http.post(f"{stage.path}/commands", json=command)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"version": 1, "state": screen.event("state")}
    phone = stage.join("controller")
    phone.do("next")
    stale = stage.http.post(f"{stage.path}/commands", json=command)
    assert stale.status_code == 409
    assert "`version`" in stale.json()["message"]
    phone.do("take")
    driving = stage.http.post(f"{stage.path}/commands", json={"command": {"name": "next"}})
    assert driving.status_code == 409 and phone.id in driving.json()["message"]
    taken = stage.http.post(f"{stage.path}/commands", json={"command": {"name": "take"}})
    assert taken.json()["state"]["driver"] == "server"
    whole = stage.http.post(f"{stage.path}/commands", json={"command": {"name": "state"}}).json()
    assert whole["snapshot"]["slides"][0]["notes"] == "Thank everybody."


def test_bad_commands_are_refused_by_name(stage: Stage) -> None:
    phone = stage.join("presenter")
    for arguments, field in (
        ({"name": "goto"}, "command.slide"),
        ({"name": "goto", "slide": 0}, "command.slide"),
        ({"name": "goto", "slide": 4}, "command.slide"),
        ({"name": "goto", "slide": 2, "step": 3}, "command.step"),
        ({"name": "pointer", "point": {"x": 2, "y": 0}}, "command.point.x"),
        ({"name": "next", "slide": 2}, "command.slide"),
        ({"name": "dance"}, "command.name"),
        ({}, "command.name"),
        ({"name": "timer", "action": "stop"}, "command.action"),
        ({"name": "annotate", "annotation": {"points": []}}, "command.annotation.points"),
    ):
        error = phone.ask(type="command", presentation=stage.id, command=arguments)
        assert (error["type"], error.get("field")) == ("error", field), error
        body = {"command": arguments}
        answer = stage.http.post(f"{stage.path}/commands", json=body)
        assert answer.status_code == 400
        assert f"`{field}`" in answer.json()["message"]
    assert stage.state()["version"] == 0


def test_a_client_that_was_away_gets_what_it_missed(stage: Stage) -> None:
    phone = stage.join("controller")
    claimed = stage.claimed("viewer")
    screen = stage.connect(claimed)
    here = screen.subscribe()
    phone.do("next")
    screen.event("state")
    screen.close()
    phone.do("next")
    phone.do("next")
    back = stage.connect(claimed)
    recover = {"epoch": here["epoch"], "offset": here["offset"] + 1}
    answered = back.ask(type="subscribe", room=back.room, recover=recover)
    assert answered["recovered"] is True
    assert [one["data"]["version"] for one in answered["events"]] == [2, 3]
    assert back.snapshot()["state"] == answered["events"][-1]["data"]


def test_a_change_of_the_deck_is_told(stage: Stage) -> None:
    phone, screen = stage.join("controller"), stage.join("viewer")
    phone.do("goto", slide=3)
    answer = stage.http.patch(stage.path, json={"slides": [{"title": "Only one", "notes": "!"}]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["revision"] == 2
    assert screen.event("deck") == {"revision": 2}
    assert screen.event("state")["slide"] == 1
    found = screen.snapshot()
    assert found["revision"] == 2
    assert found["slides"] == [{"title": "Only one", "steps": 0}]
    stage.http.patch(stage.path, json={"settings": {"chat": False}})
    assert screen.event("deck") == {"revision": 3}
    settings = screen.snapshot()["settings"]
    assert settings.pop("chat") is False and set(settings.values()) == {True}
