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
