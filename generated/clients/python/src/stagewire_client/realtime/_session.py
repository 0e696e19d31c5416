"""One WebSocket, from its welcome to its end: requests out, answers and notices in."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

try:
    from websockets.asyncio.client import ClientConnection, connect
    from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
    from websockets.typing import Subprotocol
except ImportError as missing:
    raise ImportError("install stagewire-client[realtime] for realtime connections") from missing

from .._version import __version__
from ..errors import parse_retry_after
from ._settings import Settings
from .errors import (
    RealtimeClosedError,
    RealtimeConnectionError,
    RealtimeError,
    RealtimeRequestError,
)
from .messages import CLOSE_CODES, MOST_RECEIVED, MOST_SENT, Error, Welcome

Json = dict[str, Any]

_PASSING = frozenset((408, 425, 429))
_CLOSING = 2.0

# What the library tells a debugger has the token in it.
_quiet = logging.getLogger("stagewire_client.realtime.websocket")
_quiet.setLevel(logging.WARNING)


class Lost(RealtimeConnectionError):
    """The connection broke before the answer. ``sent`` says whether the request had gone out."""

    sent = True


@dataclass(frozen=True)
class Failure:
    """Why there is no connection. ``wait`` is how many seconds the server asks for."""

    error: RealtimeError
    reconnect: bool
    code: int | None = None
    wait: float = 0.0


class OpeningFailed(Exception):
    """Carries the Failure."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure.error))
        self.failure = failure


class _Connect(connect):
    def process_redirect(self, exc: Exception) -> Exception | str:
        # The token must not follow a redirect to another host.
        return exc


@dataclass
class _Waiting:
    """A request without its answer."""

    text: str
    answer: asyncio.Future[Json]
    on_reply: Callable[[Json], None] | None
    sent: bool = False


async def open_session(settings: Settings, token: str) -> Session:
    """A welcomed connection, or OpeningFailed."""
    opening = _Connect(
        settings.url,
        # Offered, so that it stands in no address that a proxy or a server logs.
        subprotocols=[Subprotocol("stagewire.v1"), Subprotocol(f"stagewire.token.{token}")],
        open_timeout=None,
        close_timeout=_CLOSING,
        # The server pings who is silent; the session asks by itself, for who cannot see pings.
        ping_interval=None,
        compression=None,
        max_size=MOST_RECEIVED,
        logger=_quiet,
        user_agent_header=f"stagewire-client-python/{__version__}",
    )

    async def welcomed() -> tuple[ClientConnection, Json]:
        socket = await opening
        try:
            return socket, json.loads(await socket.recv())
        except BaseException:
            socket.transport.abort()
            raise

    try:
        socket, welcome = await asyncio.wait_for(welcomed(), settings.open_timeout)
        known = Welcome.from_dict(welcome)
        interval = settings.ping_interval or known.ping_interval
        return Session(socket, known, interval, settings.ping_timeout)
    except ConnectionClosed as closed:
        raise OpeningFailed(failure(closed)) from None
    except InvalidStatus as refused:
        status = refused.response.status_code
        error = RealtimeConnectionError(f"the server answered with status {status}", status)
        wait = parse_retry_after(refused.response.headers.get("Retry-After")) or 0.0
        passing = status >= 500 or status in _PASSING
        raise OpeningFailed(Failure(error, passing, wait=wait)) from None
    except asyncio.TimeoutError:
        error = RealtimeConnectionError("the server did not answer in time")
        raise OpeningFailed(Failure(error, True)) from None
    except (OSError, EOFError, InvalidHandshake) as broken:
        error = RealtimeConnectionError(f"the server could not be reached: {broken}")
        raise OpeningFailed(Failure(error, True)) from broken
    except (ValueError, KeyError, TypeError) as strange:
        error = RealtimeConnectionError(f"the server's welcome is none: {strange!r}")
        raise OpeningFailed(Failure(error, False)) from strange


def failure(closed: ConnectionClosed) -> Failure:
    """What a closed connection means."""
    if closed.rcvd is None:
        return Failure(RealtimeConnectionError("the connection broke"), True)
    code, reason = int(closed.rcvd.code), closed.rcvd.reason
    known = CLOSE_CODES.get(code)
    # Other codes of RFC 6455 come from what lies between, which may be restarted.
    reconnect = known.reconnect if known else code < 4000
    return Failure(RealtimeClosedError(code, reason, reconnect), reconnect, code)


@dataclass(eq=False)
class Session:
    """Requests are sent in the order of `request`. ``run`` reads until the end."""

    socket: ClientConnection
    welcome: Welcome
    ping_interval: float
    ping_timeout: float
    _requests: dict[int, _Waiting] = field(default_factory=dict)
    _outgoing: asyncio.Queue[_Waiting] = field(default_factory=asyncio.Queue)
    _number: int = 0
    _heard: float = 0.0
    _over: bool = False

    @property
    def over(self) -> bool:
        return self._over

    def request(
        self, data: Json, on_reply: Callable[[Json], None] | None = None
    ) -> asyncio.Future[Json]:
        """The answer to a message. ``on_reply`` is called with it before anything that comes after
        it is read. ValueError for what is too long, or not JSON."""
        self._number = number = self._number + 1
        text = json.dumps({**data, "id": number}, separators=(",", ":"), ensure_ascii=False)
        if len(text.encode()) > MOST_SENT:
            raise ValueError(f"a message may have at most {MOST_SENT} bytes")
        waiting = _Waiting(text, asyncio.get_running_loop().create_future(), on_reply)
        if self._over:
            self._fail(waiting)
            return waiting.answer
        self._requests[number] = waiting
        waiting.answer.add_done_callback(lambda _: self._requests.pop(number, None))
        self._outgoing.put_nowait(waiting)
        return waiting.answer

    async def run(self, on_notice: Callable[[Json], None]) -> Failure:
        """Reads until the connection is over, and says why. ``on_notice`` gets what no request
        asked for."""
        self._heard = asyncio.get_running_loop().time()
        reading = asyncio.create_task(self._read(on_notice))
        work = [reading, asyncio.create_task(self._write()), asyncio.create_task(self._watch())]
        try:
            await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            if reading.done():
                return reading.result()
            return Failure(RealtimeConnectionError("the server fell silent"), True)
        finally:
            self._over = True
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            self.socket.transport.abort()
            for waiting in list(self._requests.values()):
                self._fail(waiting)

    async def close(self) -> None:
        await self.socket.close()

    async def _read(self, on_notice: Callable[[Json], None]) -> Failure:
        loop = asyncio.get_running_loop()
        while True:
            try:
                text = await self.socket.recv()
            except ConnectionClosed as closed:
                return failure(closed)
            self._heard = loop.time()
            try:
                message = json.loads(text)
                number = message.get("id")
            except (ValueError, AttributeError) as error:
                strange = RealtimeConnectionError(f"the server sent no message: {error}")
                return Failure(strange, True)
            if number is None:
                on_notice(message)
            else:
                self._answered(number, message)

    def _answered(self, number: int, message: Json) -> None:
        waiting = self._requests.pop(number, None)
        if waiting is None or waiting.answer.done():
            return
        if message.get("type") == "error":
            waiting.answer.set_exception(request_error(message))
            return
        if waiting.on_reply is not None:
            waiting.on_reply(message)
        waiting.answer.set_result(message)

    async def _write(self) -> None:
        while True:
            waiting = await self._outgoing.get()
            if waiting.answer.done():
                continue
            waiting.sent = True
            try:
                await self.socket.send(waiting.text)
            except ConnectionClosed:
                # The reader knows why.
                await asyncio.Event().wait()

    async def _watch(self) -> None:
        """Ends when the server is silent and does not answer a ping either."""
        loop = asyncio.get_running_loop()
        interval = self.ping_interval
        while True:
            left = self._heard + interval - loop.time()
            if left > 0:
                await asyncio.sleep(left)
                continue
            asked = loop.time()
            ping = self.request({"type": "ping"})
            await asyncio.wait([ping], timeout=self.ping_timeout)
            if ping.done() and not ping.cancelled():
                ping.exception()
            else:
                ping.cancel()
            if self._heard < asked:
                return

    @staticmethod
    def _fail(waiting: _Waiting) -> None:
        if not waiting.answer.done():
            lost = Lost("the connection broke before the answer came")
            lost.sent = waiting.sent
            waiting.answer.set_exception(lost)
            # Nobody may be interested any more.
            waiting.answer.exception()


def request_error(message: Json) -> RealtimeRequestError:
    """From an `error` of the server."""
    return RealtimeRequestError(Error.from_dict(message))
