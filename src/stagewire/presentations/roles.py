"""Who takes part, and what each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from stagewire.presentations.refusals import forbidden, switched_off

DRIVING = frozenset(
    (
        *("next", "previous", "goto", "blackout", "pointer", "timer", "annotate", "clear"),
        *("take", "hand_over"),
    )
)
PRESENTING = frozenset(
    (
        *("start", "end", "create_poll", "open_poll", "close_poll", "answer", "dismiss"),
        "remove_message",
    )
)
STATE = DRIVING | {"start", "end"}
"""The commands that change the state."""
SETTING = {
    "react": "reactions",
    "raise_hand": "hands",
    "lower_hand": "hands",
    "chat": "chat",
    "vote": "polls",
    "ask": "questions",
    "upvote": "questions",
    "cursor": "cursors",
}
"""The setting that lets the audience do it."""


class Actor(NamedTuple):
    """Who sends a command. ``id`` is a ParticipantId."""

    id: str
    name: str | None
    role: str

    def as_json(self) -> dict[str, Any]:
        return self._asdict()


SERVER = Actor("server", None, "presenter")
"""Who an API key acts as."""


def check_role(actor: Actor, name: str) -> None:
    """ApiError 403 when the role may not do that at all."""
    if name in PRESENTING and actor.role != "presenter":
        raise forbidden(name, actor.role, "presenters do that")
    if name in DRIVING and actor.role == "viewer":
        raise forbidden(name, actor.role, "presenters and controllers drive")


def check_settings(actor: Actor, name: str, settings: Mapping[str, bool]) -> None:
    """ApiError 403 when the settings do not let the audience do that."""
    setting = SETTING.get(name)
    if setting is not None and actor.role != "presenter" and not settings[setting]:
        raise switched_off(setting)
