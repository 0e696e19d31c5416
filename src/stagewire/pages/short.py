"""Short links, as visitors open them: redirects, and pages where there is nothing to redirect to.

It stands before the API and costs other paths a look at how they begin. A link that is known and
leads on without further question is answered at once, from the headers that were made when it was
read; everything else takes the long way round.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Receive, Scope, Send

from stagewire.access.passwords import verify_password
from stagewire.contract import rates
from stagewire.contract.binding import parse_form
from stagewire.contract.requests import OPERATION, request_of
from stagewire.contract.types import ApiError, LimitRule
from stagewire.links.domains import OWN, code_in
from stagewire.links.service import LinkService
from stagewire.links.targets import Address, Kind, Target
from stagewire.pages import short_answers as answers
from stagewire.pages.short_answers import Answer

if TYPE_CHECKING:
    from stagewire.platform import Platform

_FORM = b"application/x-www-form-urlencoded"
_LONGEST_FORM = 4096
_LONGEST_PASSWORD = 128
_NAME = "shortLink"
"""The operation that metrics count these requests under."""


class ShortLinks:
    """The ASGI app that answers short links and hands everything else to ``next_app``.
    ``guesses`` limits the passwords tried for one link from one address."""

    def __init__(self, platform: Platform, next_app: ASGIApp, guesses: LimitRule) -> None:
        service = platform.of(LinkService)
        domains = service.domains
        self._next = next_app
        self._known = service.targets.known
        self._clock = platform.clock
        self._note = service.visits.note
        self._visitors = _Visitors(platform, guesses)
        own = (OWN, tuple(sorted(domains.prefixes, key=len, reverse=True)))
        self._own = own
        self._several = bool(domains.hosts)

        @lru_cache(maxsize=1024)
        def place(host: bytes) -> tuple[str, tuple[str, ...]]:
            """Whose codes a Host header asks for, and after which paths they stand."""
            found = domains.hosts.get(_name(host))
            return (found.key, (found.prefix,)) if found is not None else own

        self._place = place

    def direct(
        self, scope: Scope, headers: dict[bytes, bytes]
    ) -> tuple[str, int, list[tuple[bytes, bytes]]] | None:
        """For the edge: the redirect of a link that is known and leads on without further
        question, its visit noted; None for everything else."""
        if self._several:
            key, prefixes = self._place(headers.get(b"host", b""))
        else:
            key, prefixes = self._own
        path: str = scope["path"]
        for prefix in prefixes:
            if path.startswith(prefix):
                target = self._known.get((key, path[len(prefix) :]))
                if target is None or target.headers is None or scope["method"] != "GET":
                    return None
                now = self._clock()
                if now >= target.until:
                    return None
                self._note(target, now, headers)
                return _NAME, 302, target.headers
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._next(scope, receive, send)
            return
        path: str = scope["path"]
        key, prefixes = self._place(_host(scope)) if self._several else self._own
        for prefix in prefixes:
            if not path.startswith(prefix):
                continue
            code = code_in(path, prefix)
            if code is not None:
                answer = await self._visitors.answer((key, code), scope, receive)
                await _reply(scope, send, answer)
                return
            if prefix != "/":
                await _reply(scope, send, answers.UNKNOWN)
                return
        await self._next(scope, receive, send)


class _Visitors:
    """What a visitor is answered who is not redirected at once."""

    def __init__(self, platform: Platform, guesses: LimitRule) -> None:
        service = platform.of(LinkService)
        self._targets = service.targets
        self._note = service.visits.note
        self._clock = platform.clock
        self._limiter = platform.limiter
        self._rule = guesses
        scale = platform.settings.limit_scale
        self._limit = max(1, round((guesses.limit or 1) * scale))

    async def answer(self, address: Address, scope: Scope, receive: Receive) -> Answer:
        target = await self._targets.find(address)
        if target.kind is Kind.UNKNOWN:
            return answers.UNKNOWN
        method = scope["method"]
        methods = "GET, HEAD, POST" if target.kind is Kind.ASK else "GET, HEAD"
        if method not in methods.split(", "):
            return answers.not_allowed(methods)
        if target.kind is Kind.OVER:
            return self._over(target, 302)
        if target.kind is Kind.OPEN:
            return await self._lead(address, target, scope, 302)
        if method != "POST":
            return answers.ASK
        return await self._guess(address, target, scope, receive)

    async def _guess(
        self, address: Address, target: Target, scope: Scope, receive: Receive
    ) -> Answer:
        who = f"{request_of(scope).ip} {address[0]}/{address[1]}"
        # Counted before it is looked at, so that guesses sent at once cannot slip past.
        state = await self._limiter.hit(self._rule, who, self._limit)
        limits = rates.headers([state])
        if not state.allowed:
            return answers.too_many(state.retry_after).adding(*limits)
        if not dict(scope["headers"]).get(b"content-type", b"").lower().startswith(_FORM):
            return answers.NO_FORM.adding(*limits)
        body = await _read(receive)
        if body is None:
            return answers.TOO_LARGE.adding(*limits)
        password = _password(body)
        assert target.password_hash is not None
        if password is None or not await verify_password(target.password_hash, password):
            return answers.WRONG.adding(*limits)
        return (await self._lead(address, target, scope, 303)).adding(*limits)

    async def _lead(self, address: Address, target: Target, scope: Scope, status: int) -> Answer:
        """On to the destination. HEAD asks where a link leads; it is no visit."""
        if scope["method"] != "HEAD":
            if target.limited and not await self._targets.spend(target, address):
                return self._over(await self._targets.find(address), status)
            self._note(target, self._clock(), dict(scope["headers"]))
        return answers.see(status, target.location)

    @staticmethod
    def _over(target: Target, status: int) -> Answer:
        over = target.kind is Kind.OVER and target.location
        return answers.see(status, target.location) if over else answers.OVER


async def _reply(scope: Scope, send: Send, answer: Answer) -> None:
    scope[OPERATION] = _NAME
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    body = b"" if scope["method"] == "HEAD" else answer.body
    await send({"type": "http.response.body", "body": body})


async def _read(receive: Receive) -> bytes | None:
    """The request's body, None when it is longer than a form with a password can be."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        part: bytes = message.get("body", b"")
        body += part
        if len(body) > _LONGEST_FORM:
            return None
        if not message.get("more_body", False):
            return body


def _password(form: bytes) -> str | None:
    """The password of the form; None where there is none that could be right."""
    try:
        values = parse_form(form, "form").get("password", [])
    except ApiError:
        return None
    if len(values) != 1 or not 0 < len(values[0]) <= _LONGEST_PASSWORD:
        return None
    return values[0]


def _host(scope: Scope) -> bytes:
    for name, value in scope["headers"]:
        if name == b"host":
            host: bytes = value
            return host
    return b""


def _name(host: bytes) -> str:
    """The name in a Host header, without its port."""
    name = host.decode("latin-1").lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0].rstrip(".")
