"""The composition root: settings in, ASGI application out. Nothing else wires parts together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any

from starlette.types import ASGIApp

from stagewire.access.authenticator import Authenticator
from stagewire.access.bootstrap import register_admin_key
from stagewire.access.callers import Callers
from stagewire.access.rules import AccessRules
from stagewire.analytics.counter import PURGE_EVERY, Counter
from stagewire.collector import settled
from stagewire.contract import Contract, build_app, own_contract
from stagewire.contract.edge import Edge
from stagewire.contract.logs import configure_logs
from stagewire.contract.messages import Messages, load_messages
from stagewire.events import make_bus
from stagewire.events.interests import Interests
from stagewire.events.periodic import Chores, every
from stagewire.events.running import working
from stagewire.licenses import expiring
from stagewire.limits import make_limiter
from stagewire.links.service import LinkService
from stagewire.pages.docs import docs
from stagewire.pages.presenting import presenting
from stagewire.pages.short import ShortLinks
from stagewire.platform import Platform
from stagewire.presentations import socket as presentations
from stagewire.presentations.commands import Commands
from stagewire.presentations.limits import Limits as PresentationLimits
from stagewire.presentations.pairing import Pairings
from stagewire.presentations.telling import Telling
from stagewire.realtime import engine as realtime
from stagewire.realtime.brokers import make_broker
from stagewire.realtime.protocol import STATE as REALTIME
from stagewire.realtime.rooms import Rooms
from stagewire.settings import Settings
from stagewire.storage.database import Database
from stagewire.storage.idempotency import DatabaseIdempotency
from stagewire.storage.migrations import migrate
from stagewire.system.service import SystemService
from stagewire.webhooks.catalogue import EventTypes
from stagewire.webhooks.deliveries import Deliveries
from stagewire.webhooks.engine import attach
from stagewire.webhooks.gate import Gate
from stagewire.webrtc.statistics import listening
from stagewire.webrtc.usage import Usage

HOUR = 3600.0


def make_platform(settings: Settings, contract: Contract) -> Platform:
    """The platform of one process, not yet connected to anything."""
    platform = Platform(
        settings=settings,
        database=Database(settings.database),
        bus=make_bus(settings.redis_url),
        limiter=make_limiter(settings.redis_url, share=1 / settings.workers),
    )
    scopes, limits = contract.scopes, contract.limits
    platform.of(AccessRules).adopt(limits.tiers, scopes.describe, scopes.expand)
    platform.of(PresentationLimits).adopt(limits.rules)
    platform.of(SystemService).apis = {
        document.name: document.raw["info"]["version"] for document in contract.documents
    }
    platform.of(EventTypes).adopt(contract)
    platform.of(Interests).reserve(one["name"] for one in platform.of(EventTypes).all)
    attach(platform)
    chores = platform.of(Chores)
    chores.register(expiring.LOOK_EVERY, platform.of(expiring.Expiring).tell)
    chores.register(PURGE_EVERY, platform.of(Counter).purge)
    return platform


@asynccontextmanager
async def connected(platform: Platform) -> AsyncIterator[Platform]:
    """Opens database, bus and limiter and migrates; closes them in the other order."""
    async with AsyncExitStack() as stack:
        await platform.database.open()
        stack.push_async_callback(platform.database.close)
        await migrate(platform.database)
        for part in (platform.bus, platform.limiter):
            await part.open()
            stack.push_async_callback(part.close)
        stack.push_async_callback(platform.of(Gate).close)
        yield platform


@asynccontextmanager
async def running(platform: Platform) -> AsyncIterator[None]:
    """Everything a serving process runs beside its requests."""
    async with connected(platform), AsyncExitStack() as stack:
        await register_admin_key(platform)
        stack.push_async_callback(platform.of(Authenticator).close)
        links = platform.of(LinkService)
        await links.start()
        stack.push_async_callback(links.stop)
        counter = platform.of(Counter)
        platform.of(Rooms).on_count(counter.count)
        await counter.start()
        stack.push_async_callback(counter.stop)
        if platform.settings.jobs:
            await stack.enter_async_context(working(platform))
        stack.push_async_callback(platform.of(Telling).stop)
        yield


@asynccontextmanager
async def realtime_running(
    platform: Platform, contract: Contract, messages: Messages
) -> AsyncIterator[realtime.Engine]:
    """The WebSocket's engine, for the handlers too."""
    engine = realtime.Engine(
        platform,
        messages,
        make_broker(platform.settings.redis_url, messages.limits),
        trusted_proxies=platform.settings.proxy_networks,
        failures=contract.limits.rules["authFailures"],
    )
    presentations.attach(platform)
    platform.of(Rooms).adopt(engine.hub)
    async with realtime.running(engine):
        yield engine


def create(settings: Settings | None = None) -> ASGIApp:
    """The ASGI application. ContractError when a document or a handler breaks a rule."""
    settings = settings or Settings()
    configure_logs()
    contract = own_contract()
    platform = make_platform(settings, contract)
    messages = load_messages(contract.folder)
    messages = replace(messages, limits=messages.limits.scaled(settings.limit_scale))
    idempotency = DatabaseIdempotency(platform.database, settings.secret)

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
        async with (
            running(platform),
            realtime_running(platform, contract, messages) as engine,
            every(HOUR, idempotency.purge),
            every(HOUR, platform.of(Usage).purge),
            listening(platform),
            every(HOUR, platform.of(Deliveries).purge),
            every(HOUR, platform.of(Commands).purge),
            every(HOUR, platform.of(Pairings).purge),
        ):
            # uvicorn hands this to the protocol that takes the WebSockets.
            yield {REALTIME: engine}

    api = build_app(
        contract,
        platform=platform,
        authenticator=platform.of(Callers),
        limiter=platform.limiter,
        idempotency=idempotency,
        limit_scale=settings.limit_scale,
        validate_responses=settings.validate_responses,
        lifespan=lifespan,
    )
    settled()
    pages = presenting(docs(settings, contract, messages.document, api))
    short = ShortLinks(platform, pages, contract.limits.rules["linkPassword"])
    return Edge(
        short,
        allow=api.allow,
        trusted_proxies=settings.proxy_networks,
        cors_origins=settings.cors_origins,
        access_log=settings.access_log,
        direct=short.direct,
        respond=api.respond,
    )
