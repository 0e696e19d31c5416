"""Presentations themselves: made, listed, changed, deleted; and what their audiences have said."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import bindparam, delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import defer
from sqlmodel import col, select

from stagewire.contract.types import ApiError, FieldError, Request
from stagewire.presentations import ids, rendering, rules
from stagewire.presentations.audience import Event, Outcome
from stagewire.presentations.commands import LOCK, LOOK, SUMMARY, change, lane
from stagewire.presentations.news import ENVIRONMENT, News
from stagewire.presentations.refusals import no_presentation
from stagewire.presentations.roles import SERVER, SETTING
from stagewire.presentations.snapshot import WHOLE
from stagewire.presentations.tables import Message, Poll, Presentation, Question
from stagewire.presentations.telling import Telling
from stagewire.realtime.rooms import Rooms
from stagewire.realtime.types import Unavailable
from stagewire.storage.hot import Hot, Unit
from stagewire.storage.pages import Page, paginate
from stagewire.storage.tenancy import owner, scoped
from stagewire.storage.types import instant

if TYPE_CHECKING:
    from stagewire_models import presentations as wire

    from stagewire.platform import Platform

MOST_BYTES = 256 * 1024

_COLUMNS = list(Presentation.__table__.columns)  # type: ignore[attr-defined]
_INSERT = Hot(
    insert(Presentation)
    .values({one.key: bindparam(one.key, type_=one.type) for one in _COLUMNS})
    .returning(*_COLUMNS)
)
_UPDATE = Hot(
    update(Presentation)
    .where(col(Presentation.id) == bindparam("presentation"))
    .values(
        {
            **{
                one.key: bindparam(f"new_{one.key}", type_=one.type)
                for one in _COLUMNS
                if one.key in ("title", "slides", "steps", "settings", "updated_at")
            },
            "revision": col(Presentation.revision) + 1,
        }
    )
    .returning(*_COLUMNS)
)
_DELETE = Hot(
    scoped(delete(Presentation), Presentation, *owner())
    .where(col(Presentation.id) == bindparam("presentation"))
    .returning(*SUMMARY)
)


class Presentations:
    """``platform.of(Presentations)``. What is not the application's is not there: 404."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._database = platform.database
        self._telling = platform.of(Telling)
        self._news = platform.of(News)

    async def create(self, app_id: str, wanted: wire.CreatePresentation) -> wire.Presentation:
        slides = _slides(wanted["slides"])
        now = self._now()
        row = await self._database.write(
            _create,
            self._news,
            app_id=app_id,
            environment=ENVIRONMENT,
            id=ids.make("pres"),
            title=wanted["title"],
            slides=slides,
            steps=[one["steps"] for one in slides],
            settings={**dict.fromkeys(SETTING.values(), True), **wanted.get("settings", {})},
            revision=1,
            status="ready",
            state=rules.beginning(),
            version=0,
            changed_by=None,
            run_since=0,
            created_at=now,
            updated_at=now,
            started_at=None,
            ended_at=None,
        )
        self._news.wake()
        return rendering.presentation(row)

    async def page(
        self, app_id: str, request: Request, *, status: str | None, **shape: Any
    ) -> Page:
        """The newest first."""
        statement = (
            scoped(select(Presentation), Presentation, app_id, ENVIRONMENT)
            .options(defer(Presentation.slides), defer(Presentation.state))  # type: ignore[arg-type]
            .order_by(col(Presentation.created_at).desc(), col(Presentation.id).desc())
        )
        if status is not None:
            statement = statement.where(col(Presentation.status) == status)
        async with self._database.session() as session:
            return await paginate(session, statement, request, render=rendering.summary, **shape)

    async def get(self, app_id: str, presentation_id: str) -> wire.Presentation:
        return rendering.presentation(await self._one(WHOLE, app_id, presentation_id))

    async def state(self, app_id: str, presentation_id: str) -> dict[str, Any]:
        return rendering.state(await self._one(LOOK, app_id, presentation_id))

    async def update(
        self, app_id: str, presentation_id: str, wanted: Mapping[str, Any]
    ) -> wire.Presentation:
        slides = _slides(wanted["slides"]) if "slides" in wanted else None
        row, outcome = await self._database.write_in(
            lane(presentation_id),
            _change,
            app_id,
            presentation_id,
            wanted,
            slides,
            self._now(),
            self._news,
        )
        self._news.wake()
        await self._tell(app_id, presentation_id, Event("deck", {"revision": row.revision}))
        if outcome is not None and outcome.event is not None:
            await self._tell(app_id, presentation_id, outcome.event)
        return rendering.presentation(row)

    async def delete(self, app_id: str, presentation_id: str) -> None:
        await self._database.write_in(
            lane(presentation_id), _delete, app_id, presentation_id, self._news
        )
        self._news.wake()
        # It is gone for good; who still listens in its room will hear nothing there.
        with suppress(Unavailable):
            await self._platform.of(Rooms).close_room(app_id, ids.room_of(presentation_id))

    # --- what the audience has said ------------------------------------------------------------

    async def polls(
        self, app_id: str, presentation_id: str, request: Request, **shape: Any
    ) -> Page:
        """The newest first."""
        statement = (
            select(Poll)
            .where(col(Poll.presentation_id) == presentation_id)
            .order_by(col(Poll.created_at).desc(), col(Poll.id).desc())
        )
        return await self._said(app_id, presentation_id, request, statement, rendering.poll, shape)

    async def questions(
        self, app_id: str, presentation_id: str, request: Request, status: str | None, **shape: Any
    ) -> Page:
        """The most wanted first."""
        statement = (
            select(Question)
            .where(col(Question.presentation_id) == presentation_id)
            .order_by(col(Question.upvotes).desc(), col(Question.asked_at), col(Question.id))
        )
        if status is not None:
            statement = statement.where(col(Question.status) == status)
        return await self._said(
            app_id, presentation_id, request, statement, rendering.question, shape
        )

    async def messages(
        self, app_id: str, presentation_id: str, request: Request, **shape: Any
    ) -> Page:
        """The newest first."""
        statement = (
            select(Message)
            .where(col(Message.presentation_id) == presentation_id)
            .order_by(col(Message.number).desc())
        )
        return await self._said(
            app_id, presentation_id, request, statement, rendering.message, shape
        )

    async def _said(
        self,
        app_id: str,
        presentation_id: str,
        request: Request,
        statement: Any,
        render: Any,
        shape: dict[str, Any],
    ) -> Page:
        await self._one(LOOK, app_id, presentation_id)
        async with self._database.session() as session:
            return await paginate(session, statement, request, render=render, **shape)

    async def _one(self, statement: Hot, app_id: str, presentation_id: str) -> Any:
        rows = await self._database.fetch(
            statement, app_id=app_id, environment=ENVIRONMENT, presentation=presentation_id
        )
        if not rows:
            raise no_presentation()
        return rows[0]

    async def _tell(self, app_id: str, presentation_id: str, event: Event) -> None:
        await self._telling.tell(app_id, presentation_id, event)

    def _now(self) -> datetime:
        return instant(self._platform.clock())


def _create(news: News, **values: Any) -> Unit[Any]:
    row = (yield _INSERT(**values))[0]
    yield news.created(row)
    return row


def _delete(app_id: str, presentation_id: str, news: News) -> Unit[None]:
    gone = yield _DELETE(app_id=app_id, environment=ENVIRONMENT, presentation=presentation_id)
    if not gone:
        raise no_presentation()
    yield news.deleted(gone[0])


def _change(
    app_id: str,
    presentation_id: str,
    wanted: Mapping[str, Any],
    slides: list[dict[str, Any]] | None,
    now: datetime,
    news: News,
) -> Unit[tuple[Any, Outcome | None]]:
    locked = yield LOCK(app_id=app_id, environment=ENVIRONMENT, presentation=presentation_id)
    if not locked:
        raise no_presentation()
    rows = yield WHOLE(app_id=app_id, environment=ENVIRONMENT, presentation=presentation_id)
    row = rows[0]
    outcome = None
    if slides is not None:
        after = rules.fitted(row.state, [one["steps"] for one in slides])
        outcome = yield from change(locked[0], after, SERVER.id, now)
    slides = row.slides if slides is None else slides
    changed = yield _UPDATE(
        presentation=row.id,
        new_title=wanted.get("title", row.title),
        new_slides=slides,
        new_steps=[one["steps"] for one in slides],
        new_settings={**row.settings, **wanted.get("settings", {})},
        new_updated_at=now,
    )
    yield from news.of(app_id, presentation_id, outcome)
    return changed[0], outcome


def _slides(wanted: list[Any]) -> list[dict[str, Any]]:
    """The slides with what was left out of them; ApiError 413: too much in all."""
    slides = [
        {
            "title": one["title"],
            "notes": one.get("notes", ""),
            "steps": one.get("steps", 0),
            "duration": one.get("duration", 0),
        }
        for one in wanted
    ]
    if len(orjson.dumps(slides)) > MOST_BYTES:
        message = f"may have at most {MOST_BYTES} bytes in all"
        raise ApiError(
            413,
            "payload_too_large",
            f"`slides` {message}.",
            errors=[FieldError("slides", message)],
        )
    return slides
