"""Two real server processes on Redis, one of which is killed."""

from __future__ import annotations

import asyncio
import signal
import time
from pathlib import Path
from typing import Any

import httpx

from tests.realtime.engine.client import Client, connected
from tests.support.server import serving

PRESENCE_PATIENCE = 15.0
"""Seconds after which no ghost may be listed."""


def token(base_url: str, application: dict[str, Any], **payload: Any) -> str:
    payload |= {"rooms": {"*": ["subscribe", "publish", "presence", "history", "signal"]}}
    body = {
        "app_id": application["app_id"],
        "app_secret": application["app_secret"],
        "payload": payload,
    }
    answer = httpx.post(f"{base_url}/api/token", json=body)
    assert answer.status_code in (200, 201), answer.text
    made: str = answer.json()["token"]
    return made


async def test_killing_a_process_loses_no_event_and_leaves_no_ghost(
    tmp_path: Path, redis_url: str
) -> None:
    shared = {"redis_url": redis_url, "limit_scale": "1000", "access_log": "false"}
    with serving(tmp_path, **shared) as stays, serving(tmp_path, **shared) as dies:
        application = stays.application()
        ticket = token(stays.base_url, application)
        url = stays.base_url.replace("http", "ws") + "/realtime"
        doomed = dies.base_url.replace("http", "ws") + "/realtime"
        async with connected(url, ticket) as speaker, connected(url, ticket) as watcher:
            await watcher.subscribe("lobby")
            seen, place = [], {}
            async with connected(doomed, ticket) as listener:
                place = await listener.subscribe("lobby")
                seen.append(place["offset"])
                for n in range(50):
                    await speaker.publish("lobby", data={"n": n})
                    if n == 30:
                        dies.kill()
                        killed = time.monotonic()
                try:
                    async with asyncio.timeout(20):
                        while True:
                            seen.append((await listener.next("event"))["offset"])
                except Exception:
                    pass
            assert seen == list(range(len(seen))) and len(seen) > 1
            recover = {"epoch": place["epoch"], "offset": seen[-1]}
            async with connected(url, ticket) as listener:
                back = await listener.subscribe("lobby", recover=recover)
                assert back["recovered"] is True
                seen += [event["offset"] for event in back["events"]]
                assert seen == list(range(51))
                ghost = await watcher.next("leave")
                assert time.monotonic() - killed < PRESENCE_PATIENCE
                listed = await members(listener)
                assert ghost["member"]["connection_id"] not in listed and len(listed) == 2


async def test_a_server_that_stops_says_so(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        application = server.application()
        url = server.base_url.replace("http", "ws") + "/realtime"
        async with connected(url, token(server.base_url, application)) as client:
            await client.subscribe("lobby")
            server.process.terminate()
            code, reason = await client.closed()
            assert (code, reason) == (1001, "the server stops")
        # uvicorn ends by the signal it was sent, after everything is closed.
        assert server.process.wait(20) == -signal.SIGTERM
        assert "Traceback" not in server.log.read_text()


async def members(client: Client) -> list[str]:
    answer = await client.answer("members", "presence", room="lobby")
    return [member["connection_id"] for member in answer["members"]]
