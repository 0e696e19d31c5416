"""What travels between the contract's dispatcher and the rest of Stagewire.

This module imports nothing of Stagewire, so every layer may import it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar

Environment = Literal["production", "sandbox"]


EXCHANGE = "stagewire.exchange"
"""The ASGI extension (a key of ``scope["extensions"]``) under which a server offers an Exchange."""


class Exchange(Protocol):
    """A request and its answer without messages, where both are there as a whole. Each function
    may decline; then the same goes by ``receive`` and ``send``."""

    def body_at_hand(self) -> bytes | None:
        """The request's body if all of it is there and none of it was taken, else None."""
        ...

    def answer(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> bool:
        """Sends the whole answer; False: nothing of it is sent. ``headers`` have lower-case names
        and a `content-length`, except that of 204 and 304."""
        ...


class FieldError(NamedTuple):
    """One thing wrong with a request: ``field`` as the caller wrote it, ``message`` what was
    expected. Fields of the body are dotted (``tags[0]``, ``qrConfig.size``); the others carry
    where they came from (``query.pageSize``, ``path.id``, ``header.Idempotency-Key``)."""

    field: str
    message: str


class ApiError(Exception):
    """The one error handlers raise; the document's ``x-error-format`` decides how it looks.

    ``status`` is the HTTP status, ``code`` a stable snake_case word for programs, ``message`` a
    sentence for people that names the field and what was expected. ``headers`` are added to the
    answer. Never put secrets or internals in the message: it is sent as written.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Principal:
    """Who calls: the owner of a valid key, or a client with a token of its application.

    ``app_id`` is None for an admin key; ``user_id`` is what a client's token says, if it names
    one. ``scopes`` are already expanded by the implications of
    ``common/scopes.yaml``. ``rate_limit`` is what ``limit: tier`` means for this caller, in
    requests a minute (the application's own setting, else its tier's).
    """

    kind: Literal["app", "admin", "client"]
    key_id: str
    app_id: str | None
    environment: Environment
    scopes: frozenset[str]
    rate_limit: int
    user_id: str | None = None


@dataclass(slots=True)
class Request:
    """One HTTP request, read whole. Header names are lower case, values latin-1 decoded.
    ``ip`` is the client's address after TRUSTED_PROXIES; ``direct`` is False when a forwarding
    header came along, so a loopback ``ip`` may be a proxy's. ``id`` goes back as X-Request-Id."""

    method: str
    path: str
    query_string: bytes
    headers: Mapping[str, str]
    ip: str
    id: str
    direct: bool = True
    body: bytes = b""


class Authenticator(Protocol):
    """Tells whose key a token is. ``kinds`` are the kinds of principal the place it was sent in
    is meant for; a key of another kind is as unknown as a wrong one."""

    def cached(self, token: str) -> Principal | None:
        """The principal of a key that was good a moment ago, without waiting; else None."""
        ...

    async def authenticate(self, token: str, *, kinds: frozenset[str]) -> Principal | None: ...


class Meter(Protocol):
    """Counts one request for a handler that knows whose it is."""

    async def count(self, identity: str) -> None: ...


S = TypeVar("S")


@dataclass(slots=True)
class Call(Generic[S]):
    """What a handler gets first: the request, who sent it and the platform's services.

    Handlers are ``async def create_link(call: Call, *, body: ..., some_parameter: ...)``; see
    ``contract/binding.py`` for how parameter names become argument names.
    """

    request: Request
    principal: Principal | None
    platform: S
    operation_id: str
    # Set by the dispatcher; handlers may add answer headers here.
    headers: dict[str, str] = field(default_factory=dict)
    meter: Meter | None = None

    def count(self, identity: str) -> Awaitable[None]:
        """Counts this request under the operation's ``per: license`` limits, and vouches for it.
        ApiError 429."""
        return _uncounted() if self.meter is None else self.meter.count(identity)

    def caller(self) -> Principal:
        """The principal, on operations whose security leaves no way around one."""
        assert self.principal is not None, f"{self.operation_id} has no security"
        return self.principal

    def app_id(self) -> str:
        """The caller's application; an admin key, which has none, is refused with 403."""
        app_id = self.caller().app_id
        if app_id is None:
            raise ApiError(
                403,
                "application_key_required",
                "This operation acts for one application: call it with one of its keys "
                "(sw_live_… or sw_test_…), not with an admin key.",
            )
        return app_id


async def _uncounted() -> None:
    """An operation without such limits."""


class Result(NamedTuple):
    """What a handler may return instead of the bare body: ``body`` (JSON-able, or bytes with a
    content-type header), ``status`` (None: the operation's only 2xx) and ``headers``."""

    body: Any
    status: int | None = None
    headers: Mapping[str, str] = {}


# --- rate limits ---------------------------------------------------------------------------


Per = Literal["ip", "key", "app", "license"]


@dataclass(frozen=True, slots=True)
class LimitRule:
    """One entry of ``x-rate-limit``. ``limit`` is requests per ``window`` seconds, or None for
    ``tier``. ``per`` says whose requests are counted together; ``block`` is the ladder of block
    times in seconds for repeated violations (empty: none). ``name`` is unique in the contract.

    Whose a ``license`` request is only its handler can tell, with ``Call.count``. A rule that
    ``counts`` failures counts the requests that no licence vouched for so (``meter.py``)."""

    name: str
    limit: int | None
    window: int
    per: Per
    block: tuple[int, ...] = ()
    counts: Literal["requests", "failures"] = "requests"


class LimitState(NamedTuple):
    """Where a caller stands on one rule after this request was counted (or refused).

    ``remaining`` requests are left now; ``reset`` seconds until the full quota is back;
    ``retry_after`` seconds until a refused caller may try again (0 when allowed)."""

    rule: LimitRule
    limit: int
    remaining: int
    reset: float
    allowed: bool
    retry_after: float = 0.0


HitNow = Callable[[LimitRule, str, int], LimitState]


class Limiter(Protocol):
    """Counts requests. ``identity`` is the IP, key id, … that ``rule.per`` asks for;
    ``limit`` is the number in force (``rule.limit``, or the principal's for ``tier``).

    A limiter that need not wait for anybody also has ``hit_now``, which is ``hit`` without a
    coroutine."""

    async def hit(self, rule: LimitRule, identity: str, limit: int) -> LimitState: ...

    async def peek(self, rule: LimitRule, identity: str, limit: int) -> LimitState:
        """The state without counting: used for blocks that other requests earned."""
        ...


def hit_now(limiter: Limiter) -> HitNow | None:
    """The limiter's own function, None for one that waits."""
    return getattr(limiter, "hit_now", None)


# --- idempotency ---------------------------------------------------------------------------


class StoredAnswer(NamedTuple):
    """A finished answer kept for ``Idempotency-Key``."""

    status: int
    headers: dict[str, str]
    body: bytes


class IdempotencyStore(Protocol):
    """Keeps answers for 24 hours by (owner, operation, key).

    ``begin`` returns the stored answer of the same request, or None when this caller now holds
    the key and must ``finish`` or ``abandon`` it. It raises ApiError 422
    (``idempotency_key_reused``) when the fingerprint differs, and 409
    (``idempotency_in_progress``) while another request holds it."""

    async def begin(
        self, owner: str, operation_id: str, key: str, fingerprint: bytes
    ) -> StoredAnswer | None: ...

    async def finish(
        self, owner: str, operation_id: str, key: str, answer: StoredAnswer
    ) -> None: ...

    async def abandon(self, owner: str, operation_id: str, key: str) -> None: ...
