"""A server that is killed again and again under load: every change has its event, every event that
was acknowledged arrives, and nothing arrives that did not happen."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select
from sqlmodel import col

from stagewire.access.tables import ApiKey
from stagewire.events.job_listing import JobListing
from stagewire.links.tables import Link
from stagewire.storage.database import Database
from tests.support.clock import Clock
from tests.support.live import ROOMY
from tests.support.platform import make_platform
from tests.support.server import Server, free_port, serving

ROUNDS = 4
A_ROUND = 120
"""Changes that are acknowledged before the server is killed."""
CALLERS = 4
PATIENCE = 90.0


class Received:
    """What arrived, by the event's name; ``ids`` of the events, to see how often each came."""

    def __init__(self) -> None:
        self.things: defaultdict[str, set[Any]] = defaultdict(set)
        self.ids: defaultdict[str, int] = defaultdict(int)
        self._changed = threading.Condition()

    def note(self, event: dict[str, Any]) -> None:
        name, data = event["type"], event["data"]
        # What was told just before the webhook came (`application.created`) may arrive too.
        thing = data["data"]["n"] if name == "crash-test" else data.get("id")
        if name == "link.updated":
            thing = (thing, data["name"])
        with self._changed:
            self.ids[event["id"]] += 1
            self.things[name].add(thing)
            self._changed.notify_all()

    def wait_for(self, acknowledged: set[tuple[str, Any]]) -> set[tuple[str, Any]]:
        """What is still missing when all has arrived, or nothing came for too long."""

        def missing() -> set[tuple[str, Any]]:
            return {one for one in acknowledged if one[1] not in self.things[one[0]]}

        with self._changed:
            self._changed.wait_for(lambda: not missing(), PATIENCE)
            return missing()


@contextmanager
def receiving(received: Received) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            received.note(json.loads(body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook"
        server.shutdown()


class Load:
    """Callers that change things until the server is gone; ``acknowledged`` is what they were
    told is done."""

    def __init__(self, server: Server, key: str, numbers: Iterator[int]) -> None:
        self._server = server
        self._key = key
        self._numbers = numbers
        self.acknowledged: set[tuple[str, Any]] = set()
        self.failed = ""
        self._more = threading.Condition()

    def until(self, many: int) -> None:
        with self._more:
            self._more.wait_for(lambda: len(self.acknowledged) >= many or self.failed, PATIENCE)
            assert len(self.acknowledged) >= many and not self.failed, self.failed

    def run(self) -> None:
        with self._server.client(self._key) as client:
            try:
                while True:
                    self._change(client, next(self._numbers))
            except httpx.TransportError:
                return
            except Exception as error:
                with self._more:
                    self.failed = repr(error)
                    self._more.notify_all()
                raise

    def _change(self, client: httpx.Client, n: int) -> None:
        link = client.post("/api/v1/links", json={"url": f"https://example.com/{n}"})
        self._note(link, "link.created", link.json()["id"])
        path = f"/api/v1/links/{link.json()['id']}"
        match n % 4:
            case 0:
                answer = client.patch(path, json={"name": str(n)})
                self._note(answer, "link.updated", (link.json()["id"], str(n)))
            case 1:
                answer = client.delete(path)
                self._note(answer, "link.revoked", link.json()["id"])
            case 2:
                body = {"name": str(n), "scopes": ["links:read"]}
                answer = client.post("/api/keys", json=body)
                self._note(answer, "key.created", answer.json()["id"])
            case 3:
                body = {"room": "lobby", "event": "crash-test", "data": {"n": n}}
                self._note(client.post("/api/broadcast", json=body), "crash-test", n)

    def _note(self, answer: httpx.Response, event: str, thing: Any) -> None:
        assert answer.is_success, answer.text
        with self._more:
            self.acknowledged.add((event, thing))
            self._more.notify_all()


def test_no_event_is_lost_or_made_up(
    tmp_path: Path, database_copy: AbstractAsyncContextManager[str]
) -> None:
    received, numbers, port = Received(), count(), free_port()
    acknowledged: set[tuple[str, Any]] = set()
    with asyncio.Runner() as runner, receiving(received) as hook:
        url = runner.run(database_copy.__aenter__())
        settings = {
            **ROOMY, "database_url": url, "job_lease": "2", "webhook_networks": "127.0.0.0/8",
        }  # fmt: skip
        key = ""
        try:
            for _ in range(ROUNDS):
                with serving(tmp_path, port, **settings) as server:
                    if not key:
                        key = server.application(link_credits=1_000_000)["api_key"]
                        with server.client(key) as client:
                            made = client.post("/api/webhooks", json={"url": hook, "events": ["*"]})
                            assert made.is_success, made.text
                    load = Load(server, key, numbers)
                    with ThreadPoolExecutor(CALLERS) as callers:
                        running = [callers.submit(load.run) for _ in range(CALLERS)]
                        try:
                            load.until(A_ROUND)
                        finally:
                            server.kill()
                        for one in running:
                            one.result()
                    acknowledged |= load.acknowledged
            with serving(tmp_path, port, **settings):
                assert not received.wait_for(acknowledged)
                # What was committed but not acknowledged arrives as well, before there is rest.
                links, keys = runner.run(rest(url, tmp_path))
        finally:
            runner.run(database_copy.__aexit__(None, None, None))
    assert received.things["link.created"] == links
    assert received.things["key.created"] == keys
    assert received.things["link.revoked"] <= links
    assert {link for link, _ in received.things["link.updated"]} <= links
    # At least once, and seldom more often: what was under way when the server died.
    again = sum(times > 1 for times in received.ids.values())
    assert again <= len(received.ids) / 2


async def rest(url: str, folder: Path) -> tuple[set[Any], set[Any]]:
    """The links and keys there are, once nothing waits to be told or done."""
    database = Database(url)
    await database.open()
    try:
        listing = make_platform(database, folder, Clock()).of(JobListing)
        async with asyncio.timeout(PATIENCE):
            while True:
                waiting = await listing.page(None)
                untold, _ = await listing.untold()
                if not waiting and not untold:
                    break
                await asyncio.sleep(0.05)
        async with database.session() as session:
            links = await session.exec(select(col(Link.id)))
            keys = await session.exec(
                select(col(ApiKey.id)).where(
                    col(ApiKey.app_id).is_not(None), col(ApiKey.first).is_(False)
                )
            )
            return set(links.scalars()), set(keys.scalars())
    finally:
        await database.close()
