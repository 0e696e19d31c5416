"""What the audience says: units that write it, under the lock of the presentation's row.

Each is a generator as ``Database.write`` runs them: ``(row, actor, command, now)`` in, an Outcome
out. The lock makes counts exact: two votes of one moment are counted one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col

from stagewire.contract.types import ApiError
from stagewire.presentations import ids, rendering
from stagewire.presentations.refusals import forbidden, invalid, missing, too_many
from stagewire.presentations.roles import Actor
from stagewire.presentations.tables import Hand, Message, Poll, PollVote, Question, Upvote
from stagewire.storage.hot import Hot, Unit

KEPT_MESSAGES = 1000
MOST_POLLS = 100
MOST_QUESTIONS = 1000


class Event(NamedTuple):
    """What the room is told. The same ``once`` is told once."""

    name: str
    data: Mapping[str, Any]
    once: str | None = None


class Outcome(NamedTuple):
    """``answer`` are the fields of CommandDone besides `version`. ``event`` is for the room,
    ``paced``: of many events only the newest needs to be told. ``news`` are for webhooks: the
    event's type and its data."""

    answer: dict[str, Any]
    event: Event | None = None
    paced: bool = False
    news: Sequence[tuple[str, Mapping[str, Any]]] = ()


Command = Mapping[str, Any]
Write = Callable[[Any, Actor, Command, datetime], Unit[Outcome]]


def _columns(table: Any) -> list[Any]:
    return list(table.__table__.columns)


def _insert(table: Any) -> Any:
    return upsert(table).values(
        {column.key: bindparam(column.key, type_=column.type) for column in _columns(table)}
    )


def _these(table: Any) -> Any:
    """Its rows of one presentation."""
    return col(table.presentation_id) == bindparam("presentation")


def _by(actor: Actor) -> dict[str, Any]:
    return {"participant": actor.id, "name": actor.name, "role": actor.role}


# --- hands -----------------------------------------------------------------------------------

_RAISE = Hot(_insert(Hand).on_conflict_do_nothing().returning(col(Hand.participant)))
_LOWER = Hot(
    delete(Hand)
    .where(_these(Hand), col(Hand.participant) == bindparam("who"))
    .returning(col(Hand.participant), col(Hand.name), col(Hand.role))
)


def raise_hand(row: Any, actor: Actor, _command: Command, now: datetime) -> Unit[Outcome]:
    raised = yield _RAISE(presentation_id=row.id, **_by(actor), raised_at=now)
    told = Event("hand", {"from": actor.as_json(), "raised": True})
    return Outcome({}, told if raised else None)


def lower_hand(row: Any, actor: Actor, command: Command, _now: datetime) -> Unit[Outcome]:
    who = command.get("participant", actor.id)
    if who != actor.id and actor.role != "presenter":
        raise forbidden("lower_hand", actor.role, "presenters lower the hands of others")
    lowered = yield _LOWER(presentation=row.id, who=who)
    if not lowered:
        return Outcome({})
    return Outcome({}, Event("hand", {"from": rendering.said_by(lowered[0]), "raised": False}))


# --- chat ------------------------------------------------------------------------------------

_LAST_MESSAGE = Hot(
    select(func.coalesce(func.max(col(Message.number)), 0).label("number")).where(_these(Message))
)
_SAY = Hot(_insert(Message).returning(*_columns(Message)))
_FORGET = Hot(delete(Message).where(_these(Message), col(Message.number) <= bindparam("last")))
_REMOVE = Hot(
    update(Message)
    .where(_these(Message), col(Message.number) == bindparam("message"))
    .values(text="", removed=True)
    .returning(*_columns(Message))
)


def chat(row: Any, actor: Actor, command: Command, now: datetime) -> Unit[Outcome]:
    last = yield _LAST_MESSAGE(presentation=row.id)
    number = last[0].number + 1
    said = yield _SAY(
        presentation_id=row.id,
        number=number,
        **_by(actor),
        text=command["text"],
        removed=False,
        sent_at=now,
    )
    if number > KEPT_MESSAGES:
        yield _FORGET(presentation=row.id, last=number - KEPT_MESSAGES)
    return _message(said[0])


def remove_message(row: Any, _actor: Actor, command: Command, _now: datetime) -> Unit[Outcome]:
    removed = yield _REMOVE(presentation=row.id, message=command["message_id"])
    if not removed:
        raise missing("message_id", "chat message")
    return _message(removed[0])


def _message(row: Any) -> Outcome:
    shown = rendering.message(row)
    return Outcome(
        {"message": shown},
        Event("chat", shown, f"chat {row.presentation_id} {row.number} {row.removed}"),
    )


# --- polls -----------------------------------------------------------------------------------

_POLL = Hot(select(*_columns(Poll)).where(_these(Poll), col(Poll.id) == bindparam("poll")))
_POLLS = Hot(select(func.count().label("polls")).select_from(Poll).where(_these(Poll)))
_NEW_POLL = Hot(_insert(Poll).returning(*_columns(Poll)))
_SET_POLL = Hot(
    update(Poll)
    .where(_these(Poll), col(Poll.id) == bindparam("poll"))
    .values(status=bindparam("new_status"), version=col(Poll.version) + 1)
    .returning(*_columns(Poll))
)
_VOTED = Hot(
    select(col(PollVote.choices)).where(
        col(PollVote.poll_id) == bindparam("poll"), col(PollVote.participant) == bindparam("who")
    )
)
_VOTE = Hot(
    _insert(PollVote).on_conflict_do_update(
        index_elements=["poll_id", "participant"], set_={"choices": bindparam("choices")}
    )
)
_COUNT = Hot(
    update(Poll)
    .where(_these(Poll), col(Poll.id) == bindparam("poll"))
    .values(
        counts=bindparam("new_counts", type_=Poll.__table__.c.counts.type),  # type: ignore[attr-defined]
        votes=bindparam("new_votes"),
        version=col(Poll.version) + 1,
    )
    .returning(*_columns(Poll))
)


def create_poll(row: Any, _actor: Actor, command: Command, now: datetime) -> Unit[Outcome]:
    there = yield _POLLS(presentation=row.id)
    if there[0].polls >= MOST_POLLS:
        raise too_many(f"A presentation may have {MOST_POLLS} polls.")
    wanted = command["poll"]
    made = yield _NEW_POLL(
        id=ids.make("poll"),
        presentation_id=row.id,
        version=1,
        question=wanted["question"],
        options=wanted["options"],
        multiple=wanted.get("multiple", False),
        changeable=wanted.get("changeable", True),
        status="open" if wanted.get("open", False) else "draft",
        counts=[0] * len(wanted["options"]),
        votes=0,
        created_at=now,
    )
    return _poll(made[0])


def open_poll(row: Any, _actor: Actor, command: Command, _now: datetime) -> Unit[Outcome]:
    return (yield from _set_poll(row, command, "open"))


def close_poll(row: Any, _actor: Actor, command: Command, _now: datetime) -> Unit[Outcome]:
    return (yield from _set_poll(row, command, "closed"))


def _set_poll(row: Any, command: Command, status: str) -> Unit[Outcome]:
    found = yield _POLL(presentation=row.id, poll=command["poll_id"])
    if not found:
        raise missing("poll_id", "poll")
    if found[0].status == status:
        return Outcome({"poll": rendering.poll(found[0])})
    changed = yield _SET_POLL(presentation=row.id, poll=command["poll_id"], new_status=status)
    outcome = _poll(changed[0])
    if status != "closed":
        return outcome
    closed = {"presentation_id": row.id, "poll": outcome.answer["poll"]}
    return outcome._replace(news=[("poll.closed", closed)])


def vote(row: Any, actor: Actor, command: Command, _now: datetime) -> Unit[Outcome]:
    found = yield _POLL(presentation=row.id, poll=command["poll_id"])
    if not found or found[0].status == "draft":
        raise missing("poll_id", "poll")
    poll, choices = found[0], sorted(command["choices"])
    if poll.status != "open":
        raise ApiError(409, "poll_closed", "The poll is closed: it takes no votes any more.")
    if choices[-1] >= len(poll.options):
        raise invalid("choices", f"must be places of its options, at most {len(poll.options) - 1}")
    if len(choices) > 1 and not poll.multiple:
        raise invalid("choices", "must name one option: this poll takes no more")
    voted = yield _VOTED(poll=poll.id, who=actor.id)
    before = voted[0].choices if voted else None
    if before == choices:
        return Outcome({"poll": rendering.poll(poll)})
    if before is not None and not poll.changeable:
        raise ApiError(409, "already_voted", "Your vote counts already, and cannot be changed.")
    yield _VOTE(poll_id=poll.id, participant=actor.id, choices=choices)
    counts = [
        count + (place in choices) - (place in (before or ()))
        for place, count in enumerate(poll.counts)
    ]
    changed = yield _COUNT(
        presentation=row.id,
        poll=poll.id,
        new_counts=counts,
        new_votes=poll.votes + (before is None),
    )
    return _poll(changed[0], paced=True)


def _poll(row: Any, paced: bool = False) -> Outcome:
    shown = rendering.poll(row)
    # A draft is nobody's business but the presenters', who are answered with it.
    event = None if row.status == "draft" else Event("poll", shown, f"{row.id} {row.version}")
    return Outcome({"poll": shown}, event, paced)


# --- questions -------------------------------------------------------------------------------

_QUESTIONS = Hot(select(func.count().label("asked")).select_from(Question).where(_these(Question)))
_QUESTION = Hot(
    select(*_columns(Question)).where(_these(Question), col(Question.id) == bindparam("question"))
)
_ASK = Hot(_insert(Question).returning(*_columns(Question)))
_SET_QUESTION = Hot(
    update(Question)
    .where(_these(Question), col(Question.id) == bindparam("question"))
    .values(
        status=bindparam("new_status"),
        answer=bindparam("new_answer"),
        upvotes=bindparam("new_upvotes"),
        version=col(Question.version) + 1,
    )
    .returning(*_columns(Question))
)
_UPVOTE = Hot(_insert(Upvote).on_conflict_do_nothing().returning(col(Upvote.participant)))
_DOWNVOTE = Hot(
    delete(Upvote)
    .where(
        col(Upvote.question_id) == bindparam("question"),
        col(Upvote.participant) == bindparam("who"),
    )
    .returning(col(Upvote.participant))
)


def ask(row: Any, actor: Actor, command: Command, now: datetime) -> Unit[Outcome]:
    there = yield _QUESTIONS(presentation=row.id)
    if there[0].asked >= MOST_QUESTIONS:
        raise too_many(f"A presentation may have {MOST_QUESTIONS} questions.")
    asked = yield _ASK(
        id=ids.make("ques"),
        presentation_id=row.id,
        version=1,
        **_by(actor),
        text=command["text"],
        upvotes=0,
        status="open",
        answer=None,
        asked_at=now,
    )
    return _question(asked[0])


def upvote(row: Any, actor: Actor, command: Command, _now: datetime) -> Unit[Outcome]:
    found = yield _QUESTION(presentation=row.id, question=command["question_id"])
    if not found or found[0].status == "dismissed":
        raise missing("question_id", "question")
    question = found[0]
    if command.get("on", True):
        changed = yield _UPVOTE(question_id=question.id, participant=actor.id)
        more = 1
    else:
        changed = yield _DOWNVOTE(question=question.id, who=actor.id)
        more = -1
    if not changed:
        return Outcome({"question": rendering.question(question)})
    written = yield _set(question, upvotes=question.upvotes + more)
    return _question(written[0], paced=True)


def answer(row: Any, actor: Actor, command: Command, _now: datetime) -> Unit[Outcome]:
    return (yield from _settle(row, command, "answered", command.get("text")))


def dismiss(row: Any, actor: Actor, command: Command, _now: datetime) -> Unit[Outcome]:
    return (yield from _settle(row, command, "dismissed", None))


def _settle(row: Any, command: Command, status: str, text: str | None) -> Unit[Outcome]:
    found = yield _QUESTION(presentation=row.id, question=command["question_id"])
    if not found:
        raise missing("question_id", "question")
    settled = yield _set(found[0], status=status, answer=text)
    return _question(settled[0])


def _set(row: Any, **changed: Any) -> Any:
    values = {"status": row.status, "answer": row.answer, "upvotes": row.upvotes, **changed}
    return _SET_QUESTION(
        presentation=row.presentation_id,
        question=row.id,
        **{f"new_{name}": value for name, value in values.items()},
    )


def _question(row: Any, paced: bool = False) -> Outcome:
    shown = rendering.question(row)
    return Outcome({"question": shown}, Event("question", shown, f"{row.id} {row.version}"), paced)


WRITES: Mapping[str, Write] = {
    "raise_hand": raise_hand,
    "lower_hand": lower_hand,
    "chat": chat,
    "remove_message": remove_message,
    "create_poll": create_poll,
    "open_poll": open_poll,
    "close_poll": close_poll,
    "vote": vote,
    "ask": ask,
    "upvote": upvote,
    "answer": answer,
    "dismiss": dismiss,
}
