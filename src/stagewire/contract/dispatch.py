"""The way of a request through the contract: one Connexion `SpecMiddleware`.

route → per-IP limits → authenticate → per-key limits → scopes → parameters → body → idempotency →
handler → response check → headers. Each step either goes on or raises ApiError, which the
document's format renders.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import CoroutineType
from typing import Any

import orjson
import structlog
from connexion.middleware import SpecMiddleware
from connexion.resolver import Resolver
from connexion.security import SecurityHandlerFactory
from connexion.spec import Specification
from starlette.types import ASGIApp, Receive, Scope, Send

from stagewire.contract import rates
from stagewire.contract.binding import invalid, not_found
from stagewire.contract.body import MAX_BODY, Disconnected, read_body, too_large
from stagewire.contract.compile import Operation, compile_operation, scaled
from stagewire.contract.errors import Answer, HeaderList, as_api_error, render
from stagewire.contract.load import Contract, Document, ErrorFormat
from stagewire.contract.media import ABSENT
from stagewire.contract.meter import RequestMeter
from stagewire.contract.requests import (
    KEY,
    OPERATION,
    SHOWN_PATH,
    exchange_of,
    make_request,
    request_of,
)
from stagewire.contract.routes import Route, Routes
from stagewire.contract.schemas import Schemas
from stagewire.contract.security import SECURITY_MAP
from stagewire.contract.types import (
    ApiError,
    Authenticator,
    Call,
    FieldError,
    IdempotencyStore,
    Limiter,
    LimitRule,
    LimitState,
    Principal,
    Request,
    Result,
    StoredAnswer,
    hit_now,
)

log = structlog.get_logger("stagewire.contract")

JSON_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC
_IDEMPOTENCY_KEY = re.compile(rb"[!-~]{1,255}")
_REPLAYED = (b"idempotency-replayed", b"true")
# Answers that say nothing about what the request did: another try may well go through.
_NOT_KEPT = frozenset((401, 403, 429))
_NO_BODY = frozenset((204, 304))


@dataclass(frozen=True, slots=True)
class Services:
    """What the dispatcher asks of the layers above it. ``platform`` is handed to handlers
    unseen."""

    platform: Any
    authenticator: Authenticator
    limiter: Limiter
    idempotency: IdempotencyStore
    limit_scale: float = 1.0
    validate_responses: bool = True


class BadAnswer(Exception):
    """A handler's answer breaks its contract: logged, answered as 500."""


class ContractDispatch(SpecMiddleware):  # type: ignore[misc]
    """Serves every operation of the contract; what it does not know answers 404."""

    def __init__(self, app: ASGIApp, *, contract: Contract, services: Services) -> None:
        self.app = app
        self.routes: Routes[Operation] = Routes()
        self._services = services
        self._authenticator = services.authenticator
        self._limiter = services.limiter
        self._hit_now = hit_now(services.limiter)
        self._standard = contract.limits.tiers.get("standard", 100)
        self._scale = services.limit_scale
        rule = contract.limits.rules.get("authFailures")
        self._failures: tuple[LimitRule, int] | None = None
        if rule is not None and rule.limit is not None:
            self._failures = (rule, scaled(rule.limit, services.limit_scale))

    def add_api(
        self,
        specification: Specification,
        *,
        contract: Document,
        resolver: Resolver,
        security_map: dict[str, Any] | None = None,
    ) -> None:
        """Compiles the operations of a document."""
        schemas = Schemas(contract)
        factory = SecurityHandlerFactory(security_map or SECURITY_MAP)
        for path, method, _ in contract.operations():
            operation = specification.operation_cls.from_spec(
                specification, path=path, method=method, resolver=resolver
            )
            compiled = compile_operation(
                operation, contract, schemas, factory, self._services.limit_scale
            )
            route = self.routes.add(path, method.upper(), compiled)
            route.secret = route.secret or compiled.secret_path

    def allow(self, path: str, raw_path: bytes = b"") -> str | None:
        """The `Allow` header of a path, or None when the contract does not know it."""
        try:
            found = self.routes.find(path, raw_path)
        except ApiError:
            return None
        return None if found is None else found[0].allow

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] in ("lifespan", "websocket"):
                await self.app(scope, receive, send)
            return
        try:
            answer = await self.respond(scope, receive)
        except Disconnected:
            return
        status, headers, body = answer or self._nothing_here(scope)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def respond(self, scope: Scope, receive: Receive) -> Answer | None:
        """The whole answer to a request, with `content-length`; None for a path the contract does
        not know. It raises nothing but Disconnected."""
        request: Request | None = scope.get(KEY)
        if request is None:
            request = make_request(scope)
        method = request.method
        states: list[LimitState] = []
        format: ErrorFormat = "problem"
        operation: Operation | None = None
        try:
            found = self._find(request.path, scope)
            if found is None:
                return None
            route, texts = found
            if route.secret:
                scope[SHOWN_PATH] = route.template
            operation = route.methods.get(method)
            if operation is None:
                operation = self._other_method(route, method)
            if operation is None:
                answer: Answer = (204, [(b"allow", route.allow.encode())], b"")
            else:
                format = operation.format
                scope[OPERATION] = operation.id
                if operation.failure_limits or operation.license_limits:
                    answer = await self._metered(operation, request, texts, scope, receive, states)
                else:
                    answer = await self._serve(operation, request, texts, scope, receive, states)
        except ApiError as error:
            if error.status >= 500:
                log.error("handler failed", request_id=request.id, exc_info=error)
            if operation is not None:
                error = _documented(error, operation)
            answer = render(error, getattr(error, "format", format), request.id)
        except Disconnected:
            raise
        except Exception as error:
            log.error("handler failed", request_id=request.id, exc_info=error)
            answer = render(as_api_error(error), format, request.id)
        status, headers, body = answer
        if states:
            headers += rates.headers(states)
        if status not in _NO_BODY:
            headers.append((b"content-length", b"%d" % len(body)))
            if method == "HEAD":
                body = b""
        return status, headers, body

    def _find(self, path: str, scope: Scope) -> tuple[Route[Operation], dict[str, str]] | None:
        """None too for a path that is none: others may have an answer to it."""
        try:
            return self.routes.find(path, scope.get("raw_path") or b"")
        except ApiError:
            return None

    def _nothing_here(self, scope: Scope) -> Answer:
        """The answer to a path that nobody knows."""
        request, error = request_of(scope), not_found()
        try:
            self.routes.find(request.path, scope.get("raw_path") or b"")
        except ApiError as malformed:
            error = malformed
        status, headers, body = render(error, "problem", request.id)
        headers.append((b"content-length", b"%d" % len(body)))
        return status, headers, b"" if request.method == "HEAD" else body

    @staticmethod
    def _other_method(route: Route[Operation], method: str) -> Operation | None:
        """HEAD is served as GET; None stands for OPTIONS, answered with Allow."""
        if method == "HEAD" and "GET" in route.methods:
            return route.methods["GET"]
        if method == "OPTIONS":
            return None
        neighbour = next(iter(route.methods.values()))
        raise _MethodNotAllowed(method, route.allow, neighbour.format)

    async def _serve(
        self,
        operation: Operation,
        request: Request,
        texts: dict[str, str],
        scope: Scope,
        receive: Receive,
        states: list[LimitState],
        meter: RequestMeter | None = None,
    ) -> Answer:
        headers: dict[bytes, bytes] = request.headers.raw  # type: ignore[attr-defined]
        path = operation.parameters.coerce_path(texts) if texts else None
        count = self._hit_now
        for rule, limit in operation.ip_limits:
            if count is not None:
                state = count(rule, request.ip, limit)
            else:
                state = await self._limiter.hit(rule, request.ip, limit)
            states.append(state)
            if not state.allowed:
                raise rates.too_many(state)
        query = request.query_string
        principal, required = self._known(operation, headers, query)
        if principal is None:
            principal, required = await self._look_up(operation, request, headers, states)
        for rule, fixed in operation.caller_limits:
            identity, limit = self._quota(rule, fixed, principal, request)
            if count is not None:
                state = count(rule, identity, limit)
            else:
                state = await self._limiter.hit(rule, identity, limit)
            states.append(state)
            if not state.allowed:
                raise rates.too_many(state)
        if principal is not None:
            scopes = principal.scopes
            for needed in required:
                if needed not in scopes and "admin" not in scopes:
                    raise ApiError(
                        403, "missing_scope", f"This API key lacks the scope `{needed}`."
                    )
        arguments = operation.parameters.arguments(path, query, request.headers)
        if operation.body is not None:
            exchange = exchange_of(scope)
            body = exchange.body_at_hand() if exchange is not None else None
            if body is None:
                body = await read_body(receive, headers.get(b"content-length"))
            elif len(body) > MAX_BODY:
                raise too_large()
            request.body = body
            value = operation.body.value(body, headers.get(b"content-type"))
            if type(value) is CoroutineType:
                value = await value
            if value is not ABSENT:
                arguments["body"] = value
        call = Call(request, principal, self._services.platform, operation.id, meter=meter)
        if operation.idempotent:
            key = headers.get(b"idempotency-key")
            if key is not None:
                return await self._once(operation, call, arguments, key)
        return self._answer(operation, call, await operation.handler(call, **arguments))

    async def _metered(
        self,
        operation: Operation,
        request: Request,
        texts: dict[str, str],
        scope: Scope,
        receive: Receive,
        states: list[LimitState],
    ) -> Answer:
        """Serves an operation whose handler says whose request it is; see ``meter.py``."""
        limits, failures = operation.license_limits, operation.failure_limits
        meter = RequestMeter(self._limiter, limits, failures, request.ip, states)
        try:
            answer = await self._serve(operation, request, texts, scope, receive, states, meter)
        except ApiError as error:
            if error.status < 500:
                await meter.finish(error)
            raise
        if not meter.vouched:
            await meter.finish()
        return answer

    # --- who calls, and how often ------------------------------------------------------------

    def _known(
        self, operation: Operation, headers: Mapping[bytes, bytes], query: bytes
    ) -> tuple[Principal | None, tuple[str, ...]]:
        """The caller, if the first key that was sent is known to be good, and the scopes it has
        to have."""
        for requirement in operation.alternatives:
            scheme = requirement.scheme
            token = scheme.read(headers, query)
            if token is not None:
                candidate = self._authenticator.cached(token)
                if candidate is not None and candidate.kind in scheme.kinds:
                    return candidate, requirement.scopes
                break
        return None, ()

    async def _look_up(
        self,
        operation: Operation,
        request: Request,
        headers: Mapping[bytes, bytes],
        states: list[LimitState],
    ) -> tuple[Principal | None, tuple[str, ...]]:
        """The same of a caller who has to be looked up.

        A key that is known to be good is not punished for guesses from the same address; any
        other is refused while the address is blocked, right or wrong."""
        sent = peeked = False
        for requirement in operation.alternatives:
            scheme = requirement.scheme
            token = scheme.read(headers, request.query_string)
            if token is None:
                continue
            sent = True
            candidate = self._authenticator.cached(token)
            if candidate is None:
                if not peeked and self._failures is not None:
                    peeked = True
                    rule, limit = self._failures
                    state = await self._limiter.peek(rule, request.ip, limit)
                    if not state.allowed:
                        states.append(state)
                        raise rates.too_many(state)
                candidate = await self._authenticator.authenticate(token, kinds=scheme.kinds)
            if candidate is not None and candidate.kind in scheme.kinds:
                return candidate, requirement.scopes
        if sent:
            if self._failures is not None:
                rule, limit = self._failures
                await self._limiter.hit(rule, request.ip, limit)
            raise ApiError(401, "unauthorized", "The API key is not valid. Send a valid one.")
        if not operation.optional:
            raise ApiError(401, "unauthorized", _how_to(operation))
        return None, ()

    def _quota(
        self, rule: LimitRule, fixed: int | None, principal: Principal | None, request: Request
    ) -> tuple[str, int]:
        """For whom a request is counted under a caller's limit, and the number in force."""
        if principal is None:
            identity, tier = request.ip, self._standard
        else:
            tier = principal.rate_limit
            identity = principal.key_id
            if rule.per == "app" and principal.app_id is not None:
                identity = principal.app_id
        return identity, fixed if fixed is not None else scaled(tier, self._scale)

    # --- the handler and its answer ----------------------------------------------------------

    async def _once(
        self, operation: Operation, call: Call[Any], arguments: dict[str, Any], key: bytes
    ) -> Answer:
        """Runs the handler at most once per Idempotency-Key; a repetition gets the first answer."""
        if not _IDEMPOTENCY_KEY.fullmatch(key):
            message = "must have 1 to 255 visible ASCII characters"
            raise invalid([FieldError("header.Idempotency-Key", message)])
        request, principal = call.request, call.principal
        if principal is None:
            owner = f"ip:{request.ip}"
        else:
            owner = f"{principal.app_id or principal.key_id}:{principal.environment}"
        store, name = self._services.idempotency, key.decode("ascii")
        digest = sha256(f"{request.method} {request.path}\n".encode())
        digest.update(request.query_string + b"\n" + request.body)
        stored = await store.begin(owner, operation.id, name, digest.digest())
        if stored is not None:
            return (stored.status, [*_encoded(stored.headers), _REPLAYED], stored.body)
        try:
            try:
                answer = self._answer(operation, call, await operation.handler(call, **arguments))
            except ApiError as error:
                if error.status >= 500 or error.status in _NOT_KEPT:
                    raise
                answer = render(_documented(error, operation), operation.format, request.id)
        except BaseException:
            await store.abandon(owner, operation.id, name)
            raise
        status, headers, body = answer
        kept = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers}
        await store.finish(owner, operation.id, name, StoredAnswer(status, kept, body))
        return answer

    def _answer(self, operation: Operation, call: Call[Any], result: Any) -> Answer:
        """What the handler returned as status, headers and bytes, checked against the contract."""
        status = operation.success
        headers: HeaderList = []
        if type(result) is Result:
            if result.status is not None:
                status = result.status
            if result.headers:
                headers = _encoded(result.headers)
            result = result.body
        if call.headers:
            headers += _encoded(call.headers)
        response = operation.responses.get(status) or operation.any_response
        if response is None:
            raise BadAnswer(f"{operation.id} answered the undocumented status {status}")
        if result is None and not response.media_types:
            body = b""
        elif isinstance(result, bytes):
            return self._bytes_answer(operation, status, headers, result)
        else:
            body = orjson.dumps(result, option=JSON_OPTIONS)
            if response.content_type is None:
                raise BadAnswer(f"{operation.id} answered {status} with JSON, which it has not")
            headers.append(response.content_type)
        if self._services.validate_responses:
            schema = response.schema
            if schema is not None:
                if response.as_sent:
                    result = orjson.loads(body)
                try:
                    valid = schema.is_valid(result)
                except (TypeError, ValueError):
                    response.as_sent = True
                    result = orjson.loads(body)
                    valid = schema.is_valid(result)
                if not valid:
                    errors = schema.findings(result).errors
                    told = ", ".join(f"{error.field} {error.message}" for error in errors)
                    raise BadAnswer(f"{operation.id} answered {status} but {told}")
            if response.required_headers:
                sent = {name for name, _ in headers}
                if missing := response.required_headers - sent:
                    names = b", ".join(missing).decode()
                    raise BadAnswer(f"{operation.id} answered {status} without {names}")
        return status, headers, body

    def _bytes_answer(
        self, operation: Operation, status: int, headers: HeaderList, body: bytes
    ) -> Answer:
        content_type = dict(headers).get(b"content-type")
        if content_type is None:
            raise BadAnswer(f"{operation.id} answered bytes without a content type")
        response = operation.responses.get(status) or operation.any_response
        media_type = content_type.decode("latin-1").partition(";")[0].strip().lower()
        if response is not None and media_type not in response.media_types:
            raise BadAnswer(f"{operation.id} answered {status} as {media_type}")
        return status, headers, body


class _MethodNotAllowed(ApiError):
    """405 has no operation of its own: it speaks the format of the path's other operations."""

    def __init__(self, method: str, allow: str, format: ErrorFormat) -> None:
        super().__init__(
            405,
            "method_not_allowed",
            f"{method} is not possible here; possible are {allow}.",
            headers={"Allow": allow},
        )
        self.format = format


def _documented(error: ApiError, operation: Operation) -> ApiError:
    """The error as this operation may answer it: a 422 that it does not document becomes 400."""
    if error.status == 422 and 422 not in operation.responses and operation.any_response is None:
        error.status = 400
    return error


def _encoded(headers: Mapping[str, str]) -> HeaderList:
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
    ]


_WAYS = {
    "bearer": "`Authorization: Bearer <key>`",
    "clientToken": "`Authorization: Bearer <client token>`",
    "appKey": "`X-APP-API-KEY`",
    "legacyKey": "`X-API-Key`",
    "adminKey": "`X-ADMIN-API-KEY`",
    "queryKey": "`?api_key=`",
}


def _how_to(operation: Operation) -> str:
    names = dict.fromkeys(requirement.scheme.name for requirement in operation.alternatives)
    ways = [_WAYS.get(name, name) for name in names]
    listed = ", ".join(ways[:-1]) + (" or " if len(ways) > 1 else "") + ways[-1]
    what = "an API key or a client token" if "clientToken" in names else "an API key"
    return f"Send {what} as {listed}."
