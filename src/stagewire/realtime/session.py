"""What a client's messages do. One Session serves all connections: what differs between them is
in their ``Connection``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import orjson
import structlog

from stagewire.access.tokens import ClientTokens
from stagewire.contract.body import parse_json
from stagewire.contract.schemas import sentence
from stagewire.contract.types import ApiError
from stagewire.realtime.frames import text_frame
from stagewire.realtime.grants import Identity, identify
from stagewire.realtime.hub import Publishing
from stagewire.realtime.types import (
    Entered,
    Event,
    Member,
    Placed,
    Position,
    Refused,
    RoomKey,
    Said,
)

if TYPE_CHECKING:
    from stagewire.realtime.connection import Connection
    from stagewire.realtime.hub import Hub

log = structlog.get_logger(__name__)

Message = dict[str, Any]


class Session:
    """Neither ``begin`` nor what it answers raises: what goes wrong is told to the client."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._incoming = hub.messages.incoming
        self._tokens = hub.platform.of(ClientTokens)
        history = hub.messages.incoming_payload("history")
        self._history_limit: int = history["properties"]["limit"]["default"]
        # What need not wait is done when the call returns.
        self._handlers: dict[str, Callable[[Connection, Message], Awaitable[None] | None]] = {
            "auth": self._auth,
            "subscribe": self._subscribe,
            "unsubscribe": self._unsubscribe,
            "presence": self._presence,
            "update": self._update,
            "history": self._history,
            "signal": self._signal,
            "ping": self._ping,
            "refresh": self._refresh,
            "command": self._command,
            "error": self._error,
        }

    def identity(self, token: str) -> Identity:
        """ApiError 401 for a token that is not valid (now, or here)."""
        return identify(self._tokens.verify(token))

    def read(self, text: bytes) -> Message:
        """A message that fits its schema; Refused ``invalid_message`` names the field."""
        try:
            message = parse_json(text)
        except ApiError as error:
            found = error.errors[0]
            if found.field != "body":
                raise Refused("invalid_message", sentence(error.errors), found.field) from None
            raise Refused("invalid_message", f"A message {found.message}.") from None
        kind = message.get("type") if isinstance(message, dict) else None
        schema = self._incoming.get(kind) if isinstance(kind, str) else None
        if schema is None:
            known = ", ".join(self._incoming)
            if not isinstance(message, dict):
                raise Refused("invalid_message", "A message must be an object with a `type`.")
            if "type" not in message:
                raise Refused("invalid_message", "`type` is required.", "type")
            raise Refused("unknown_type", f"`type` must be one of {known}.", "type")
        if not schema.is_valid(message):
            errors = schema.findings(message).errors
            raise Refused("invalid_message", sentence(errors), errors[0].field)
        known_message: Message = message
        return known_message

    def take(self, text: bytes) -> Message:
        """For ``begin``: the message, or the `error` that says what is wrong with it."""
        try:
            return self.read(text)
        except Refused as refused:
            return error_message(refused, request_id_of(text))

    def overlaps(self, message: Message) -> bool:
        """Whether it may be begun while others of which that is true are not finished: their rests
        are awaited in the order in which they were begun."""
        return message["type"] == "publish" and not self._hub.guards_of(message["room"])

    def begin(
        self, connection: Connection, message: Message, first: bool = True
    ) -> Awaitable[None] | None:
        """Does what a message asks for. Where that has to wait for something, the answer is the
        rest of it: it is to be awaited before the next message is begun. ``first`` is False while
        others before it, which it ``overlaps``, are not finished."""
        try:
            if message["type"] == "publish":
                rest = self._publish(connection, message, first)
            else:
                rest = self._handlers[message["type"]](connection, message)
        except Exception as error:
            self._failed(connection, message, error)
            return None
        return None if rest is None else self._finish(connection, message, rest)

    async def _finish(
        self, connection: Connection, message: Message, rest: Awaitable[None]
    ) -> None:
        try:
            await rest
        except Exception as error:
            self._failed(connection, message, error)

    @staticmethod
    def _failed(connection: Connection, message: Message, error: Exception) -> None:
        if isinstance(error, Refused):
            refused = error
        elif isinstance(error, ApiError):
            refused = Refused(error.code, error.message, None, _retry_after(error))
        else:
            log.error("realtime_message_failed", type=message["type"], exc_info=error)
            refused = Refused("internal_error", "The server could not do this.")
        connection.tell(error_message(refused, message.get("id")))

    # --- one per message type ------------------------------------------------------------------

    async def _auth(self, connection: Connection, message: Message) -> None:
        raise Refused(
            "already_authenticated", "This connection has a token: send `refresh`.", "type"
        )

    async def _subscribe(self, connection: Connection, message: Message) -> None:
        room = message["room"]
        await self._hub.check(connection.identity, "subscribe", room)
        recover, state = message.get("recover"), self._state(message)
        present = message.get("presence", True)

        def told(entered: Entered) -> None:
            connection.send(_subscribed(message, entered), self._hub.outbox.now())

        await self._hub.subscribe(
            connection,
            room,
            recover=None if recover is None else Position(recover["epoch"], recover["offset"]),
            present=present and connection.identity.grants.allows("presence", room),
            state=state,
            told=told,
        )

    async def _unsubscribe(self, connection: Connection, message: Message) -> None:
        if not await self._hub.unsubscribe(connection, message["room"]):
            raise Refused("not_subscribed", f"Not subscribed to {message['room']}.", "room")
        self._reply(connection, message, "unsubscribed", room=message["room"])

    def _publish(
        self, connection: Connection, message: Message, first: bool
    ) -> Awaitable[None] | None:
        hub, identity, room = self._hub, connection.identity, message["room"]
        guards = hub.permit(identity, "publish", room)
        key = message.get("key")
        said = Said(
            RoomKey(identity.app_id, room),
            message["event"],
            message.get("data", {}),
            connection.id,
            identity.user_id,
            None if key is None else f"{identity.publisher}\n{key}",
        )
        if guards:
            return self._publish_guarded(connection, message, said)
        placed = hub.publish_now(said) if first else None
        if placed is None:
            # It is on its way before anybody waits for it: the broker keeps the order.
            return self._publish_later(connection, message, Publishing(hub, said).begin())
        self._published(connection, message, placed)
        return None

    async def _publish_guarded(self, connection: Connection, message: Message, said: Said) -> None:
        await self._hub.check(connection.identity, "publish", said.key.room)
        await self._publish_later(connection, message, Publishing(self._hub, said))

    async def _publish_later(
        self, connection: Connection, message: Message, publishing: Publishing
    ) -> None:
        self._published(connection, message, await publishing.done())

    def _published(self, connection: Connection, message: Message, placed: Placed) -> None:
        answer: Message = {"type": "published", "room": message["room"]}
        answer["epoch"], answer["offset"] = placed.position
        if "id" in message:
            answer["id"] = message["id"]
        connection.tell(answer)

    async def _presence(self, connection: Connection, message: Message) -> None:
        room = message["room"]
        await self._hub.check(connection.identity, "presence", room)
        members = await self._hub.broker.members(RoomKey(connection.identity.app_id, room))
        self._reply(connection, message, "members", room=room, members=_listed(members))

    def _state(self, message: Message) -> Message:
        """What others are to see of a member; Refused when it is too large for a list of many."""
        state: Message = message.get("state", {})
        most = self._hub.limits.state_bytes
        if state and len(orjson.dumps(state)) > most:
            raise Refused("invalid_message", f"`state` must have at most {most} bytes.", "state")
        return state

    async def _update(self, connection: Connection, message: Message) -> None:
        await self._hub.update(connection, message["room"], self._state(message))
        self._reply(connection, message, "updated", room=message["room"])

    async def _history(self, connection: Connection, message: Message) -> None:
        room = message["room"]
        await self._hub.check(connection.identity, "history", room)
        limit = message.get("limit", self._history_limit)
        key = RoomKey(connection.identity.app_id, room)
        past = await self._hub.broker.past(key, message.get("after"), limit)
        head = {"type": "events", **_id(message), "room": room, **past.position._asdict()}
        connection.send(_with_events(head, past.events), self._hub.outbox.now())

    async def _signal(self, connection: Connection, message: Message) -> None:
        room = message["room"]
        await self._hub.check(connection.identity, "signal", room)
        sender = self._hub.sender(connection, room)
        payload = orjson.dumps(
            {"type": "signal", "room": room, "from": sender.as_json(), "data": message["data"]}
        )
        await self._hub.signal(connection, room, message["to"], payload)
        self._reply(connection, message, "signaled", room=room)

    @staticmethod
    def _error(connection: Connection, message: Message) -> None:
        connection.tell(message)

    def _ping(self, connection: Connection, message: Message) -> None:
        self._reply(connection, message, "pong")

    async def _refresh(self, connection: Connection, message: Message) -> None:
        try:
            identity = self.identity(message["token"])
        except ApiError as error:
            raise Refused(error.code, error.message, "token") from None
        old = connection.identity
        if (identity.app_id, identity.user_id) != (old.app_id, old.user_id):
            raise Refused(
                "invalid_token", "`token` must be of the same application and user.", "token"
            )
        connection.identity = identity
        self._reply(connection, message, "refreshed", expires_at=int(identity.expires_at * 1000))
        for key in list(connection.subscriptions):
            stays = await self._may_stay(connection, key.room)
            if key not in connection.subscriptions:
                continue  # It has been taken out meanwhile.
            if not stays:
                self._hub.take_out(connection, key)
            elif not identity.grants.allows("presence", key.room):
                self._hub.hide(connection, key)
        connection.wire.refreshed()

    async def _may_stay(self, connection: Connection, room: str) -> bool:
        try:
            await self._hub.check(connection.identity, "subscribe", room)
        except Refused:
            return False
        return True

    async def _command(self, connection: Connection, message: Message) -> None:
        if self._hub.command is None:
            raise Refused("unknown_type", "This server takes no commands.", "type")
        done = await self._hub.command(connection.identity, message)
        connection.tell({"type": "done", **_id(message), **done})

    # --- answers -------------------------------------------------------------------------------

    @staticmethod
    def _reply(connection: Connection, message: Message, kind: str, **more: Any) -> None:
        connection.tell({"type": kind, **_id(message), **more})


def error_message(refused: Refused, request_id: int | None) -> Message:
    """The `error` that tells a client of a refusal."""
    message: Message = {"type": "error", "code": refused.code, "message": refused.message}
    if request_id is not None:
        message["id"] = request_id
    if refused.field is not None:
        message["field"] = refused.field
    if refused.retry_after is not None:
        message["retry_after"] = refused.retry_after
    message.update(refused.more)
    return message


def request_id_of(text: bytes) -> int | None:
    """The `id` of a message that is not read further, if it has a usable one."""
    try:
        found = orjson.loads(text)["id"]
    except (orjson.JSONDecodeError, KeyError, TypeError, IndexError):
        return None
    return found if type(found) is int and 0 <= found < 2**53 else None


def _id(message: Message) -> Message:
    return {"id": message["id"]} if "id" in message else {}


def _listed(members: list[Member]) -> list[dict[str, Any]]:
    return [member.as_json() for member in members]


def _subscribed(message: Message, entered: Entered) -> bytes:
    head = {
        "type": "subscribed",
        **_id(message),
        "room": message["room"],
        **entered.position._asdict(),
        "recovered": entered.recovered,
    }
    if entered.members is not None:
        head["members"] = _listed(entered.members)
    return _with_events(head, entered.events)


def _with_events(head: Message, events: list[Event]) -> bytes:
    """The events are JSON text already: they are put in as they are."""
    bodies = b",".join(event.body for event in events)
    return text_frame(b'%b,"events":[%b]}' % (orjson.dumps(head)[:-1], bodies))


def _retry_after(error: ApiError) -> float | None:
    value = error.headers.get("Retry-After")
    return None if value is None else float(value)
