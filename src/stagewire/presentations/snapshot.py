"""Everything that somebody who joins needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from stagewire.presentations import rendering
from stagewire.presentations.ids import room_of
from stagewire.presentations.refusals import no_presentation
from stagewire.presentations.roles import Actor
from stagewire.presentations.tables import Hand, Message, Poll, Presentation, Question
from stagewire.storage.hot import Hot
from stagewire.storage.tenancy import owner, scoped

if TYPE_CHECKING:
    from stagewire.platform import Platform


def _of(table: Any) -> Any:
    return col(table.presentation_id) == bindparam("presentation")


def _columns(table: Any) -> list[Any]:
    return list(table.__table__.columns)


WHOLE = Hot(
    scoped(select(*_columns(Presentation)), Presentation, *owner()).where(
        col(Presentation.id) == bindparam("presentation")
    )
)
_HANDS = Hot(select(*_columns(Hand)).where(_of(Hand)).order_by(col(Hand.raised_at)).limit(100))
_POLLS = Hot(
    select(*_columns(Poll))
    .where(_of(Poll))
    .order_by(col(Poll.created_at).desc(), col(Poll.id).desc())
    .limit(20)
)
_QUESTIONS = Hot(
    select(*_columns(Question))
    .where(_of(Question), col(Question.status) != "dismissed")
    .order_by(col(Question.upvotes).desc(), col(Question.asked_at), col(Question.id))
    .limit(50)
)
_MESSAGES = Hot(
    select(*_columns(Message)).where(_of(Message)).order_by(col(Message.number).desc()).limit(50)
)


async def snapshot(platform: Platform, app_id: str, presentation_id: str, you: Actor) -> Any:
    """A PresentationSnapshot as ``you`` may see it; 404: no such presentation. Everything in it
    has a version or an order of its own: what the room is told meanwhile fits onto it."""
    fetch = platform.database.fetch
    found = await fetch(
        WHOLE, app_id=app_id, environment="production", presentation=presentation_id
    )
    if not found:
        raise no_presentation()
    row = found[0]
    hands = await fetch(_HANDS, presentation=row.id)
    polls = await fetch(_POLLS, presentation=row.id)
    questions = await fetch(_QUESTIONS, presentation=row.id)
    messages = await fetch(_MESSAGES, presentation=row.id)
    return {
        "presentation_id": row.id,
        "room": room_of(row.id),
        "title": row.title,
        "revision": row.revision,
        "settings": row.settings,
        "slides": rendering.slides_for(you.role, row.slides),
        "state": rendering.state(row),
        "you": you.as_json(),
        "hands": [rendering.hand(one) for one in hands],
        "polls": [
            rendering.poll(one) for one in polls if one.status != "draft" or you.role == "presenter"
        ],
        "questions": [rendering.question(one) for one in questions],
        "messages": [rendering.message(one) for one in reversed(messages)],
        "server_time": int(platform.clock() * 1000),
    }
