"""Rows as the contract shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from stagewire.presentations.ids import room_of
from stagewire.storage.types import rfc3339

if TYPE_CHECKING:
    from datetime import datetime

    from stagewire_models import presentations as wire


def state(row: Any) -> dict[str, Any]:
    """``row`` has ``version`` and ``state``."""
    return {"version": row.version, **row.state}


def presentation(row: Any) -> wire.Presentation:
    return {
        "id": row.id,
        "title": row.title,
        "status": row.status,
        "room": room_of(row.id),
        "revision": row.revision,
        "slides": row.slides,
        "settings": row.settings,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "started_at": _moment(row.started_at),
        "ended_at": _moment(row.ended_at),
    }


def summary(row: Any) -> wire.PresentationSummary:
    return {
        "id": row.id,
        "title": row.title,
        "status": row.status,
        "slide_count": len(row.steps),
        "room": room_of(row.id),
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
        "started_at": _moment(row.started_at),
        "ended_at": _moment(row.ended_at),
    }


def pairing(row: Any) -> wire.PairingStatus:
    return {
        "id": row.id,
        "role": row.role,
        "name": row.name,
        "claims": row.claims,
        "max_claims": row.max_claims,
        "expires_at": rfc3339(row.expires_at),
    }


def device(row: Any) -> wire.Device:
    return {
        "id": row.id,
        "role": row.role,
        "name": row.name,
        "paired_at": rfc3339(row.paired_at),
        "expires_at": rfc3339(row.expires_at),
    }


def said_by(row: Any) -> dict[str, Any]:
    return {"id": row.participant, "name": row.name, "role": row.role}


def hand(row: Any) -> dict[str, Any]:
    return {"from": said_by(row), "raised_at": rfc3339(row.raised_at)}


def message(row: Any) -> wire.ChatMessage:
    made = {
        "id": row.number,
        "from": said_by(row),
        "text": row.text,
        "sent_at": rfc3339(row.sent_at),
        "removed": row.removed,
    }
    return cast("wire.ChatMessage", made)


def poll(row: Any) -> wire.Poll:
    return {
        "id": row.id,
        "version": row.version,
        "question": row.question,
        "options": row.options,
        "multiple": row.multiple,
        "changeable": row.changeable,
        "status": row.status,
        "counts": row.counts,
        "votes": row.votes,
        "created_at": rfc3339(row.created_at),
    }


def question(row: Any) -> wire.Question:
    made = {
        "id": row.id,
        "version": row.version,
        "from": said_by(row),
        "text": row.text,
        "upvotes": row.upvotes,
        "status": row.status,
        "answer": row.answer,
        "asked_at": rfc3339(row.asked_at),
    }
    return cast("wire.Question", made)


def slides_for(role: str, slides: list[dict[str, Any]]) -> list[Mapping[str, Any]]:
    """Notes and times are for those who drive."""
    if role != "viewer":
        return list(slides)
    return [{"title": one["title"], "steps": one["steps"]} for one in slides]


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)
