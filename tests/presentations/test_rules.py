"""What driving does to a state, without a server."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagewire.contract.types import ApiError
from stagewire.presentations import ids, rules
from stagewire.presentations.roles import (
    DRIVING,
    PRESENTING,
    SETTING,
    STATE,
    Actor,
    check_role,
    check_settings,
)
from tests.support.platform import contract

ANNA, BERT = Actor("dev_anna", "Anna", "controller"), Actor("dev_bert", None, "presenter")
STEPS = [0, 2, 0]


def after(*commands: dict[str, Any], state: rules.State | None = None, now: int = 0) -> rules.State:
    state = state or rules.beginning()
    for command in commands:
        state = rules.apply(state, command, ANNA, STEPS, now)
    return state


def named(name: str, **arguments: Any) -> dict[str, Any]:
    return {"name": name, **arguments}


def place(state: rules.State) -> tuple[int, int]:
    return state["slide"], state["step"]


def test_next_goes_through_the_steps_and_stays_at_the_end() -> None:
    seen, state = [], rules.beginning()
    for _ in range(6):
        state = after(named("next"), state=state)
        seen.append(place(state))
    assert seen == [(2, 0), (2, 1), (2, 2), (3, 0), (3, 0), (3, 0)]


def test_previous_is_the_way_back() -> None:
    seen, state = [], after(named("goto", slide=3))
    for _ in range(6):
        state = after(named("previous"), state=state)
        seen.append(place(state))
    assert seen == [(2, 2), (2, 1), (2, 0), (1, 0), (1, 0), (1, 0)]


@given(st.lists(st.sampled_from(["next", "previous"]), max_size=40))
def test_next_undoes_previous_wherever_there_is_a_way(path: list[str]) -> None:
    state = after(*map(named, path))
    assert 1 <= state["slide"] <= len(STEPS)
    assert 0 <= state["step"] <= STEPS[state["slide"] - 1]
    further = after(named("next"), state=state)
    if place(further) != place(state):
        assert place(after(named("previous"), state=further)) == place(state)


@pytest.mark.parametrize(
    ("command", "field"),
    [(named("goto", slide=4), "command.slide"), (named("goto", slide=2, step=3), "command.step")],
)
def test_what_is_not_in_the_deck_is_refused_by_name(command: dict[str, Any], field: str) -> None:
    with pytest.raises(ApiError) as caught:
        after(command)
    assert caught.value.status == 400
    assert caught.value.errors[0].field == field


def test_the_timer_adds_up() -> None:
    state = after(named("timer", action="start"), now=1_000)
    again = after(named("timer", action="start"), state=state, now=1_500)
    assert again["timer"] == {"running": True, "started_at": 1_000, "elapsed_ms": 0}
    state = after(named("timer", action="pause"), state=again, now=3_000)
    assert state["timer"] == {"running": False, "started_at": None, "elapsed_ms": 2_000}
    state = after(named("timer", action="start"), state=state, now=10_000)
    state = after(named("timer", action="pause"), state=state, now=10_500)
    assert state["timer"]["elapsed_ms"] == 2_500
    state = after(named("timer", action="reset"), state=state, now=11_000)
    assert state["timer"] == {"running": False, "started_at": None, "elapsed_ms": 0}


def test_a_running_timer_that_is_reset_runs_from_zero() -> None:
    state = after(named("timer", action="start"), now=1_000)
    state = after(named("timer", action="reset"), state=state, now=5_000)
    assert state["timer"] == {"running": True, "started_at": 5_000, "elapsed_ms": 0}


def test_ending_stops_what_runs() -> None:
    state = after(named("take"), named("timer", action="start"), now=1_000)
    state = after(named("end"), state=state, now=4_000)
    assert (state["status"], state["driver"], state["pointer"]) == ("ended", None, None)
    assert state["timer"] == {"running": False, "started_at": None, "elapsed_ms": 3_000}


def test_ending_what_never_began_ends_it() -> None:
    assert after(named("end"))["status"] == "ended"


def test_taking_the_drive_starts_nothing() -> None:
    assert after(named("take"))["status"] == "ready"
    assert after(named("next"))["status"] == "live"


def line(points: int) -> dict[str, Any]:
    return named("annotate", annotation={"points": [{"x": 0.123456, "y": 1}] * points})


def test_lines_are_bounded() -> None:
    state = after(*[line(1)] * rules.MOST_LINES)
    with pytest.raises(ApiError, match="clear"):
        after(line(1), state=state)
    assert after(named("clear"), line(1), state=state)["annotations"][0]["id"] == 1
    with pytest.raises(ApiError, match="clear"):
        after(*[line(128)] * 16)


def test_lines_are_cleared_by_slide() -> None:
    state = after(line(1), named("next"), line(2))
    assert [one["slide"] for one in state["annotations"]] == [1, 2]
    state = after(named("clear", slide=1), state=state)
    assert [(one["slide"], one["id"]) for one in state["annotations"]] == [(2, 2)]


def test_a_state_is_never_changed_in_place() -> None:
    before = after(line(1), named("timer", action="start"))
    copy = {**before, "annotations": list(before["annotations"]), "timer": dict(before["timer"])}
    after(line(1), named("next"), named("timer", action="pause"), named("end"), state=before)
    assert before == copy


def test_a_shorter_deck_shows_its_last_slide() -> None:
    state = after(named("goto", slide=2, step=2), line(1))
    assert place(rules.fitted(state, [0, 1])) == (2, 1)
    shorter = rules.fitted(state, [3])
    assert (place(shorter), shorter["annotations"]) == ((1, 0), [])


@pytest.mark.parametrize(
    ("seen", "changed_by", "run_since", "stale"),
    [
        (None, "dev_bert", 9, False),
        (10, "dev_bert", 9, False),
        (9, "dev_bert", 9, True),
        # One's own changes are no news: two quick presses are two steps.
        (9, "dev_anna", 8, False),
        (8, "dev_anna", 8, False),
        (7, "dev_anna", 8, True),
        (11, "dev_anna", 8, True),
    ],
)
def test_only_what_others_did_makes_a_version_stale(
    seen: int | None, changed_by: str, run_since: int, stale: bool
) -> None:
    found = rules.is_stale(
        seen, version=10, changed_by=changed_by, run_since=run_since, actor="dev_anna"
    )
    assert found is stale


def test_every_command_of_the_contract_has_a_place() -> None:
    document = contract().document("presentations").raw
    names = set(document["components"]["schemas"]["CommandName"]["enum"])
    assert names == DRIVING | PRESENTING | SETTING.keys() | {"state"}
    assert names.issuperset(STATE)
    settings = document["components"]["schemas"]["PresentationSettings"]["properties"]
    assert set(SETTING.values()) == set(settings)


def test_roles() -> None:
    viewer = Actor("dev_v", None, "viewer")
    for name in sorted(DRIVING):
        check_role(ANNA, name)
        with pytest.raises(ApiError) as caught:
            check_role(viewer, name)
        assert caught.value.status == 403
    for name in sorted(PRESENTING):
        check_role(BERT, name)
        for actor in (ANNA, viewer):
            with pytest.raises(ApiError):
                check_role(actor, name)
    off = dict.fromkeys(SETTING.values(), False)
    for name in SETTING:
        check_role(viewer, name)
        check_settings(BERT, name, off)
        check_settings(viewer, name, dict.fromkeys(off, True))
        with pytest.raises(ApiError, match="switched off"):
            check_settings(viewer, name, off)


def test_codes_are_read_as_people_write_them() -> None:
    assert ids.shown("k7qf3m2x") == ids.shown("K7QF-3M2X") == "K7QF-3M2X"
    assert ids.shown("OIL0-oil1") == "0110-0111"
    made = {ids.make_code() for _ in range(500)}
    assert len(made) == 500
    for code in made:
        assert ids.shown(code) == code
        assert not set("ILOU") & set(code)
    key = b"k" * 32
    assert ids.digest(key, "k7qf3m2x") == ids.digest(key, "K7QF-3M2X")
    assert ids.digest(key, "K7QF-3M2X") != ids.digest(b"l" * 32, "K7QF-3M2X")
