"""Presentations on the WebSocket: the message `command`, and who may be in their rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stagewire.contract.types import ApiError
from stagewire.presentations.actors import actor_of
from stagewire.presentations.commands import Commands
from stagewire.presentations.ids import ROOM
from stagewire.presentations.refusals import Conflict
from stagewire.realtime.rooms import Rooms
from stagewire.realtime.types import Refused

if TYPE_CHECKING:
    from stagewire.platform import Platform
    from stagewire.realtime.grants import Identity

_HEARING = ("subscribe", "presence", "history")


def attach(platform: Platform) -> None:
    """Takes `command` messages and the rooms of presentations over from the realtime engine."""
    commands = platform.of(Commands)

    async def command(identity: Identity, message: dict[str, Any]) -> dict[str, Any]:
        presentation_id = message["presentation"]
        actor = await actor_of(platform, identity, presentation_id)
        try:
            done = await commands.run(
                identity.app_id,
                presentation_id,
                actor,
                message["command"],
                version=message.get("version"),
                key=message.get("key"),
            )
        except ApiError as error:
            raise _refused(error) from error
        return {"presentation": presentation_id, **done}

    async def guard(identity: Identity, action: str, room: str) -> None:
        if action not in _HEARING:
            raise Refused(
                "forbidden", f"Nobody may {action} in {room}: send a `command` instead.", "room"
            )
        try:
            await actor_of(platform, identity, room.removeprefix(ROOM))
        except Refused:
            raise Refused(
                "forbidden", f"This token gives no role in the presentation of {room}.", "room"
            ) from None

    rooms = platform.of(Rooms)
    rooms.on_command(command)
    rooms.reserve(ROOM, guard)


def _refused(error: ApiError) -> Refused:
    after = error.headers.get("Retry-After")
    return Refused(
        error.code,
        error.message,
        error.errors[0].field if error.errors else None,
        None if after is None else float(after),
        {"state": error.state} if isinstance(error, Conflict) else None,
    )
