"""Running a command: checked, written, then told to the room, then answered.

A presentation's commands are written one after the other, under the lock of its row, each with
the version it was given at; so of two drivers exactly one wins each version, in any number of
processes. What is answered is durable.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import col

from stagewire.presentations import rendering, rules
from stagewire.presentations.audience import WRITES, Event, Outcome
from stagewire.presentations.limits import Limits
from stagewire.presentations.news import ENVIRONMENT, News
from stagewire.presentations.refusals import ended as has_ended
from stagewire.presentations.refusals import (
    missing,
    no_presentation,
    not_driving,
    stale,
)
from stagewire.presentations.roles import STATE, Actor, check_role, check_settings
from stagewire.presentations.snapshot import snapshot
from stagewire.presentations.tables import Device, Done, Presentation
from stagewire.presentations.telling import Telling
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire.platform import Platform

Command = Mapping[str, Any]

KEPT = 3600.0
"""Seconds for which a key's answer is kept."""

SUMMARY: list[Any] = [
    col(Presentation.app_id),
    col(Presentation.id),
    col(Presentation.title),
    col(Presentation.status),
    col(Presentation.steps),
    col(Presentation.created_at),
    col(Presentation.updated_at),
    col(Presentation.started_at),
    col(Presentation.ended_at),
]
"""What ``rendering.summary`` shows, and whose it is."""

_THIS = col(Presentation.id) == bindparam("presentation")
_LOOK = scoped(
    select(
        col(Presentation.id),
        col(Presentation.steps),
        col(Presentation.settings),
        col(Presentation.state),
        col(Presentation.version),
        col(Presentation.changed_by),
        col(Presentation.run_since),
        col(Presentation.started_at),
        col(Presentation.ended_at),
    ),
    Presentation,
    *owner(),
).where(_THIS)
LOOK = Hot(_LOOK)
# The lock that excludes other commands, but not the foreign keys of those who pair meanwhile.
LOCK = Hot(_LOOK.with_for_update(key_share=True))
SET_STATE = Hot(
    update(Presentation)
    .where(_THIS)
    .values(
        state=bindparam("new_state", type_=Presentation.__table__.c.state.type),  # type: ignore[attr-defined]
        status=bindparam("new_status"),
        version=bindparam("new_version"),
        changed_by=bindparam("new_changed_by"),
        run_since=bindparam("new_run_since"),
        started_at=bindparam("new_started_at"),
        ended_at=bindparam("new_ended_at"),
    )
    .returning(*SUMMARY)
)
_DRIVER = Hot(
    select(col(Device.role)).where(
        col(Device.presentation_id) == bindparam("presentation"),
        col(Device.id) == bindparam("device"),
    )
)
_DONE = Hot(
    select(col(Done.answer)).where(
        col(Done.presentation_id) == bindparam("presentation"), col(Done.key) == bindparam("key")
    )
)
_REMEMBER = Hot(
    Done.__table__.insert().values(  # type: ignore[attr-defined]
        presentation_id=bindparam("presentation_id"),
        key=bindparam("key"),
        answer=bindparam("answer"),
        done_at=bindparam("done_at"),
    )
)
_FORGET = Hot(delete(Done).where(col(Done.done_at) < bindparam("before")))


def lane(presentation_id: str) -> str:
    return f"presentation {presentation_id}"


class Commands:
    """``platform.of(Commands)``."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._database = platform.database
        self._limits = platform.of(Limits)
        self._telling = platform.of(Telling)
        self._news = platform.of(News)

    async def run(
        self,
        app_id: str,
        presentation_id: str,
        actor: Actor,
        command: Command,
        *,
        version: int | None = None,
        key: str | None = None,
    ) -> dict[str, Any]:
        """The CommandDone. ``version`` is the one that the actor saw; the same ``key`` of one
        actor is done once. ApiErrors as ``refusals.py`` has them; 503: it is done, but the room
        may not know; the same key tells it again."""
        name = command["name"]
        check_role(actor, name)
        if name == "state":
            shown = await snapshot(self._platform, app_id, presentation_id, actor)
            return {"version": shown["state"]["version"], "snapshot": shown}
        await self._limits.count(name, presentation_id, actor.id)
        if name in ("react", "cursor"):
            return await self._pass_on(app_id, presentation_id, actor, command)
        done, outcome = await self._database.write_in(
            lane(presentation_id),
            _unit,
            app_id,
            presentation_id,
            actor,
            command,
            version,
            None if key is None else sha256(f"{actor.id}\n{key}".encode()).digest(),
            instant(self._platform.clock()),
            self._news,
        )
        if outcome.news:
            self._news.wake()
        event = outcome.event
        if event is not None and outcome.paced:
            self._telling.pace(app_id, presentation_id, event)
        elif event is not None:
            await self._telling.tell(app_id, presentation_id, event)
        return done

    async def _pass_on(
        self, app_id: str, presentation_id: str, actor: Actor, command: Command
    ) -> dict[str, Any]:
        """What is gone with the moment is told and not kept."""
        rows = await self._database.fetch(
            LOOK, app_id=app_id, environment=ENVIRONMENT, presentation=presentation_id
        )
        if not rows:
            raise no_presentation()
        check_settings(actor, command["name"], rows[0].settings)
        if command["name"] == "react":
            event = Event("reaction", {"from": actor.as_json(), "reaction": command["reaction"]})
        else:
            event = Event("cursor", {"from": actor.as_json(), "point": command["point"]})
        await self._telling.tell(app_id, presentation_id, event)
        return {"version": rows[0].version}

    async def purge(self) -> None:
        """Forgets the keys that nobody will use again."""
        await self._database.execute(_FORGET, before=instant(self._platform.clock() - KEPT))


def _unit(
    app_id: str,
    presentation_id: str,
    actor: Actor,
    command: Command,
    version: int | None,
    key: bytes | None,
    now: datetime,
    news: News,
) -> Unit[tuple[dict[str, Any], Outcome]]:
    rows = yield LOCK(app_id=app_id, environment=ENVIRONMENT, presentation=presentation_id)
    if not rows:
        raise no_presentation()
    row = rows[0]
    if key is not None:
        known = yield _DONE(presentation=row.id, key=key)
        if known:
            done = known[0].answer
            return done, Outcome({}, _told_again(row.id, done))
    check_settings(actor, command["name"], row.settings)
    if command["name"] in STATE:
        outcome = yield from _drive(row, actor, command, version, now)
        done = {"version": outcome.answer["state"]["version"], **outcome.answer}
    else:
        outcome = yield from WRITES[command["name"]](row, actor, command, now)
        done = {"version": row.version, **outcome.answer}
    yield from news.of(app_id, presentation_id, outcome)
    if key is not None:
        yield _REMEMBER(presentation_id=row.id, key=key, answer=done, done_at=now)
    return done, outcome


def _drive(
    row: Any, actor: Actor, command: Command, version: int | None, now: datetime
) -> Unit[Outcome]:
    name, state = command["name"], row.state
    shown = rendering.state(row)
    if rules.is_stale(
        version,
        version=row.version,
        changed_by=row.changed_by,
        run_since=row.run_since,
        actor=actor.id,
    ):
        raise stale(version or 0, shown)
    if not rules.may_drive(state, command, actor):
        raise not_driving(state["driver"] or "Nobody", shown)
    if state["status"] == "ended" and name not in ("start", "end"):
        raise has_ended(shown)
    if name == "hand_over" and command["to"] is not None:
        yield from _check_driver(row, command["to"])
    after = rules.apply(state, command, actor, row.steps, int(now.timestamp() * 1000))
    return (yield from change(row, after, actor.id, now))


def change(row: Any, after: rules.State, actor: str, now: datetime) -> Unit[Outcome]:
    """Makes ``after`` the state of the locked ``row``. What changes nothing is no new version."""
    if after == row.state:
        return Outcome({"state": rendering.state(row)})
    status = after["status"]
    started = row.started_at or (now if status == "live" else None)
    changed = yield SET_STATE(
        presentation=row.id,
        new_state=after,
        new_status=status,
        new_version=row.version + 1,
        new_changed_by=actor,
        new_run_since=row.run_since if row.changed_by == actor else row.version,
        new_started_at=started,
        new_ended_at=(row.ended_at or now) if status == "ended" else None,
    )
    shown = {"version": row.version + 1, **after}
    return Outcome(
        {"state": shown},
        state_event(row.id, shown),
        news=_news(row.state, shown, changed[0], actor),
    )


def _news(
    before: rules.State, after: dict[str, Any], row: Any, actor: str
) -> list[tuple[str, Mapping[str, Any]]]:
    """What webhooks are told of a change of the state; ``row`` is the SUMMARY after it."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    if after["status"] == "live" != before["status"]:
        found.append(("presentation.started", cast("Mapping[str, Any]", rendering.summary(row))))
    if after["slide"] != before["slide"]:
        moved = {
            "presentation_id": row.id,
            "version": after["version"],
            "slide": after["slide"],
            "step": after["step"],
            "previous_slide": before["slide"],
            "changed_by": actor,
        }
        found.append(("presentation.slide-changed", moved))
    if after["status"] == "ended" != before["status"]:
        found.append(("presentation.ended", cast("Mapping[str, Any]", rendering.summary(row))))
    return found


def state_event(presentation_id: str, state: dict[str, Any]) -> Event:
    return Event("state", state, f"{presentation_id} {state['version']}")


def _check_driver(row: Any, participant: str) -> Unit[None]:
    if not participant.startswith("dev_"):
        return
    found = yield _DRIVER(presentation=row.id, device=participant)
    if not found or found[0].role == "viewer":
        raise missing("to", "device that may drive")


def _told_again(presentation_id: str, done: dict[str, Any]) -> Event | None:
    """The event of an answer that was given before: the room may have missed it. Whoever has
    heard of it knows by its version."""
    if "state" in done:
        return state_event(presentation_id, done["state"])
    for name, event in (("poll", "poll"), ("question", "question"), ("message", "chat")):
        if name in done and done[name].get("status") != "draft":
            return Event(event, done[name])
    return None
