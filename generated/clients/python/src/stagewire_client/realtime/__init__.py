"""The realtime connection: rooms over one WebSocket, for asyncio.

    from stagewire_client.realtime import connect

    async with connect("wss://stagewire.example.com", token=fetch_token) as realtime:
        room = await realtime.subscribe("chat-room-1")
        await room.publish("new-message", {"message": "Hello"})
        async for message in room:
            ...

It needs the `websockets` library: `pip install stagewire-client[realtime]`.
"""

from ._connection import Realtime, connect
from ._room import Room
from ._settings import StateChange, Status, Token
from .errors import (
    RealtimeClosedError,
    RealtimeConnectionError,
    RealtimeError,
    RealtimeQueueFullError,
    RealtimeRequestError,
    RealtimeTimeoutError,
    RealtimeTokenError,
)
from .messages import (
    CLOSE_CODES,
    Auth,
    CloseCode,
    Command,
    Done,
    Error,
    Event,
    Events,
    Expiring,
    Gap,
    History,
    Join,
    Leave,
    Members,
    Ping,
    Pong,
    Presence,
    Publish,
    Published,
    Recovered,
    Refresh,
    Refreshed,
    Request,
    RoomMessage,
    ServerMessage,
    Signal,
    Signaled,
    SignalReceived,
    State,
    Subscribe,
    Subscribed,
    Unsubscribe,
    Unsubscribed,
    Update,
    Updated,
    Welcome,
)

__all__ = [
    "CLOSE_CODES",
    "CloseCode",
    "Auth",
    "Subscribe",
    "Unsubscribe",
    "Publish",
    "Presence",
    "Update",
    "History",
    "Signal",
    "Ping",
    "Refresh",
    "Command",
    "Welcome",
    "Subscribed",
    "Unsubscribed",
    "Published",
    "Members",
    "Updated",
    "Events",
    "Signaled",
    "Pong",
    "Refreshed",
    "Done",
    "Event",
    "Join",
    "Leave",
    "State",
    "SignalReceived",
    "Expiring",
    "Error",
    "Gap",
    "Recovered",
    "Realtime",
    "RealtimeClosedError",
    "RealtimeConnectionError",
    "RealtimeError",
    "RealtimeQueueFullError",
    "RealtimeRequestError",
    "RealtimeTimeoutError",
    "RealtimeTokenError",
    "Request",
    "Room",
    "RoomMessage",
    "ServerMessage",
    "StateChange",
    "Status",
    "Token",
    "connect",
]
