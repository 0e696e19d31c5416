"""The Python client of the WebSocket, steered by a test: see `tests/clients/peers.py`."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from stagewire_client.realtime import (
    CLOSE_CODES,
    Event,
    Gap,
    Join,
    Leave,
    Realtime,
    RealtimeClosedError,
    RealtimeConnectionError,
    RealtimeError,
    RealtimeQueueFullError,
    RealtimeRequestError,
    RealtimeTimeoutError,
    RealtimeTokenError,
    Recovered,
    Room,
    SignalReceived,
    State,
    StateChange,
    Unsubscribed,
    connect,
    messages,
)

KINDS: list[tuple[type[BaseException], str]] = [
    (RealtimeRequestError, "realtime"),
    (RealtimeClosedError, "closed"),
    (RealtimeQueueFullError, "queue_full"),
    (RealtimeTimeoutError, "timeout"),
    (RealtimeTokenError, "token"),
    (RealtimeConnectionError, "lost"),
    (asyncio.CancelledError, "cancelled"),
]
OPTIONS = ("timeout", "initial_backoff", "max_backoff", "ping_interval", "max_waiting")


def say(**message: Any) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def kind_of(error: BaseException) -> str:
    return next(kind for cls, kind in KINDS if isinstance(error, cls))


def described(error: BaseException) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": kind_of(error)}
    if isinstance(error, RealtimeRequestError):
        found |= {"code": error.code, "field": error.field, "retry_after": error.retry_after}
    if isinstance(error, RealtimeClosedError):
        found["code"] = error.code
    return found


def code_of(error: BaseException | None) -> int:
    """As RFC 6455 numbers what has no code of its own."""
    return error.code if isinstance(error, RealtimeClosedError) else 1006


class Driver:
    def __init__(self) -> None:
        self.realtime: Realtime | None = None
        self.rooms: dict[str, Room] = {}
        self.readers: dict[str, list[tuple[list[int], int, asyncio.Future[list[int]]]]] = {}
        self.commands: dict[int, asyncio.Task[None]] = {}
        self.pumps: set[asyncio.Task[None]] = set()
        self.asked: dict[int, asyncio.Future[str]] = {}

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=2**20)
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            message = json.loads(line)
            if "ask" in message:
                self.answered(message)
            else:
                task = loop.create_task(self.command(message))
                self.commands[message["n"]] = task
        if self.realtime is not None:
            await self.realtime.close()
        for task in [*self.commands.values(), *self.pumps]:
            task.cancel()

    async def command(self, message: dict[str, Any]) -> None:
        number, do = message.pop("n"), message.pop("do")
        try:
            say(n=number, ok=await getattr(self, f"do_{do}")(**message))
        except (RealtimeError, asyncio.CancelledError) as error:
            say(n=number, error=described(error))
        finally:
            del self.commands[number]

    # --- the callback ----------------------------------------------------------------------------

    async def token(self) -> str:
        number = len(self.asked) + 1
        self.asked[number] = asyncio.get_running_loop().create_future()
        say(ask=number)
        return await self.asked[number]

    def answered(self, message: dict[str, Any]) -> None:
        asked = self.asked[message["ask"]]
        if asked.done():
            return
        if "fail" in message:
            asked.set_exception(RuntimeError(message["fail"]))
        else:
            asked.set_result(message["token"])

    # --- commands --------------------------------------------------------------------------------

    @property
    def connection(self) -> Realtime:
        assert self.realtime is not None
        return self.realtime

    async def do_ready(self) -> None:
        """It runs."""

    async def do_connect(self, url: str, token: str | None, **options: Any) -> Any:
        given = {name: options[name] for name in OPTIONS if options.get(name) is not None}
        if "timeout" in given:
            given["ping_timeout"] = given["open_timeout"] = given["timeout"]
        self.realtime = await connect(
            url,
            token=token or self.token,
            on_state=self.changed,
            on_error=lambda error: say(
                tell="error", kind=kind_of(error), code=getattr(error, "code", None)
            ),
            **given,
        )
        return {
            "connection_id": self.realtime.connection_id,
            "user_id": self.realtime.user_id,
        }

    def changed(self, change: StateChange) -> None:
        match change.status:
            case "connected":
                # Told inside `connect()` too, when there is nothing to ask yet.
                identified = change.connection_id
                say(tell="connected", connection_id=identified)
            case "reconnecting":
                say(tell="reconnecting", code=code_of(change.error))
            case "closed":
                code = code_of(change.error) if change.error else 1000
                known = CLOSE_CODES.get(code)
                reason = getattr(change.error, "reason", "")
                say(tell="closed", code=code, name=known and known.name, reason=reason)

    async def do_subscribe(self, room: str, **options: Any) -> Any:
        recover = options.get("recover")
        made = await self.connection.subscribe(
            room,
            presence=options.get("presence", True),
            state=options.get("state"),
            recover=None if recover is None else (recover["epoch"], recover["offset"]),
        )
        self.rooms[room] = made
        assert made.subscribed is not None
        answer = made.subscribed.to_dict()
        pump = asyncio.get_running_loop().create_task(self.pump(made))
        self.pumps.add(pump)
        pump.add_done_callback(self.pumps.discard)
        return {name: answer[name] for name in ("epoch", "offset", "recovered", "events")}

    async def pump(self, room: Room) -> None:
        try:
            async for message in room:
                match message:
                    case Event():
                        self.read(room.name, message)
                        say(
                            tell="event",
                            room=message.room,
                            offset=message.offset,
                            event=message.event,
                            data=message.data,
                        )
                    case Join() | Leave() | State():
                        member = message.member.to_dict()
                        say(tell=message.type, room=message.room, member=member)
                    case SignalReceived():
                        sender = message.from_.to_dict()
                        say(tell="signal", room=message.room, data=message.data, **{"from": sender})
                    case Recovered():
                        say(tell="recovered", room=message.room, events=message.events)
                    case Gap():
                        say(tell="gap", room=message.room, offset=message.offset)
                    case Unsubscribed():
                        say(tell="unsubscribed", room=message.room)
        except RealtimeRequestError:
            say(tell="unsubscribed", room=room.name)
        except RealtimeError as error:
            for _, _, done in self.readers.get(room.name, []):
                if not done.done():
                    done.set_exception(error)

    def read(self, room: str, event: Event) -> None:
        for offsets, count, done in self.readers.get(room, []):
            if len(offsets) < count:
                offsets.append(event.offset)
                if len(offsets) == count:
                    done.set_result(offsets)

    async def do_iterate(self, room: str, count: int) -> Any:
        done: asyncio.Future[list[int]] = asyncio.get_running_loop().create_future()
        self.readers.setdefault(room, []).append(([], count, done))
        return await done

    async def do_unsubscribe(self, room: str) -> None:
        await self.rooms[room].unsubscribe()

    async def do_publish(self, room: str, event: str, **options: Any) -> Any:
        placed = await self.connection.publish(room, event, **options)
        return {"epoch": placed.epoch, "offset": placed.offset}

    async def do_update(self, room: str, state: dict[str, Any]) -> None:
        await self.rooms[room].update(state)

    async def do_signal(self, room: str, to: str, data: dict[str, Any]) -> None:
        await self.rooms[room].signal(to, data)

    async def do_presence(self, room: str) -> Any:
        return listed(await self.connection.presence(room))

    async def do_members(self, room: str) -> Any:
        return listed((self.rooms[room].members or {}).values())

    async def do_history(self, room: str, **options: Any) -> Any:
        answer = await self.connection.history(room, **options)
        return answer.to_dict()["events"]

    async def do_request(self, type: str, body: dict[str, Any]) -> Any:
        request = messages.REQUESTS[type].from_dict(body)
        reply = await self.connection.request(request)
        return reply.to_dict()

    async def do_cancel(self, what: int) -> None:
        self.commands[what].cancel()

    async def do_close(self) -> None:
        await self.connection.close()


def listed(members: Any) -> list[dict[str, Any]]:
    found = [one.to_dict() for one in members]
    return sorted(found, key=lambda one: str(one["connection_id"]))


asyncio.run(Driver().run())
