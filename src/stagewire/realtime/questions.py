"""What processes ask each other, so that an answer over HTTP is about all of them.

A question is JSON: ``{"ask": name, "app_id": …, …}``. Each process answers for its own
connections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from stagewire.realtime.types import RoomKey

if TYPE_CHECKING:
    from stagewire.realtime.broker import Question
    from stagewire.realtime.connection import Connection
    from stagewire.realtime.hub import Hub


def answer(hub: Hub, question: Question) -> Any:
    """This process's answer; None to a question that it does not know (another version's)."""
    answerer = _ANSWERS.get(question["ask"])
    return None if answerer is None else answerer(hub, question)


def _connections(hub: Hub, question: Question) -> Any:
    return [
        {
            "connection_id": connection.id,
            "user_id": connection.identity.user_id,
            "rooms": sorted(key.room for key in connection.subscriptions),
            "connected_at": connection.connected_at,
            "ip": connection.ip,
        }
        for connection in _chosen(hub, question)
    ]


def _count(hub: Hub, question: Question) -> Any:
    return sum(1 for _ in _chosen(hub, question))


def _online(hub: Hub, question: Question) -> Any:
    """How many connections, and when each user's newest was opened."""
    users: dict[str, float] = {}
    count = 0
    for connection in hub.of_app(question["app_id"]):
        count += 1
        user_id = connection.identity.user_id
        if user_id is not None:
            users[user_id] = max(connection.connected_at, users.get(user_id, 0.0))
    return [count, users]


def _rooms(hub: Hub, question: Question) -> Any:
    """Room → subscribers and members here; of one room, if one is named."""
    app_id, named = question["app_id"], question.get("room")
    if named is not None:
        key = RoomKey(app_id, named)
        rooms = [(key, hub.rooms[key])] if key in hub.rooms else []
    else:
        rooms = [(key, room) for key, room in hub.rooms.items() if key.app_id == app_id]
    return {
        key.room: [len(room.subscribers), sum(room.subscribers.values())]
        for key, room in rooms
        if room.subscribers
    }


def _disconnect(hub: Hub, question: Question) -> Any:
    chosen = list(_chosen(hub, question))
    for connection in chosen:
        connection.close("disconnected", question.get("reason", ""))
    return len(chosen)


def _close_room(hub: Hub, question: Question) -> Any:
    return hub.empty(RoomKey(question["app_id"], question["room"]))


def _chosen(hub: Hub, question: Question) -> Iterator[Connection]:
    """The application's connections, narrowed by whatever else the question names."""
    connection_id, user_id = question.get("connection_id"), question.get("user_id")
    room = question.get("room")
    key = None if room is None else RoomKey(question["app_id"], room)
    for connection in hub.of_app(question["app_id"]):
        if (
            (connection_id is None or connection.id == connection_id)
            and (user_id is None or connection.identity.user_id == user_id)
            and (key is None or key in connection.subscriptions)
        ):
            yield connection


_ANSWERS: dict[str, Callable[[Hub, Question], Any]] = {
    "connections": _connections,
    "count": _count,
    "online": _online,
    "rooms": _rooms,
    "disconnect": _disconnect,
    "close_room": _close_room,
}
