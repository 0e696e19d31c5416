"""The realtime engine of one process: built when the loop runs, stopped with the server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import structlog

from stagewire.access.authenticator import TOPIC
from stagewire.contract.messages import Messages
from stagewire.contract.requests import Network
from stagewire.contract.types import LimitRule
from stagewire.events.periodic import every
from stagewire.realtime.admission import Admission
from stagewire.realtime.broker import Broker
from stagewire.realtime.hub import Hub
from stagewire.realtime.session import Session

if TYPE_CHECKING:
    from stagewire.platform import Platform
    from stagewire.realtime.grants import Identity

log = structlog.get_logger(__name__)

SECOND = 1.0
_EVERYDAY = 8192


class Engine:
    """What a connection needs of its process."""

    def __init__(
        self,
        platform: Platform,
        messages: Messages,
        broker: Broker,
        monotonic: Callable[[], float] = time.monotonic,
        trusted_proxies: Sequence[Network] = (),
        failures: LimitRule | None = None,
    ) -> None:
        self.hub = Hub(platform, messages, broker, monotonic)
        self.session = Session(self.hub)
        self.address = messages.address
        # Longer texts do not wait to be whole before they are read.
        self.everyday_bytes = min(messages.limits.message_bytes, _EVERYDAY)
        self.trusted_proxies = trusted_proxies
        self._limiter = platform.limiter
        self._failures = failures
        self._codes = {name: code.code for name, code in messages.close_codes.items()}
        self._admission = platform.of(Admission)
        self._working: set[asyncio.Task[Any]] = set()
        # After Admission's own: what it remembers is forgotten before it is asked again.
        self._unsubscribe = (
            platform.bus.subscribe(TOPIC, self._changed),
            platform.bus.on_gap(self._check_all),
        )

    def close_code(self, name: str) -> int:
        return self._codes[name]

    async def admit(
        self, identity: Identity, ip: str, origin: str | None
    ) -> tuple[str, str] | None:
        """None, or the close code's name and the reason."""
        rule = self._failures
        if rule is not None and rule.limit is not None:
            state = await self._limiter.peek(rule, ip, rule.limit)
            if not state.allowed:
                return "too_many_connections", "this address has sent too many wrong tokens"
        app_id = identity.app_id
        door = self._admission.cached(app_id) or await self._admission.door(app_id)
        if not door.active:
            return "application_disabled", "the application is switched off or gone"
        if not door.admits(origin):
            return "forbidden", "this page is not of the application's allowed domain"
        if identity.user_id is not None:
            seconds = await self.hub.broker.blocked(app_id, identity.user_id)
            if seconds > 0:
                return "disconnected", f"this user is blocked for {seconds:.0f} more seconds"
        return None

    def admits_now(self, identity: Identity, ip: str, origin: str | None) -> bool:
        """Whether nothing has to be waited for to say that ``admit`` lets it in."""
        rule, blocked_now = self._failures, self.hub.broker.blocked_now
        if rule is not None and rule.limit is not None:
            peek_now = self._limiter.peek_now
            if peek_now is None or not peek_now(rule, ip, rule.limit).allowed:
                return False
        door = self._admission.cached(identity.app_id)
        if door is None or not door.active or not door.admits(origin):
            return False
        user_id = identity.user_id
        return user_id is None or (
            blocked_now is not None and blocked_now(identity.app_id, user_id) <= 0
        )

    def note_failure(self, ip: str) -> None:
        """Counts a token that was not valid against its address, as a wrong key is."""
        rule = self._failures
        if rule is not None and rule.limit is not None:
            self._in_background(self._limiter.hit(rule, ip, rule.limit))

    async def stop(self) -> None:
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        for task in list(self._working):
            task.cancel()
        await self.hub.settled()

    def _changed(self, data: dict[str, Any]) -> None:
        app_id = data.get("app_id")
        if isinstance(app_id, str) and self.hub.of_app(app_id):
            self._check(app_id)

    def _check_all(self) -> None:
        for app_id in self.hub.apps():
            self._check(app_id)

    def _check(self, app_id: str) -> None:
        self._in_background(self._look_again(app_id))

    def _in_background(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._working.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._working.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("realtime_background_failed", exc_info=task.exception())

    async def _look_again(self, app_id: str) -> None:
        door = await self._admission.door(app_id)
        for connection in self.hub.of_app(app_id):
            if not door.active:
                connection.close("application_disabled", "the application is switched off or gone")
            elif not door.admits(connection.origin):
                connection.close("forbidden", "the application's allowed domain has changed")


@asynccontextmanager
async def running(engine: Engine) -> AsyncIterator[Engine]:
    """The engine at work; ``broker`` is opened and closed with it."""
    hub = engine.hub
    await hub.broker.open(hub)

    async def tick() -> None:
        hub.deadlines.tick()
        hub.broker.tick()

    try:
        async with every(SECOND, tick):
            yield engine
    finally:
        await engine.stop()
        await hub.broker.close()
