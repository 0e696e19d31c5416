"""What driving does to the state. Nothing here waits, reads or writes: a state and a command in,
the next state out.

A state is a PresentationState without its version; it is never changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from stagewire.presentations.refusals import invalid, too_many
from stagewire.presentations.roles import Actor

State = dict[str, Any]
Command = Mapping[str, Any]

MOST_LINES = 64
MOST_POINTS = 2000
_STOPPED = {"running": False, "started_at": None, "elapsed_ms": 0}


def beginning() -> State:
    return {
        "status": "ready",
        "slide": 1,
        "step": 0,
        "blackout": False,
        "pointer": None,
        "timer": _STOPPED,
        "annotations": [],
        "driver": None,
    }


def is_stale(
    seen: int | None, *, version: int, changed_by: str | None, run_since: int, actor: str
) -> bool:
    """Whether somebody else has changed the state since ``seen``. One's own commands that are
    still under way do not count, so that two quick presses of a button are two steps."""
    if seen is None or seen == version:
        return False
    return seen > version or changed_by != actor or seen < run_since


def may_drive(state: State, command: Command, actor: Actor) -> bool:
    """Whether nobody else keeps this actor from it."""
    driver = state["driver"]
    match command["name"]:
        case "start" | "end":
            return True
        case "take":
            return driver in (None, actor.id) or actor.role == "presenter"
        case "hand_over":
            return driver == actor.id or actor.role == "presenter"
        case _:
            return driver in (None, actor.id)


def apply(state: State, command: Command, actor: Actor, steps: Sequence[int], now_ms: int) -> State:
    """The state after the command; ``steps`` are those of each slide. ApiError 400 names the
    field, 409: there is no room for more."""
    change = _CHANGES[command["name"]]
    after = {**state, **change(state, command, actor, steps, now_ms)}
    if after["status"] == "ready" and command["name"] not in ("take", "hand_over"):
        after["status"] = "live"
    return after


def fitted(state: State, steps: Sequence[int]) -> State:
    """The state on a deck that has become another: what it shows exists there."""
    slide = min(state["slide"], len(steps))
    step = min(state["step"], steps[slide - 1]) if slide == state["slide"] else 0
    kept = [line for line in state["annotations"] if line["slide"] <= len(steps)]
    return {**state, "slide": slide, "step": step, "annotations": kept}


def without(state: State, participant: str) -> State:
    """The state when somebody cannot drive any more."""
    return {**state, "driver": None} if state["driver"] == participant else state


def _next(state: State, _c: Command, _a: Actor, steps: Sequence[int], _now: int) -> State:
    slide, step = state["slide"], state["step"]
    if step < steps[slide - 1]:
        return {"step": step + 1}
    return _moved(slide + 1, 0) if slide < len(steps) else {}


def _previous(state: State, _c: Command, _a: Actor, steps: Sequence[int], _now: int) -> State:
    slide, step = state["slide"], state["step"]
    if step > 0:
        return {"step": step - 1}
    # As slides are left backwards, all of the one before is shown.
    return _moved(slide - 1, steps[slide - 2]) if slide > 1 else {}


def _goto(_s: State, command: Command, _a: Actor, steps: Sequence[int], _now: int) -> State:
    slide, step = command["slide"], command.get("step", 0)
    if slide > len(steps):
        raise invalid("slide", f"must be at most {len(steps)}: the deck has no more slides")
    if step > steps[slide - 1]:
        raise invalid("step", f"must be at most {steps[slide - 1]}: the slide has no more steps")
    return _moved(slide, step)


def _moved(slide: int, step: int) -> State:
    return {"slide": slide, "step": step, "pointer": None}


def _blackout(_s: State, command: Command, _a: Actor, _n: Sequence[int], _now: int) -> State:
    return {"blackout": command.get("on", True)}


def _pointer(_s: State, command: Command, _a: Actor, _n: Sequence[int], _now: int) -> State:
    return {"pointer": command["point"]}


def _timer(state: State, command: Command, _a: Actor, _n: Sequence[int], now: int) -> State:
    timer = state["timer"]
    match command["action"]:
        case "start":
            if timer["running"]:
                return {}
            return {"timer": {**timer, "running": True, "started_at": now}}
        case "pause":
            if not timer["running"]:
                return {}
            ran = timer["elapsed_ms"] + max(now - timer["started_at"], 0)
            return {"timer": {"running": False, "started_at": None, "elapsed_ms": ran}}
        case _:
            started = now if timer["running"] else None
            return {"timer": {**timer, "started_at": started, "elapsed_ms": 0}}


def _annotate(state: State, command: Command, actor: Actor, _n: Sequence[int], _now: int) -> State:
    lines, drawn = state["annotations"], command["annotation"]
    points = sum(len(line["points"]) for line in lines) + len(drawn["points"])
    if len(lines) >= MOST_LINES or points > MOST_POINTS:
        raise too_many(f"There may be {MOST_LINES} lines with {MOST_POINTS} points: `clear` first.")
    line = {
        "id": lines[-1]["id"] + 1 if lines else 1,
        "slide": state["slide"],
        "by": actor.id,
        "points": [{"x": round(one["x"], 4), "y": round(one["y"], 4)} for one in drawn["points"]],
        "color": drawn.get("color", "#e11d48"),
        "width": drawn.get("width", 0.004),
    }
    return {"annotations": [*lines, line]}


def _clear(state: State, command: Command, _a: Actor, _n: Sequence[int], _now: int) -> State:
    slide = command.get("slide")
    return {
        "annotations": [
            line for line in state["annotations"] if slide is not None and line["slide"] != slide
        ]
    }


def _take(_s: State, _c: Command, actor: Actor, _n: Sequence[int], _now: int) -> State:
    return {"driver": actor.id}


def _hand_over(_s: State, command: Command, _a: Actor, _n: Sequence[int], _now: int) -> State:
    return {"driver": command["to"]}


def _start(_s: State, _c: Command, _a: Actor, _n: Sequence[int], _now: int) -> State:
    return {"status": "live"}


def _end(state: State, _c: Command, _a: Actor, _n: Sequence[int], now: int) -> State:
    stopped = _timer(state, {"action": "pause"}, _a, _n, now)
    return {"status": "ended", "pointer": None, "driver": None, **stopped}


_CHANGES: Mapping[str, Callable[[State, Command, Actor, Sequence[int], int], State]] = {
    "next": _next,
    "previous": _previous,
    "goto": _goto,
    "blackout": _blackout,
    "pointer": _pointer,
    "timer": _timer,
    "annotate": _annotate,
    "clear": _clear,
    "take": _take,
    "hand_over": _hand_over,
    "start": _start,
    "end": _end,
}
