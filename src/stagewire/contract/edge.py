"""The outermost ASGI layer: request id, client address, access log, metrics, CORS.

It knows no operation: for CORS it asks the contract which methods a path has, for metrics the
dispatcher leaves the operation's id in the scope.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stagewire.contract.body import Disconnected
from stagewire.contract.errors import Answer, HeaderList, internal_error, render
from stagewire.contract.logs import access_logger
from stagewire.contract.metrics import METRICS, Metrics
from stagewire.contract.requests import (
    OPERATION,
    SHOWN_PATH,
    Network,
    client_ip,
    exchange_of,
    make_request,
    request_id,
)
from stagewire.contract.types import Request

log = structlog.get_logger("stagewire.contract")

Respond = Callable[[Scope, Receive], Awaitable[Answer | None]]
"""A request → status, headers and body of its whole answer, or None for a path that the contract
does not know. It raises nothing but Disconnected."""

Allow = Callable[[str, bytes], str | None]
"""A path → its `Allow` header, or None for a path the contract does not know."""

Direct = Callable[[Scope, dict[bytes, bytes]], tuple[str, int, HeaderList] | None]
"""A scope and its headers → what metrics count it under, status and headers of an answer without
a body that is known already; None for whatever takes the way through the app."""

_NOSNIFF = (b"x-content-type-options", b"nosniff")
_VARY = (b"vary", b"Origin")
_EXPOSED = (
    b"access-control-expose-headers",
    b"X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Retry-After, "
    b"RateLimit, RateLimit-Policy, Retry-After, Location, Idempotency-Replayed",
)
_ALLOWED_HEADERS = (
    b"Authorization, Content-Type, Idempotency-Key, X-ADMIN-API-KEY, X-API-Key, X-APP-API-KEY, "
    b"X-Request-Id"
)
_START, _BODY = "http.response.start", "http.response.body"
_NO_BODY = {"type": _BODY, "body": b""}
_PREFLIGHT_AGE = b"600"
CLIENT_LEFT = 499
"""Logged where the client was gone before there was an answer (nginx's number for it)."""


class Edge:
    """Wraps the app. ``trusted_proxies`` are the networks whose X-Forwarded-For counts;
    ``cors_origins`` are origins by comma, `*` for all, empty for none."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        allow: Allow,
        trusted_proxies: Sequence[Network] = (),
        cors_origins: str = "*",
        access_log: bool = True,
        direct: Direct | None = None,
        respond: Respond | None = None,
        metrics: Metrics = METRICS,
    ) -> None:
        self._app = app
        self._allow = allow
        self._trusted = tuple(trusted_proxies)
        origins = frozenset(o.strip().rstrip("/").encode() for o in cors_origins.split(",") if o)
        self._any_origin = b"*" in origins
        self._origins = origins
        self._access = access_logger() if access_log else None
        self._direct = direct
        self._respond = respond
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        headers: dict[bytes, bytes] = dict(scope["headers"])
        origin = headers.get(b"origin")
        if self._direct is not None and origin is None:
            known = self._direct(scope, headers)
            if known is not None:
                await self._answer_directly(known, scope, headers, send, started)
                return
        request = make_request(scope, self._trusted, headers)
        added = [(b"x-request-id", request.id.encode("ascii")), _NOSNIFF]
        if origin is not None or (self._origins and not self._any_origin):
            self._cors(origin, added)
        status = CLIENT_LEFT

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *added]
            await send(message)

        try:
            if (
                origin is not None
                and request.method == "OPTIONS"
                and b"access-control-request-method" in headers
            ):
                await self._preflight(scope, request, receive, answer)
            else:
                whole = None
                if self._respond is not None:
                    whole = await self._respond(scope, receive)
                if whole is None:
                    await self._app(scope, receive, answer)
                else:
                    status, own, body = whole
                    own += added
                    exchange = exchange_of(scope)
                    if exchange is None or not exchange.answer(status, own, body):
                        await send({"type": _START, "status": status, "headers": own})
                        await send({"type": _BODY, "body": body})
        except Disconnected:
            pass  # Nobody is left to answer.
        except Exception as error:
            log.error("unhandled error", request_id=request.id, exc_info=error)
            if status != CLIENT_LEFT:
                # The answer has begun: only breaking the connection says that it is no good.
                raise
            await self._fail(request, answer)
        finally:
            seconds = perf_counter() - started
            operation = scope.get(OPERATION, "other")
            self._metrics.observe(operation, request.method, status, seconds)
            if self._access is not None:
                path = scope.get(SHOWN_PATH, request.path)
                self._log(request.method, path, status, seconds, request.id, request.ip)

    async def _answer_directly(
        self,
        known: tuple[str, int, HeaderList],
        scope: Scope,
        headers: dict[bytes, bytes],
        send: Send,
        started: float,
    ) -> None:
        """Nothing here awaits anybody or can fail, so less is needed than around the app."""
        operation, status, ready = known
        made = request_id(headers.get(b"x-request-id"))
        whole = [*ready, (b"x-request-id", made.encode("ascii"))]
        exchange = exchange_of(scope)
        if exchange is None or not exchange.answer(status, whole, b""):
            await send({"type": _START, "status": status, "headers": whole})
            await send(_NO_BODY)
        seconds = perf_counter() - started
        self._metrics.observe(operation, scope["method"], status, seconds)
        if self._access is not None:
            ip = client_ip(scope, self._trusted)
            self._log(scope["method"], scope["path"], status, seconds, made, ip)

    def _log(self, method: str, path: str, status: int, seconds: float, made: str, ip: str) -> None:
        assert self._access is not None
        ms = round(seconds * 1000, 2)
        self._access.info("request", method=method, path=path, status=status, ms=ms, id=made, ip=ip)

    def _cors(self, origin: bytes | None, added: list[tuple[bytes, bytes]]) -> None:
        if not self._any_origin:
            added.append(_VARY)
        if origin is None or not (self._any_origin or origin in self._origins):
            return
        value = b"*" if self._any_origin else origin
        added.append((b"access-control-allow-origin", value))
        added.append(_EXPOSED)

    async def _preflight(
        self, scope: Scope, request: Request, receive: Receive, send: Send
    ) -> None:
        allow = self._allow(request.path, scope.get("raw_path") or b"")
        if allow is None:
            await self._app(scope, receive, send)
            return
        # Echoing the asked-for headers would let in names that no operation reads.
        headers = [
            (b"access-control-allow-methods", allow.encode()),
            (b"access-control-allow-headers", _ALLOWED_HEADERS),
            (b"access-control-max-age", _PREFLIGHT_AGE),
            (b"allow", allow.encode()),
        ]
        await send({"type": "http.response.start", "status": 204, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    @staticmethod
    async def _fail(request: Request, send: Send) -> None:
        status, headers, body = render(internal_error(), "problem", request.id)
        headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
