"""The rooms of several processes, on Redis.

A script (``room.lua``) gives each event its offset, appends it to the room's history and tells it
on the room's channel, in one step: what the channel says is the room's order. Each process hears
the channels of the rooms it has subscribers in. A message that is not the next one means that
some were missed: they are read from the history, and where they are no longer there, the
subscribers are told so.

Who is present is kept with the process that holds the connection; a process renews its lease on
each of its rooms, and the others end what a dead one has left (``roll.py``). While Redis is away
the rooms that only one process has subscribers in go on there by themselves (``apart.py``), and
everything else is ``Unavailable`` at once; afterwards each process puts into the histories what
happened, reads what it missed and says again what it holds.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from importlib.resources import files
from secrets import token_urlsafe
from typing import Any

import orjson
import structlog
from redis.asyncio.connection import parse_url

from stagewire.contract.messages import RealtimeLimits
from stagewire.realtime.apart import Apart, placed_body
from stagewire.realtime.broker import Entry, Listener, Notice, Question
from stagewire.realtime.heard import Heard
from stagewire.realtime.lines import AWAY, Lines, connect
from stagewire.realtime.memory import ONCE_SECONDS
from stagewire.realtime.roll import Roll
from stagewire.realtime.types import (
    Event,
    Member,
    Past,
    Placed,
    Position,
    RoomKey,
    Unavailable,
)
from stagewire.tasks import end

log = structlog.get_logger(__name__)

PREFIX = "sw:realtime:"
_NOTICES: dict[bytes, Notice] = {b"j": "join", b"s": "state", b"l": "leave"}
_BATCH = 256


class RedisBroker:
    """``timeout`` is how many seconds Redis may take for anything; a connection that is silent
    for ``heartbeat`` seconds is checked. Where it is not known whether the last publish to a room
    was done, the room waits ``unsure_pause`` seconds before it goes on by itself: a short cut
    leaves no trace then. Processes with one ``prefix`` are one server."""

    def __init__(
        self,
        redis_url: str,
        limits: RealtimeLimits,
        *,
        prefix: str = PREFIX,
        timeout: float = 3.0,
        heartbeat: float = 2.0,
        first_pause: float = 0.05,
        longest_pause: float = 2.0,
        unsure_pause: float = 3.0,
    ) -> None:
        self.publish_now = self.blocked_now = None
        self._url = redis_url
        self._source = files(__package__).joinpath("room.lua").read_text()
        self._lines: Lines | None = None
        # Pub/sub is not divided by database numbers as keys are.
        self._prefix = f"{prefix}{parse_url(redis_url).get('db') or 0}:"
        self._limits = limits
        self._timeout = timeout
        self._heartbeat = heartbeat
        self._pauses = (first_pause, longest_pause)
        self._unsure_pause = unsure_pause
        self._cut_at = 0.0
        self._process = token_urlsafe(9)
        self._own_channel = f"{self._prefix}process:{self._process}"
        self._ask_channel = f"{self._prefix}ask"
        self._roll = Roll(self._do, self._prefix, self._process, limits.presence_lease_seconds)
        self._heard: dict[str, Heard] = {}
        self._apart: dict[RoomKey, Apart] = {}
        # What was told here of members while Redis was away, and will be heard of again.
        self._told: set[tuple[RoomKey, Notice, str]] = set()
        # Rooms that this process said it holds; a failed farewell is said again later.
        self._held: set[RoomKey] = set()
        self._unsynced: set[RoomKey] = set()
        self._asked: dict[str, asyncio.Queue[Any]] = {}
        self._listening: asyncio.Future[None] | None = None
        self._subscribed: set[str] = set()
        self._confirmed: dict[str, asyncio.Event] = {}
        self._changing = asyncio.Lock()
        self._connected = asyncio.Event()
        self._tried = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def open(self, listener: Listener) -> None:
        """Connects, or begins to try to: a Redis that is away keeps nobody from starting."""
        self._listener = listener
        self._start(self._stay_connected())
        self._start(self._renew())
        await self._tried.wait()

    async def close(self) -> None:
        await end(*self._tasks)
        if self._lines is not None:
            if not self._held:
                with suppress(Unavailable):
                    await self._roll.strike()
            await self._lines.close()

    async def connected(self) -> None:
        """Waits until this process hears the others (again)."""
        await self._connected.wait()

    def tick(self) -> None:
        """Leases have a rhythm of their own."""

    # --- the port --------------------------------------------------------------------------------

    async def attach(self, key: RoomKey) -> Position:
        self._require()
        channel = self._channel(key)
        heard = self._heard[channel] = Heard(key, self._listener)
        try:
            async with asyncio.timeout(self._timeout):
                await self._change()
                await self._confirmed.setdefault(channel, asyncio.Event()).wait()
            epoch, offset, _ = await self._run("read", key, 0, "")
        except AWAY:
            self.detach(key)
            raise Unavailable from None
        except BaseException:
            self.detach(key)
            raise
        if not heard.begin(_position(epoch, offset)):
            self._start(self._refill(heard))
        assert heard.position is not None
        return heard.position

    def detach(self, key: RoomKey) -> None:
        if self._heard.pop(self._channel(key), None) is not None:
            self._start(self._change())

    async def enter(
        self, key: RoomKey, subscribers: int, member: Member | None, after: Position | None
    ) -> Entry:
        apart = self._alone(key)
        if apart is not None:
            return self._enter_alone(apart, member, after)
        await self._return(key)
        self._held.add(key)
        await self._roll.enter(key)
        epoch, offset, events, listed, first = await self._run(
            "enter",
            key,
            subscribers,
            member.connection_id if member else "",
            _dump(member) if member else "",
            self._limits.members_per_room,
            after.epoch if after else "",
            after.offset if after else 0,
        )
        return Entry(
            _position(epoch, offset),
            None if events is None else _events(events),
            None if listed is None else [_load(one) for one in listed],
            bool(first),
        )

    async def leave(self, key: RoomKey, subscribers: int, member: Member | None) -> bool:
        connection_id = member.connection_id if member else ""
        try:
            last = await self._run("leave", key, subscribers, connection_id)
        except Unavailable:
            self._unsynced.add(key)
            if member is not None and self._alone(key) is not None:
                self._tell_alone(key, "leave", member)
            raise
        if subscribers == 0:
            self._held.discard(key)
        return bool(last)

    async def update(self, key: RoomKey, member: Member) -> None:
        if self._alone(key) is not None:
            self._unsynced.add(key)
            self._listener.notice(key, "state", member)
            return
        await self._run("update", key, member.connection_id, _dump(member))

    async def members(self, key: RoomKey) -> list[Member]:
        if self._alone(key) is not None:
            return self._listener.held(key)[1]
        return [_load(one) for one in await self._run("members", key)]

    async def publish(self, key: RoomKey, body: bytes, once: str | None) -> Placed:
        apart = self._alone(key)
        if apart is not None:
            return apart.publish(body, once, self._listener.held(key)[0])
        await self._return(key)
        return await self._place(key, body, once)

    async def _place(self, key: RoomKey, body: bytes, once: str | None) -> Placed:
        limits = self._limits
        heard = self._heard.get(self._channel(key))
        try:
            epoch, offset, subscribers, repeated = await self._run(
                "publish",
                key,
                body,
                limits.history_events,
                limits.history_bytes,
                int(ONCE_SECONDS * 1000),
                once=once,
            )
        except BaseException:
            if heard is not None:
                heard.unsure = True
            raise
        position = _position(epoch, offset)
        if heard is not None and not repeated:
            heard.published(position, placed_body(position, body))
        return Placed(position, subscribers, bool(repeated))

    async def past(self, key: RoomKey, after: int | None, limit: int) -> Past:
        apart = self._alone(key)
        if apart is not None:
            events = None if after is None else apart.after(apart.position._replace(offset=after))
            if events is None:
                raise Unavailable
            return Past(apart.position, events[:limit])
        await self._return(key)
        epoch, offset, events = await self._run("read", key, limit, "" if after is None else after)
        return Past(_position(epoch, offset), _events(events or []))

    async def forget(self, key: RoomKey) -> None:
        await self._run("forget", key)

    async def signal(self, key: RoomKey, to: str, payload: bytes) -> bool:
        process = await self._run("locate", key, to)
        if not process:
            return False
        message = b"s %b %b" % (to.encode(), payload)
        channel = f"{self._prefix}process:{process.decode()}"
        await self._do(lambda lines: lines.publish(channel, message))
        return True

    async def ask(self, question: Question) -> list[Any]:
        """Who does not answer in time is taken for dead."""
        self._require()
        number = token_urlsafe(9)
        answers: asyncio.Queue[Any] = asyncio.Queue()
        self._asked[number] = answers
        try:
            message = orjson.dumps([self._process, number, question])
            others = await self._do(lambda lines: lines.listeners(self._ask_channel)) - 1
            if others > 0:
                await self._do(lambda lines: lines.publish(self._ask_channel, message))
            found: list[Any] = []
            try:
                async with asyncio.timeout(self._timeout):
                    while len(found) < others:
                        found.append(await answers.get())
            except TimeoutError:
                log.warning("realtime_answers_missing", asked=others, answered=len(found))
            return found
        finally:
            del self._asked[number]

    async def block(self, app_id: str, user_id: str, seconds: float) -> None:
        name = self._block(app_id, user_id)
        milliseconds = max(int(seconds * 1000), 1)
        await self._do(lambda lines: lines.client.set(name, 1, px=milliseconds))

    async def unblock(self, app_id: str, user_id: str) -> None:
        name = self._block(app_id, user_id)
        await self._do(lambda lines: lines.client.delete(name))

    async def blocked(self, app_id: str, user_id: str) -> float:
        name = self._block(app_id, user_id)
        left: int = await self._do(lambda lines: lines.client.pttl(name))
        return max(left / 1000, 0.0)

    # --- what is heard ---------------------------------------------------------------------------

    async def _stay_connected(self) -> None:
        pauses = self._backoff()
        while True:
            try:
                await self._listen()
            except AWAY as error:
                # The error's type only: its text may carry the address.
                log.warning("realtime_disconnected", error=type(error).__name__)
            except Exception:
                log.exception("realtime_broker_failed")
            if self._connected.is_set():
                pauses = self._backoff()
                self._cut_at = asyncio.get_running_loop().time()
            self._connected.clear()
            self._subscribed.clear()
            self._confirmed.clear()
            self._told.clear()
            for heard in self._heard.values():
                heard.gap()
            self._tried.set()
            await asyncio.sleep(next(pauses))

    async def _listen(self) -> None:
        if self._lines is None:
            self._lines = await connect(
                self._url, self._source, patience=self._timeout, heartbeat=self._heartbeat
            )
        channels = (self._own_channel, self._ask_channel)
        listening = asyncio.ensure_future(self._lines.listen(channels, self._receive, self._hears))
        self._listening = listening
        try:
            await asyncio.wait([listening])
        finally:
            await end(listening)
        if not listening.cancelled():
            listening.result()

    def _hears(self, channel: str) -> None:
        """A subscription is confirmed."""
        if channel == self._own_channel:
            return
        if channel == self._ask_channel:
            self._connected.set()
            self._tried.set()
            # What was missed meanwhile is read when each room's channel is heard again.
            self._unsynced |= self._held
            self._roll.forget(self._held)
            self._start(self._change())
            self._start(self._sync())
            for key in self._apart:
                self._start(self._return(key))
            return
        self._confirmed.setdefault(channel, asyncio.Event()).set()
        heard = self._heard.get(channel)
        if heard is not None and heard.position is not None:
            # Others may have come unheard.
            heard.shared = True
            self._start(self._refill(heard))

    def _receive(self, channel: str, message: bytes) -> None:
        kind, _, rest = message.partition(b" ")
        if channel == self._own_channel:
            self._addressed(kind, rest)
        elif channel == self._ask_channel:
            self._answer(message)
        else:
            heard = self._heard.get(channel)
            if heard is None:
                return
            if kind == b"e":
                epoch, offset, body = rest.split(b" ", 2)
                if not heard.event(_position(epoch, int(offset)), body):
                    self._start(self._refill(heard))
            elif kind == b"x":
                heard.gap()
                self._start(self._refill(heard))
            elif kind == b"h":
                heard.shared = int(rest) > 1
            else:
                notice, member = _NOTICES[kind], _load(rest)
                told = (heard.key, notice, member.connection_id)
                if told in self._told:
                    self._told.discard(told)
                else:
                    self._listener.notice(heard.key, notice, member)

    def _addressed(self, kind: bytes, rest: bytes) -> None:
        name, _, payload = rest.partition(b" ")
        if kind == b"s":
            self._listener.relay(name.decode(), payload)
        elif kind == b"a":
            waiting = self._asked.get(name.decode())
            if waiting is not None:
                waiting.put_nowait(orjson.loads(payload))

    def _answer(self, message: bytes) -> None:
        sender, number, question = orjson.loads(message)
        if sender == self._process:
            return
        answer = orjson.dumps(self._listener.answer(question))
        reply = b"a %b %b" % (number.encode(), answer)
        channel = f"{self._prefix}process:{sender}"
        self._start(self._do(lambda lines: lines.publish(channel, reply)))

    async def _refill(self, heard: Heard) -> None:
        """Reads what a room's channel did not say."""
        while self._heard.get(self._channel(heard.key)) is heard:
            assert heard.position is not None
            heard.gap()
            try:
                await self._return(heard.key)
                was = heard.position
                epoch, offset, events = await self._run("since", heard.key, was.epoch, was.offset)
            except Unavailable:
                # Hearing the channel again begins this anew.
                return
            found = None if events is None else _events(events)
            if heard.fill(_position(epoch, offset), found):
                return

    # --- rooms that go on by themselves ----------------------------------------------------------

    def _alone(self, key: RoomKey) -> Apart | None:
        """The room, where it goes on by itself now."""
        if self._connected.is_set():
            return None
        heard = self._heard.get(self._channel(key))
        if heard is None or heard.position is None or heard.shared:
            return None
        if heard.unsure and asyncio.get_running_loop().time() < self._cut_at + self._unsure_pause:
            return None  # After a short cut it can be known again.
        apart = self._apart.get(key)
        if apart is None:
            apart = self._apart[key] = Apart(heard, self._limits)
        return apart if apart.heard is heard else None

    def _enter_alone(self, apart: Apart, member: Member | None, after: Position | None) -> Entry:
        key = apart.heard.key
        self._unsynced.add(key)
        listed = None
        if member is not None:
            present = {one.connection_id: one for one in self._listener.held(key)[1]}
            known = member.connection_id in present
            if known or len(present) < self._limits.members_per_room:
                listed = list((present | {member.connection_id: member}).values())
                self._tell_alone(key, "state" if known else "join", member)
        return Entry(apart.position, apart.after(after) if after else None, listed)

    def _tell_alone(self, key: RoomKey, notice: Notice, member: Member) -> None:
        if notice != "state":
            self._told.add((key, notice, member.connection_id))
        self._listener.notice(key, notice, member)

    async def _return(self, key: RoomKey) -> None:
        """Puts what happened in a room by itself into its history, before anything else is."""
        apart = self._apart.get(key)
        if apart is None:
            return
        if apart.returning is None:
            apart.returning = asyncio.ensure_future(self._put_back(key, apart))
        await asyncio.shield(apart.returning)

    async def _put_back(self, key: RoomKey, apart: Apart) -> None:
        position = apart.position
        try:
            while apart.waiting:
                first = apart.waiting[0]
                position = (await self._place(key, first.body, first.once)).position
                apart.waiting.popleft()
                apart.exact &= position == first.position
        finally:
            apart.returning = None
        del self._apart[key]
        if not apart.exact and self._heard.get(self._channel(key)) is apart.heard:
            apart.heard.go_on(position)

    # --- channels --------------------------------------------------------------------------------

    async def _change(self) -> None:
        """Subscribes to the channels that are wanted, and to no others. One at a time: the order
        of what Redis is told decides."""
        async with self._changing:
            if self._lines is None or not self._connected.is_set():
                return
            gone = self._subscribed - self._heard.keys()
            new = self._heard.keys() - self._subscribed
            self._subscribed = set(self._heard)
            for channel in gone:
                self._confirmed.pop(channel, None)
            try:
                await self._lines.change(gone, new)
            except AWAY as error:
                log.warning("realtime_channels_unchanged", error=type(error).__name__)
                # What is heard is not what is wanted: begin anew.
                if self._listening is not None:
                    self._listening.cancel()

    # --- leases ----------------------------------------------------------------------------------

    async def _renew(self) -> None:
        every = self._limits.presence_lease_seconds / 5
        while True:
            await asyncio.sleep(every)
            if self._connected.is_set():
                await self._refresh()
                await self._sync()
                await self._bury()

    async def _refresh(self) -> None:
        keys = list(self._held)
        for n in range(0, len(keys), _BATCH):
            some = keys[n : n + _BATCH]
            renewed = await asyncio.gather(
                *(self._run("refresh", key, self._listener.held(key)[0]) for key in some),
                return_exceptions=True,
            )
            for key, answer in zip(some, renewed, strict=True):
                if isinstance(answer, BaseException):
                    continue
                held, holders, *dead = answer
                heard = self._heard.get(self._channel(key))
                if heard is not None:
                    heard.shared = holders > 1
                if not held:
                    self._unsynced.add(key)
                    self._roll.forget({key})
                if dead:
                    self._listener.gone(key, [_load(one) for one in dead], False)

    async def _sync(self) -> None:
        """Says what this process holds, where others may believe something else."""
        for key in list(self._unsynced):
            subscribers, members = self._listener.held(key)
            listed = [part for one in members for part in (one.connection_id, _dump(one))]
            try:
                if subscribers:
                    await self._roll.enter(key)
                last, *gone = await self._run("sync", key, subscribers, *listed)
            except Unavailable:
                return
            if last or gone:
                self._listener.gone(key, [_load(one) for one in gone], bool(last))
            self._unsynced.discard(key)
            if subscribers == 0:
                self._held.discard(key)

    async def _bury(self) -> None:
        """Ends what processes that were killed have left in rooms, and tells it once."""
        with suppress(Unavailable):
            for process, keys in (await self._roll.renew(self._held)).items():
                for key in keys:
                    last, *gone = await self._run("reap", key)
                    if last or gone:
                        self._listener.gone(key, [_load(one) for one in gone], bool(last))
                await self._roll.strike(process)

    # --- plumbing --------------------------------------------------------------------------------

    async def _run(
        self, operation: str, key: RoomKey, *arguments: Any, once: str | None = None
    ) -> Any:
        name = self._channel(key)
        keys = [f"{name}:{part}" for part in "mhpnc"]
        if once is not None:
            keys.append(f"{name}:o:{once}")
        limits = self._limits
        return await self._do(
            lambda lines: lines.run(
                tuple(keys),
                (
                    operation,
                    name,
                    lines.tell,
                    self._process,
                    limits.presence_lease_seconds * 1000,
                    limits.history_seconds * 1000,
                    token_urlsafe(6),
                    *arguments,
                ),
            )
        )

    async def _do(self, work: Callable[[Lines], Awaitable[Any]]) -> Any:
        if self._lines is None or not self._connected.is_set():
            # Nobody waits for a Redis that is known to be away.
            raise Unavailable
        try:
            return await work(self._lines)
        except AWAY as error:
            log.warning("realtime_unavailable", error=type(error).__name__)
            raise Unavailable from None

    def _require(self) -> None:
        if not self._connected.is_set():
            raise Unavailable

    def _channel(self, key: RoomKey) -> str:
        # The braces put a room's keys and its channel in one slot of a cluster.
        return f"{self._prefix}{{{key.app_id}:{key.room}}}"

    def _block(self, app_id: str, user_id: str) -> str:
        return f"{self._prefix}block:{app_id}:{user_id}"

    def _start(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("realtime_background_failed", error=type(error).__name__)

    def _backoff(self) -> Iterator[float]:
        """Growing pauses in seconds, jittered so that processes do not return all at once."""
        pause, longest = self._pauses
        while True:
            yield pause * random.uniform(0.5, 1.0)  # noqa: S311
            pause = min(pause * 2, longest)


def _position(epoch: bytes, offset: int) -> Position:
    return Position(epoch.decode(), offset)


def _events(bodies: list[bytes]) -> list[Event]:
    """``{"offset":N,…``: the offset stands first, as the script puts it there."""
    return [Event(int(body[10 : body.index(b",", 10)]), body) for body in bodies]


def _dump(member: Member) -> bytes:
    return orjson.dumps(member.as_json())


def _load(text: bytes) -> Member:
    return Member(**orjson.loads(text))
