"""The WebSocket on the HTTP port: uvicorn hands the transport of an upgrade request to this class.

Handshake, frames and closing are those of `websockets`' sans-I/O engine (RFC 6455), but for what
is everyday: see `handshake.everyday` and `frames.whole_text`. A connection that knows nothing else
has no engine. No extension is offered, so nothing is compressed. What goes out is framed elsewhere,
once for all receivers.

A connection is `waiting` for its token, `entering` while the token is looked at, `open`, or
`closing`. While it may not read, what came stays unread, and TCP makes the client wait.
"""

from __future__ import annotations

import asyncio
import codecs
import logging
from collections import deque
from collections.abc import Awaitable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qs

import structlog
from uvicorn.config import Config
from uvicorn.server import ServerState
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import Protocol, Side, State
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from stagewire.contract.requests import client_ip
from stagewire.contract.types import ApiError
from stagewire.realtime.allowance import Allowance
from stagewire.realtime.frames import EMPTY_PING, frame_size, pong_end, whole_text
from stagewire.realtime.handshake import Asked, accepted, everyday
from stagewire.realtime.session import Message, error_message, request_id_of
from stagewire.realtime.types import Refused, Unavailable

if TYPE_CHECKING:
    from stagewire.realtime.connection import Connection
    from stagewire.realtime.engine import Engine
    from stagewire.realtime.grants import Identity

log = structlog.get_logger(__name__)

STATE = "stagewire.realtime"
"""Where the lifespan leaves the Engine in the server's state."""
SUBPROTOCOL = "stagewire.v1"
_TOKEN_PREFIX = "stagewire.token."  # noqa: S105 - a prefix, no token
_SLICE = 8192
_CLOSING = 5.0
"""Seconds a client has to answer a close frame."""
_EXPIRING = 60.0
_MOST_WAITING = 128
"""Messages of one client that wait for the one before."""
_LEAST_FRAGMENT = 1024
"""What a fragment counts at least: a message in tiny pieces costs as much as a large one."""

_Utf8 = codecs.getincrementaldecoder("utf-8")

# Debug lines of the engine would hold tokens.
_quiet = logging.getLogger("stagewire.realtime.frames")
_quiet.setLevel(logging.CRITICAL)


class RealtimeProtocol(asyncio.Protocol):
    """uvicorn's `ws=` class: made for each upgrade request."""

    __slots__ = (
        *("_allowed_bytes", "_allowed_messages", "_closing_at", "_connection", "_engine"),
        *(
            "_held",
            "_expires_at",
            "_fragments",
            "_heard",
            "_inbox",
            "_events",
            "_ip",
            "_lost",
            "_open",
        ),
        *("_origin", "_paused", "_ping_at", "_pinged", "_server", "_told_expiring"),
        *("_transport", "_unread", "_working", "_ws", "congested", "due", "put"),
        *("_counted", "_decoder", "_engine_wants", "_held", "_open", "_upgraded"),
    )

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        engine: Engine = app_state[STATE]
        limits = engine.hub.limits
        now = engine.hub.monotonic()
        self._engine = engine
        self._server = server_state
        # The engine, once something comes or goes that is not everyday.
        self._ws: Protocol | None = None
        self._upgraded = False
        self._connection: Connection | None = None
        self._allowed_messages = Allowance(limits.messages_per_second, now)
        self._allowed_bytes = Allowance(limits.bytes_per_second, now)
        self._fragments: list[bytes] = []
        self._inbox: deque[Message] | None = None
        self._working: asyncio.Task[None] | None = None
        self._unread = b""
        # Bytes that are left of a frame which the engine reads.
        self._engine_wants = 0
        self._events: list[Frame] = []
        # Held: the token is being looked at, or too many messages wait. Paused: too much came.
        self._held = self._paused = False
        self._open = self._lost = self._counted = False
        self._origin: str | None = None
        self._heard = self._pinged = self._told_expiring = False
        self._ping_at = self._closing_at = self._expires_at = 0.0
        self.congested = False
        self.due = -1

    # --- asyncio.Protocol ----------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self.put = self._transport.write
        self._server.connections.add(self)  # type: ignore[arg-type]

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost = True
        self._server.connections.discard(self)
        hub = self._engine.hub
        hub.deadlines.drop(self)
        if self._counted:
            self._counted = False
            hub.close_wire(self._ip)
        if self._connection is not None:
            hub.remove(self._connection)
        self._unread = b""

    def data_received(self, data: bytes) -> None:
        self._heard = True
        self._unread = self._unread + data if self._unread else data
        self._pump()

    def eof_received(self) -> None:
        if self._ws is not None:
            self._ws.receive_eof()

    def pause_writing(self) -> None:
        self.congested = True
        if self._connection is not None:
            self._connection.settle()

    def resume_writing(self) -> None:
        self.congested = self._connection is not None and self._connection.closed
        if self._connection is not None:
            self._connection.settle()

    def shutdown(self) -> None:
        """uvicorn stops."""
        self.close("going_away", "the server stops")

    # --- Wire: what the hub may do ---------------------------------------------------------------

    def write(self, data: bytes) -> None:
        self._transport.write(data)

    def waiting(self) -> int:
        return self._transport.get_write_buffer_size()

    def close(self, name: str, reason: str = "") -> None:
        """Sends the close frame and gives the client a moment to answer it."""
        self._open = False
        if self._connection is not None:
            self._connection.drop()
            # Not at once: rooms may be in the middle of telling their subscribers.
            asyncio.get_running_loop().call_soon(self._engine.hub.remove, self._connection)
        if self._lost:
            return
        if self._talks:
            self._machine().send_close(self._engine.close_code(name), _short(reason))
            self._send()
        elif not self._upgraded:
            self._transport.abort()
        self._end_soon()

    def refreshed(self) -> None:
        assert self._connection is not None
        self._expires_at = self._connection.identity.expires_at
        self._told_expiring = False
        self._schedule()

    # --- time ------------------------------------------------------------------------------------

    def check(self, now: float) -> float | None:
        """What is due: see Deadlines."""
        if self._lost:
            return None
        if self._closing_at:
            if now >= self._closing_at:
                self._transport.abort()
                return None
            return self._closing_at
        if not self._open:
            if now >= self._ping_at:
                self.close("unauthorized", "no token came in time")
                return self._closing_at
            return self._ping_at
        left = self._expires_at - self._engine.hub.clock()
        if left <= 0:
            self.close("token_expired", "the token has ended")
            return self._closing_at
        if left <= _EXPIRING and not self._told_expiring:
            self._told_expiring = True
            assert self._connection is not None
            self._connection.tell({"type": "expiring", "expires_at": int(self._expires_at * 1000)})
        if now >= self._ping_at:
            # Who may not read cannot be heard.
            if self._heard or self._paused:
                self._heard = self._pinged = False
            elif self._pinged:
                self.close("ping_timeout", "nothing came for too long")
                return self._closing_at
            else:
                self._pinged = True
                self._transport.write(EMPTY_PING)
            self._ping_at = now + self._engine.hub.limits.ping_seconds
        return self._next(now)

    def _next(self, now: float) -> float:
        left = self._expires_at - self._engine.hub.clock()
        return min(self._ping_at, now + (left if self._told_expiring else left - _EXPIRING))

    def _schedule(self) -> None:
        hub = self._engine.hub
        hub.deadlines.put(self, self._next(hub.monotonic()))

    def _end_soon(self) -> None:
        if not self._lost and not self._closing_at:
            hub = self._engine.hub
            self._closing_at = hub.monotonic() + _CLOSING
            hub.deadlines.put(self, self._closing_at)

    # --- reading -------------------------------------------------------------------------------

    def _pump(self) -> None:
        """Reads what has come, as far as this client may go on."""
        connection = self._connection
        if connection is not None:
            connection.answering = True
        self._read()
        if connection is not None:
            connection.answered()
        self._reading()

    def _read(self) -> None:
        data, at = self._unread, 0
        while not self._lost:
            if self._events:
                self._take_events()
            if at >= len(data) or self._held or self._paused:
                break
            if not self._upgraded:
                at = self._upgrade(data)
                continue
            plain = not self._engine_wants and not self._fragments
            if plain and (self._open or self._talks):
                text, end = whole_text(data, at, self._engine.everyday_bytes)
                if end < 0:
                    break
                if text is not None:
                    at = end
                    self._text(text, self._take(len(text), True))
                    continue
                end = pong_end(data, at)
                if end < 0:
                    break
                if end > at:
                    self._take(end - at, True)
                    at = end
                    continue
            end = self._for_the_engine(data, at)
            if end == at:
                break
            machine = self._machine()
            machine.receive_data(data[at:end])
            self._events.extend(cast(list[Frame], machine.events_received()))
            self._send()
            at = end
        self._unread = data[at:] if not self._lost else b""

    def _for_the_engine(self, data: bytes, at: int) -> int:
        """Until where the engine is to read now: never beyond the end of a frame, so that the
        next one may be an everyday one; ``at`` while that cannot be told."""
        if not self._engine_wants and self._talks:
            size = frame_size(data, at)
            if size is None:
                return at
            self._engine_wants = size
        # In slices, so that one who sends too much is stopped before all of it is read.
        end = min(len(data), at + _SLICE)
        if self._engine_wants:
            end = min(end, at + self._engine_wants)
            self._engine_wants -= end - at
        return end

    def _take_events(self) -> None:
        while self._events and not self._held:
            self._frame(self._events.pop(0))
        self._send()

    def _reading(self) -> None:
        if self._lost:
            return
        if self._held or self._paused:
            self._transport.pause_reading()
        elif not self._transport.is_reading() and not self._transport.is_closing():
            self._transport.resume_reading()

    def _frame(self, frame: Frame) -> None:
        opcode, data = frame.opcode, bytes(frame.data)
        if opcode is Opcode.CLOSE:
            self._closed_by_client()
            return
        if not self._talks:
            return
        wait = self._take(len(data), frame.fin)
        if opcode is Opcode.TEXT or opcode is Opcode.CONT:
            if not frame.fin or self._fragments:
                if not self._fits_on(data, frame.fin):
                    return
                self._fragments.append(data)
                if not frame.fin:
                    return
                data = b"".join(self._fragments)
                self._fragments = []
            self._text(data, wait)
        elif opcode is Opcode.BINARY:
            self._fail("unsupported_data", "only text messages are spoken here")

    def _fits_on(self, data: bytes, last: bool) -> bool:
        """Whether a piece goes on as UTF-8: what is none is not gathered first (RFC 6455, 8.1)."""
        if not self._fragments:
            self._decoder = _Utf8()
        try:
            self._decoder.decode(data, last)
        except UnicodeDecodeError:
            self._fail("invalid_text", "text must be UTF-8")
            return False
        return True

    def _take(self, size: int, last: bool) -> float:
        """Counts a frame; the seconds that this client must wait when it sends too much."""
        now = self._engine.hub.monotonic()
        if last:
            wait = (
                self._allowed_messages.take(1, now)
                or self._allowed_bytes.take(size, now)
                or self._engine.hub.take(self._ip, self._connection, now)
            )
        else:
            wait = self._allowed_bytes.take(max(size, _LEAST_FRAGMENT), now)
        if wait and not self._paused:
            self._paused = True
            asyncio.get_running_loop().call_later(wait, self._go_on)
        return wait

    def _go_on(self) -> None:
        self._paused = False
        self._heard = True
        self._pump()

    def _text(self, data: bytes, wait: float) -> None:
        try:
            data.decode()
        except UnicodeDecodeError:
            self._fail("invalid_text", "text must be UTF-8")
            return
        if not self._open:
            self._first(data)
            return
        assert self._connection is not None
        if wait:
            refused = Refused("rate_limited", "This client sends too much.", None, round(wait, 3))
            self._connection.tell(error_message(refused, request_id_of(data)))
            return
        session = self._engine.session
        message = session.take(data)
        if self._inbox is not None:
            self._inbox.append(message)
            if len(self._inbox) >= _MOST_WAITING:
                self._held = True
            return
        rest = session.begin(self._connection, message)
        if rest is not None:
            self._inbox = deque()
            work = self._work(rest, session.overlaps(message))
            self._working = asyncio.get_running_loop().create_task(work)

    async def _work(self, rest: Awaitable[None], overlaps: bool) -> None:
        """Waits for one message's rest and handles what comes behind it, one after the other, or
        overlapping. It goes on when the client is gone: what it sent before was sent."""
        session, connection, inbox = self._engine.session, self._connection, self._inbox
        assert inbox is not None and connection is not None
        begun = deque((rest,))
        while begun or inbox:
            while inbox and len(begun) < _MOST_WAITING:
                message = inbox[0]
                if begun and not (overlaps and session.overlaps(message)):
                    break
                overlaps = session.overlaps(message)
                more = session.begin(connection, inbox.popleft(), not begun)
                if more is not None:
                    begun.append(more)
            if self._held and len(inbox) < _MOST_WAITING // 2:
                self._held = False
                self._pump()
            if begun:
                await begun.popleft()
        self._inbox = None
        self._working = None

    # --- coming in -------------------------------------------------------------------------------

    def _upgrade(self, data: bytes) -> int:
        """Answers the request, and where what follows it begins. Of a connection that stays without
        a WebSocket nothing more is read."""
        end = data.find(b"\r\n\r\n") + 4
        if self._ws is not None or end < 4:
            return len(data)
        asked = everyday(data[:end])
        if asked is not None and _path(asked) == self._engine.address:
            self._upgraded = True
            chosen = SUBPROTOCOL if SUBPROTOCOL in asked.subprotocols else None
            self._transport.write(accepted(asked, chosen))
        else:
            asked = self._judge(data[:end])
        if asked is None:
            self._end_soon()
        else:
            self._greet(asked)
        return end

    def _judge(self, head: bytes) -> Asked | None:
        """Lets the engine answer a request that is not everyday; None where it refuses it."""
        self._ws = ws = ServerProtocol(
            max_size=self._engine.hub.limits.message_bytes, logger=_quiet
        )
        ws.receive_data(head)
        asked = None
        for request in ws.events_received():
            assert isinstance(request, Request)
            asked = _asked(request)
            if _path(asked) != self._engine.address:
                answer = ws.reject(HTTPStatus.NOT_FOUND, "There is no WebSocket here.\n")
            else:
                if SUBPROTOCOL in asked.subprotocols:
                    ws.available_subprotocols = [Subprotocol(SUBPROTOCOL)]
                answer = ws.accept(request)
            ws.send_response(answer)
        self._send()
        self._upgraded = ws.state is State.OPEN
        return asked if self._upgraded else None

    def _greet(self, asked: Asked) -> None:
        engine = self._engine
        self._ip = client_ip(
            {"client": _peer(self._transport), "headers": asked.headers}, engine.trusted_proxies
        )
        self._origin = next(iter(asked.values(b"origin")), None)
        self._counted = engine.hub.open_wire(self._ip)
        if not self._counted:
            self.close("too_many_connections", "this address has too many connections")
            return
        hub = engine.hub
        self._ping_at = hub.monotonic() + hub.limits.auth_seconds
        hub.deadlines.put(self, self._ping_at)
        token = _token(asked)
        if token is not None:
            self._enter(token, None)

    def _first(self, data: bytes) -> None:
        """The first message of a client whose token did not come with its request."""
        try:
            message = self._engine.session.read(data)
        except Refused as refused:
            self.close("unauthorized", refused.message)
            return
        if message["type"] != "auth":
            self.close("unauthorized", "the first message must be `auth`")
            return
        self._enter(message["token"], message.get("id"))

    def _enter(self, token: str, request_id: int | None) -> None:
        try:
            identity = self._engine.session.identity(token)
        except ApiError as error:
            self._engine.note_failure(self._ip)
            self.close("unauthorized", error.message)
            return
        if self._engine.admits_now(identity, self._ip, self._origin):
            self._let_in(identity, request_id)
            return
        self._held = True
        self._working = asyncio.get_running_loop().create_task(self._admit(identity, request_id))

    async def _admit(self, identity: Identity, request_id: int | None) -> None:
        try:
            refusal = await self._engine.admit(identity, self._ip, self._origin)
        except Unavailable as error:
            refusal = ("internal_error", error.message)
        except Exception:
            log.exception("realtime_admission_failed")
            refusal = ("internal_error", "the server failed")
        self._working = None
        self._held = False
        if self._lost or not self._talks:
            return
        if refusal is None:
            self._let_in(identity, request_id)
        else:
            self.close(*refusal)
        self._pump()

    def _let_in(self, identity: Identity, request_id: int | None) -> None:
        hub = self._engine.hub
        try:
            connection = hub.connect(self, identity, self._ip, self._origin)
        except Refused as refused:
            self.close(refused.code, refused.message)
            return
        self._connection = connection
        self._open = True
        self._expires_at = identity.expires_at
        self._ping_at = hub.monotonic() + hub.limits.ping_seconds
        welcome = {
            "type": "welcome",
            "connection_id": connection.id,
            "app_id": identity.app_id,
            "user_id": identity.user_id,
            "expires_at": int(identity.expires_at * 1000),
            "ping_interval": hub.limits.ping_seconds,
        }
        if request_id is not None:
            welcome["id"] = request_id
        connection.tell(welcome)
        self._schedule()

    # --- going out -------------------------------------------------------------------------------

    def _closed_by_client(self) -> None:
        self._open = False
        if self._connection is not None:
            self._engine.hub.remove(self._connection)
        self._end_soon()

    @property
    def _talks(self) -> bool:
        """Whether it is a WebSocket, and no end of it has begun."""
        return self._upgraded and (self._ws is None or self._ws.state is State.OPEN)

    def _machine(self) -> Protocol:
        """The engine, made when the first thing comes or goes that is not everyday."""
        if self._ws is None:
            most = self._engine.hub.limits.message_bytes
            self._ws = Protocol(Side.SERVER, max_size=most, logger=_quiet)
        return self._ws

    def _send(self) -> None:
        """Writes what the engine has to say: refusals, pongs, close frames."""
        if self._ws is None:
            return
        for data in self._ws.data_to_send():
            if self._lost:
                return
            if data:
                if self.congested and self.waiting() > self._engine.hub.limits.queue_bytes:
                    # It asks for answers that it does not read, or does not read its own end.
                    self._transport.abort()
                    return
                self._transport.write(data)
            else:
                if self._transport.can_write_eof():
                    self._transport.write_eof()
                else:
                    self._transport.close()
                self._failed()

    def _fail(self, name: str, reason: str) -> None:
        """The client broke the protocol: nothing more is read from it."""
        self._machine().fail(self._engine.close_code(name), reason)
        self._send()

    def _failed(self) -> None:
        """The connection is over from this side, maybe because the client broke the protocol."""
        self._open = False
        if self._connection is not None:
            self._connection.drop()
            asyncio.get_running_loop().call_soon(self._engine.hub.remove, self._connection)
        self._end_soon()


def _path(asked: Asked) -> str:
    return asked.target.partition("?")[0]


def _token(asked: Asked) -> str | None:
    """The token of the request, if it carries one."""
    for name in asked.subprotocols:
        if name.startswith(_TOKEN_PREFIX):
            return name.removeprefix(_TOKEN_PREFIX)
    try:
        values = parse_qs(asked.target.partition("?")[2], max_num_fields=20).get("token")
    except ValueError:
        return None
    return values[0] if values else None


def _asked(request: Request) -> Asked:
    headers = request.headers.raw_items()
    return Asked(
        request.path,
        [
            (name.lower().encode(), value.encode("ascii", "surrogateescape"))
            for name, value in headers
        ],
    )


def _peer(transport: asyncio.Transport) -> tuple[Any, ...] | None:
    peer = transport.get_extra_info("peername")
    return peer if isinstance(peer, tuple) else None


def _short(reason: str) -> str:
    """A close frame holds at most 123 bytes of reason (RFC 6455, section 5.5)."""
    return reason.encode()[:123].decode(errors="ignore")
