"""Puts the contract to work: documents and services in, ASGI app out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from connexion import AsyncApp
from connexion.middleware.exceptions import ExceptionMiddleware
from connexion.middleware.lifespan import LifespanMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from stagewire.contract.dispatch import ContractDispatch, Services
from stagewire.contract.errors import handle_escaped
from stagewire.contract.lint import check
from stagewire.contract.load import Contract
from stagewire.contract.resolve import HandlerResolver
from stagewire.contract.security import SECURITY_MAP
from stagewire.contract.specification import specification
from stagewire.contract.types import Authenticator, IdempotencyStore, Limiter

Lifespan = Callable[[Any], AbstractAsyncContextManager[Any]]


_ESCAPED = "stagewire.escaped"


class _Exceptions(ExceptionMiddleware):  # type: ignore[misc]
    """Connexion's exception handling, entered only when there is an exception: setting it up costs
    as much as a whole request does otherwise."""

    def __init__(self, next_app: ASGIApp) -> None:
        self._handling = ExceptionMiddleware(_raise_escaped)
        super().__init__(next_app)

    def add_exception_handler(self, exc_class_or_status_code: Any, handler: Any) -> None:
        self._handling.add_exception_handler(exc_class_or_status_code, handler)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            if scope["type"] != "http":
                raise
            scope[_ESCAPED] = error
            await self._handling(scope, receive, send)


async def _raise_escaped(scope: Scope, receive: Receive, send: Send) -> None:
    raise scope[_ESCAPED]


class ContractApp:
    """The contract as an ASGI app. ``allow`` answers a path's `Allow` header, for CORS, and
    ``respond`` what the app would send, or None for a path the contract does not know."""

    def __init__(self, app: AsyncApp, dispatch: ContractDispatch) -> None:
        self._app = app
        self.dispatch = dispatch
        self.allow = dispatch.allow
        self.respond = dispatch.respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


def build_app(
    contract: Contract,
    *,
    platform: Any,
    authenticator: Authenticator,
    limiter: Limiter,
    idempotency: IdempotencyStore,
    limit_scale: float = 1.0,
    validate_responses: bool = True,
    handlers_package: str = "stagewire",
    lifespan: Lifespan | None = None,
) -> ContractApp:
    """Lints and compiles the contract; ContractError when a document or handler breaks a rule.

    ``platform`` reaches handlers as `call.platform`. Put `edge.Edge` around the result."""
    check(contract, handlers_package)
    services = Services(
        platform, authenticator, limiter, idempotency, limit_scale, validate_responses
    )
    specifications = [(document, specification(document)) for document in contract.documents]
    made: list[ContractDispatch] = []

    def dispatch(app: ASGIApp) -> ContractDispatch:
        one = ContractDispatch(app, contract=contract, services=services)
        # Not by the application's own `add_api`: that checks once more, and slowly.
        for document, checked in specifications:
            one.add_api(
                checked,
                contract=document,
                resolver=HandlerResolver(document, handlers_package),
                security_map=SECURITY_MAP,
            )
        made.append(one)
        return one

    app = AsyncApp(
        "stagewire",
        middlewares=[_Exceptions, dispatch, LifespanMiddleware],
        lifespan=lifespan,
    )
    app.add_error_handler(Exception, handle_escaped)
    _compile(app)
    return ContractApp(app, made[0])


def _compile(app: AsyncApp) -> None:
    """Connexion builds its middleware at the first call; done here, a mistake stops the start
    and no first request waits. A scope of a type nobody knows passes through without waiting."""
    try:
        app({"type": "stagewire.compile"}, _nothing, _nothing).send(None)
    except StopIteration:
        pass
    else:
        raise RuntimeError("compiling the contract must not wait")


async def _nothing(*_: Any) -> Any:
    return None
