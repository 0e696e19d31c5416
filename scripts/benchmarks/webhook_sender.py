"""Sends webhooks on the server's core: `python -m benchmarks.webhook_sender ours|bare RECEIVER
ENDPOINTS DEAD DELIVERIES PACE` prints a line of JSON.

Ours: events are written to the outbox of a SQLite file that is synced on each commit, told,
delivered by durable jobs and logged. Bare: a loop of aiohttp that sends the same requests and
forgets them: the same bodies, made once for each event, and the same headers, with both signatures
(``v1`` of each webhook's secret, ``v1a`` of the application) made by the same functions. Both run
on uvloop and with the garbage collector set as the server sets it. PACE is the pause between events
in ms, 0 for none."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import uvloop
from yarl import URL

from stagewire.access.issue import new_application
from stagewire.app import connected, make_platform
from stagewire.collector import settled
from stagewire.contract.load import find_openapi, load_contract
from stagewire.events.ids import event_id
from stagewire.events.outbox import Outbox
from stagewire.events.running import working
from stagewire.platform import Platform
from stagewire.settings import Settings
from stagewire.storage.types import instant, rfc3339
from stagewire.webhooks.endpoints import FIXED_HEADERS, Vault
from stagewire.webhooks.engine import CONCURRENCY
from stagewire.webhooks.ids import webhook_id
from stagewire.webhooks.signing import Signer, v1
from stagewire.webhooks.tables import Webhook

KEY = b"0123456789abcdef0123456789abcdef"
APP = "benchmark"
EVENT = "link.created"


def data() -> dict[str, Any]:
    return {
        "id": 4711,
        "url": "https://example.com/some/long/url",
        "shortLink": "https://sho.rt/aB3dE9x",
        "name": "My campaign link",
        "sent": time.monotonic_ns(),
    }


def addresses(receiver: str, endpoints: int, dead: int) -> Iterator[str]:
    """The dead ones refuse connections."""
    for number in range(endpoints):
        yield f"http://127.0.0.1:9/{number}" if number < dead else f"{receiver}/{number}"


def requests(
    urls: list[URL], deliveries: int, signer: Signer
) -> Iterator[tuple[URL, bytes, dict[str, str]]]:
    """Address, body and headers of each delivery, signed as it is sent."""
    for _ in range(deliveries // len(urls)):
        now = time.time()
        made = event_id(now)
        event = {
            "id": made,
            "type": EVENT,
            "timestamp": rfc3339(instant(now)),
            "app_id": APP,
            "environment": "production",
            "data": data(),
        }
        body = orjson.dumps(event)
        for url in urls:
            stamp = str(int(time.time()))
            signed = b"%b.%b.%b" % (made.encode(), stamp.encode(), body)
            signatures = f"{v1((KEY,), signed)} {signer.v1a(APP, 'production', signed)}"
            headers = FIXED_HEADERS | {
                "webhook-id": made,
                "webhook-timestamp": stamp,
                "webhook-signature": signatures,
            }
            yield url, body, headers


async def bare(receiver: str, endpoints: int, dead: int, deliveries: int, pace: float) -> float:
    urls = list(map(URL, addresses(receiver, endpoints, dead)))
    settled()
    waiting = requests(urls, deliveries, Signer(KEY))
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=15)
    async with aiohttp.ClientSession(
        connector=connector, timeout=timeout, skip_auto_headers=("Accept", "Accept-Encoding")
    ) as client:

        async def send() -> None:
            for url, body, headers in waiting:
                try:
                    async with client.post(url, data=body, headers=headers) as answer:
                        await answer.read()
                except aiohttp.ClientError:
                    pass
                if pace:
                    await asyncio.sleep(pace)

        begun = time.perf_counter()
        await asyncio.gather(*(send() for _ in range(1 if pace else CONCURRENCY)))
        return time.perf_counter() - begun


async def ours(receiver: str, endpoints: int, dead: int, deliveries: int, pace: float) -> float:
    with tempfile.TemporaryDirectory(prefix="swbench-") as folder:
        settings = Settings(data_dir=Path(folder), webhook_networks="127.0.0.0/8", jobs=True)
        platform = make_platform(settings, load_contract(find_openapi()))
        async with connected(platform), registered(platform, receiver, endpoints, dead):
            outbox = platform.of(Outbox)
            events = iter(range(deliveries // endpoints))
            settled()

            async def emit() -> None:
                for number in events:
                    await outbox.emit(APP, "production", EVENT, data(), key=f"link:{number}")
                    if pace:
                        await asyncio.sleep(pace)

            begun = time.perf_counter()
            await asyncio.gather(*(emit() for _ in range(1 if pace else 64)))
            await _all_tried(platform)
            return time.perf_counter() - begun


async def _all_tried(platform: Platform) -> None:
    """Until nothing is untold and nothing untried."""
    left = """SELECT EXISTS (SELECT 1 FROM events WHERE due_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM jobs WHERE attempts = 0 OR worker IS NOT NULL)"""
    with closing(sqlite3.connect(str(platform.database.url.database))) as connection:
        while True:
            if not connection.execute(left).fetchone()[0]:
                return
            await asyncio.sleep(0.02)


@asynccontextmanager
async def registered(platform: Platform, receiver: str, endpoints: int, dead: int) -> Any:
    now = instant(time.time())
    secret = platform.of(Vault).lock(KEY)
    async with platform.database.begin() as session:
        session.add(new_application(app_id=APP, name="Benchmark", now=now, link_credits=0).row)
        await session.flush()
        for url in addresses(receiver, endpoints, dead):
            session.add(
                Webhook(
                    id=webhook_id(time.time()),
                    app_id=APP,
                    environment="production",
                    url=url,
                    events=["link.*"],
                    secret=secret,
                    created_at=now,
                    updated_at=now,
                )
            )
    async with working(platform):
        yield


if __name__ == "__main__":
    _, kind, receiver, *numbers = sys.argv
    endpoints, dead, deliveries, pace = map(int, numbers)
    sender = {"ours": ours, "bare": bare}[kind]
    seconds = uvloop.run(sender(receiver, endpoints, dead, deliveries, pace / 1000))
    print(json.dumps({"seconds": seconds}))
