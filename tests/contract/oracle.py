"""Stock Connexion over the lowered documents, as the judge of our dispatcher.

`stock_app` serves the same documents with the same handlers through Connexion's own middlewares:
its routing, security, validation and parameter handling. `compare` sends the same requests to two
apps and answers where they differ.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx
from connexion import AsyncApp
from connexion.decorators.parameter import sanitized
from connexion.exceptions import OAuthResponseProblem, OAuthScopeProblem
from connexion.lifecycle import ConnexionRequest, ConnexionResponse
from connexion.operations import AbstractOperation
from connexion.resolver import Resolution, Resolver
from connexion.security import ApiKeySecurityHandler, BearerSecurityHandler

from stagewire.contract.binding import argument_name
from stagewire.contract.compile import parameters_of
from stagewire.contract.errors import render
from stagewire.contract.load import Contract, Document
from stagewire.contract.lower import SCHEME_NAME, lower
from stagewire.contract.requests import Headers
from stagewire.contract.resolve import HandlerResolver
from stagewire.contract.routes import Routes
from stagewire.contract.types import ApiError, Authenticator, Call, Request, Result

# One line for each 4xx would bury the test's own output.
logging.getLogger("connexion").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Sent:
    """One request. ``headers`` replace nothing: they are all that is sent besides Host."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""


@dataclass(frozen=True)
class Answer:
    """``body`` is the parsed JSON of a success; errors have each app's own form."""

    status: int
    body: Any = None


@dataclass(frozen=True)
class Difference:
    sent: Sent
    ours: Answer
    theirs: Answer


async def compare(ours: Any, theirs: Any, requests: Iterable[Sent]) -> list[Difference]:
    """The requests that the two apps answer differently: another status, or another body of a
    success. 422 and 400 are one status here: stock Connexion knows only 400."""
    differences = []
    for sent in requests:
        first, second = await send(ours, sent), await send(theirs, sent)
        if _plain(first) != _plain(second):
            differences.append(Difference(sent, first, second))
    return differences


def _plain(answer: Answer) -> Answer:
    if answer.status == 422:
        return Answer(400)
    return Answer(answer.status, _zulu(answer.body))


def _zulu(value: Any) -> Any:
    """Connexion writes UTC as `+00:00`, we as `Z`: the same time."""
    if isinstance(value, dict):
        return {key: _zulu(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_zulu(part) for part in value]
    return value.replace("+00:00", "Z") if isinstance(value, str) else value


async def send(app: Any, sent: Sent) -> Answer:
    """The app's answer, without a socket. What it raises counts as 500, as a server answers."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        client.headers.clear()
        request = client.build_request(
            sent.method, sent.path, headers=sent.headers, content=sent.content or None
        )
        response = await client.send(request, follow_redirects=False)
    is_json = response.headers.get("content-type", "").startswith("application/json")
    if response.is_success and response.content:
        return Answer(response.status_code, response.json() if is_json else response.content)
    return Answer(response.status_code)


# --- the stock app ---------------------------------------------------------------------------


def stock_app(
    contract: Contract, *, platform: Any, authenticator: Authenticator, handlers_package: str
) -> Any:
    """Connexion's `AsyncApp` with its default middlewares and strict validation.

    One app for each document, the one that knows the path is asked: of three documents with one
    base path, Connexion 3.3 loses the second."""
    security_map = _security_map(authenticator)
    apps: dict[str, AsyncApp] = {}
    routes: Routes[str] = Routes()
    for document in contract.documents:
        app = AsyncApp("stock", strict_validation=True, security_map=security_map)
        resolver = _StockResolver(document, handlers_package, platform)
        app.add_api(lower(document), resolver=resolver)
        app.add_error_handler(ApiError, _api_error)
        apps[document.name] = app
        for path, method, _ in document.operations():
            routes.add(path, method.upper(), document.name)
    first = next(iter(apps.values()))

    async def stock(scope: Any, receive: Any, send: Any) -> None:
        found = routes.find(scope["path"].rstrip("/"), b"")
        name = next(iter(found[0].methods.values())) if found else None
        await (apps[name] if name else first)(scope, receive, send)

    return stock


def _api_error(request: ConnexionRequest, error: Exception) -> ConnexionResponse:
    assert isinstance(error, ApiError)
    status, _, body = render(error, "problem", "stock")
    return ConnexionResponse(status_code=status, mimetype="application/problem+json", body=body)


class _StockResolver(Resolver):  # type: ignore[misc]
    """Our handlers as Connexion calls them: parameters by its own names, no `call`."""

    def __init__(self, document: Document, package: str, platform: Any) -> None:
        super().__init__()
        self._document = document
        self._ours = HandlerResolver(document, package)
        self._platform = platform

    def resolve(self, operation: AbstractOperation) -> Resolution:
        handler = self._ours.find(operation.operation_id)
        parameters = parameters_of(self._document, operation.path, operation.method)
        names = {"body": "body"} | {
            sanitized(name): argument_name(name)
            for name in (self._document.follow(parameter)["name"] for parameter, _ in parameters)
        }
        function = _as_stock(handler, names, self._platform, operation)
        return Resolution(function, f"{self._document.name}.{operation.operation_id}")


def _as_stock(
    handler: Callable[..., Awaitable[Any]],
    names: dict[str, str],
    platform: Any,
    operation: AbstractOperation,
) -> Callable[..., Awaitable[Any]]:
    responses = operation._operation["responses"]
    success = min(int(status) for status in responses if status.startswith("2"))

    async def stock(**given: Any) -> Any:
        token_info = given.get("token_info") or {}
        request = Request("", "", b"", Headers({}), "127.0.0.1", "stock")
        call = Call(request, token_info.get("principal"), platform, "stock")
        # Connexion adds its whole context to what is called with keywords.
        arguments = {names[name]: value for name, value in given.items() if name in names}
        result = await handler(call, **arguments)
        status, headers = success, dict(call.headers)
        if isinstance(result, Result):
            status, headers = result.status or success, headers | dict(result.headers)
            result = result.body
        if status != 204:
            # Connexion cannot tell which of an operation's content types is meant.
            headers.setdefault("Content-Type", "application/json")
        return result, status, headers

    return stock


def _security_map(authenticator: Authenticator) -> dict[str, Any]:
    """Connexion's own handlers; only the question whose key it is comes from us."""

    def asking(base: type) -> type:
        class Handler(base):  # type: ignore[misc]
            def get_fn(self, security_scheme: Any, required_scopes: Any) -> Any:
                self._scheme, self._scopes = security_scheme, required_scopes
                return super().get_fn(security_scheme, required_scopes)

            def _resolve_func(self, security_scheme: Any) -> Any:
                admin = security_scheme[SCHEME_NAME] == "adminKey"
                kinds = frozenset(("admin",) if admin else ("admin", "app"))
                scopes = self._scopes

                async def info(token: str, **_: Any) -> Any:
                    principal = await authenticator.authenticate(token, kinds=kinds)
                    if principal is None:
                        raise OAuthResponseProblem(detail="Provided token is not valid")
                    if not set(scopes) <= principal.scopes:
                        raise OAuthScopeProblem([], scopes)
                    return {"sub": principal.key_id, "principal": principal}

                return info

        return Handler

    return {
        "bearer": asking(BearerSecurityHandler),
        "apiKey": asking(ApiKeySecurityHandler),
    }


__all__ = ["Answer", "Difference", "Sent", "compare", "send", "stock_app"]
