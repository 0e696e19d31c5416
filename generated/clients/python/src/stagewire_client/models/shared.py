"""The objects of several APIs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from .._wire import OMIT, Omit, format_datetime, parse_datetime

__all__ = [
    "Annotation",
    "ChatMessage",
    "CommandName",
    "CreatePoll",
    "DrawAnnotation",
    "Environment",
    "Hand",
    "PageLink",
    "Pagination",
    "Participant",
    "Point",
    "Poll",
    "PresentationCommand",
    "PresentationRole",
    "PresentationSettings",
    "PresentationSnapshot",
    "PresentationState",
    "PresentationStatus",
    "PresentationTimer",
    "Question",
    "ShownSlide",
    "Success",
]

CommandName = Literal[
    "next",
    "previous",
    "goto",
    "blackout",
    "pointer",
    "timer",
    "annotate",
    "clear",
    "take",
    "hand_over",
    "start",
    "end",
    "state",
    "react",
    "raise_hand",
    "lower_hand",
    "chat",
    "remove_message",
    "create_poll",
    "open_poll",
    "close_poll",
    "vote",
    "ask",
    "upvote",
    "answer",
    "dismiss",
    "cursor",
]
"""What to do."""

Environment = Literal["production", "sandbox"]
"""Where the key acts."""

PresentationRole = Literal["presenter", "controller", "viewer"]
"""`presenter` may do everything, `controller` may drive and take part, `viewer` may take part as far as the settings let it."""

PresentationStatus = Literal["ready", "live", "ended"]
"""`ready` until somebody starts or drives it, `live` until a presenter ends it, then `ended`."""

Success = Literal[True]
"""Always true."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotation:
    """A line that was drawn."""

    id: int
    """Counts up, so later lines lie above earlier ones."""
    slide: int
    """A slide, counted from 1."""
    by: str
    """Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and
    a digest for a token without a user, or `server` for an API key."""
    points: list[Point]
    """Where it goes along."""
    color: str
    """A colour as `#rrggbb`."""
    width: float
    """As part of the slide's width."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Annotation:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            slide=data["slide"],
            by=data["by"],
            points=[Point.from_dict(item) for item in data["points"]],
            color=data["color"],
            width=data["width"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "slide": self.slide,
            "by": self.by,
            "points": [item.to_dict() for item in self.points],
            "color": self.color,
            "width": self.width,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatMessage:
    """Something that was said."""

    id: int
    """Counts up within the presentation."""
    from_: Participant
    """Somebody who takes part."""
    text: str
    """What was said; empty when it was removed."""
    sent_at: datetime
    """When."""
    removed: bool
    """Whether a presenter took it away."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ChatMessage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            from_=Participant.from_dict(data["from"]),
            text=data["text"],
            sent_at=parse_datetime(data["sent_at"]),
            removed=data["removed"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "from": self.from_.to_dict(),
            "text": self.text,
            "sent_at": format_datetime(self.sent_at),
            "removed": self.removed,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreatePoll:
    """A poll to put to the audience."""

    question: str
    """What is asked."""
    options: list[str]
    """What can be chosen."""
    multiple: bool | None = None
    """Whether several options may be chosen at once."""
    changeable: bool | None = None
    """Whether a vote may be changed while the poll is open."""
    open: bool | None = None
    """Whether votes are taken at once."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreatePoll:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            question=data["question"],
            options=list(data["options"]),
            multiple=data.get("multiple"),
            changeable=data.get("changeable"),
            open=data.get("open"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "question": self.question,
            "options": list(self.options),
        }
        if self.multiple is not None:
            data["multiple"] = self.multiple
        if self.changeable is not None:
            data["changeable"] = self.changeable
        if self.open is not None:
            data["open"] = self.open
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawAnnotation:
    """A line to draw on the slide that is shown."""

    points: list[Point]
    """Where it goes along."""
    color: str | None = None
    """A colour as `#rrggbb`."""
    width: float | None = None
    """As part of the slide's width."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DrawAnnotation:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            points=[Point.from_dict(item) for item in data["points"]],
            color=data.get("color"),
            width=data.get("width"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "points": [item.to_dict() for item in self.points],
        }
        if self.color is not None:
            data["color"] = self.color
        if self.width is not None:
            data["width"] = self.width
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Hand:
    """A raised hand."""

    from_: Participant
    """Somebody who takes part."""
    raised_at: datetime
    """When it was raised."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Hand:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            from_=Participant.from_dict(data["from"]),
            raised_at=parse_datetime(data["raised_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "from": self.from_.to_dict(),
            "raised_at": format_datetime(self.raised_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLink:
    """A neighbouring page."""

    rel: Literal["self", "first", "previous", "next", "last"]
    """How the page relates to this one."""
    uri: str
    """The page's path and query, the other parameters kept."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PageLink:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            rel=data["rel"],
            uri=data["uri"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "rel": self.rel,
            "uri": self.uri,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Pagination:
    """Where this page stands in the whole list."""

    current_page: int
    """This page, counted from 1."""
    current_page_items: int
    """How many items it holds."""
    page_size: int
    """How many items a full page holds."""
    pages_total: int
    """How many pages there are."""
    items_total: int
    """How many items there are on all pages."""
    links: list[PageLink]
    """The pages next to this one, as far as they exist."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Pagination:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            current_page=data["currentPage"],
            current_page_items=data["currentPageItems"],
            page_size=data["pageSize"],
            pages_total=data["pagesTotal"],
            items_total=data["itemsTotal"],
            links=[PageLink.from_dict(item) for item in data["links"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "currentPage": self.current_page,
            "currentPageItems": self.current_page_items,
            "pageSize": self.page_size,
            "pagesTotal": self.pages_total,
            "itemsTotal": self.items_total,
            "links": [item.to_dict() for item in self.links],
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Participant:
    """Somebody who takes part."""

    id: str
    """Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and
    a digest for a token without a user, or `server` for an API key."""
    name: str | None
    """What the device or user is called, if anything."""
    role: PresentationRole
    """`presenter` may do everything, `controller` may drive and take part, `viewer` may take
    part as far as the settings let it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Participant:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            name=data["name"],
            role=data["role"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "role": self.role,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A place on the slide, from the upper left corner, as parts of its width and height."""

    x: float
    """From left to right."""
    y: float
    """From top to bottom."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Point:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            x=data["x"],
            y=data["y"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "x": self.x,
            "y": self.y,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Poll:
    """A poll with its votes so far."""

    id: str
    """Identifies a poll."""
    version: int
    """Grows with each change. Drop what is older than what you have seen."""
    question: str
    """What is asked."""
    options: list[str]
    """What can be chosen."""
    multiple: bool
    """Whether several options may be chosen at once."""
    changeable: bool
    """Whether a vote may be changed while the poll is open."""
    status: Literal["draft", "open", "closed"]
    """Whether votes are taken."""
    counts: list[int]
    """How many chose each option, in their order."""
    votes: int
    """How many have voted."""
    created_at: datetime
    """When it was made."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Poll:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            version=data["version"],
            question=data["question"],
            options=list(data["options"]),
            multiple=data["multiple"],
            changeable=data["changeable"],
            status=data["status"],
            counts=list(data["counts"]),
            votes=data["votes"],
            created_at=parse_datetime(data["created_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "version": self.version,
            "question": self.question,
            "options": list(self.options),
            "multiple": self.multiple,
            "changeable": self.changeable,
            "status": self.status,
            "counts": list(self.counts),
            "votes": self.votes,
            "created_at": format_datetime(self.created_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationCommand:
    """What to do. Which fields go with it depends on `name`.

    - Driving, for presenters and controllers: `next`, `previous`, `goto` (`slide`, `step`), `blackout` (`on`), `pointer`
      (`point`, null takes it away), `timer` (`action`), `annotate` (`annotation`), `clear` (`slide`, else all). `take`
      keeps other drivers off, `hand_over` (`to`, null for nobody) gives that to another. A presenter may take the
      drive from anybody.
    - For presenters: `start`, `end`, `create_poll` (`poll`), `open_poll`, `close_poll` (`poll_id`), `answer`
      (`question_id`, `text`), `dismiss` (`question_id`), `remove_message` (`message_id`).
    - For everybody, as far as the settings let them: `react` (`reaction`), `raise_hand`, `lower_hand` (`participant`: a
      presenter may lower another's), `chat` (`text`), `vote` (`poll_id`, `choices`: places of options, counted from 0),
      `ask` (`text`), `upvote` (`question_id`, `on`), `cursor` (`point`).
    - `state` changes nothing and answers the `snapshot`.
    """

    name: CommandName
    """What to do."""
    slide: int | None = None
    """A slide, counted from 1."""
    step: int | None = None
    """How many of the slide's extra steps are shown."""
    on: bool | None = None
    """True unless it is said, for `blackout` and `upvote`."""
    point: Point | None | Omit = OMIT
    """Where; null takes it away."""
    action: Literal["start", "pause", "reset"] | None = None
    """What the timer does."""
    annotation: DrawAnnotation | None = None
    """A line to draw on the slide that is shown."""
    to: str | None | Omit = OMIT
    """Who drives from now on; null for nobody."""
    reaction: str | None = None
    """An emoji, or a short word."""
    participant: str | None = None
    """Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and
    a digest for a token without a user, or `server` for an API key."""
    text: str | None = None
    """What is said."""
    message_id: int | None = None
    """Counts up within the presentation."""
    poll: CreatePoll | None = None
    """A poll to put to the audience."""
    poll_id: str | None = None
    """Identifies a poll."""
    choices: list[int] | None = None
    """The chosen options' places, counted from 0."""
    question_id: str | None = None
    """Identifies a question."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationCommand:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            name=data["name"],
            slide=data.get("slide"),
            step=data.get("step"),
            on=data.get("on"),
            point=None
            if data["point"] is None
            else Point.from_dict(data["point"])
            if "point" in data
            else OMIT,
            action=data.get("action"),
            annotation=None
            if data.get("annotation") is None
            else DrawAnnotation.from_dict(data["annotation"]),
            to=data["to"] if "to" in data else OMIT,
            reaction=data.get("reaction"),
            participant=data.get("participant"),
            text=data.get("text"),
            message_id=data.get("message_id"),
            poll=None if data.get("poll") is None else CreatePoll.from_dict(data["poll"]),
            poll_id=data.get("poll_id"),
            choices=None if data.get("choices") is None else list(data["choices"]),
            question_id=data.get("question_id"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "name": self.name,
        }
        if self.slide is not None:
            data["slide"] = self.slide
        if self.step is not None:
            data["step"] = self.step
        if self.on is not None:
            data["on"] = self.on
        if not isinstance(self.point, Omit):
            data["point"] = None if self.point is None else self.point.to_dict()
        if self.action is not None:
            data["action"] = self.action
        if self.annotation is not None:
            data["annotation"] = self.annotation.to_dict()
        if not isinstance(self.to, Omit):
            data["to"] = self.to
        if self.reaction is not None:
            data["reaction"] = self.reaction
        if self.participant is not None:
            data["participant"] = self.participant
        if self.text is not None:
            data["text"] = self.text
        if self.message_id is not None:
            data["message_id"] = self.message_id
        if self.poll is not None:
            data["poll"] = self.poll.to_dict()
        if self.poll_id is not None:
            data["poll_id"] = self.poll_id
        if self.choices is not None:
            data["choices"] = list(self.choices)
        if self.question_id is not None:
            data["question_id"] = self.question_id
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationSettings:
    """What the audience may do. Presenters always may."""

    reactions: bool
    """React."""
    hands: bool
    """Raise hands."""
    chat: bool
    """Write in the chat."""
    questions: bool
    """Ask questions and vote for them."""
    polls: bool
    """Vote in polls."""
    cursors: bool
    """Show where they point."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationSettings:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            reactions=data["reactions"],
            hands=data["hands"],
            chat=data["chat"],
            questions=data["questions"],
            polls=data["polls"],
            cursors=data["cursors"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "reactions": self.reactions,
            "hands": self.hands,
            "chat": self.chat,
            "questions": self.questions,
            "polls": self.polls,
            "cursors": self.cursors,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationSnapshot:
    """Everything that somebody who joins needs, as of one moment: the last 50 chat messages, the 50 most wanted questions, the newest 20 polls and the first 100 raised hands."""

    presentation_id: str
    """Identifies a presentation. Its room is `presentation:` and this."""
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    title: str
    """What it is called."""
    revision: int
    """Grows when title, slides or settings change."""
    settings: PresentationSettings
    """What the audience may do. Presenters always may."""
    slides: list[ShownSlide]
    """The slides, in order."""
    state: PresentationState
    """All of what is shown now. It stands for itself; nothing needs to be added up."""
    you: Participant
    """Somebody who takes part."""
    hands: list[Hand]
    """Who has raised a hand, the first one first."""
    polls: list[Poll]
    """The polls, the newest first. Drafts are for presenters only."""
    questions: list[Question]
    """The questions that were not dismissed, the most wanted first."""
    messages: list[ChatMessage]
    """The chat, the oldest first."""
    server_time: int
    """Milliseconds since 1970, UTC."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationSnapshot:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            presentation_id=data["presentation_id"],
            room=data["room"],
            title=data["title"],
            revision=data["revision"],
            settings=PresentationSettings.from_dict(data["settings"]),
            slides=[ShownSlide.from_dict(item) for item in data["slides"]],
            state=PresentationState.from_dict(data["state"]),
            you=Participant.from_dict(data["you"]),
            hands=[Hand.from_dict(item) for item in data["hands"]],
            polls=[Poll.from_dict(item) for item in data["polls"]],
            questions=[Question.from_dict(item) for item in data["questions"]],
            messages=[ChatMessage.from_dict(item) for item in data["messages"]],
            server_time=data["server_time"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "presentation_id": self.presentation_id,
            "room": self.room,
            "title": self.title,
            "revision": self.revision,
            "settings": self.settings.to_dict(),
            "slides": [item.to_dict() for item in self.slides],
            "state": self.state.to_dict(),
            "you": self.you.to_dict(),
            "hands": [item.to_dict() for item in self.hands],
            "polls": [item.to_dict() for item in self.polls],
            "questions": [item.to_dict() for item in self.questions],
            "messages": [item.to_dict() for item in self.messages],
            "server_time": self.server_time,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationState:
    """All of what is shown now. It stands for itself; nothing needs to be added up."""

    version: int
    """Grows by one with each change of the state. What is older than what you have seen can be
    dropped."""
    status: PresentationStatus
    """`ready` until somebody starts or drives it, `live` until a presenter ends it, then
    `ended`."""
    slide: int
    """A slide, counted from 1."""
    step: int
    """How many of the slide's extra steps are shown."""
    blackout: bool
    """Whether the screen is dark."""
    pointer: Point | None
    """Where the pointer is; null while there is none."""
    timer: PresentationTimer
    """A stopwatch. While it is `running` it shows `elapsed_ms` and what has passed since
    `started_at`; else `elapsed_ms`."""
    annotations: list[Annotation]
    """The lines on all slides, at most 64 with 2000 points."""
    driver: str | None
    """Who drives and keeps others from it; null while everybody with the role may."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationState:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            version=data["version"],
            status=data["status"],
            slide=data["slide"],
            step=data["step"],
            blackout=data["blackout"],
            pointer=None if data["pointer"] is None else Point.from_dict(data["pointer"]),
            timer=PresentationTimer.from_dict(data["timer"]),
            annotations=[Annotation.from_dict(item) for item in data["annotations"]],
            driver=data["driver"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "version": self.version,
            "status": self.status,
            "slide": self.slide,
            "step": self.step,
            "blackout": self.blackout,
            "pointer": None if self.pointer is None else self.pointer.to_dict(),
            "timer": self.timer.to_dict(),
            "annotations": [item.to_dict() for item in self.annotations],
            "driver": self.driver,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationTimer:
    """A stopwatch. While it is `running` it shows `elapsed_ms` and what has passed since `started_at`; else `elapsed_ms`."""

    running: bool
    """Whether it runs."""
    started_at: int | None
    """Since when it runs, in milliseconds since 1970; null while it does not."""
    elapsed_ms: int
    """Milliseconds it had run before."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationTimer:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            running=data["running"],
            started_at=data["started_at"],
            elapsed_ms=data["elapsed_ms"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "running": self.running,
            "started_at": self.started_at,
            "elapsed_ms": self.elapsed_ms,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question of the audience."""

    id: str
    """Identifies a question."""
    version: int
    """Grows with each change. Drop what is older than what you have seen."""
    from_: Participant
    """Somebody who takes part."""
    text: str
    """What is asked."""
    upvotes: int
    """How many want to know it too."""
    status: Literal["open", "answered", "dismissed"]
    """What became of it."""
    answer: str | None
    """The answer, if it was written."""
    asked_at: datetime
    """When."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Question:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            version=data["version"],
            from_=Participant.from_dict(data["from"]),
            text=data["text"],
            upvotes=data["upvotes"],
            status=data["status"],
            answer=data["answer"],
            asked_at=parse_datetime(data["asked_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "version": self.version,
            "from": self.from_.to_dict(),
            "text": self.text,
            "upvotes": self.upvotes,
            "status": self.status,
            "answer": self.answer,
            "asked_at": format_datetime(self.asked_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownSlide:
    """A slide as a participant may see it."""

    title: str
    """What it is called."""
    steps: int
    """How many of the slide's extra steps are shown."""
    duration: int | None = None
    """Seconds it is meant to take. Presenters and controllers see it."""
    notes: str | None = None
    """The speaker's notes. Presenters and controllers see them."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ShownSlide:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            title=data["title"],
            steps=data["steps"],
            duration=data.get("duration"),
            notes=data.get("notes"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "title": self.title,
            "steps": self.steps,
        }
        if self.duration is not None:
            data["duration"] = self.duration
        if self.notes is not None:
            data["notes"] = self.notes
        return data
