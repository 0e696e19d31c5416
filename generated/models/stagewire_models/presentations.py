"""The objects of Stagewire Presentations. Generated from the contract: do not edit."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

__all__ = [
    "Annotation",
    "AppId",
    "ChangeSettings",
    "ChatMessage",
    "ClaimPairing",
    "ClaimedPairing",
    "ClosedPoll",
    "Color",
    "CommandDone",
    "CommandName",
    "CreatePairing",
    "CreatePoll",
    "CreatePresentation",
    "DefineSlide",
    "Device",
    "DeviceName",
    "DevicePage",
    "DrawAnnotation",
    "Environment",
    "EventId",
    "Hand",
    "Instant",
    "InstantOrNull",
    "MessagePage",
    "PageLink",
    "Pagination",
    "PairedDeviceId",
    "Pairing",
    "PairingCode",
    "PairingId",
    "PairingStatus",
    "Participant",
    "ParticipantId",
    "Point",
    "Poll",
    "PollClosedEvent",
    "PollId",
    "PollOption",
    "PollPage",
    "Presentation",
    "PresentationCommand",
    "PresentationCreatedEvent",
    "PresentationDeletedEvent",
    "PresentationEndedEvent",
    "PresentationId",
    "PresentationPage",
    "PresentationRole",
    "PresentationSettings",
    "PresentationSlideChangedEvent",
    "PresentationSnapshot",
    "PresentationStartedEvent",
    "PresentationState",
    "PresentationStatus",
    "PresentationSummary",
    "PresentationTimer",
    "PresentationVersion",
    "Question",
    "QuestionId",
    "QuestionPage",
    "RoomName",
    "SendCommand",
    "ShownSlide",
    "Slide",
    "SlideChange",
    "SlideNumber",
    "StatusMessage",
    "StepNumber",
    "Timestamp",
    "Title",
    "UpdateDevice",
    "UpdatePresentation",
]


class Annotation(TypedDict):
    """A line that was drawn."""

    id: int
    slide: int
    by: str
    points: list[Point]
    color: str
    width: float


AppId: TypeAlias = str


class ChangeSettings(TypedDict):
    """What the audience may do. What is left out stays; everything is on at first."""

    reactions: NotRequired[bool]
    hands: NotRequired[bool]
    chat: NotRequired[bool]
    questions: NotRequired[bool]
    polls: NotRequired[bool]
    cursors: NotRequired[bool]


class Participant(TypedDict):
    """Somebody who takes part."""

    id: str
    name: str | None
    role: PresentationRole


ChatMessage = TypedDict(
    "ChatMessage", {"id": int, "from": Participant, "text": str, "sent_at": str, "removed": bool}
)


class ClaimPairing(TypedDict):
    """What is known of the device."""

    name: NotRequired[str]


class ClaimedPairing(TypedDict):
    """A device that may take part."""

    token: str
    expires_at: str
    presentation_id: str
    room: str
    device_id: str
    role: PresentationRole
    name: str | None


class ClosedPoll(TypedDict):
    """A poll that takes no votes any more."""

    presentation_id: str
    poll: Poll


Color: TypeAlias = str


class CommandDone(TypedDict):
    """What came of it. `state` comes with what changes it, the others with what they are about."""

    version: int
    state: NotRequired[PresentationState]
    poll: NotRequired[Poll]
    question: NotRequired[Question]
    message: NotRequired[ChatMessage]
    snapshot: NotRequired[PresentationSnapshot]


CommandName: TypeAlias = Literal[
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


class CreatePairing(TypedDict):
    """Whom to let in."""

    role: PresentationRole
    name: NotRequired[str]
    expires_in: NotRequired[int]
    max_claims: NotRequired[int]


class CreatePoll(TypedDict):
    """A poll to put to the audience."""

    question: str
    options: list[str]
    multiple: NotRequired[bool]
    changeable: NotRequired[bool]
    open: NotRequired[bool]


class CreatePresentation(TypedDict):
    """A presentation to make."""

    title: str
    slides: list[DefineSlide]
    settings: NotRequired[ChangeSettings]


class DefineSlide(TypedDict):
    """A slide of a deck."""

    title: str
    notes: NotRequired[str]
    steps: NotRequired[int]
    duration: NotRequired[int]


class Device(TypedDict):
    """A device that was paired."""

    id: str
    role: PresentationRole
    name: str | None
    paired_at: str
    expires_at: str


DeviceName: TypeAlias = str


class DevicePage(TypedDict):
    """A page of devices."""

    data: list[Device]
    pagination: Pagination


class DrawAnnotation(TypedDict):
    """A line to draw on the slide that is shown."""

    points: list[Point]
    color: NotRequired[str]
    width: NotRequired[float]


Environment: TypeAlias = Literal["production", "sandbox"]


EventId: TypeAlias = str


Hand = TypedDict("Hand", {"from": Participant, "raised_at": str})


Instant: TypeAlias = str


InstantOrNull: TypeAlias = str | None


class MessagePage(TypedDict):
    """A page of messages."""

    data: list[ChatMessage]
    pagination: Pagination


class PageLink(TypedDict):
    """A neighbouring page."""

    rel: Literal["self", "first", "previous", "next", "last"]
    uri: str


class Pagination(TypedDict):
    """Where this page stands in the whole list."""

    currentPage: int
    currentPageItems: int
    pageSize: int
    pagesTotal: int
    itemsTotal: int
    links: list[PageLink]


PairedDeviceId: TypeAlias = str


class Pairing(TypedDict):
    """A code that pairs devices."""

    id: str
    code: str
    role: PresentationRole
    name: str | None
    url: str
    qr: str
    max_claims: int
    expires_at: str


PairingCode: TypeAlias = str


PairingId: TypeAlias = str


class PairingStatus(TypedDict):
    """How far a code was claimed."""

    id: str
    role: PresentationRole
    name: str | None
    claims: int
    max_claims: int
    expires_at: str


ParticipantId: TypeAlias = str


class Point(TypedDict):
    """A place on the slide, from the upper left corner, as parts of its width and height."""

    x: float
    y: float


class Poll(TypedDict):
    """A poll with its votes so far."""

    id: str
    version: int
    question: str
    options: list[str]
    multiple: bool
    changeable: bool
    status: Literal["draft", "open", "closed"]
    counts: list[int]
    votes: int
    created_at: str


class PollClosedEvent(TypedDict):
    """The event `poll.closed`."""

    id: str
    type: Literal["poll.closed"]
    timestamp: str
    app_id: str
    environment: Environment
    data: ClosedPoll


PollId: TypeAlias = str


PollOption: TypeAlias = str


class PollPage(TypedDict):
    """A page of polls."""

    data: list[Poll]
    pagination: Pagination


class Presentation(TypedDict):
    """A presentation."""

    id: str
    title: str
    status: PresentationStatus
    room: str
    revision: int
    slides: list[Slide]
    settings: PresentationSettings
    created_at: str
    updated_at: str
    started_at: str | None
    ended_at: str | None


class PresentationCommand(TypedDict):
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
    - `state` changes nothing and answers the `snapshot`."""

    name: CommandName
    slide: NotRequired[int]
    step: NotRequired[int]
    on: NotRequired[bool]
    point: NotRequired[Point | None]
    action: NotRequired[Literal["start", "pause", "reset"]]
    annotation: NotRequired[DrawAnnotation]
    to: NotRequired[str | None]
    reaction: NotRequired[str]
    participant: NotRequired[str]
    text: NotRequired[str]
    message_id: NotRequired[int]
    poll: NotRequired[CreatePoll]
    poll_id: NotRequired[str]
    choices: NotRequired[list[int]]
    question_id: NotRequired[str]


class PresentationCreatedEvent(TypedDict):
    """The event `presentation.created`."""

    id: str
    type: Literal["presentation.created"]
    timestamp: str
    app_id: str
    environment: Environment
    data: PresentationSummary


class PresentationDeletedEvent(TypedDict):
    """The event `presentation.deleted`."""

    id: str
    type: Literal["presentation.deleted"]
    timestamp: str
    app_id: str
    environment: Environment
    data: PresentationSummary


class PresentationEndedEvent(TypedDict):
    """The event `presentation.ended`."""

    id: str
    type: Literal["presentation.ended"]
    timestamp: str
    app_id: str
    environment: Environment
    data: PresentationSummary


PresentationId: TypeAlias = str


class PresentationPage(TypedDict):
    """A page of presentations."""

    data: list[PresentationSummary]
    pagination: Pagination


PresentationRole: TypeAlias = Literal["presenter", "controller", "viewer"]


class PresentationSettings(TypedDict):
    """What the audience may do. Presenters always may."""

    reactions: bool
    hands: bool
    chat: bool
    questions: bool
    polls: bool
    cursors: bool


class PresentationSlideChangedEvent(TypedDict):
    """The event `presentation.slide-changed`."""

    id: str
    type: Literal["presentation.slide-changed"]
    timestamp: str
    app_id: str
    environment: Environment
    data: SlideChange


class PresentationSnapshot(TypedDict):
    """Everything that somebody who joins needs, as of one moment: the last 50 chat messages, the 50 most wanted questions, the newest 20 polls and the first 100 raised hands."""

    presentation_id: str
    room: str
    title: str
    revision: int
    settings: PresentationSettings
    slides: list[ShownSlide]
    state: PresentationState
    you: Participant
    hands: list[Hand]
    polls: list[Poll]
    questions: list[Question]
    messages: list[ChatMessage]
    server_time: int


class PresentationStartedEvent(TypedDict):
    """The event `presentation.started`."""

    id: str
    type: Literal["presentation.started"]
    timestamp: str
    app_id: str
    environment: Environment
    data: PresentationSummary


class PresentationState(TypedDict):
    """All of what is shown now. It stands for itself; nothing needs to be added up."""

    version: int
    status: PresentationStatus
    slide: int
    step: int
    blackout: bool
    pointer: Point | None
    timer: PresentationTimer
    annotations: list[Annotation]
    driver: str | None


PresentationStatus: TypeAlias = Literal["ready", "live", "ended"]


class PresentationSummary(TypedDict):
    """A presentation without its slides."""

    id: str
    title: str
    status: PresentationStatus
    slide_count: int
    room: str
    created_at: str
    updated_at: str
    started_at: str | None
    ended_at: str | None


class PresentationTimer(TypedDict):
    """A stopwatch. While it is `running` it shows `elapsed_ms` and what has passed since `started_at`; else `elapsed_ms`."""

    running: bool
    started_at: int | None
    elapsed_ms: int


PresentationVersion: TypeAlias = int


Question = TypedDict(
    "Question",
    {
        "id": str,
        "version": int,
        "from": Participant,
        "text": str,
        "upvotes": int,
        "status": Literal["open", "answered", "dismissed"],
        "answer": str | None,
        "asked_at": str,
    },
)


QuestionId: TypeAlias = str


class QuestionPage(TypedDict):
    """A page of questions."""

    data: list[Question]
    pagination: Pagination


RoomName: TypeAlias = str


class SendCommand(TypedDict):
    """What to do."""

    command: PresentationCommand
    version: NotRequired[int]


class ShownSlide(TypedDict):
    """A slide as a participant may see it."""

    title: str
    steps: int
    duration: NotRequired[int]
    notes: NotRequired[str]


class Slide(TypedDict):
    """A slide of a deck."""

    title: str
    notes: str
    steps: int
    duration: int


class SlideChange(TypedDict):
    """The slide that is shown after another one."""

    presentation_id: str
    version: int
    slide: int
    step: int
    previous_slide: int
    changed_by: str


SlideNumber: TypeAlias = int


class StatusMessage(TypedDict):
    """An error as status and sentence."""

    statusCode: int
    message: str


StepNumber: TypeAlias = int


Timestamp: TypeAlias = int


Title: TypeAlias = str


class UpdateDevice(TypedDict):
    """What to change."""

    role: NotRequired[PresentationRole]
    name: NotRequired[str]


class UpdatePresentation(TypedDict):
    """What to change. What is left out stays."""

    title: NotRequired[str]
    slides: NotRequired[list[DefineSlide]]
    settings: NotRequired[ChangeSettings]
