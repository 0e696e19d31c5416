"""A platform whose events are told and whose jobs run, and somebody to send them to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from stagewire.contract.types import Principal
from stagewire.events.fanout import Fanout
from stagewire.events.jobs import Jobs
from stagewire.events.outbox import Outbox
from stagewire.events.worker import Worker
from stagewire.platform import Platform
from stagewire.webhooks.deliveries import Deliveries
from stagewire.webhooks.engine import attach
from stagewire.webhooks.gate import Gate
from stagewire.webhooks.service import Made, Webhooks
from tests.support.clock import Clock
from tests.support.platform import principal, request, tenant
from tests.webhooks.receiver import PATIENCE, Receiver, receiving


@dataclass
class Hooks:
    """One application's webhooks."""

    platform: Platform
    caller: Principal
    clock: Clock
    receiver: Receiver

    async def create(self, path: str = "/hook", events: Any = ("*",), **more: Any) -> Made:
        wanted = {"url": self.receiver.url(path), "events": list(events), **more}
        return await self.platform.of(Webhooks).create(self.caller, wanted)  # type: ignore[arg-type]

    async def emit(self, event: str = "link.created", key: str = "", **data: Any) -> str:
        assert self.caller.app_id is not None
        return await self.platform.of(Outbox).emit(
            self.caller.app_id, self.caller.environment, event, data, key=key
        )

    async def log(self, webhook_id: str) -> list[Any]:
        """The webhook's deliveries, newest first."""
        page = await self.platform.of(Deliveries).page(
            self.caller, request(), webhook_id, event=None, status=None, event_id=None,
            current_page=1, page_size=100, limit=None,
        )  # fmt: skip
        return page["data"]

    async def settled(self, webhook_id: str, *statuses: str, tried: int = 0) -> list[Any]:
        """The log, once it has these statuses, newest first, nothing of it is being tried for the
        first time, and the newest was tried as often."""
        found: list[Any] = []

        async def so() -> bool:
            found[:] = await self.log(webhook_id)
            return (
                [one["status"] for one in found] == list(statuses)
                and all(one["status"] != "pending" or one["next_attempt_at"] for one in found)
                and found[0]["attempts"] >= tried
            )

        await self.eventually(so)
        return found

    async def eventually(self, condition: Callable[[], Awaitable[bool]]) -> None:
        """Once the database says so."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if await condition():
                    return
                await asyncio.sleep(0.01)

    async def shown(self, webhook_id: str) -> Any:
        service = self.platform.of(Webhooks)
        return service.shown(await service.get(self.caller, webhook_id))

    def advance(self, seconds: float) -> None:
        """Time passes, and those who wait for it look up."""
        self.clock.advance(seconds)
        self.platform.of(Jobs).wake()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made


@pytest.fixture
async def hooks(platform: Platform, clock: Clock, receiver: Receiver) -> AsyncIterator[Hooks]:
    platform.settings.webhook_networks = "127.0.0.0/8"
    attach(platform)
    keys = await tenant(platform)
    made = Hooks(platform, await principal(platform, keys.live), clock, receiver)
    fanout, worker = platform.of(Fanout), platform.of(Worker)
    await worker.start()
    await fanout.start()
    yield made
    await fanout.stop()
    await worker.stop()
    await platform.of(Gate).close()
