"""Sends calls: keys, timeouts, retries and errors, the same for the sync and the async client."""

from __future__ import annotations

import asyncio
import os
import platform
import random
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import httpx

from ._version import __version__
from ._wire import Query
from .errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    InvalidResponseError,
    StagewireError,
    api_error,
)

T = TypeVar("T")
P = TypeVar("P")

DEFAULT_BASE_URL = "http://127.0.0.1:8080"
DEFAULT_TIMEOUT = 30.0
DEFAULT_MAX_RETRIES = 2

# Methods that RFC 9110 calls idempotent: sending one twice does no more than sending it once.
_IDEMPOTENT = frozenset(("GET", "HEAD", "OPTIONS", "PUT", "DELETE"))
_RETRIED = frozenset((429, 500, 502, 503, 504))


@dataclass(frozen=True)
class RequestOptions:
    """What can be set for one call.

    Attributes:
        timeout: Seconds for each try.
        max_retries: How often to try again.
        headers: More headers to send.
    """

    timeout: float | None = None
    max_retries: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Call(Generic[T]):
    """One operation with its arguments, ready to be sent. `key_header` and `key_prefix` say how
    the API key travels; no header, no key."""

    method: str
    path: str
    decode: Callable[[httpx.Response], T]
    query: Query = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    json: Any = None
    accept: str = "*/*"
    key_header: str | None = None
    key_prefix: str = ""
    key_optional: bool = False
    idempotent: bool = False
    idempotency_key: str | None = None


@dataclass(frozen=True)
class Settings:
    """Everything a client was made with, besides its HTTP client."""

    base_url: str
    api_key: str | None
    timeout: float
    max_retries: int
    headers: Mapping[str, str]
    initial_backoff: float
    max_backoff: float
    max_retry_after: float

    @classmethod
    def make(
        cls,
        base_url: str | None,
        api_key: str | None,
        timeout: float,
        max_retries: int,
        headers: Mapping[str, str] | None,
        initial_backoff: float,
        max_backoff: float,
        max_retry_after: float,
    ) -> Settings:
        url = base_url or os.environ.get("STAGEWIRE_BASE_URL") or DEFAULT_BASE_URL
        if not url.startswith(("http://", "https://")):
            raise StagewireError(f"base_url must be an http:// or https:// address, not {url!r}")
        return cls(
            base_url=url.rstrip("/"),
            api_key=api_key or os.environ.get("STAGEWIRE_API_KEY") or None,
            timeout=timeout,
            max_retries=max_retries,
            headers=dict(headers or {}),
            initial_backoff=initial_backoff,
            max_backoff=max_backoff,
            max_retry_after=max_retry_after,
        )


class _Sending(Generic[T]):
    """One call on its way: the request, which is the same for every try, and how often to try."""

    def __init__(
        self,
        settings: Settings,
        http: httpx.Client | httpx.AsyncClient,
        call: Call[T],
        options: RequestOptions | None,
    ) -> None:
        self.settings = settings
        self.call = call
        options = options or RequestOptions()
        headers = httpx.Headers(
            {
                "Accept": call.accept,
                "User-Agent": f"stagewire-client-python/{__version__} Python/{platform.python_version()}",
                **call.headers,
            }
        )
        headers.update(settings.headers)
        headers.update(options.headers)
        if call.key_header and call.key_header not in headers:
            if settings.api_key:
                headers[call.key_header] = call.key_prefix + settings.api_key
            elif not call.key_optional:
                raise StagewireError("set api_key, or STAGEWIRE_API_KEY in the environment")
        if call.idempotent:
            # Made once, so that the server knows every further try for the same request.
            key = call.idempotency_key or headers.get("Idempotency-Key") or str(uuid.uuid4())
            headers["Idempotency-Key"] = key
        retries = settings.max_retries if options.max_retries is None else options.max_retries
        safe = call.method in _IDEMPOTENT or "Idempotency-Key" in headers
        self.tries_left = retries if safe else 0
        self.backoff = settings.initial_backoff
        self.timeout = settings.timeout if options.timeout is None else options.timeout
        self.request = http.build_request(
            call.method,
            settings.base_url + call.path,
            params=call.query or None,
            headers=headers,
            json=call.json,
            timeout=self.timeout,
        )

    def answer(self, response: httpx.Response) -> T | APIError:
        if not response.is_success:
            return api_error(response.status_code, response.headers, response.content)
        try:
            return self.call.decode(response)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = (
                f"{self.call.method} {self.call.path} answered something unexpected: {error!r}"
            )
            raise InvalidResponseError(message, response.content) from error

    def wait(self, error: APIError | APIConnectionError) -> float | None:
        """Seconds until the next try, None when there is none: what the server asks for, else
        exponential backoff with full jitter."""
        asked = error.retry_after if isinstance(error, APIError) else None
        if isinstance(error, APIError) and error.status not in _RETRIED:
            # The first try of this call is still running: its answer can be had in a moment.
            running = error.status == 409 and "Idempotency-Key" in self.request.headers
            if not running or asked is None:
                return None
        if self.tries_left <= 0:
            return None
        if asked is not None and asked > self.settings.max_retry_after:
            return None
        self.tries_left -= 1
        wait = random.uniform(0, self.backoff)
        self.backoff = min(self.backoff * 2, self.settings.max_backoff)
        return wait if asked is None else asked


def _unreachable(request: httpx.Request, error: httpx.RequestError) -> APIConnectionError:
    if isinstance(error, httpx.TimeoutException):
        return _late(request)
    return APIConnectionError(f"{_where(request)}: {error}")


def _late(request: httpx.Request) -> APITimeoutError:
    return APITimeoutError(f"{_where(request)}: no answer in time")


def _where(request: httpx.Request) -> str:
    return f"{request.method} {request.url.copy_with(query=None)}"


def _whole(http: httpx.Client, request: httpx.Request, timeout: float) -> httpx.Response:
    """The answer with its body. httpx counts anew with every byte; here an answer that comes in
    drops has so many seconds altogether."""
    ends = time.monotonic() + timeout
    response = http.send(request, stream=True)
    try:
        if response.is_stream_consumed:
            # A hook of the user's read it.
            return response
        parts = []
        for part in response.iter_raw():
            parts.append(part)
            if time.monotonic() > ends:
                raise httpx.ReadTimeout("no answer in time", request=request)
    finally:
        response.close()
    return httpx.Response(
        response.status_code, headers=response.headers, content=b"".join(parts), request=request
    )


class Transport:
    def __init__(self, settings: Settings, http_client: httpx.Client | None) -> None:
        self.settings = settings
        self._own = http_client is None
        self._http = http_client or httpx.Client()

    def send(self, call: Call[T], options: RequestOptions | None) -> T:
        sending = _Sending(self.settings, self._http, call, options)
        while True:
            error: APIError | APIConnectionError
            cause: Exception | None = None
            try:
                response = _whole(self._http, sending.request, sending.timeout)
            except httpx.RequestError as failure:
                error, cause = _unreachable(sending.request, failure), failure
            else:
                answer = sending.answer(response)
                if not isinstance(answer, APIError):
                    return answer
                error = answer
            wait = sending.wait(error)
            if wait is None:
                raise error from cause
            time.sleep(wait)

    def close(self) -> None:
        if self._own:
            self._http.close()


class AsyncTransport:
    def __init__(self, settings: Settings, http_client: httpx.AsyncClient | None) -> None:
        self.settings = settings
        self._own = http_client is None
        self._http = http_client or httpx.AsyncClient()

    async def send(self, call: Call[T], options: RequestOptions | None) -> T:
        sending = _Sending(self.settings, self._http, call, options)
        while True:
            error: APIError | APIConnectionError
            cause: Exception | None = None
            try:
                response = await asyncio.wait_for(self._http.send(sending.request), sending.timeout)
            except asyncio.TimeoutError:
                # httpx counts anew with every byte.
                error = _late(sending.request)
            except httpx.RequestError as failure:
                error, cause = _unreachable(sending.request, failure), failure
            else:
                answer = sending.answer(response)
                if not isinstance(answer, APIError):
                    return answer
                error = answer
            wait = sending.wait(error)
            if wait is None:
                raise error from cause
            await asyncio.sleep(wait)

    async def close(self) -> None:
        if self._own:
            await self._http.aclose()


def walk(
    fetch: Callable[[int], P], read: Callable[[P], tuple[list[T], int, int]], start: int
) -> Iterator[T]:
    """Every item of every page. `read` answers a page's items, its number and how many there are."""
    number = start
    while True:
        items, current, total = read(fetch(number))
        yield from items
        if current >= total:
            return
        number = current + 1


async def walk_async(
    fetch: Callable[[int], Awaitable[P]],
    read: Callable[[P], tuple[list[T], int, int]],
    start: int,
) -> AsyncIterator[T]:
    number = start
    while True:
        items, current, total = read(await fetch(number))
        for item in items:
            yield item
        if current >= total:
            return
        number = current + 1
