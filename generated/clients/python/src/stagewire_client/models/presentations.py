"""The objects of the presentations API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from .._wire import format_datetime, parse_datetime
from .shared import (
    ChatMessage,
    Environment,
    Pagination,
    Poll,
    PresentationCommand,
    PresentationRole,
    PresentationSettings,
    PresentationSnapshot,
    PresentationState,
    PresentationStatus,
    Question,
)

__all__ = [
    "ChangeSettings",
    "ClaimPairing",
    "ClaimedPairing",
    "ClosedPoll",
    "CommandDone",
    "CreatePairing",
    "CreatePresentation",
    "DefineSlide",
    "Device",
    "DevicePage",
    "MessagePage",
    "Pairing",
    "PairingStatus",
    "PollClosedEvent",
    "PollPage",
    "Presentation",
    "PresentationCreatedEvent",
    "PresentationDeletedEvent",
    "PresentationEndedEvent",
    "PresentationPage",
    "PresentationSlideChangedEvent",
    "PresentationStartedEvent",
    "PresentationSummary",
    "QuestionPage",
    "SendCommand",
    "Slide",
    "SlideChange",
    "UpdateDevice",
    "UpdatePresentation",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeSettings:
    """What the audience may do. What is left out stays; everything is on at first."""

    reactions: bool | None = None
    """React."""
    hands: bool | None = None
    """Raise hands."""
    chat: bool | None = None
    """Write in the chat."""
    questions: bool | None = None
    """Ask questions and vote for them."""
    polls: bool | None = None
    """Vote in polls."""
    cursors: bool | None = None
    """Show where they point."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ChangeSettings:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            reactions=data.get("reactions"),
            hands=data.get("hands"),
            chat=data.get("chat"),
            questions=data.get("questions"),
            polls=data.get("polls"),
            cursors=data.get("cursors"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.reactions is not None:
            data["reactions"] = self.reactions
        if self.hands is not None:
            data["hands"] = self.hands
        if self.chat is not None:
            data["chat"] = self.chat
        if self.questions is not None:
            data["questions"] = self.questions
        if self.polls is not None:
            data["polls"] = self.polls
        if self.cursors is not None:
            data["cursors"] = self.cursors
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimPairing:
    """What is known of the device."""

    name: str | None = None
    """What people call the device."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ClaimPairing:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            name=data.get("name"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.name is not None:
            data["name"] = self.name
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimedPairing:
    """A device that may take part."""

    token: str
    """The client token, for the WebSocket `/realtime`."""
    expires_at: datetime
    """A moment, in UTC."""
    presentation_id: str
    """Identifies a presentation. Its room is `presentation:` and this."""
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    device_id: str
    """Identifies a device."""
    role: PresentationRole
    """`presenter` may do everything, `controller` may drive and take part, `viewer` may take
    part as far as the settings let it."""
    name: str | None
    """What the devices are called that do not name themselves."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ClaimedPairing:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            token=data["token"],
            expires_at=parse_datetime(data["expires_at"]),
            presentation_id=data["presentation_id"],
            room=data["room"],
            device_id=data["device_id"],
            role=data["role"],
            name=data["name"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "token": self.token,
            "expires_at": format_datetime(self.expires_at),
            "presentation_id": self.presentation_id,
            "room": self.room,
            "device_id": self.device_id,
            "role": self.role,
            "name": self.name,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosedPoll:
    """A poll that takes no votes any more."""

    presentation_id: str
    """Identifies a presentation. Its room is `presentation:` and this."""
    poll: Poll
    """A poll with its votes so far."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ClosedPoll:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            presentation_id=data["presentation_id"],
            poll=Poll.from_dict(data["poll"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "presentation_id": self.presentation_id,
            "poll": self.poll.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CommandDone:
    """What came of it. `state` comes with what changes it, the others with what they are about."""

    version: int
    """Grows by one with each change of the state. What is older than what you have seen can be
    dropped."""
    state: PresentationState | None = None
    """All of what is shown now. It stands for itself; nothing needs to be added up."""
    poll: Poll | None = None
    """A poll with its votes so far."""
    question: Question | None = None
    """A question of the audience."""
    message: ChatMessage | None = None
    """Something that was said."""
    snapshot: PresentationSnapshot | None = None
    """Everything that somebody who joins needs, as of one moment: the last 50 chat messages, the
    50 most wanted questions, the newest 20 polls and the first 100 raised hands."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CommandDone:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            version=data["version"],
            state=None if data.get("state") is None else PresentationState.from_dict(data["state"]),
            poll=None if data.get("poll") is None else Poll.from_dict(data["poll"]),
            question=None if data.get("question") is None else Question.from_dict(data["question"]),
            message=None if data.get("message") is None else ChatMessage.from_dict(data["message"]),
            snapshot=None
            if data.get("snapshot") is None
            else PresentationSnapshot.from_dict(data["snapshot"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "version": self.version,
        }
        if self.state is not None:
            data["state"] = self.state.to_dict()
        if self.poll is not None:
            data["poll"] = self.poll.to_dict()
        if self.question is not None:
            data["question"] = self.question.to_dict()
        if self.message is not None:
            data["message"] = self.message.to_dict()
        if self.snapshot is not None:
            data["snapshot"] = self.snapshot.to_dict()
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreatePairing:
    """Whom to let in."""

    role: PresentationRole
    """`presenter` may do everything, `controller` may drive and take part, `viewer` may take
    part as far as the settings let it."""
    name: str | None = None
    """What people call the device."""
    expires_in: int | None = None
    """Seconds the code can be claimed."""
    max_claims: int | None = None
    """How many devices can claim it."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreatePairing:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            role=data["role"],
            name=data.get("name"),
            expires_in=data.get("expires_in"),
            max_claims=data.get("max_claims"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "role": self.role,
        }
        if self.name is not None:
            data["name"] = self.name
        if self.expires_in is not None:
            data["expires_in"] = self.expires_in
        if self.max_claims is not None:
            data["max_claims"] = self.max_claims
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class CreatePresentation:
    """A presentation to make."""

    title: str
    """What it is called."""
    slides: list[DefineSlide]
    """The slides, in order."""
    settings: ChangeSettings | None = None
    """What the audience may do. What is left out stays; everything is on at first."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CreatePresentation:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            title=data["title"],
            slides=[DefineSlide.from_dict(item) for item in data["slides"]],
            settings=None
            if data.get("settings") is None
            else ChangeSettings.from_dict(data["settings"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "title": self.title,
            "slides": [item.to_dict() for item in self.slides],
        }
        if self.settings is not None:
            data["settings"] = self.settings.to_dict()
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DefineSlide:
    """A slide of a deck."""

    title: str
    """What it is called."""
    notes: str | None = None
    """The speaker's notes, for presenters and controllers only."""
    steps: int | None = None
    """How many further clicks the slide takes."""
    duration: int | None = None
    """Seconds it is meant to take."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DefineSlide:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            title=data["title"],
            notes=data.get("notes"),
            steps=data.get("steps"),
            duration=data.get("duration"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "title": self.title,
        }
        if self.notes is not None:
            data["notes"] = self.notes
        if self.steps is not None:
            data["steps"] = self.steps
        if self.duration is not None:
            data["duration"] = self.duration
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Device:
    """A device that was paired."""

    id: str
    """Identifies a device."""
    role: PresentationRole
    """`presenter` may do everything, `controller` may drive and take part, `viewer` may take
    part as far as the settings let it."""
    name: str | None
    """What the devices are called that do not name themselves."""
    paired_at: datetime
    """A moment, in UTC."""
    expires_at: datetime
    """A moment, in UTC."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Device:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            role=data["role"],
            name=data["name"],
            paired_at=parse_datetime(data["paired_at"]),
            expires_at=parse_datetime(data["expires_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "role": self.role,
            "name": self.name,
            "paired_at": format_datetime(self.paired_at),
            "expires_at": format_datetime(self.expires_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class DevicePage:
    """A page of devices."""

    data: list[Device]
    """The devices."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> DevicePage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[Device.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class MessagePage:
    """A page of messages."""

    data: list[ChatMessage]
    """The messages."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> MessagePage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[ChatMessage.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing:
    """A code that pairs devices."""

    id: str
    """Identifies a pairing."""
    code: str
    """What people type, without letters that look like digits."""
    role: PresentationRole
    """`presenter` may do everything, `controller` may drive and take part, `viewer` may take
    part as far as the settings let it."""
    name: str | None
    """What the devices are called that do not name themselves."""
    url: str
    """The page that claims it: the remote, or for viewers the stage."""
    qr: str
    """The same as a picture."""
    max_claims: int
    """How many devices can claim it."""
    expires_at: datetime
    """A moment, in UTC."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Pairing:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            code=data["code"],
            role=data["role"],
            name=data["name"],
            url=data["url"],
            qr=data["qr"],
            max_claims=data["max_claims"],
            expires_at=parse_datetime(data["expires_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "code": self.code,
            "role": self.role,
            "name": self.name,
            "url": self.url,
            "qr": self.qr,
            "max_claims": self.max_claims,
            "expires_at": format_datetime(self.expires_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PairingStatus:
    """How far a code was claimed."""

    id: str
    """Identifies a pairing."""
    role: PresentationRole
    """`presenter` may do everything, `controller` may drive and take part, `viewer` may take
    part as far as the settings let it."""
    name: str | None
    """What the devices are called that do not name themselves."""
    claims: int
    """How many devices have claimed it."""
    max_claims: int
    """How many devices can claim it."""
    expires_at: datetime
    """A moment, in UTC."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PairingStatus:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            role=data["role"],
            name=data["name"],
            claims=data["claims"],
            max_claims=data["max_claims"],
            expires_at=parse_datetime(data["expires_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "role": self.role,
            "name": self.name,
            "claims": self.claims,
            "max_claims": self.max_claims,
            "expires_at": format_datetime(self.expires_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PollClosedEvent:
    """The event `poll.closed`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["poll.closed"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: ClosedPoll
    """A poll that takes no votes any more."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PollClosedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=ClosedPoll.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PollPage:
    """A page of polls."""

    data: list[Poll]
    """The polls."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PollPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[Poll.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Presentation:
    """A presentation."""

    id: str
    """Identifies a presentation. Its room is `presentation:` and this."""
    title: str
    """What it is called."""
    status: PresentationStatus
    """`ready` until somebody starts or drives it, `live` until a presenter ends it, then
    `ended`."""
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    revision: int
    """Grows when title, slides or settings change."""
    slides: list[Slide]
    """The slides, in order."""
    settings: PresentationSettings
    """What the audience may do. Presenters always may."""
    created_at: datetime
    """A moment, in UTC."""
    updated_at: datetime
    """A moment, in UTC."""
    started_at: datetime | None
    """A moment, in UTC; null before it came."""
    ended_at: datetime | None
    """A moment, in UTC; null before it came."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Presentation:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            title=data["title"],
            status=data["status"],
            room=data["room"],
            revision=data["revision"],
            slides=[Slide.from_dict(item) for item in data["slides"]],
            settings=PresentationSettings.from_dict(data["settings"]),
            created_at=parse_datetime(data["created_at"]),
            updated_at=parse_datetime(data["updated_at"]),
            started_at=None if data["started_at"] is None else parse_datetime(data["started_at"]),
            ended_at=None if data["ended_at"] is None else parse_datetime(data["ended_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "title": self.title,
            "status": self.status,
            "room": self.room,
            "revision": self.revision,
            "slides": [item.to_dict() for item in self.slides],
            "settings": self.settings.to_dict(),
            "created_at": format_datetime(self.created_at),
            "updated_at": format_datetime(self.updated_at),
            "started_at": None if self.started_at is None else format_datetime(self.started_at),
            "ended_at": None if self.ended_at is None else format_datetime(self.ended_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationCreatedEvent:
    """The event `presentation.created`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["presentation.created"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: PresentationSummary
    """A presentation without its slides."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationCreatedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=PresentationSummary.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationDeletedEvent:
    """The event `presentation.deleted`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["presentation.deleted"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: PresentationSummary
    """A presentation without its slides."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationDeletedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=PresentationSummary.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationEndedEvent:
    """The event `presentation.ended`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["presentation.ended"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: PresentationSummary
    """A presentation without its slides."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationEndedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=PresentationSummary.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationPage:
    """A page of presentations."""

    data: list[PresentationSummary]
    """The presentations."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[PresentationSummary.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationSlideChangedEvent:
    """The event `presentation.slide-changed`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["presentation.slide-changed"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: SlideChange
    """The slide that is shown after another one."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationSlideChangedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=SlideChange.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationStartedEvent:
    """The event `presentation.started`."""

    id: str
    """Identifies an event. It is the header `webhook-id` of every attempt to deliver it."""
    type: Literal["presentation.started"]
    """The event's name."""
    timestamp: datetime
    """When it happened."""
    app_id: str
    """Identifies an application, in small letters, digits and hyphens."""
    environment: Environment
    """Where the key acts."""
    data: PresentationSummary
    """A presentation without its slides."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationStartedEvent:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            type=data["type"],
            timestamp=parse_datetime(data["timestamp"]),
            app_id=data["app_id"],
            environment=data["environment"],
            data=PresentationSummary.from_dict(data["data"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "type": self.type,
            "timestamp": format_datetime(self.timestamp),
            "app_id": self.app_id,
            "environment": self.environment,
            "data": self.data.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentationSummary:
    """A presentation without its slides."""

    id: str
    """Identifies a presentation. Its room is `presentation:` and this."""
    title: str
    """What it is called."""
    status: PresentationStatus
    """`ready` until somebody starts or drives it, `live` until a presenter ends it, then
    `ended`."""
    slide_count: int
    """How many slides it has."""
    room: str
    """A room of the application. Rooms come into being when they are first used."""
    created_at: datetime
    """A moment, in UTC."""
    updated_at: datetime
    """A moment, in UTC."""
    started_at: datetime | None
    """A moment, in UTC; null before it came."""
    ended_at: datetime | None
    """A moment, in UTC; null before it came."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PresentationSummary:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            id=data["id"],
            title=data["title"],
            status=data["status"],
            slide_count=data["slide_count"],
            room=data["room"],
            created_at=parse_datetime(data["created_at"]),
            updated_at=parse_datetime(data["updated_at"]),
            started_at=None if data["started_at"] is None else parse_datetime(data["started_at"]),
            ended_at=None if data["ended_at"] is None else parse_datetime(data["ended_at"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "id": self.id,
            "title": self.title,
            "status": self.status,
            "slide_count": self.slide_count,
            "room": self.room,
            "created_at": format_datetime(self.created_at),
            "updated_at": format_datetime(self.updated_at),
            "started_at": None if self.started_at is None else format_datetime(self.started_at),
            "ended_at": None if self.ended_at is None else format_datetime(self.ended_at),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionPage:
    """A page of questions."""

    data: list[Question]
    """The questions."""
    pagination: Pagination
    """Where this page stands in the whole list."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> QuestionPage:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            data=[Question.from_dict(item) for item in data["data"]],
            pagination=Pagination.from_dict(data["pagination"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "data": [item.to_dict() for item in self.data],
            "pagination": self.pagination.to_dict(),
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class SendCommand:
    """What to do."""

    command: PresentationCommand
    """What to do. Which fields go with it depends on `name`.
    
    - Driving, for presenters and controllers: `next`, `previous`, `goto` (`slide`, `step`),
    `blackout` (`on`), `pointer`
      (`point`, null takes it away), `timer` (`action`), `annotate` (`annotation`), `clear`
    (`slide`, else all). `take`
      keeps other drivers off, `hand_over` (`to`, null for nobody) gives that to another. A
    presenter may take the
      drive from anybody.
    - For presenters: `start`, `end`, `create_poll` (`poll`), `open_poll`, `close_poll`
    (`poll_id`), `answer`
      (`question_id`, `text`), `dismiss` (`question_id`), `remove_message` (`message_id`).
    - For everybody, as far as the settings let them: `react` (`reaction`), `raise_hand`,
    `lower_hand` (`participant`: a
      presenter may lower another's), `chat` (`text`), `vote` (`poll_id`, `choices`: places of
    options, counted from 0),
      `ask` (`text`), `upvote` (`question_id`, `on`), `cursor` (`point`).
    - `state` changes nothing and answers the `snapshot`."""
    version: int | None = None
    """Grows by one with each change of the state. What is older than what you have seen can be
    dropped."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SendCommand:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            command=PresentationCommand.from_dict(data["command"]),
            version=data.get("version"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "command": self.command.to_dict(),
        }
        if self.version is not None:
            data["version"] = self.version
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class Slide:
    """A slide of a deck."""

    title: str
    """What it is called."""
    notes: str
    """The speaker's notes, for presenters and controllers only."""
    steps: int
    """How many further clicks the slide takes."""
    duration: int
    """Seconds it is meant to take."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Slide:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            title=data["title"],
            notes=data["notes"],
            steps=data["steps"],
            duration=data["duration"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "title": self.title,
            "notes": self.notes,
            "steps": self.steps,
            "duration": self.duration,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class SlideChange:
    """The slide that is shown after another one."""

    presentation_id: str
    """Identifies a presentation. Its room is `presentation:` and this."""
    version: int
    """The version of the state that shows it."""
    slide: int
    """The slide, counted from 1."""
    step: int
    """How many of its steps are shown."""
    previous_slide: int
    """The slide that was shown before."""
    changed_by: str
    """Who takes part: a paired device's id, `user:` and the user of a client token, `guest:` and
    a digest for a token without a user, or `server` for an API key."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SlideChange:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            presentation_id=data["presentation_id"],
            version=data["version"],
            slide=data["slide"],
            step=data["step"],
            previous_slide=data["previous_slide"],
            changed_by=data["changed_by"],
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {
            "presentation_id": self.presentation_id,
            "version": self.version,
            "slide": self.slide,
            "step": self.step,
            "previous_slide": self.previous_slide,
            "changed_by": self.changed_by,
        }
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateDevice:
    """What to change."""

    role: PresentationRole | None = None
    """`presenter` may do everything, `controller` may drive and take part, `viewer` may take
    part as far as the settings let it."""
    name: str | None = None
    """What people call the device."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> UpdateDevice:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            role=data.get("role"),
            name=data.get("name"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.role is not None:
            data["role"] = self.role
        if self.name is not None:
            data["name"] = self.name
        return data


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdatePresentation:
    """What to change. What is left out stays."""

    title: str | None = None
    """What it is called."""
    slides: list[DefineSlide] | None = None
    """The slides, in order."""
    settings: ChangeSettings | None = None
    """What the audience may do. What is left out stays; everything is on at first."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> UpdatePresentation:
        """From the object on the wire. Fields that this version does not know are left out."""
        return cls(
            title=data.get("title"),
            slides=None
            if data.get("slides") is None
            else [DefineSlide.from_dict(item) for item in data["slides"]],
            settings=None
            if data.get("settings") is None
            else ChangeSettings.from_dict(data["settings"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object as it is on the wire."""
        data: dict[str, Any] = {}
        if self.title is not None:
            data["title"] = self.title
        if self.slides is not None:
            data["slides"] = [item.to_dict() for item in self.slides]
        if self.settings is not None:
            data["settings"] = self.settings.to_dict()
        return data
