"""The realtime connection: it stays, whatever happens to the WebSockets under it."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Callable, Coroutine, Generator, Mapping
from types import TracebackType
from typing import Any, TypeVar

from ..models import Member
from ._room import Room
from ._session import Failure, Json, Lost, OpeningFailed, Session, open_session, request_error
from ._settings import Settings, StateChange, Status, Token, address
from ._tokens import Tokens, may_come
from .errors import (
    RealtimeClosedError,
    RealtimeConnectionError,
    RealtimeError,
    RealtimeQueueFullError,
    RealtimeRequestError,
    RealtimeTimeoutError,
    RealtimeTokenError,
)
from .messages import NOTICES, Events, History, Presence, Publish, Published, Request, ServerMessage

log = logging.getLogger("stagewire_client.realtime")

R = TypeVar("R")

_UNAUTHORIZED = 4001
_TOKEN_EXPIRED = 4005
# A connection that lived shorter does not count as a success: the next wait is longer still.
_STABLE = 10.0
# The server remembers keys for five minutes.
_REMEMBERED = 240.0
_OWN = frozenset(("auth", "refresh", "subscribe", "unsubscribe"))
_PASSING = frozenset(("rate_limited", "unavailable", "internal_error"))


class Realtime:
    """A connection to a Stagewire server. Made by `connect`; for one event loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._tokens = Tokens(settings.token, settings.open_timeout)
        self._status: Status = "reconnecting"
        # The one that is there, and the same once its rooms are entered again: requests wait so long.
        self._attached: Session | None = None
        self._session: Session | None = None
        self._token = ""
        self._rooms: dict[str, Room] = {}
        self._changed = asyncio.Event()
        self._closed = asyncio.Event()
        self._error: RealtimeError | None = None
        self._waiting = 0
        self._running: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def __repr__(self) -> str:
        # Never the token.
        return f"Realtime(url={self.settings.url!r}, status={self._status!r})"

    @property
    def status(self) -> Status:
        return self._status

    @property
    def connection_id(self) -> str | None:
        """What the server calls this connection; another one after each reconnect. None while
        there is none."""
        return self._session.welcome.connection_id if self._session else None

    @property
    def user_id(self) -> str | None:
        """Whose connection it is, as the token says; None while there is none."""
        return self._session.welcome.user_id if self._session else None

    # --- rooms -----------------------------------------------------------------------------------

    async def subscribe(
        self,
        room: str,
        *,
        presence: bool = True,
        state: Mapping[str, Any] | None = None,
        recover: tuple[str, int] | None = None,
        timeout: float | None = None,
    ) -> Room:
        """Follows a room, over reconnects too.

        Args:
            room: The room's name.
            presence: Whether to be listed, and told who comes and goes, where the token allows it.
            state: What others see of this client.
            recover: `epoch` and `offset` of the last event that is known: what came after it is
                told first, or a `Gap` where that cannot be.
            timeout: Seconds to wait for the answer.
        """
        if room in self._rooms:
            raise ValueError(f"this connection follows {room} already")
        made = Room(self, room, presence, state)
        if recover is not None:
            made._go_on_from(*recover)
        self._rooms[room] = made
        try:
            await self._within(self._enter(made), timeout)
        except BaseException:
            self._leave(made)
            raise
        return made

    async def unsubscribe(self, room: Room) -> None:
        """Leaves a room."""
        left = self._leave(room)
        if left is not None:
            await asyncio.wait([left], timeout=self.settings.timeout)

    def _leave(self, room: Room) -> asyncio.Future[Json] | None:
        """Says so even where the answer to `subscribe` has not come: it may be on its way. On a
        connection that is gone there is nothing to leave."""
        if self._rooms.get(room.name) is not room:
            return None
        del self._rooms[room.name]
        room._end(None)
        if self._attached is None:
            return None
        left = self._attached.request({"type": "unsubscribe", "room": room.name})
        # Nobody is interested in why it failed: the room is not followed in any case.
        left.add_done_callback(lambda done: done.cancelled() or done.exception())
        return left

    def _resubscribe(self, room: Room) -> None:
        """Asks for what a room has missed, in the background."""
        if self._attached is not None:
            self._spawn(self._keep(self._attached, room))

    # --- requests --------------------------------------------------------------------------------

    async def publish(
        self,
        room: str,
        event: str,
        data: Mapping[str, Any] | None = None,
        *,
        key: str | None = None,
        timeout: float | None = None,
    ) -> Published:
        """Tells a room, followed or not, and waits until the event has its place in the order.

        Args:
            room: The room's name.
            event: What happened, in a word of your own.
            data: Fields of your own.
            key: Makes a retry of your own safe. One is made for each call if left out, so that
                a publish that was cut off is sent again without being told twice.
            timeout: Seconds to wait for the answer, reconnects included.
        """
        message = Publish(
            room=room, event=event, data=None if data is None else dict(data), key=key
        )
        return await self.request(message, timeout=timeout)

    async def presence(self, room: str, *, timeout: float | None = None) -> list[Member]:
        """Who is in a room."""
        return (await self.request(Presence(room=room), timeout=timeout)).members

    async def history(
        self,
        room: str,
        *,
        after: int | None = None,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> Events:
        """What happened in a room, oldest first."""
        return await self.request(History(room=room, after=after, limit=limit), timeout=timeout)

    async def request(self, message: Request[R], *, timeout: float | None = None) -> R:
        """Sends any message and waits for its answer.

        While the connection is away it waits. One that was cut off is sent again where that is
        safe, else it fails with `RealtimeConnectionError`. `RealtimeRequestError` is the server's
        refusal.
        """
        if message.type in _OWN:
            raise ValueError(f"{message.type} is the connection's own business")
        data: Json = {"type": message.type, **message.to_dict()}
        if message.keyed:
            # Made once, so that the server knows every further try for the same request.
            data.setdefault("key", uuid.uuid4().hex)
        answer = await self._within(self._ask(message, data), timeout)
        return message.read_reply(answer)

    async def _ask(self, message: Request[Any], data: Json) -> Json:
        first, token = time.monotonic(), self._token
        sent = False
        while True:
            session = await self._connected()
            if sent and message.keyed and not self._same_publisher(session, token, first):
                raise Lost("the connection broke before the answer came")
            if not sent:
                token = self._token
            try:
                return await session.request(data)
            except Lost as lost:
                if lost.sent and not message.repeatable:
                    raise
                sent = sent or lost.sent

    def _same_publisher(self, session: Session, token: str, first: float) -> bool:
        """Whether the server knows the keys that were sent before: they are a user's, or those of
        one token without a user, and not kept forever."""
        mine = session.welcome.user_id is not None or token == self._token
        return mine and time.monotonic() - first < _REMEMBERED

    async def _connected(self) -> Session:
        while self._session is None or self._session.over:
            if self._error is not None:
                raise self._error
            if self._session is not None:
                # It has just ended: who asked it again at once would never let its end be dealt with.
                self._detach()
            self._waiting += 1
            try:
                if self._waiting > self.settings.max_waiting:
                    raise RealtimeQueueFullError("too many requests wait for the connection")
                await self._changed.wait()
            finally:
                self._waiting -= 1
        return self._session

    async def _within(self, work: Coroutine[Any, Any, R], timeout: float | None) -> R:
        seconds = self.settings.timeout if timeout is None else timeout
        try:
            return await asyncio.wait_for(work, seconds)
        except asyncio.TimeoutError:
            raise RealtimeTimeoutError(f"no answer within {seconds:g} s") from None

    # --- its life --------------------------------------------------------------------------------

    async def _start(self) -> None:
        """The first connection. RealtimeError where it cannot be had in time."""
        # Why it is not there yet, for when the time is over in the midst of a try.
        why: RealtimeError = RealtimeConnectionError("no connection came about in time")

        async def first() -> Session:
            nonlocal why
            attempt = 0
            while not isinstance(made := await self._try(), Session):
                why = made.error
                if not self._worth(made):
                    raise why from why.__cause__
                wait = max(self.settings.backoff(attempt), made.wait)
                self._tell(StateChange("reconnecting", why, wait))
                await asyncio.sleep(wait)
                attempt += 1
            return made

        try:
            session = await asyncio.wait_for(first(), self.settings.connect_timeout)
        except asyncio.TimeoutError:
            self._finish(why)
            raise why from why.__cause__
        except RealtimeError as error:
            self._finish(error)
            raise
        self._attach(session)
        self._running = asyncio.create_task(self._run(session))

    async def close(self) -> None:
        """Closes the connection. Rooms end, requests without an answer fail."""
        session = self._session
        self._finish(RealtimeClosedError(1000, "closed by this client"), quiet=True)
        if session is not None:
            await session.close()
        if self._running is not None and self._running is not asyncio.current_task():
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        for task in [one for one in self._tasks if one is not asyncio.current_task()]:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def wait_closed(self) -> None:
        """Waits until the connection is over for good, and raises why, unless it was `close()`."""
        await self._closed.wait()
        if isinstance(self._error, RealtimeClosedError) and self._error.code == 1000:
            return
        assert self._error is not None
        raise self._error

    async def __aenter__(self) -> Realtime:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def _run(self, first: Session) -> None:
        session: Session | None = first
        attempt = 0
        try:
            while session is not None:
                began = time.monotonic()
                failure = await session.run(self._listener(session))
                self._detach()
                if self._error is not None:
                    return
                attempt = 0 if time.monotonic() - began >= _STABLE else attempt
                session, attempt = await self._again(failure, attempt)
                if session is not None:
                    self._attach(session)
        except Exception as error:
            # A fault of this package: nobody shall wait for a connection that never comes.
            log.exception("the realtime connection failed")
            self._finish(RealtimeError(f"the realtime connection failed: {error!r}"))

    async def _again(self, failure: Failure, attempt: int) -> tuple[Session | None, int]:
        """The next session, or None when it is over for good."""
        while self._worth(failure):
            wait = max(self.settings.backoff(attempt), failure.wait)
            self._tell(StateChange("reconnecting", failure.error, wait))
            await asyncio.sleep(wait)
            attempt += 1
            made = await self._try()
            if isinstance(made, Session):
                return made, attempt
            failure = made
        self._finish(failure.error)
        return None, attempt

    def _worth(self, failure: Failure) -> bool:
        """Whether to try again; a token that was refused may have a successor."""
        if failure.code == _TOKEN_EXPIRED:
            self._tokens.drop()
            return self._tokens.renewable
        if failure.code == _UNAUTHORIZED and self._tokens.renewable and not self._tokens.fresh:
            self._tokens.drop()
            return True
        return failure.reconnect

    async def _try(self) -> Session | Failure:
        """A welcomed session, or why there is none."""
        try:
            token = await self._tokens.current()
        except RealtimeError as error:
            self._tell_error(error)
            return Failure(error, not isinstance(error, RealtimeTokenError) or may_come(error))
        try:
            session = await open_session(self.settings, token)
        except OpeningFailed as failed:
            return failed.failure
        self._token = token
        self._tokens.accepted(session.welcome.expires_at)
        return session

    def _attach(self, session: Session) -> None:
        """Rooms first, so that requests that waited find them."""
        self._attached = session
        if self._rooms:
            self._spawn(self._restore(session))
        else:
            self._ready(session)

    async def _restore(self, session: Session) -> None:
        await asyncio.gather(*(self._keep(session, room) for room in list(self._rooms.values())))
        self._ready(session)

    def _ready(self, session: Session) -> None:
        if not session.over and self._error is None:
            self._session = session
            self._changed.set()
            connection_id = session.welcome.connection_id
            self._tell(StateChange("connected", connection_id=connection_id))

    def _detach(self) -> None:
        self._attached = self._session = None
        self._changed.clear()

    def _finish(self, error: RealtimeError, quiet: bool = False) -> None:
        if self._error is not None:
            return
        self._error = error
        self._attached = self._session = None
        self._changed.set()
        self._closed.set()
        rooms, self._rooms = self._rooms, {}
        for room in rooms.values():
            room._end(None if quiet else error)
        self._tell(StateChange("closed", None if quiet else error))

    # --- rooms over reconnects -------------------------------------------------------------------

    async def _enter(self, room: Room) -> None:
        """The first `subscribe` of a room."""
        while True:
            session = await self._connected()
            if room._inside(session.welcome.connection_id):
                return
            try:
                await self._subscribe(session, room)
                return
            except Lost:
                # Sent again: twice is as once.
                continue

    async def _keep(self, session: Session, room: Room, attempt: int = 0) -> None:
        """Subscribes to a room again. A room that may not be followed any more ends."""
        if self._rooms.get(room.name) is not room:
            return
        try:
            await self._subscribe(session, room)
        except Lost:
            # The next session asks again.
            return
        except RealtimeRequestError as error:
            if error.code in _PASSING:
                wait = max(error.retry_after or 0.0, self.settings.backoff(attempt))
                self._spawn(self._later(wait, self._keep(session, room, attempt + 1)))
            else:
                self._give_up(room, error)
        except ValueError as error:
            # What is to be said has grown too long.
            self._give_up(room, RealtimeError(str(error)))

    def _give_up(self, room: Room, error: RealtimeError) -> None:
        if self._rooms.get(room.name) is room:
            del self._rooms[room.name]
            room._end(error)

    async def _later(self, seconds: float, work: Coroutine[Any, Any, None]) -> None:
        try:
            await asyncio.sleep(seconds)
        except BaseException:
            work.close()
            raise
        await work

    async def _subscribe(self, session: Session, room: Room) -> None:
        mine = session.welcome.connection_id
        room._set_asking(True)
        try:
            await session.request(room._asks(), lambda answer: room._entered(answer, mine))
        finally:
            room._set_asking(False)

    # --- what the server tells -------------------------------------------------------------------

    def _listener(self, session: Session) -> Callable[[Json], None]:
        def listen(message: Json) -> None:
            try:
                self._notice(session, message)
            except (KeyError, TypeError, ValueError) as error:
                kind = message.get("type")
                self._tell_error(RealtimeError(f"a {kind} came that is not as agreed: {error!r}"))

        return listen

    def _notice(self, session: Session, message: Json) -> None:
        kind = message["type"]
        room = self._rooms.get(message.get("room", ""))
        if kind == "expiring":
            if self._tokens.renewable:
                self._spawn(self._renew(session))
        elif kind == "error":
            self._tell_error(request_error(message))
        elif room is None:
            read = NOTICES.get(kind)
            if read is not None and self.settings.on_message is not None:
                self._call(self.settings.on_message, read(message))
        elif kind == "subscribed":
            room._entered(message, session.welcome.connection_id)
        else:
            room._notice(message)
            if kind == "unsubscribed":
                del self._rooms[room.name]

    async def _renew(self, session: Session) -> None:
        """Brings a new token before the old one ends. Where none comes in time, the server closes
        the connection, and the next one asks again."""
        attempt = 0
        while not session.over:
            try:
                token = await self._tokens.renew()
                answer = await session.request({"type": "refresh", "token": token})
                self._token = token
                self._tokens.accepted(answer["expires_at"])
                return
            except Lost:
                return
            except RealtimeError as error:
                self._tell_error(error)
                if isinstance(error, RealtimeTokenError) and not may_come(error):
                    return
            await asyncio.sleep(self.settings.backoff(attempt))
            attempt += 1

    # --- what the user is told -------------------------------------------------------------------

    def _tell(self, change: StateChange) -> None:
        self._status = change.status
        if self.settings.on_state is not None:
            self._call(self.settings.on_state, change)

    def _tell_error(self, error: RealtimeError) -> None:
        if self.settings.on_error is not None:
            self._call(self.settings.on_error, error)
        else:
            log.warning("realtime: %s", error)

    @staticmethod
    def _call(function: Callable[[Any], None], value: Any) -> None:
        try:
            function(value)
        except Exception:
            log.exception("a function that was given to connect() failed")

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("realtime: a task failed", exc_info=task.exception())


class Connecting:
    """`await` it, or use it with `async with`, which also closes the connection."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._realtime: Realtime | None = None

    def __await__(self) -> Generator[Any, None, Realtime]:
        return self._connect().__await__()

    async def __aenter__(self) -> Realtime:
        self._realtime = await self._connect()
        return self._realtime

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._realtime is not None:
            await self._realtime.close()

    async def _connect(self) -> Realtime:
        made = Realtime(self._settings)
        await made._start()
        return made


def connect(
    url: str | None = None,
    *,
    token: Token,
    timeout: float = 30.0,
    connect_timeout: float = 30.0,
    open_timeout: float = 10.0,
    ping_interval: float | None = None,
    ping_timeout: float = 10.0,
    initial_backoff: float = 0.5,
    max_backoff: float = 20.0,
    max_waiting: int = 1000,
    max_queue: int = 1000,
    on_state: Callable[[StateChange], None] | None = None,
    on_error: Callable[[Exception], None] | None = None,
    on_message: Callable[[ServerMessage], None] | None = None,
) -> Connecting:
    """Connects, and stays connected: lost connections are made anew, rooms go on where they were.

    The first connection is tried again for `connect_timeout` seconds where that may help, then it fails:
    `RealtimeConnectionError` when the server cannot be reached, `RealtimeClosedError` when it
    refuses, `RealtimeTokenError` when there is no token.

    Args:
        url: Where the server is, as `wss://stagewire.example.com` (or `https://…`).
            STAGEWIRE_BASE_URL, else http://127.0.0.1:8080, if left out.
        token: A client token, or a function, async or not, that fetches one. With a function the
            connection outlives its tokens.
        timeout: Seconds for each request, reconnects included.
        connect_timeout: Seconds for the first connection, all tries together.
        open_timeout: Seconds for each try to connect, and for fetching a token.
        ping_interval: Seconds of silence after which the server is asked. As it says, if left out.
        ping_timeout: Seconds in which a silent server must answer a ping.
        initial_backoff: The longest wait before the first try to reconnect; it doubles.
        max_backoff: The longest wait before any.
        max_waiting: How many requests may wait while the connection is away.
        max_queue: How many messages a room keeps for its reader.
        on_state: Called when the connection is there, lost, or closed for good.
        on_error: Called with errors that belong to no call; they are logged if left out.
        on_message: Called with what the server tells of no room that is followed.
    """
    return Connecting(
        Settings(
            url=address(url),
            token=token,
            timeout=timeout,
            connect_timeout=connect_timeout,
            open_timeout=open_timeout,
            ping_interval=ping_interval,
            ping_timeout=ping_timeout,
            initial_backoff=initial_backoff,
            max_backoff=max_backoff,
            max_waiting=max_waiting,
            max_queue=max_queue,
            on_state=on_state,
            on_error=on_error,
            on_message=on_message,
        )
    )
